package generative.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.math.Matrix;
import generative.math.Randoms;
import org.junit.jupiter.api.Test;

final class LinearTest {

    private final Linear layer = new Linear(Matrix.of(new double[][] {{1, 2, 3}, {4, 5, 6}}), Matrix.row(.5, -.5, 1));
    private final Matrix x = Matrix.of(new double[][] {{1, 0}, {2, -1}});

    @Test void workedExample() {
        Pass pass = layer.forward(x);
        assertThat(pass.output().toArray2()).isDeepEqualTo(new double[][] {{1.5, 1.5, 4}, {-1.5, -1.5, 1}});

        Matrix dx = pass.backward(Matrix.of(new double[][] {{1, 0, 2}, {0, 1, -1}}));
        assertThat(dx.toArray2()).isDeepEqualTo(new double[][] {{7, 16}, {-1, -1}});                 // dy Wᵀ
        assertThat(layer.weights().gradient().toArray2())
                .isDeepEqualTo(new double[][] {{1, 2, 0}, {0, -1, 1}});                             // xᵀ dy
        assertThat(layer.bias().gradient().toArray2()).isDeepEqualTo(new double[][] {{1, 1, 1}});    // Σ dy
    }

    @Test void gradientsAgreeWithCentralDifferences() {
        var random = Randoms.of(1);
        GradientCheck.of(new Linear(5, 4, Initialiser.gaussian(1), random), Randoms.gaussian(3, 5, 1, random));
    }

    @Test void oneInputAndOneOutputAreALine() {
        assertThat(new Linear(Matrix.row(2), Matrix.row(1)).forward(Matrix.row(5)).output().get(0)).isEqualTo(11);
    }

    @Test void aNewLayerHasBiasesOfZero() {
        Linear fresh = new Linear(7, 3, Initialiser.uniform(.05), Randoms.of(2));
        assertThat(fresh.weights().value().shape()).isEqualTo("7×3");
        assertThat(fresh.weights().value().sumOfSquares()).isPositive();
        assertThat(fresh.bias().value().toArray2()).isDeepEqualTo(new double[][] {{0, 0, 0}});
        assertThat(fresh.parameters()).containsExactly(fresh.weights(), fresh.bias());
        assertThat(fresh).hasToString("Linear 7 → 3");
    }

    @Test void badShapesAreNamed() {
        assertThatThrownBy(() -> layer.forward(Matrix.zeros(4, 3)))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("cannot multiply 4×3 by 2×3");
        assertThatThrownBy(() -> layer.forward(x).backward(Matrix.zeros(2, 2)))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("the gradient is 2×2, but the output was 2×3");
        assertThatThrownBy(() -> new Linear(Matrix.zeros(2, 3), Matrix.zeros(1, 2)))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("weights 2×3 and bias 1×2 do not fit");
    }

    @Test void badShapesAreNamedInDoubleToo() {
        Linear exact = new Linear(Matrix.zeros(2, 3).inDouble(), Matrix.zeros(1, 3).inDouble());
        assertThatThrownBy(() -> exact.forward(Matrix.zeros(4, 3).inDouble()))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("cannot multiply 4×3 by 2×3");
    }
}
