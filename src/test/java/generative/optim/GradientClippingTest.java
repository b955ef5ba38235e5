package generative.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.math.Matrix;
import generative.nn.Parameter;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GradientClippingTest {

    private final Parameter a = new Parameter("a", Matrix.row(0)), b = new Parameter("b", Matrix.row(0, 0));

    private double clip(double c) {
        a.gradient().setTo(Matrix.row(3));
        b.gradient().setTo(Matrix.row(0, -4));
        return GradientClipping.byGlobalNorm(List.of(a, b), c);
    }

    @Test void allGradientsTogetherAreShortenedByOneFactor() {
        assertThat(clip(1)).as("the norm that was found").isEqualTo(5);
        assertThat(a.gradient().get(0)).isCloseTo(.6, Offset.offset(1e-7));
        assertThat(b.gradient().toArray2()[0]).containsExactly(new double[] {0, -.8}, Offset.offset(1e-7));
    }

    @Test void shortGradientsAreLeft() {
        for (double c : new double[] {5, 7}) {
            assertThat(clip(c)).isEqualTo(5);
            assertThat(a.gradient().get(0)).isEqualTo(3);
            assertThat(b.gradient().toArray2()).isDeepEqualTo(new double[][] {{0, -4}});
        }
    }

    @Test void aGradientThatIsNoNumberShowsInTheNorm() {
        a.gradient().set(0, Double.NaN);
        assertThat(GradientClipping.byGlobalNorm(List.of(a, b), 1)).isNaN();
    }

    @Test void squaresThatNoFloatHoldsDoNotOverflow() {
        a.gradient().set(0, 3e30);
        b.gradient().set(1, 4e30);
        assertThat(GradientClipping.byGlobalNorm(List.of(a, b), 1)).isCloseTo(5e30, Offset.offset(1e24));
        assertThat(b.gradient().get(1)).isCloseTo(.8, Offset.offset(1e-6));
    }

    @ParameterizedTest @ValueSource(doubles = {0, -1, Double.NaN})
    void aBadBoundIsNamed(double c) {
        assertThatThrownBy(() -> clip(c)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the largest norm must be above 0, got " + c);
    }
}
