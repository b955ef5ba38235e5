package generative.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import generative.math.Matrix;
import generative.math.Randoms;
import org.junit.jupiter.api.Test;

final class ResidualTest {

    @Test void workedExample() {
        Residual layer = new Residual(new Linear(Matrix.of(new double[][] {{2, 0}, {1, -1}}), Matrix.row(10, 20)));
        Pass pass = layer.forward(Matrix.row(3, 4));
        assertThat(pass.output().toArray2()).isDeepEqualTo(new double[][] {{3 + 6 + 4 + 10, 4 - 4 + 20}});
        assertThat(pass.backward(Matrix.row(1, 5)).toArray2()).isDeepEqualTo(new double[][] {{1 + 2, 5 + 1 - 5}});
        assertThat(layer.parameters().get(1).gradient().toArray2()).isDeepEqualTo(new double[][] {{1, 5}});
    }

    @Test void gradientsAgreeWithCentralDifferences() {
        ImageShape image = new ImageShape(2, 3, 3);
        Layer inner = new Sequential(new Tanh(), new Convolution(image, 2, Window.square(3, 1, 1), Initialiser.gaussian(.5),
                Randoms.of(1)));
        GradientCheck.of(new Residual(inner), Randoms.gaussian(2, image.size(), 1, Randoms.of(2)));
    }

    /// Dropout that drops everything leaves the way past alone.
    @Test void noiseOfTrainingIsThatOfTheLayers() {
        Residual layer = new Residual(new Dropout(.5, 2));
        Matrix x = Matrix.row(1, 1, 1, 1, 1, 1, 1, 1);
        Matrix noisy = layer.forward(x, Randoms.of(1)).output();
        assertThat(noisy.toArray2()[0]).containsOnly(1, 3).contains(1, 3);
        assertThat(layer.forward(x).output().toArray2()[0]).containsOnly(2);
    }

    @Test void badShapesAreNamed() {
        Residual layer = new Residual(new Linear(Matrix.zeros(2, 3), Matrix.row(0, 0, 0)));
        assertThatIllegalArgumentException().isThrownBy(() -> layer.forward(Matrix.row(1, 2)))
                .withMessage("the layers make 1×3 of 1×2, which cannot be added");
        assertThat(new Residual(new Relu())).hasToString("Residual(Relu)");
    }
}
