package generative.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.math.Matrix;
import generative.math.Randoms;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class LayerNormTest {

    private static final Offset<Double> PRINTED = Offset.offset(5e-9), FLOAT = Offset.offset(2e-7);

    /// By hand: the row (1, 3) has mean 2 and variance 1; with ε = 3, s = 2 and x̂ = ∓½.
    @Test void workedExample() {
        LayerNorm layer = new LayerNorm(Matrix.row(2, 4), Matrix.row(10, 20), 3);
        Pass pass = layer.forward(Matrix.row(1, 3));
        assertThat(pass.output().toArray2()).isDeepEqualTo(new double[][] {{9, 22}});
        Matrix dx = pass.backward(Matrix.row(1, 1));                            // u = (2, 4), ū = 3, mean u x̂ = ½
        assertThat(dx.toArray2()).isDeepEqualTo(new double[][] {{-.375, .375}});         // (∓1 ± ¼) / 2
        assertThat(layer.gain().gradient().toArray2()).isDeepEqualTo(new double[][] {{-.5, .5}});
        assertThat(layer.bias().gradient().toArray2()).isDeepEqualTo(new double[][] {{1, 1}});
    }

    /// Numbers that were computed elsewhere.
    @Test void valuesThatSomebodyElseComputed() {
        Matrix x = Matrix.row(1, 2, 3, 4);
        double[] y = {-1.34163542, -.44721181, .44721181, 1.34163542};
        assertThat(new LayerNorm(4).forward(x).output().toArray2()[0]).containsExactly(y, FLOAT);
        LayerNorm exact = new LayerNorm(x.createLike().plus(1).inDouble(), x.createLike().inDouble(), 1e-5);
        assertThat(exact.forward(x.inDouble()).output().toArray2()[0]).containsExactly(y, PRINTED);
    }

    @Test void gradientsAgreeWithCentralDifferences() {
        var random = Randoms.of(1);
        for (int d : new int[] {2, 7}) GradientCheck.of(
                new LayerNorm(Randoms.gaussian(1, d, 1, random), Randoms.gaussian(1, d, 1, random), 1e-5), Randoms.gaussian(3, d, 2, random));
    }

    @Test void aRowOfEqualNumbersGivesTheBias() {
        for (double c : new double[] {0, .1, -1e6}) {
            LayerNorm layer = new LayerNorm(Matrix.row(1, 2, 3), Matrix.row(4, 5, 6), 1e-5);
            Matrix x = Matrix.row(c, c, c);
            assertThat(layer.forward(x).output().toArray2()).isDeepEqualTo(new double[][] {{4, 5, 6}});
            assertThat(layer.forward(x).backward(Matrix.row(1, -1, 1)).isFinite()).isTrue();
        }
    }

    @Test void aRowKnowsNothingOfTheOthers() {
        LayerNorm layer = new LayerNorm(5);
        Matrix x = Randoms.gaussian(4, 5, 1, Randoms.of(1)), y = layer.forward(x).output();
        for (int n = 0; n < 4; n++)
            assertThat(layer.forward(x.rows(n, n + 1)).output().isIdentical(y.rows(n, n + 1), 0)).isTrue();
    }

    @Test void aNewLayerHasGain1AndBias0() {
        LayerNorm layer = new LayerNorm(3);
        assertThat(layer.gain().value().toArray2()).isDeepEqualTo(new double[][] {{1, 1, 1}});
        assertThat(layer.bias().value().toArray2()).isDeepEqualTo(new double[][] {{0, 0, 0}});
        assertThat(layer.parameters()).containsExactly(layer.gain(), layer.bias());
        assertThat(layer).hasToString("LayerNorm 3");
    }

    @Test void badShapesAndNumbersAreNamed() {
        assertThatThrownBy(() -> new LayerNorm(4).forward(Matrix.zeros(2, 3)))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("the rows of 2×3 cannot have the gain 1×4");
        assertThatThrownBy(() -> new LayerNorm(4).forward(Matrix.zeros(2, 4)).backward(Matrix.zeros(1, 4)))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("the gradient is 1×4, but the output was 2×4");
        assertThatThrownBy(() -> new LayerNorm(Matrix.zeros(1, 3), Matrix.zeros(1, 2), 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("gain 1×3 and bias 1×2 do not fit");
        assertThatThrownBy(() -> new LayerNorm(Matrix.zeros(2, 3), Matrix.zeros(2, 3), 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("gain 2×3 and bias 2×3 do not fit");
        assertThatThrownBy(() -> new LayerNorm(Matrix.zeros(1, 3), Matrix.zeros(1, 3), 0))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("ε must be above 0, got 0.0");
    }
}
