package generative.nn;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.math.Matrix;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The judge is judged: y = x² w with wrong ways back of every kind.
final class GradientCheckTest {

    private static final Matrix X = Matrix.of(new double[][] {{.5, -1.5, 2}, {.25, 1, -.75}});

    private final Parameter w = new Parameter("w", Matrix.row(3));

    private void check(double slopeFactor, double weightFactor) {
        GradientCheck.of(x -> new Pass(x.times(x).scale(w.value().get(0)),
                dy -> w.gradient().set(0, w.gradient().get(0) + weightFactor * dy.times(x).times(x).elementSum()),
                dy -> dy.elementMult(x).scale(slopeFactor * w.value().get(0))), List.of(w), X);
    }

    @Test void acceptsTheRightGradients() {
        assertThatCode(() -> check(2, 1)).doesNotThrowAnyException();
    }

    @Test void refusesAWrongInputGradientAndNamesIt() {
        assertThatThrownBy(() -> check(2.000001, 1)).isInstanceOf(AssertionError.class)
                .hasMessageContaining("gradient of x, element");
    }

    @Test void refusesAWrongParameterGradientAndNamesIt() {
        assertThatThrownBy(() -> check(2, -1)).isInstanceOf(AssertionError.class)
                .hasMessageContaining("gradient of w (parameter 0), element 0");
    }

    @Test void refusesAGradientThatReplacesInsteadOfAdding() {
        assertThatThrownBy(() -> GradientCheck.of(x -> new Pass(x.scale(w.value().get(0)),
                dy -> w.gradient().set(0, dy.times(x).elementSum()), dy -> dy.scale(w.value().get(0))), List.of(w), X))
                .isInstanceOf(AssertionError.class).hasMessageContaining("learning twice must add (w)");
    }

    @Test void refusesAnInputGradientThatTeaches() {
        assertThatThrownBy(() -> GradientCheck.of(x -> new Pass(x.scale(w.value().get(0)), dy -> { }, dy -> {
            w.gradient().set(0, 1);
            return dy.scale(w.value().get(0));
        }), List.of(w), X)).isInstanceOf(AssertionError.class).hasMessageContaining("inputGradient must leave w alone");
    }

    @Test void acceptsAnIdentityThatHandsOutItsInput() {
        assertThatCode(() -> GradientCheck.of(x -> new Pass(x, dy -> dy), List.of(), X)).doesNotThrowAnyException();
    }

    @Test void refusesNaN() {
        assertThatThrownBy(() -> check(Double.NaN, 1)).isInstanceOf(AssertionError.class);
    }

    @Test void checksTheGradientOfALoss() {
        assertThatCode(() -> GradientCheck.ofLoss(a -> new Loss(a.sumOfSquares(), a.scale(2)), X))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> GradientCheck.ofLoss(a -> new Loss(a.sumOfSquares(), a), X))
                .isInstanceOf(AssertionError.class).hasMessageContaining("gradient of logits");
    }
}
