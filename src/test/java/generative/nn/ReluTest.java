package generative.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.math.Matrix;
import generative.math.Randoms;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReluTest {

    private final Layer layer = new Relu();

    @Test void workedExample() {
        Pass pass = layer.forward(Matrix.row(-2, .5, 3));
        assertThat(pass.output().toArray2()).isDeepEqualTo(new double[][] {{0, .5, 3}});
        assertThat(pass.backward(Matrix.row(7, 8, -9)).toArray2()).isDeepEqualTo(new double[][] {{0, 8, -9}});
    }

    @Test void gradientsAgreeWithCentralDifferences() {
        GradientCheck.of(layer, Matrix.of(new double[][] {{-2, -.01, .01}, {.5, 3, -40}}));
    }

    @Test void theSlopeAtTheKinkIsZero() {
        assertThat(layer.forward(Matrix.row(0, -0.0)).backward(Matrix.row(5, 5)).toArray2())
                .isDeepEqualTo(new double[][] {{0, 0}});
    }

    @Test void aLayerWithoutNoiseDoesTheSameInTraining() {
        Matrix x = Matrix.row(-1, 2);
        assertThat(layer.forward(x, Randoms.of(1)).output().isIdentical(layer.forward(x).output(), 0)).isTrue();
        assertThat(layer.parameters()).isEqualTo(List.of());
        assertThat(layer).hasToString("Relu");
    }

    @Test void badShapesAreNamed() {
        assertThatThrownBy(() -> layer.forward(Matrix.zeros(2, 3)).backward(Matrix.zeros(3, 2)))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("the gradient is 3×2, but the output was 2×3");
    }
}
