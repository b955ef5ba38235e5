package generative.gan;

import generative.data.ContrastNormalisation;
import generative.math.Matrix;
import generative.plot.ImageGrid;
import generative.plot.Picture;

/// Photographs that were contrast normalised, or made by a net, as pictures again: rows are channels first.
///
/// All images of a picture are shown on one scale, ½ + ½ y / max |y|, as the released code shows them.
///
/// Source: Goodfellow et al., *Generative Adversarial Nets* (2014), figure 2, panels c and d.
public final class CifarPictures {

    private CifarPictures() { }

    /// What the nets see of the data.
    public static Picture data(Matrix images) {
        return grid(images, 10).scale(2).picture("Photographs after contrast normalisation");
    }

    /// What the generator makes.
    public static Picture samples(Matrix samples) {
        return grid(samples, 8).scale(2).picture("Samples of the generator");
    }

    /// Rows of five samples; in the sixth column, framed, the training image that is nearest to the fifth.
    public static Picture samplesWithNeighbours(Matrix samples, Matrix train) {
        return grid(AdversarialPictures.besideNeighbours(samples, train), 6).scale(3).frameLastColumn()
                .picture(AdversarialPictures.WITH_NEIGHBOURS);
    }

    private static ImageGrid grid(Matrix images, int columns) {
        Matrix shown = CifarNets.IMAGE.toInterleaved(ContrastNormalisation.shown(images));
        return new ImageGrid(shown, CifarNets.IMAGE.height(), CifarNets.IMAGE.width())
                .channels(CifarNets.IMAGE.channels()).columns(columns);
    }
}
