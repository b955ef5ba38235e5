package generative.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.math.Matrix;
import generative.math.Randoms;
import org.junit.jupiter.api.Test;

final class SquaredErrorTest {

    @Test void workedExample() {
        Matrix y = Matrix.of(new double[][] {{1, 2}, {0, 0}}), t = Matrix.of(new double[][] {{0, 0}, {0, 2}});
        Loss loss = SquaredError.of(y, t);
        assertThat(loss.value()).as("½ (1 + 4) and ½ · 4, the mean of both").isEqualTo((5 + 4) / 4.0);
        assertThat(loss.gradient().toArray2()).isDeepEqualTo(new double[][] {{.5, 1}, {0, -1}});
    }

    @Test void gradientAgreesWithCentralDifferences() {
        Matrix targets = Randoms.gaussian(4, 3, 1, Randoms.of(2)).inDouble();
        GradientCheck.ofLoss(y -> SquaredError.of(y, targets), Randoms.gaussian(4, 3, 2, Randoms.of(1)));
    }

    @Test void whatIsRightCostsNothing() {
        Loss loss = SquaredError.of(Matrix.row(3, -4), Matrix.row(3, -4));
        assertThat(loss.value()).isZero();
        assertThat(loss.gradient().sumOfSquares()).isZero();
    }

    @Test void badShapesAreNamed() {
        assertThatThrownBy(() -> SquaredError.of(Matrix.zeros(2, 3), Matrix.zeros(3, 2)))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("the outputs are 2×3, but the targets 3×2");
    }
}
