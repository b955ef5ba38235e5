package generative.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.math.Matrix;
import generative.math.Randoms;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class SigmoidTest {

    private static final Offset<Double> EXACT = Offset.offset(1e-15), FLOAT = Offset.offset(1e-7);

    private final Layer layer = new Sigmoid();

    @Test void workedExample() {
        Pass pass = layer.forward(Matrix.row(0, Math.log(3)).inDouble());         // σ(ln 3) = 3/4
        assertThat(pass.output().get(0)).isCloseTo(.5, EXACT);
        assertThat(pass.output().get(1)).isCloseTo(.75, FLOAT);
        Matrix dx = pass.backward(Matrix.row(8, 16).inDouble());
        assertThat(dx.get(0)).isCloseTo(2, EXACT);                              // 8 · ½ · ½
        assertThat(dx.get(1)).isCloseTo(3, Offset.offset(1e-6));                // 16 · ¾ · ¼
    }

    @Test void gradientsAgreeWithCentralDifferences() {
        GradientCheck.of(layer, Randoms.uniform(3, 5, -4, 4, Randoms.of(1)));
    }

    @Test void extremeInputsSaturateWithoutOverflow() {
        double[] ends = {Double.NEGATIVE_INFINITY, -1000, 1000, Double.POSITIVE_INFINITY};
        for (Matrix x : new Matrix[] {Matrix.row(ends), Matrix.row(ends).inDouble()}) {
            Pass pass = layer.forward(x);
            assertThat(pass.output().toArray2()).isDeepEqualTo(new double[][] {{0, 0, 1, 1}});
            assertThat(pass.backward(x.like(1, 4).plus(1)).toArray2()).isDeepEqualTo(new double[][] {{0, 0, 0, 0}});
        }
    }

    @Test void badShapesAreNamed() {
        assertThatThrownBy(() -> layer.forward(Matrix.zeros(2, 3)).backward(Matrix.zeros(1, 3)))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("the gradient is 1×3, but the output was 2×3");
    }

    @Test void isNamed() {
        assertThat(layer).hasToString("Sigmoid");
    }
}
