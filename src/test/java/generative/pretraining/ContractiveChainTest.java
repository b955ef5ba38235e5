package generative.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.UserException;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.optim.MomentumDescent;
import generative.pretraining.Autoencoder.Output;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ContractiveChainTest {

    private static Autoencoder coder(int visible, int hidden, int seed) {
        return Autoencoder.tied(visible, hidden, Output.PROBABILITIES, Randoms.of(seed));
    }

    /// J formed for each example alone, by differences of the encoder, and multiplied out.
    @Test void theStepIsTheJacobianTimesItsTransposeTimesTheNoise() {
        Autoencoder top = ModuleGradients.scattered(coder(4, 6, 1));
        top.parameters().forEach(p -> p.toDouble());
        Matrix x = Randoms.uniform(3, 4, 0, 1, Randoms.of(2)).inDouble();
        Matrix noise = Randoms.gaussian(3, 6, 1, Randoms.of(3)).inDouble();
        Matrix moved = new ContractiveChain(List.of(top), 1).alongCode(top.propUp(x), noise);
        for (int n = 0; n < 3; n++) {
            Matrix J = x.like(6, 4), one = x.rows(n, n + 1);
            for (int i = 0; i < 4; i++) {
                Matrix above = one.copy(), below = one.copy();
                above.set(i, one.get(i) + 1e-5);
                below.set(i, one.get(i) - 1e-5);
                J.insertIntoThis(0, i, top.propUp(above).minus(top.propUp(below)).divide(2e-5).transpose());
            }
            Matrix expected = J.mult(J.transpose()).mult(noise.rows(n, n + 1).transpose()).transpose();
            assertThat(moved.rows(n, n + 1).isIdentical(expected, 1e-9)).isTrue();
        }
    }

    @Test void withoutNoiseAStepIsAReconstructionThroughAllLayers() {
        Autoencoder low = coder(5, 4, 1), top = coder(4, 3, 2);
        ContractiveChain chain = new ContractiveChain(List.of(low, top), 0);
        Matrix x = Randoms.uniform(2, 5, 0, 1, Randoms.of(3)), h = top.propUp(low.propUp(x));
        assertThat(chain.up(x).isIdentical(h, 0)).isTrue();
        assertThat(chain.next(x, Randoms.of(4)).isIdentical(low.propDown(top.propDown(h)), 0)).isTrue();
    }

    @Test void theNoiseHasItsSpreadAndItsSeed() {
        Autoencoder top = coder(4, 6, 1);
        Matrix x = Randoms.uniform(1, 4, 0, 1, Randoms.of(2)), h = top.propUp(x);
        ContractiveChain chain = new ContractiveChain(List.of(top), .01);
        Matrix noise = Matrix.zeros(1, 6);
        Randoms.setGaussian(noise, .01, Randoms.of(3));
        Matrix expected = top.propDown(h.plus(chain.alongCode(h, noise)));
        assertThat(chain.next(x, Randoms.of(3)).isIdentical(expected, 0)).isTrue();
        assertThat(chain.walk(x, 1, Randoms.of(3)).isIdentical(expected, 0)).isTrue();
        var random = Randoms.of(3);
        assertThat(chain.walk(x, 2, Randoms.of(3)).isIdentical(chain.next(chain.next(x, random), random), 0)).isTrue();
        assertThat(chain.walk(x, 0, Randoms.of(3))).isSameAs(x);
    }

    /// A quarter of a circle: a hundred chains spread over it and stay near it.
    @Test void itWalksWhereTheDataLie() {
        Matrix t = Randoms.uniform(300, 1, 0, Math.PI / 2, Randoms.of(1)), x = t.map(Math::cos).concatColumns(t.map(Math::sin));
        Autoencoder coder = Autoencoder.tied(2, 12, Output.PROBABILITIES, Randoms.of(2));
        new ModuleTraining(new ContractiveAutoencoder(coder, .01), x,
                MomentumDescent.MNIST.withBatchSize(20).withLearningRate(.2, 1), 1).epochs(100);
        Matrix start = Matrix.zeros(100, 2).plusRow(Matrix.row(.8, .6));
        Matrix end = new ContractiveChain(List.of(coder), .5).walk(start, 30, Randoms.of(3));
        int low = 0, high = 0;
        for (int n = 0; n < 100; n++) {
            double angle = Math.toDegrees(Math.atan2(end.get(n, 1), end.get(n, 0)));
            if (angle < 30) low++;
            if (angle > 60) high++;
            assertThat(Math.hypot(end.get(n, 0), end.get(n, 1))).isCloseTo(1, within(.2));
        }
        assertThat(low).isGreaterThan(15);
        assertThat(high).isGreaterThan(15);
    }

    @Test void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> new ContractiveChain(List.of(), 1)).isInstanceOf(UserException.class)
                .hasMessage("A stack needs 1 layer or more.");
        assertThatThrownBy(() -> new ContractiveChain(List.of(coder(5, 4, 1), coder(3, 2, 1)), 1)).isInstanceOf(UserException.class)
                .hasMessage("Layer 2 of the stack has 3 visible units, but layer 1 below it has 4 hidden ones; give both the same number.");
        assertThatThrownBy(() -> new ContractiveChain(List.of(coder(5, 4, 1)), -1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the noise needs a standard deviation of 0 or more, got -1.0");
    }
}
