package generative.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import generative.math.Matrix;
import generative.math.Randoms;
import org.junit.jupiter.api.Test;

final class MaxoutConvolutionTest {

    private static MaxoutConvolution edges() {
        return new MaxoutConvolution(new Convolution(new ImageShape(1, 1, 4), new Window(1, 2, 1, 0),
                Matrix.of(new double[][] {{-1, 1}, {1, -1}}), Matrix.row(0, 0)), 2);
    }

    @Test void workedExample() {
        MaxoutConvolution layer = edges();
        Pass pass = layer.forward(Matrix.row(0, 3, 3, 1));                         // rises by 3, stays, falls by 2
        assertThat(pass.output().toArray2()).isDeepEqualTo(new double[][] {{3, 0, 2}});
        assertThat(pass.backward(Matrix.row(1, 0, 10)).toArray2()).isDeepEqualTo(new double[][] {{-1, 1, 10, -10}});
        assertThat(layer.parameters().get(0).gradient().toArray2()).isDeepEqualTo(new double[][] {{0, 30}, {3, 10}});
        assertThat(layer.parameters().get(1).gradient().toArray2()).isDeepEqualTo(new double[][] {{1, 10}});
    }

    @Test void aTieGoesToTheFirstPiece() {
        MaxoutConvolution layer = edges();
        layer.forward(Matrix.row(5, 5, 5, 5)).learn(Matrix.row(1, 1, 1));
        assertThat(layer.parameters().get(1).gradient().toArray2()).isDeepEqualTo(new double[][] {{3, 0}});
    }

    @Test void itIsTheLargestOfTheConvolutionsOfItsPieces() {
        ImageShape in = new ImageShape(2, 5, 6);
        Window window = new Window(3, 2, 2, 1);
        Matrix x = Randoms.gaussian(3, in.size(), 1, Randoms.of(1)), W = Randoms.gaussian(12, 4, 1, Randoms.of(2)), b = Matrix.row(.1, .2, .3, .4);
        Matrix y = new MaxoutConvolution(new Convolution(in, window, W, b), 2).forward(x).output(), z = LoopConvolution.of(x, in, window, W, b);
        int places = y.numCols() / 2;
        for (int n = 0; n < 3; n++)
            for (int c = 0; c < 2; c++)
                for (int p = 0; p < places; p++)
                    assertThat(y.get(n, c * places + p)).isCloseTo(Math.max(z.get(n, 2 * c * places + p), z.get(n, (2 * c + 1) * places + p)),
                            org.assertj.core.api.Assertions.within(1e-5));
    }

    @Test void gradientsAgreeWithCentralDifferences() {
        ImageShape in = new ImageShape(2, 4, 5);
        GradientCheck.of(new MaxoutConvolution(in, 2, 3, new Window(3, 2, 2, 1), Initialiser.gaussian(1), Randoms.of(1)),
                Randoms.gaussian(2, in.size(), 1, Randoms.of(2)));
    }

    @Test void badShapesAreNamed() {
        assertThatIllegalArgumentException().isThrownBy(() -> edges().forward(Matrix.zeros(1, 5))).withMessage("a row of 5 numbers is no image of 1×1×4");
        Convolution three = new Convolution(new ImageShape(1, 1, 4), new Window(1, 2, 1, 0), Matrix.zeros(2, 3), Matrix.zeros(1, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> new MaxoutConvolution(three, 2)).withMessage("3 channels are no units of 2 pieces");
        assertThatIllegalArgumentException().isThrownBy(() -> new MaxoutConvolution(three, 1))
                .withMessage("a maxout unit needs 2 pieces or more, got 1");
    }
}
