package generative.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.GradientCheck;
import generative.nn.Sequential;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SigmoidNetTest {

    private static final Rbm ONE = new Rbm(VisibleUnits.BERNOULLI, Matrix.of(new double[][] {{1, 0}, {0, 2}}), Matrix.row(9, 9),
            Matrix.row(0, -1));
    private static final Rbm TWO = new Rbm(2, 3, Randoms.of(1));

    /// σ(1) and σ(2 − 1): the hidden bias counts, the visible one does not.
    @Test void theLayersAreThoseOfTheCoders() {
        Sequential net = SigmoidNet.of(List.of(ONE), 2);
        net.parameters().get(2).set(Matrix.of(new double[][] {{1, 0}, {0, 1}}));
        Matrix a = net.forward(Matrix.row(1, 1)).output();
        assertThat(a.get(0)).isCloseTo(.7310585786, within(1e-6));
        assertThat(a.get(1)).isCloseTo(.7310585786, within(1e-6));
        assertThat(net.forward(Matrix.row(0, 0)).output().get(1)).as("σ(−1)").isCloseTo(.2689414214, within(1e-6));
    }

    @Test void itsGradientsAreRight() {
        Sequential net = SigmoidNet.random(4, List.of(5, 3), 3, Randoms.of(1));
        net.parameters().get(4).set(Randoms.gaussian(3, 3, 1, Randoms.of(2)));
        GradientCheck.of(net, Randoms.uniform(3, 4, 0, 1, Randoms.of(3)));
    }

    @Test void aCopyLearnsForItselfAlone() {
        Sequential copy = SigmoidNet.copyOf(List.of(ONE, TWO), 2), shared = SigmoidNet.of(List.of(ONE, TWO), 2);
        assertThat(copy).hasToString(shared.toString());
        for (int i = 0; i < 6; i++) {
            assertThat(copy.parameters().get(i).value().isIdentical(shared.parameters().get(i).value(), 0)).isTrue();
            assertThat(copy.parameters().get(i).value()).isNotSameAs(shared.parameters().get(i).value());
        }
        copy.parameters().getFirst().value().set(0, 7);
        assertThat(ONE.weights().value().get(0)).isEqualTo(1);
    }

    @Test void theTwinHasTheSameShapeAndRandomWeights() {
        Sequential twin = SigmoidNet.random(2, List.of(2, 3), 2, Randoms.of(1));
        assertThat(twin).hasToString(SigmoidNet.of(List.of(ONE, TWO), 2).toString());
        double r = 4 * Math.sqrt(6 / 4.0);
        assertThat(twin.parameters().get(0).value().elementMaxAbs()).isLessThanOrEqualTo(r).isPositive();
        assertThat(twin.parameters().get(1).value().elementMaxAbs()).as("biases").isZero();
        assertThat(twin.parameters().get(4).value().elementMaxAbs()).as("output layer").isZero();
        assertThat(SigmoidNet.size(twin)).isEqualTo(2 * 2 + 2 + 2 * 3 + 3 + 3 * 2 + 2);
    }

    @Test void dropoutStandsBeforeEachAffineLayerAndSharesTheParameters() {
        Sequential net = SigmoidNet.random(2, List.of(3), 2, Randoms.of(1));
        Sequential dropping = SigmoidNet.withDropout(net, .2, .5);
        assertThat(dropping)
                .hasToString("Dropout keeping 0.8, × 1.25 · Linear 2 → 3 · Sigmoid · Dropout keeping 0.5, × 2.0 · Linear 3 → 2");
        assertThat(dropping.parameters()).isEqualTo(net.parameters());
        assertThat(SigmoidNet.withDropout(net, 0, 0)).hasToString(net.toString());
        assertThat(SigmoidNet.withDropout(net, 0, .5).layers()).hasSize(4);
    }
}
