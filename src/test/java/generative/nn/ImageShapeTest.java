package generative.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import generative.math.Matrix;
import org.junit.jupiter.api.Test;

final class ImageShapeTest {

    private final ImageShape shape = new ImageShape(2, 1, 3);

    @Test void pixelsBecomeRowsAndChannelsAgain() {
        Matrix images = Matrix.of(new double[][] {{1, 2, 3, 10, 20, 30}, {4, 5, 6, 40, 50, 60}});
        Matrix rows = shape.rowsOfPixels(images, shape.channelsFirst());
        assertThat(rows.toArray2()).isDeepEqualTo(new double[][] {{1, 10}, {2, 20}, {3, 30}, {4, 40}, {5, 50}, {6, 60}});
        assertThat(shape.channelsOf(rows, shape.channelsFirst()).toArray2()).isDeepEqualTo(images.toArray2());
    }

    /// Pixels (1, 10), (2, 20), (3, 30), as a loader gives them.
    @Test void interleavedImagesBecomeChannelsFirstAndInterleavedAgain() {
        Matrix interleaved = Matrix.of(new double[][] {{1, 10, 2, 20, 3, 30}, {4, 40, 5, 50, 6, 60}});
        Matrix images = shape.fromInterleaved(interleaved);
        assertThat(images.toArray2()).isDeepEqualTo(new double[][] {{1, 2, 3, 10, 20, 30}, {4, 5, 6, 40, 50, 60}});
        assertThat(shape.toInterleaved(images).toArray2()).isDeepEqualTo(interleaved.toArray2());
        assertThatIllegalArgumentException().isThrownBy(() -> shape.fromInterleaved(Matrix.zeros(1, 5)))
                .withMessage("a row of 5 numbers is no image of 2×1×3");
        assertThatIllegalArgumentException().isThrownBy(() -> shape.toInterleaved(Matrix.zeros(1, 7)))
                .withMessage("a row of 7 numbers is no image of 2×1×3");
    }

    @Test void sizesAndText() {
        assertThat(shape.size()).isEqualTo(6);
        assertThat(shape.pixels()).isEqualTo(3);
        assertThat(shape).hasToString("2×1×3");
    }

    @Test void anEmptyImageIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ImageShape(1, 0, 3)).withMessage("no image is 1×0×3");
    }
}
