package generative.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import generative.math.Matrix;
import generative.math.Randoms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConvolutionTest {

    @Test void workedExample() {
        Convolution layer = new Convolution(new ImageShape(1, 2, 3), new Window(2, 2, 1, 0),
                Matrix.row(1, 2, 3, 4).transpose(), Matrix.row(10));
        Pass pass = layer.forward(Matrix.row(1, 0, 2, 0, 1, 1));                   // windows (1 0 / 0 1) and (0 2 / 1 1)
        assertThat(pass.output().toArray2()).isDeepEqualTo(new double[][] {{10 + 1 + 4, 10 + 4 + 3 + 4}});

        assertThat(pass.backward(Matrix.row(1, 10)).toArray2())                    // the middle column lies in both windows
                .isDeepEqualTo(new double[][] {{1, 2 + 10, 20, 3, 4 + 30, 40}});
        assertThat(layer.parameters().get(0).gradient().transpose().toArray2()).isDeepEqualTo(new double[][] {{1, 20, 10, 11}});
        assertThat(layer.parameters().get(1).gradient().toArray2()).isDeepEqualTo(new double[][] {{11}});
    }

    @ParameterizedTest
    @CsvSource({"1,5,5,2,3,3,1,0", "3,6,5,4,3,2,1,1", "2,7,8,3,3,3,2,1", "2,5,9,1,1,4,3,2", "3,4,4,2,4,4,1,0", "1,3,3,2,1,1,1,0"})
    void agreesWithTheWrittenOutLoop(int c, int height, int width, int m, int h, int w, int stride, int padding) {
        ImageShape in = new ImageShape(c, height, width);
        Window window = new Window(h, w, stride, padding);
        Matrix x = Randoms.gaussian(3, in.size(), 1, Randoms.of(1)), W = Randoms.gaussian(c * h * w, m, 1, Randoms.of(2));
        Matrix b = Randoms.gaussian(1, m, 1, Randoms.of(3));
        Convolution layer = new Convolution(in, window, W, b);
        Matrix y = layer.forward(x).output();
        assertThat(y.shape()).isEqualTo("3×" + layer.out().size());
        assertThat(y.minus(LoopConvolution.of(x, in, window, W, b)).elementMaxAbs()).isLessThan(2e-5);
    }

    @ParameterizedTest
    @CsvSource({"1,1,0", "2,2,1", "3,1,2"})
    void gradientsAgreeWithCentralDifferences(int channels, int stride, int padding) {
        ImageShape in = new ImageShape(channels, 4, 5);
        GradientCheck.of(new Convolution(in, 2, new Window(3, 2, stride, padding), Initialiser.gaussian(1), Randoms.of(1)),
                Randoms.gaussian(2, in.size(), 1, Randoms.of(2)));
    }

    @Test void outsideTheImageThereAreZeros() {
        Convolution layer = new Convolution(new ImageShape(1, 1, 1), Window.square(3, 1, 1), Matrix.row(1, 2, 3, 4, 5, 6, 7, 8, 9).transpose(), Matrix.row(0));
        assertThat(layer.forward(Matrix.row(2)).output().toArray2()).isDeepEqualTo(new double[][] {{10}});
    }

    @Test void theShapeOfTheOutputIsThatOfThePaper() {
        Convolution layer = new Convolution(new ImageShape(3, 32, 32), 64, Window.square(8, 1, 4), Initialiser.uniform(.005), Randoms.of(1));
        assertThat(layer).hasToString("Convolution 3×32×32 → 64×33×33, 8×8 padded by 4");
        assertThat(layer.parameters().get(0).value().shape()).isEqualTo("192×64");
    }

    @Test void badShapesAreNamed() {
        Convolution layer = new Convolution(new ImageShape(1, 2, 3), new Window(2, 2, 1, 0), Matrix.zeros(4, 1), Matrix.row(0));
        assertThatIllegalArgumentException().isThrownBy(() -> layer.forward(Matrix.zeros(1, 7)))
                .withMessage("a row of 7 numbers is no image of 1×2×3");
        assertThatIllegalArgumentException().isThrownBy(() -> new Convolution(new ImageShape(1, 2, 3), new Window(2, 2, 1, 0), Matrix.zeros(5, 1), Matrix.row(0)))
                .withMessage("weights 5×1 and bias 1×1 do not fit windows of 4 numbers");
        assertThatIllegalArgumentException().isThrownBy(() -> layer.forward(Matrix.zeros(1, 6)).backward(Matrix.zeros(1, 3)))
                .withMessage("the gradient is 1×3, but the output was 1×2");
    }
}
