package generative.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import generative.math.Matrix;
import generative.math.Randoms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MaxPoolingTest {

    @Test void workedExample() {
        Pass pass = new MaxPooling(new ImageShape(2, 2, 2), 2, 2).forward(Matrix.row(1, 4, 2, 3, -1, -2, -3, -4));
        assertThat(pass.output().toArray2()).isDeepEqualTo(new double[][] {{4, -1}});
        assertThat(pass.backward(Matrix.row(5, 7)).toArray2()).isDeepEqualTo(new double[][] {{0, 5, 0, 0, 7, 0, 0, 0}});
    }

    @Test void overlappingWindowsAddTheirGradients() {
        Pass pass = new MaxPooling(new ImageShape(1, 2, 3), 2, 1).forward(Matrix.row(1, 9, 2, 3, 4, 5));
        assertThat(pass.output().toArray2()).isDeepEqualTo(new double[][] {{9, 9}});
        assertThat(pass.backward(Matrix.row(1, 10)).toArray2()).isDeepEqualTo(new double[][] {{0, 11, 0, 0, 0, 0}});
    }

    @Test void aTieGoesToTheFirstInReadingOrder() {
        Pass pass = new MaxPooling(new ImageShape(1, 2, 2), 2, 2).forward(Matrix.row(0, 7, 7, 7));
        assertThat(pass.backward(Matrix.row(1)).toArray2()).isDeepEqualTo(new double[][] {{0, 1, 0, 0}});
    }

    @Test void aWindowOverTheEdgeCountsWhatItCovers() {
        MaxPooling layer = new MaxPooling(new ImageShape(1, 3, 3), 2, 2);
        Pass pass = layer.forward(Matrix.row(-1, -2, -3, -4, -5, -6, -7, -8, -9));
        assertThat(pass.output().toArray2()).isDeepEqualTo(new double[][] {{-1, -3, -7, -9}});
        assertThat(pass.backward(Matrix.row(1, 2, 3, 4)).toArray2()).isDeepEqualTo(new double[][] {{1, 0, 2, 0, 0, 0, 3, 0, 4}});
    }

    @ParameterizedTest
    @CsvSource({"1,4,4,2,2", "2,5,4,3,2", "3,6,5,4,2"})
    void gradientsAgreeWithCentralDifferences(int c, int height, int width, int size, int stride) {
        ImageShape in = new ImageShape(c, height, width);
        GradientCheck.of(new MaxPooling(in, size, stride), Randoms.gaussian(2, in.size(), 1, Randoms.of(1)));
    }

    @Test void theShapesOfThePublishedDiscriminator() {
        assertThat(new MaxPooling(new ImageShape(32, 33, 33), 4, 2)).hasToString("MaxPooling 32×33×33 → 32×16×16, 4×4 by 2");
    }

    @Test void badShapesAreNamed() {
        assertThatIllegalArgumentException().isThrownBy(() -> new MaxPooling(new ImageShape(1, 3, 3), 2, 2).forward(Matrix.zeros(1, 8)))
                .withMessage("a row of 8 numbers is no image of 1×3×3");
        assertThatIllegalArgumentException().isThrownBy(() -> new MaxPooling(new ImageShape(1, 3, 3), 4, 2))
                .withMessage("the window 4×4 is larger than the image 1×3×3");
        assertThatIllegalArgumentException().isThrownBy(() -> new MaxPooling(new ImageShape(1, 3, 3), 2, 3))
                .withMessage("windows of 2 that are 3 apart leave pixels out");
        assertThatIllegalArgumentException().isThrownBy(() -> new MaxPooling(new ImageShape(1, 3, 3), 0, 1))
                .withMessage("no window is 0×0 with stride 1");
    }
}
