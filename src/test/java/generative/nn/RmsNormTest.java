package generative.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.math.Matrix;
import generative.math.Randoms;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class RmsNormTest {

    private static final Offset<Double> PRINTED = Offset.offset(5e-9), FLOAT = Offset.offset(2e-7);

    /// By hand: the row (1, 3) has the mean square 5; with ε = 11, r = ¼ and x̂ = (¼, ¾).
    @Test void workedExample() {
        RmsNorm layer = new RmsNorm(Matrix.row(2, 4), 11);
        Pass pass = layer.forward(Matrix.row(1, 3));
        assertThat(pass.output().toArray2()).isDeepEqualTo(new double[][] {{.5, 3}});
        Matrix dx = pass.backward(Matrix.row(1, 1));                            // u = (2, 4), mean u x̂ = 7/4
        assertThat(dx.toArray2()).isDeepEqualTo(new double[][] {{(2 - .25 * 1.75) / 4, (4 - .75 * 1.75) / 4}});
        assertThat(layer.gain().gradient().toArray2()).isDeepEqualTo(new double[][] {{.25, .75}});
    }

    /// Computed by hand as 1 … 4 times 1 / √(7.5 + 10⁻⁵).
    @Test void valuesThatSomebodyElseComputed() {
        Matrix x = Matrix.row(1, 2, 3, 4);
        double[] y = {.36514813, .73029626, 1.09544438, 1.46059251};
        assertThat(new RmsNorm(4).forward(x).output().toArray2()[0]).containsExactly(y, FLOAT);
        RmsNorm exact = new RmsNorm(x.createLike().plus(1).inDouble(), 1e-5);
        assertThat(exact.forward(x.inDouble()).output().toArray2()[0]).containsExactly(y, PRINTED);
    }

    @Test void gradientsAgreeWithCentralDifferences() {
        var random = Randoms.of(1);
        for (int d : new int[] {1, 2, 7})
            GradientCheck.of(new RmsNorm(Randoms.gaussian(1, d, 1, random), 1e-2), Randoms.gaussian(3, d, 2, random));
    }

    @Test void aRowOfZerosStaysOne() {
        Pass pass = new RmsNorm(3).forward(Matrix.row(0, 0, 0));
        assertThat(pass.output().toArray2()).isDeepEqualTo(new double[][] {{0, 0, 0}});
        assertThat(pass.backward(Matrix.row(1, -1, 1)).isFinite()).isTrue();
    }

    @Test void itIsLayerNormWhereTheMeanIs0() {
        Matrix x = Matrix.row(-3, 1, 2);
        assertThat(new RmsNorm(3).forward(x).output().isIdentical(new LayerNorm(3).forward(x).output(), 1e-6)).isTrue();
    }

    @Test void aNewLayerHasGain1() {
        RmsNorm layer = new RmsNorm(2);
        assertThat(layer.gain().value().toArray2()).isDeepEqualTo(new double[][] {{1, 1}});
        assertThat(layer.parameters()).containsExactly(layer.gain());
        assertThat(layer).hasToString("RmsNorm 2");
    }

    @Test void badShapesAndNumbersAreNamed() {
        assertThatThrownBy(() -> new RmsNorm(4).forward(Matrix.zeros(2, 3)))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("the rows of 2×3 cannot have the gain 1×4");
        assertThatThrownBy(() -> new RmsNorm(Matrix.zeros(2, 3), 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("a gain is one row, got 2×3");
        assertThatThrownBy(() -> new RmsNorm(Matrix.zeros(1, 3), -1))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("ε must be above 0, got -1.0");
    }
}
