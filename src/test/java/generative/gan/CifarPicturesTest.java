package generative.gan;

import static org.assertj.core.api.Assertions.assertThat;

import generative.math.Matrix;
import generative.plot.ImageGrid;
import generative.plot.Picture;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

final class CifarPicturesTest {

    /// Channels first: the upper half has this red, green and blue, the lower half 0.
    private static Matrix flag(double red, double green, double blue) {
        Matrix image = Matrix.zeros(1, 3072);
        for (int p = 0; p < 512; p++) {
            image.set(p, red);
            image.set(1024 + p, green);
            image.set(2048 + p, blue);
        }
        return image;
    }

    private static int[] pixels(Picture picture) {
        BufferedImage image = picture.image();
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    /// The same interleaved and already between 0 and 1, in a grid made here.
    private static int[] expected(int columns, int scale, boolean frame, double[]... colours) {
        Matrix grid = Matrix.zeros(colours.length, 3072);
        grid.fill(.5);
        for (int n = 0; n < colours.length; n++)
            for (int i = 0; i < 3 * 512; i++) grid.set(n, i, colours[n][i % 3]);
        ImageGrid images = new ImageGrid(grid, 32, 32).channels(3).columns(columns).scale(scale);
        return pixels((frame ? images.frameLastColumn() : images).picture("expected"));
    }

    /// The largest value of all images becomes white, its negative black.
    @Test void coloursAreShownOnOneScale() {
        Matrix two = flag(4, 0, -2).concatRows(flag(1, -4, 2));
        double[][] colours = {{1, .5, .25}, {.625, 0, .75}};
        assertThat(pixels(CifarPictures.data(two))).isEqualTo(expected(10, 2, false, colours));
        assertThat(pixels(CifarPictures.samples(two))).isEqualTo(expected(8, 2, false, colours));
    }

    @Test void besideTheFifthSampleStandsItsNearestTrainingImage() {
        Matrix samples = flag(2, 0, 0).concatRows(flag(0, 2, 0), flag(0, 0, 2), flag(2, 2, 0), flag(0, 1, 1));
        Matrix train = flag(2, 2, 2).concatRows(flag(0, 1, .5), flag(-1, 0, 0));
        Picture picture = CifarPictures.samplesWithNeighbours(samples, train);
        assertThat(pixels(picture)).isEqualTo(expected(6, 3, true, new double[] {1, .5, .5}, new double[] {.5, 1, .5},
                new double[] {.5, .5, 1}, new double[] {1, 1, .5}, new double[] {.5, .75, .75},
                new double[] {.5, .75, .625}));
        assertThat(picture.alt()).contains("nearest", "last column");
    }
}
