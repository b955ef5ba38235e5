package generative.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.math.Matrix;
import generative.math.Randoms;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class SoftplusTest {

    private static final Offset<Double> EXACT = Offset.offset(1e-15), FLOAT = Offset.offset(1e-7);

    private final Layer layer = new Softplus();

    @Test void workedExample() {
        Pass pass = layer.forward(Matrix.row(0, Math.log(3)).inDouble());         // sp(ln 3) = ln 4
        assertThat(pass.output().get(0)).isCloseTo(.6931471805599453, EXACT);
        assertThat(pass.output().get(1)).isCloseTo(1.3862943611198906, FLOAT);
        Matrix dx = pass.backward(Matrix.row(8, 8).inDouble());
        assertThat(dx.get(0)).isCloseTo(4, EXACT);                              // σ(0) = ½
        assertThat(dx.get(1)).isCloseTo(6, Offset.offset(1e-6));                // σ(ln 3) = ¾
    }

    @Test void gradientsAgreeWithCentralDifferences() {
        GradientCheck.of(layer, Randoms.uniform(3, 5, -4, 4, Randoms.of(1)));
    }

    @Test void extremeInputsDoNotOverflow() {
        for (Matrix x : new Matrix[] {Matrix.row(-1000, 1000), Matrix.row(-1000, 1000).inDouble()}) {
            Pass pass = layer.forward(x);
            assertThat(pass.output().toArray2()).isDeepEqualTo(new double[][] {{0, 1000}});
            assertThat(pass.backward(x.like(1, 2).plus(1)).toArray2()).isDeepEqualTo(new double[][] {{0, 1}});
        }
    }

    @Test void tinyValuesKeepTheirDigits() {
        double y = layer.forward(Matrix.row(-40).inDouble()).output().get(0);      // ln(1 + e⁻⁴⁰) is e⁻⁴⁰ to 17 digits
        assertThat(y / Math.exp(-40)).isCloseTo(1, EXACT);
    }

    @Test void badShapesAreNamed() {
        assertThatThrownBy(() -> layer.forward(Matrix.zeros(2, 3)).backward(Matrix.zeros(1, 3)))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("the gradient is 1×3, but the output was 2×3");
    }

    @Test void isNamed() {
        assertThat(layer).hasToString("Softplus");
    }
}
