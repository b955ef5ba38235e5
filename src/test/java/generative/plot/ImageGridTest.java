package generative.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.math.Matrix;
import java.awt.image.BufferedImage;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ImageGridTest {

    private static int rgb(int red, int green, int blue) {
        return 0xFF000000 | red << 16 | green << 8 | blue;
    }

    @Test void everyPixelShowsItsValue() {
        Matrix images = Matrix.of(new double[][] {{0, 0.2, 0.4, 0.6, 0.8, 1}, {1, 1, 0, 0, 1, 0}, {0, 1, 0, 1, 0, 1}});
        ImageGrid grid = new ImageGrid(images, 2, 3).columns(2).scale(5);
        BufferedImage image = grid.picture("three images").image();
        for (int n = 0; n < 3; n++)
            for (int i = 0; i < 6; i++) {
                int grey = (int) Math.round(255 * images.get(n, i));
                int x = grid.cellX(n % 2) + i % 3 * 5, y = grid.cellY(n / 2) + i / 3 * 5;
                assertThat(image.getRGB(x, y)).isEqualTo(rgb(grey, grey, grey)).isEqualTo(image.getRGB(x + 4, y + 4));
            }
        assertThat(image.getRGB(grid.cellX(1) + 1, grid.cellY(1) + 1)).as("no fourth image").isEqualTo(ImageGrid.PAPER.getRGB());
        assertThat(image.getRGB(grid.cellX(1) - 1, grid.cellY(0))).as("separator").isEqualTo(ImageGrid.PAPER.getRGB());
    }

    @Test void aRangeIsStretchedClampedAndNanIsRed() {
        ImageGrid grid = new ImageGrid(Matrix.row(-1, 0, 1, 7, Double.NaN), 1, 5).range(-1, 1).scale(1);
        BufferedImage image = grid.picture("five values").image();
        int x = grid.cellX(0), y = grid.cellY(0);
        assertThat(image.getRGB(x, y)).isEqualTo(rgb(0, 0, 0));
        assertThat(image.getRGB(x + 1, y)).isEqualTo(rgb(128, 128, 128));
        assertThat(image.getRGB(x + 2, y)).isEqualTo(rgb(255, 255, 255)).isEqualTo(image.getRGB(x + 3, y));
        assertThat(image.getRGB(x + 4, y)).isEqualTo(ImageGrid.NOT_A_NUMBER.getRGB());
    }

    @Test void coloursLieSideBySide() {
        ImageGrid grid = new ImageGrid(Matrix.row(1, 0, 0, 0, 0.6, 1), 1, 2).channels(3).scale(1);
        BufferedImage image = grid.picture("red and azure").image();
        assertThat(image.getRGB(grid.cellX(0), grid.cellY(0))).isEqualTo(rgb(255, 0, 0));
        assertThat(image.getRGB(grid.cellX(0) + 1, grid.cellY(0))).isEqualTo(rgb(0, 153, 255));
    }

    @Test void theLastColumnIsFramedInYellowAndNoOther() {
        ImageGrid grid = new ImageGrid(Matrix.zeros(6, 9), 3, 3).columns(3).scale(4).frameLastColumn();
        BufferedImage image = grid.picture("framed").image();
        for (int row = 0; row < 2; row++) {
            assertThat(image.getRGB(grid.cellX(2) - 1, grid.cellY(row))).isEqualTo(ImageGrid.YELLOW.getRGB());
            assertThat(image.getRGB(grid.cellX(2) + 12, grid.cellY(row))).isEqualTo(ImageGrid.YELLOW.getRGB());
            assertThat(image.getRGB(grid.cellX(2), grid.cellY(row))).isEqualTo(rgb(0, 0, 0));
            assertThat(image.getRGB(grid.cellX(1) - 1, grid.cellY(row))).isEqualTo(ImageGrid.PAPER.getRGB());
        }
        assertThat(image.getRGB(grid.cellX(2), grid.cellY(0) - 1)).isEqualTo(ImageGrid.YELLOW.getRGB());
        assertThat(image.getRGB(grid.cellX(2), grid.cellY(1) + 12)).isEqualTo(ImageGrid.YELLOW.getRGB());
    }

    @Test void labelsTakeTheirOwnRoom() {
        Matrix images = Matrix.zeros(4, 4);
        ImageGrid bare = new ImageGrid(images, 2, 2).scale(2);
        ImageGrid labelled = new ImageGrid(images, 2, 2).scale(2).rowLabels("first row", "second").columnLabels("wide words", "b").captions("0", "1", "2", "3");
        assertThat(labelled.cellX(0)).isGreaterThan(bare.cellX(0) + 50);
        assertThat(labelled.cellY(0)).isGreaterThan(bare.cellY(0) + 20);
        assertThat(labelled.cellX(1) - labelled.cellX(0)).as("room for wide words").isGreaterThan(80);
        assertThat(labelled.cellY(1) - labelled.cellY(0)).as("room for captions").isGreaterThan(24);
        assertThat(Pixels.count(labelled.picture("labelled").image(), Theme.INK)).isPositive();
    }

    @Test void aWrongSizeIsNamedOnBothSides() {
        assertThatThrownBy(() -> new ImageGrid(Matrix.zeros(2, 100), 28, 28).picture("p")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("28·28·1 = 784").hasMessageContaining("100");
    }

    /// A soft disc whose place and size vary.
    private static Matrix discs(int count, int side, int channels) {
        Random random = new Random(3);
        Matrix images = Matrix.zeros(count, side * side * channels);
        for (int n = 0; n < count; n++) {
            double cx = side * (0.3 + 0.4 * random.nextDouble()), cy = side * (0.3 + 0.4 * random.nextDouble()), r = side * (0.1 + 0.25 * random.nextDouble());
            for (int i = 0; i < side * side; i++)
                for (int c = 0; c < channels; c++)
                    images.set(n, i * channels + c, (1 - 0.4 * c) / (1 + Math.exp(Math.hypot(i % side - cx, i / side - cy) - r)));
        }
        return images;
    }

    @Test void samplesToLookAt() {
        Pixels.keep("grid", new ImageGrid(discs(40, 28, 1), 28, 28).columns(10).frameLastColumn().picture("look"));
        Pixels.keep("grid-labels", new ImageGrid(discs(12, 12, 3), 12, 12).channels(3).columns(4).rowLabels("data", "step 1,000", "step 20,000 of 20,000")
                .columnLabels("a", "first sample", "c", "nearest").captions("0.12", "0.5", "1", "7", "d = 3.21", "y", "g", "p").picture("look"));
    }
}
