package generative.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.math.Matrix;
import generative.math.Randoms;
import org.junit.jupiter.api.Test;

class ProjectionTest {

    private static Projection of(double[]... W) {
        return new Projection(new Parameter("W", Matrix.of(W)));
    }

    @Test void workedExample() {
        Projection layer = of(new double[] {1, 2}, new double[] {3, 4});
        Pass pass = layer.forward(Matrix.row(5, 6));
        assertThat(pass.output().toArray2()).isDeepEqualTo(new double[][] {{5 + 18, 10 + 24}});
        assertThat(pass.backward(Matrix.row(1, -1)).toArray2()).isDeepEqualTo(new double[][] {{1 - 2, 3 - 4}});
        assertThat(layer.weights().gradient().toArray2()).isDeepEqualTo(new double[][] {{5, -5}, {6, -6}});
    }

    @Test void gradients() {
        GradientCheck.of(new Projection(4, 3, Initialiser.gaussian(.5), Randoms.of(1)), Randoms.gaussian(5, 4, 1, Randoms.of(2)));
    }

    @Test void zeroStaysZero() {
        assertThat(of(new double[] {7, 8}).forward(Matrix.row(0)).output().elementMaxAbs()).isZero();
    }

    @Test void badShapesAreNamed() {
        assertThatThrownBy(() -> of(new double[] {1, 2}).forward(Matrix.row(1, 2))).hasMessage("cannot multiply 1×2 by 1×2");
        assertThat(of(new double[] {1, 2})).hasToString("Projection 1 → 2");
    }
}
