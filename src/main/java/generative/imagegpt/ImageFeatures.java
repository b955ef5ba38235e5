package generative.imagegpt;

import generative.data.TokenSet;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.sparse.Architecture;
import generative.sparse.HeadPatterns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// What a model that has never seen a label makes of images, layer by layer, and the class of each image.
///
/// ```
/// fˡ[b] = (1/N) Σᵢ nˡ[b, i]       nˡ what the attention of layer l sees, l = 0 … L−1; n^L what the logits are made of
/// ```
/// A BERT model is shown 15 % of the pixels hidden here too, since it has never seen a whole image; another seed hides others.
///
/// Shapes: L+1 matrices M×d.
///
/// Source: Chen et al., *Generative Pretraining from Pixels* (2020), sections 2.4 and 4.6.
///
/// @param layers f⁰ … f^L
/// @param labels of the M images
public record ImageFeatures(List<Matrix> layers, int[] labels) {

    public ImageFeatures {
        layers = List.copyOf(layers);
        for (Matrix f : layers)
            if (f.numRows() != labels.length)
                throw new IllegalArgumentException("the features are " + f.shape() + ", but there are " + labels.length
                        + " labels");
    }

    /// Of all these images, so many going through the model at once: only they need memory for all positions.
    ///
    /// @param seed of what is hidden from a BERT model
    public static ImageFeatures of(ImageGpt model, LabelledImages images, int atOnce, long seed) {
        if (atOnce < 1) throw new IllegalArgumentException("1 image or more goes through the model at once, got " + atOnce);
        int M = images.size(), d = model.sizes().width();
        List<Matrix> all = new ArrayList<>();
        for (int l = 0; l <= model.sizes().layers(); l++) all.add(model.parameters().getFirst().value().like(M, d));
        for (int from = 0; from < M; from += atOnce) {
            int[] some = IntStream.range(from, Math.min(M, from + atOnce)).toArray();
            List<Matrix> part = model.features(images.tokens().batch(some), Randoms.of(seed, from));
            for (int l = 0; l < part.size(); l++) all.get(l).setRows(part.get(l), some);
        }
        return new ImageFeatures(all, images.labels());
    }

    /// Numbers of another kind in place of a layer, such as the pixels themselves.
    public static ImageFeatures of(Matrix x, int... labels) {
        return new ImageFeatures(List.of(x), labels);
    }

    /// The number of images.
    public int size() {
        return labels.length;
    }

    /// The images with these indices, in this order.
    public ImageFeatures select(int... indices) {
        return new ImageFeatures(layers.stream().map(f -> f.selectRows(indices)).toList(),
                Arrays.stream(indices).map(n -> labels[n]).toArray());
    }

    @Override public String toString() {
        return "ImageFeatures of " + size() + " images, " + layers.size() + " × " + layers.getFirst().numCols() + " numbers each";
    }

    /// Two images that are the same but for one pixel, told apart by a net of random weights.
    public static void demo() {
        Architecture sizes = Architecture.of(4, List.of(9), 3, 8, 2, HeadPatterns.dense());
        RandomGenerator random = Randoms.of(1);
        ImageGpt model = new ImageGpt(sizes, ImageGpt.Objective.AR, random);
        TokenSet two = TokenSet.of("two images", 4, 9, 0, 1, 2, 3, 0, 1, 2, 3, 0, 0, 1, 2, 3, 3, 1, 2, 3, 0);
        ImageFeatures features = of(model, new LabelledImages(two, new int[] {0, 1}), 2, 1);
        System.out.println(features);
        for (int l = 0; l < features.layers.size(); l++) {
            Matrix f = features.layers.get(l);
            System.out.printf("layer %d: %s, apart by %.4f%n", l, f.rows(0, 1), f.rows(1, 2).minus(f.rows(0, 1)).normF());
        }
        System.out.println("Each layer gives d numbers for an image of any size: a row that a linear classifier can take.");
    }
}
