package generative.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.math.Matrix;
import org.junit.jupiter.api.Test;

final class ParameterTest {

    private final Parameter p = new Parameter("W", Matrix.row(1, 2));

    @Test void theGradientBeginsAtZeroAndStaysTheSameMatrix() {
        assertThat(p.gradient().toArray2()).isDeepEqualTo(new double[][] {{0, 0}});
        p.gradient().set(0, 5);
        assertThat(p.gradient()).isSameAs(p.gradient());
        assertThat(p.gradient().get(0)).isEqualTo(5);
    }

    @Test void setCopiesTheNumbersIntoTheMatrixThatIsThere() {
        Matrix value = p.value(), other = Matrix.row(3, 4);
        p.set(other);
        other.set(0, 99);
        assertThat(p.value()).isSameAs(value);
        assertThat(p.value().toArray2()).isDeepEqualTo(new double[][] {{3, 4}});
    }

    @Test void setKeepsThePrecision() {
        p.set(Matrix.row(3, 4).inDouble());
        assertThat(p.value().isFloat()).isTrue();
        p.toDouble();
        p.set(Matrix.row(5, 6));
        assertThat(p.value().isFloat()).isFalse();
        assertThat(p.value().toArray2()).isDeepEqualTo(new double[][] {{5, 6}});
    }

    @Test void toDoubleTakesTheGradientAlong() {
        p.gradient().set(0, 5);
        p.toDouble();
        assertThat(p.value().isFloat()).isFalse();
        assertThat(p.gradient().isFloat()).isFalse();
        assertThat(p.gradient().toArray2()).isDeepEqualTo(new double[][] {{0, 0}});
    }

    @Test void aWrongShapeIsNamed() {
        assertThatThrownBy(() -> p.set(Matrix.zeros(2, 1)))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("W is 1×2 and cannot take 2×1");
    }

    @Test void isReadable() {
        assertThat(p).hasToString("W: Matrix 1×2 float [1.000, 2.000]");
        assertThat(p.name()).isEqualTo("W");
    }
}
