package generative.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import generative.math.Matrix;
import generative.math.Randoms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TransposedConvolutionTest {

    @Test void workedExample() {
        TransposedConvolution layer = new TransposedConvolution(new ImageShape(1, 1, 2), new Window(1, 3, 2, 0),
                Matrix.row(1, 2, 3).transpose(), Matrix.row(10));
        Pass pass = layer.forward(Matrix.row(1, 10));                              // 1 2 3 and, two further on, 10 20 30
        assertThat(pass.output().toArray2()).isDeepEqualTo(new double[][] {{11, 12, 23, 30, 40}});

        assertThat(pass.backward(Matrix.row(1, 0, 1, 0, 1)).toArray2()).isDeepEqualTo(new double[][] {{4, 4}});
        assertThat(layer.parameters().get(0).gradient().transpose().toArray2()).isDeepEqualTo(new double[][] {{11, 0, 11}});
        assertThat(layer.parameters().get(1).gradient().toArray2()).isDeepEqualTo(new double[][] {{3}});
    }

    @ParameterizedTest
    @CsvSource({"1,3,3,2,3,3,1,0", "3,2,4,2,3,2,2,0", "2,3,2,3,4,4,2,1", "4,2,2,1,5,5,3,0"})
    void agreesWithTheWrittenOutLoop(int c, int height, int width, int m, int h, int w, int stride, int padding) {
        ImageShape in = new ImageShape(c, height, width);
        Window window = new Window(h, w, stride, padding);
        Matrix x = Randoms.gaussian(3, in.size(), 1, Randoms.of(1)), W = Randoms.gaussian(m * h * w, c, 1, Randoms.of(2));
        Matrix b = Randoms.gaussian(1, m, 1, Randoms.of(3));
        TransposedConvolution layer = new TransposedConvolution(in, window, W, b);
        Matrix y = layer.forward(x).output();
        assertThat(y.shape()).isEqualTo("3×" + layer.out().size());
        assertThat(y.minus(LoopConvolution.transposed(x, in, window, W, b)).elementMaxAbs()).isLessThan(2e-5);
    }

    @Test void itIsTheTransposeOfTheConvolutionWithTheSameWeights() {
        ImageShape large = new ImageShape(2, 7, 9);
        Window window = new Window(3, 5, 2, 1);
        Matrix W = Randoms.gaussian(2 * 3 * 5, 4, 1, Randoms.of(1)).inDouble();
        Convolution down = new Convolution(large, window, W, Matrix.zeros(1, 4).inDouble());
        TransposedConvolution up = new TransposedConvolution(down.out(), window, W, Matrix.zeros(1, 2).inDouble());
        assertThat(up.out()).isEqualTo(large);
        Matrix x = Randoms.gaussian(1, large.size(), 1, Randoms.of(2)).inDouble(), y = Randoms.gaussian(1, down.out().size(), 1, Randoms.of(3)).inDouble();
        assertThat(down.forward(x).output().elementMult(y).elementSum())
                .isEqualTo(up.forward(y).output().elementMult(x).elementSum(), within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"1,1,0", "2,2,1", "3,3,0"})
    void gradientsAgreeWithCentralDifferences(int channels, int stride, int padding) {
        ImageShape in = new ImageShape(channels, 2, 3);
        GradientCheck.of(new TransposedConvolution(in, 2, new Window(3, 4, stride, padding), Initialiser.gaussian(1), Randoms.of(1)),
                Randoms.gaussian(2, in.size(), 1, Randoms.of(2)));
    }

    /// Two stamps of two channels each on three places; the bias of each place of each channel is its own.
    @Test void anUntiedBiasIsOneForEachPixelOfEachChannel() {
        TransposedConvolution layer = new TransposedConvolution(new ImageShape(1, 1, 2), new Window(1, 2, 1, 0),
                Matrix.row(1, 2, -1, -2).transpose(), Matrix.row(10, 20, 30, 40, 50, 60));
        Pass pass = layer.forward(Matrix.of(new double[][] {{1, 100}, {0, 0}}));           // 1 102 200 and −1 −102 −200
        assertThat(pass.output().toArray2()).isDeepEqualTo(new double[][] {{11, 122, 230, 39, -52, -140},
                {10, 20, 30, 40, 50, 60}});

        pass.learn(Matrix.of(new double[][] {{1, 2, 3, 4, 5, 6}, {.5, .5, .5, .5, .5, .5}}));
        assertThat(layer.parameters().get(1).gradient().toArray2())
                .isDeepEqualTo(new double[][] {{1.5, 2.5, 3.5, 4.5, 5.5, 6.5}});
    }

    @ParameterizedTest
    @CsvSource({"1,1,0", "2,2,1", "3,3,0"})
    void anUntiedBiasLeavesTheRestAsItIs(int channels, int stride, int padding) {
        ImageShape in = new ImageShape(channels, 2, 3);
        Window window = new Window(3, 4, stride, padding);
        Matrix x = Randoms.gaussian(2, in.size(), 1, Randoms.of(2));
        var untied = TransposedConvolution.untied(in, 2, window, Initialiser.gaussian(1), Randoms.of(1));
        var tied = new TransposedConvolution(in, 2, window, Initialiser.gaussian(1), Randoms.of(1));
        assertThat(untied.parameters().get(1).value().shape()).isEqualTo("1×" + untied.out().size());
        assertThat(untied.forward(x).output().isIdentical(tied.forward(x).output(), 0)).as("both biases are 0")
                .isTrue();
        untied.parameters().get(1).set(Randoms.gaussian(1, untied.out().size(), 1, Randoms.of(3)));
        GradientCheck.of(untied, x);
    }

    @Test void aStampOfOnePixelIsAnAffineMapOfTheChannels() {
        TransposedConvolution layer = new TransposedConvolution(new ImageShape(2, 1, 1), Window.square(1, 1, 0),
                Matrix.of(new double[][] {{1, 2}, {3, 4}, {5, 6}}), Matrix.row(0, 0, 1));
        assertThat(layer.forward(Matrix.row(1, 10)).output().toArray2()).isDeepEqualTo(new double[][] {{21, 43, 66}});
    }

    @Test void thePublishedGeneratorEndsInThirtyTwoPixels() {
        assertThat(new TransposedConvolution(new ImageShape(80, 10, 10), 3, Window.square(5, 3, 0), Initialiser.uniform(.05), Randoms.of(1)))
                .hasToString("TransposedConvolution 80×10×10 → 3×32×32, 5×5 by 3");
        assertThat(TransposedConvolution.untied(new ImageShape(80, 10, 10), 3, Window.square(5, 3, 0),
                Initialiser.uniform(.05), Randoms.of(1)))
                .hasToString("TransposedConvolution 80×10×10 → 3×32×32, 5×5 by 3, untied bias");
    }

    @Test void badShapesAreNamed() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TransposedConvolution(new ImageShape(2, 1, 1), Window.square(1, 1, 0), Matrix.zeros(3, 1), Matrix.zeros(1, 3)))
                .withMessage("weights 3×1 and bias 1×3 do not fit stamps of 3 numbers from 2 channels");
        assertThatIllegalArgumentException().isThrownBy(() ->
                new TransposedConvolution(new ImageShape(2, 1, 2), new Window(1, 2, 1, 0), Matrix.zeros(4, 2),
                        Matrix.zeros(1, 5)))
                .withMessage("weights 4×2 and bias 1×5 do not fit stamps of 4 numbers from 2 channels");
        assertThatIllegalArgumentException().isThrownBy(() ->
                new TransposedConvolution(new ImageShape(2, 1, 2), new Window(1, 2, 1, 0), Matrix.zeros(1, 2),
                        Matrix.zeros(1, 1)))
                .withMessage("weights 1×2 and bias 1×1 do not fit stamps of 2 numbers from 2 channels");
        TransposedConvolution layer = new TransposedConvolution(new ImageShape(2, 1, 1), Window.square(1, 1, 0), Matrix.zeros(3, 2), Matrix.zeros(1, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> layer.forward(Matrix.zeros(4, 3))).withMessage("a row of 3 numbers is no image of 2×1×1");
    }
}
