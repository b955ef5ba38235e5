package generative.pretraining;

import static org.assertj.core.api.Assertions.assertThat;

import generative.math.Matrix;
import generative.plot.Picture;
import generative.pretraining.Autoencoder.Output;
import org.junit.jupiter.api.Test;

final class CoderPicturesTest {

    /// Two pixels, two units: (2, −2) and (0, 4), each drawn on a scale of its own.
    @Test void filtersAreDrawnEachOnItsOwnScale() {
        Matrix W = Matrix.of(new double[][] {{2, 0}, {-2, 4}});
        Autoencoder coder = Autoencoder.tied(W, Matrix.zeros(1, 2), Matrix.zeros(1, 2), Output.PROBABILITIES);
        Picture picture = CoderPictures.filters(coder, 2, 1, 2);
        int[] levels = levels(picture, 4);
        assertThat(levels).containsExactly(255, 0, 128, 255);
        assertThat(picture.alt()).startsWith("The weights of 2 hidden units");
        assertThat(W.get(1, 1)).as("the weights themselves are left alone").isEqualTo(4);
        assertThat(CoderPictures.filters(coder, 1, 1, 2).image().getWidth()).isLessThan(picture.image().getWidth());
        assertThat(CoderPictures.filters(coder, 100, 1, 2).image().getWidth()).isEqualTo(picture.image().getWidth());
    }

    @Test void aUnitWithoutWeightsIsGrey() {
        Autoencoder coder = Autoencoder.tied(Matrix.zeros(2, 1), Matrix.zeros(1, 2), Matrix.zeros(1, 1), Output.PROBABILITIES);
        assertThat(levels(CoderPictures.filters(coder, 1, 1, 2), 2)).containsExactly(128, 128);
    }

    @Test void threeRowsForEachImage() {
        Matrix clean = Matrix.of(new double[][] {{1, 1}, {1, 1}}), spoiled = Matrix.zeros(2, 2), rebuilt = clean.scale(.5);
        Picture picture = CoderPictures.reconstructions(clean, spoiled, rebuilt, 1, 2);
        assertThat(picture.alt()).isEqualTo("Images, the same images spoiled, and how they were rebuilt");
        assertThat(picture.image().getHeight()).isLessThan(picture.image().getWidth());
    }

    /// The grey levels of `count` pixels of the images, in the order in which they stand in the first row.
    private static int[] levels(Picture picture, int count) {
        int[] found = new int[count];
        int y = picture.image().getHeight() / 2, x = 8 + 4, next = 0;     // margin and gap of the grid
        for (int image = 0; image < count / 2; image++, x += 4 + 4)       // two pixels of 2 dots each, then a gap
            for (int pixel = 0; pixel < 2; pixel++) found[next++] = picture.image().getRGB(x + 2 * pixel, y) & 0xff;
        return found;
    }
}
