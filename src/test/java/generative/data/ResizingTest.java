package generative.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import generative.math.Matrix;
import org.junit.jupiter.api.Test;

class ResizingTest {

    private static ImageSet line(double... x) {
        return new ImageSet("a line", Matrix.row(x).inDouble(), new int[0], 1, x.length, 1);
    }

    private static void assertPixels(ImageSet images, double... expected) {
        assertThat(images.x().getNumElements()).isEqualTo(expected.length);
        for (int i = 0; i < expected.length; i++)
            assertThat(images.x().get(i)).as("pixel " + i).isCloseTo(expected[i], within(1e-12));
    }

    @Test void workedExample() {
        assertPixels(new Resizing(1, 4).of(line(0, 4)), 0, 1, 3, 4);              // places −¼, ¼, ¾, 1¼ of the old pixels 0 and 1
        // weights 3, 3, 1 of seven: one falls off the edge
        assertPixels(new Resizing(1, 2).of(line(0, 0, 8, 8)), 8 / 7., 48 / 7.);
    }

    @Test void theSameSizeIsTheSameImage() {
        assertPixels(new Resizing(1, 3).of(line(.25, .875, .5)), .25, .875, .5);
    }

    @Test void onePixelIsTheMeanAndAnEvenImageStaysEven() {
        assertPixels(new Resizing(1, 1).of(line(1, 3)), 2);
        assertPixels(new Resizing(1, 5).of(line(.5, .5, .5)), .5, .5, .5, .5, .5);
    }

    @Test void sidesStayInProportion() {
        ImageSet wide = new ImageSet("wide", Matrix.zeros(1, 3 * 7), new int[0], 3, 7, 1);
        assertThat(Resizing.toShortSide(wide, 6)).isEqualTo(new Resizing(6, 14));
        assertThat(Resizing.toShortSide(wide, 2)).isEqualTo(new Resizing(2, 5));
    }

    @Test void noImageIsEmpty() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Resizing(0, 3)).withMessage("no image is 0×3");
    }
}
