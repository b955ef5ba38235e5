package generative.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import generative.math.Matrix;
import org.junit.jupiter.api.Test;

final class WindowTest {

    @Test void shapesOverAndUnder() {
        assertThat(Window.square(8, 1, 4).over(new ImageShape(3, 32, 32), 64)).isEqualTo(new ImageShape(64, 33, 33));
        assertThat(new Window(3, 2, 2, 0).over(new ImageShape(1, 6, 7), 1)).isEqualTo(new ImageShape(1, 2, 3));
        assertThat(Window.square(5, 3, 0).under(new ImageShape(80, 10, 10), 3)).isEqualTo(new ImageShape(3, 32, 32));
    }

    @Test void theNumbersOfTheWindowsInReadingOrder() {
        Matrix x = Matrix.row(1, 2, 3, 4, 5, 6);                                    // 1 2 3 / 4 5 6
        assertThat(new Window(2, 2, 1, 0).pixels(new ImageShape(1, 2, 3)).gather(x).toArray2())
                .isDeepEqualTo(new double[][] {{1, 2, 4, 5, 2, 3, 5, 6}});
        assertThat(new Window(1, 3, 2, 1).pixels(new ImageShape(2, 1, 3)).gather(x).cols(6, 12).toArray2())
                .isDeepEqualTo(new double[][] {{0, 0, 0, 0, 0, 0}});                // the whole first row of places is above the image
    }

    @Test void whatCannotBeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Window.square(0, 1, 0)).withMessage("no window is 0×0 with stride 1 and padding 0");
        assertThatIllegalArgumentException().isThrownBy(() -> Window.square(4, 1, 0).over(new ImageShape(1, 3, 5), 1))
                .withMessage("the window 4×4 is larger than the image 1×3×5");
        assertThat(new Window(3, 2, 2, 1)).hasToString("3×2 by 2 padded by 1");
    }
}
