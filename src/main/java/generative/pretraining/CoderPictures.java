package generative.pretraining;

import generative.math.Matrix;
import generative.plot.ImageGrid;
import generative.plot.Picture;

/// The pictures by which a layer is judged that learned from images without labels.
public final class CoderPictures {

    private CoderPictures() { }

    /// What the first hidden units look for: the weights of each as an image, grey for 0; each image has a scale of its own.
    public static Picture filters(Coder coder, int count, int height, int width) {
        int shown = Math.min(count, coder.hidden());
        Matrix filters = coder.weights().value().cols(0, shown).transpose();
        for (int j = 0; j < shown; j++) {
            Matrix filter = filters.rows(j, j + 1);
            double largest = Math.max(filter.elementMaxAbs(), 1e-30);
            filters.insertIntoThis(j, 0, filter.divide(largest));
        }
        return new ImageGrid(filters, height, width).range(-1, 1).scale(2)
                .picture("The weights of " + shown + " hidden units, each as an image: bright where it wants ink, dark "
                        + "where it wants none");
    }

    /// Three rows: images, the same spoiled, and what was made of the spoiled ones.
    public static Picture reconstructions(Matrix clean, Matrix spoiled, Matrix rebuilt, int height, int width) {
        return new ImageGrid(clean.concatRows(spoiled, rebuilt), height, width).columns(clean.numRows()).scale(2)
                .rowLabels("clean", "spoiled", "rebuilt")
                .picture("Images, the same images spoiled, and how they were rebuilt");
    }
}
