package generative.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.math.Matrix;
import generative.math.Randoms;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class GeluTest {

    private static final Offset<Double> PRINTED = Offset.offset(5e-9), FLOAT = Offset.offset(2e-7);

    private final Layer layer = new Gelu();

    /// By hand: 1.702 x = ln 3 makes s = ¾, so y = ¾ x and dy/dx = ¾ + ln 3 · 3/16.
    @Test void workedExample() {
        Pass pass = layer.forward(Matrix.row(0, .6454831308273266).inDouble());
        assertThat(pass.output().get(0)).isZero();
        assertThat(pass.output().get(1)).isCloseTo(.4841123481204949, FLOAT);
        Matrix dx = pass.backward(Matrix.row(8, 1).inDouble());
        assertThat(dx.get(0)).isCloseTo(4, FLOAT);                              // 8 · ½
        assertThat(dx.get(1)).isCloseTo(.9559898041252706, FLOAT);
    }

    /// Numbers that were computed elsewhere.
    @Test void valuesThatSomebodyElseComputed() {
        Matrix x = Matrix.row(-3, -1, -.5, .5, 1, 2, 3);
        double[] y = {-.01807131, -.15420423, -.14961156, .35038844, .84579577, 1.93565862, 2.98192869};
        assertThat(layer.forward(x.inDouble()).output().toArray2()[0]).containsExactly(y, PRINTED);
        assertThat(layer.forward(x).output().toArray2()[0]).containsExactly(y, FLOAT);
    }

    @Test void gradientsAgreeWithCentralDifferences() {
        GradientCheck.of(layer, Randoms.uniform(3, 5, -4, 4, Randoms.of(1)));
    }

    @Test void extremeInputsAreThoseOfTheRectifier() {
        double inf = Double.POSITIVE_INFINITY;
        for (Matrix x : new Matrix[] {Matrix.row(-inf, -1000, 1000, inf), Matrix.row(-inf, -1000, 1000, inf).inDouble()}) {
            Pass pass = layer.forward(x);
            assertThat(pass.output().plus(0).toArray2()).isDeepEqualTo(new double[][] {{0, 0, 1000, inf}});     // no −0
            assertThat(pass.backward(x.like(1, 4).plus(1)).toArray2()).isDeepEqualTo(new double[][] {{0, 0, 1, 1}});
        }
    }

    @Test void badShapesAreNamed() {
        assertThatThrownBy(() -> layer.forward(Matrix.zeros(2, 3)).backward(Matrix.zeros(1, 3)))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("the gradient is 1×3, but the output was 2×3");
    }

    @Test void isNamed() {
        assertThat(layer).hasToString("Gelu");
    }
}
