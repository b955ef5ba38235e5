package generative.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.UserException;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.BinaryCrossEntropy;
import generative.optim.MomentumDescent;
import generative.pretraining.Autoencoder.Output;
import org.junit.jupiter.api.Test;

final class DenoisingAutoencoderTest {

    private static final Matrix X = Randoms.uniform(4, 5, 0, 1, Randoms.of(1));

    @Test void theTargetIsTheCleanExample() {
        Autoencoder coder = ModuleGradients.scattered(Autoencoder.tied(5, 3, Output.PROBABILITIES, Randoms.of(2)));
        Corruption masking = new Corruption.Masking(.5);
        Matrix spoiled = masking.apply(X, Randoms.of(3)), W = coder.weights().value();
        Matrix y = coder.propUp(spoiled).multTransB(W).plusRow(coder.visibleBias().value());
        assertThat(new DenoisingAutoencoder(coder, masking).learn(X, Randoms.of(3)).get("loss"))
                .isCloseTo(BinaryCrossEntropy.of(y, X).value(), within(1e-5));
    }

    @Test void gradientsAgreeWithCentralDifferencesForEachNoise() {
        for (Corruption corruption : new Corruption[] {new Corruption.Masking(.4), new Corruption.SaltAndPepper(.4),
                new Corruption.Gaussian(.3), new Corruption.None()})
            for (Output output : Output.values()) {
                ModuleGradients.check(new DenoisingAutoencoder(ModuleGradients.scattered(Autoencoder.tied(5, 3, output,
                        Randoms.of(2))), corruption), X, metrics -> metrics.get("loss"));
                ModuleGradients.check(new DenoisingAutoencoder(ModuleGradients.scattered(Autoencoder.untied(5, 3, output,
                        Randoms.of(3))), corruption), X, metrics -> metrics.get("loss"));
            }
    }

    /// Pairs of equal bits: a lost bit is told by its twin.
    @Test void whatIsLostIsFilledIn() {
        Matrix half = Randoms.bernoulli(Matrix.zeros(200, 4).plus(.5), Randoms.of(4)), x = half.concatColumns(half);
        Autoencoder coder = Autoencoder.tied(8, 16, Output.PROBABILITIES, Randoms.of(5));
        DenoisingAutoencoder module = new DenoisingAutoencoder(coder, new Corruption.Masking(.3));
        new ModuleTraining(module, x, MomentumDescent.MNIST.withBatchSize(20).withLearningRate(.5, 1), 6).epochs(60);
        Matrix z = coder.reconstruct(Matrix.row(1, 0, 1, 0, 0, 0, 1, 0));  // number 4 should be 1 as number 0 is
        assertThat(z.get(4)).isGreaterThan(.7);
        assertThat(z.get(5)).isLessThan(.3);
        Autoencoder plain = Autoencoder.tied(8, 16, Output.PROBABILITIES, Randoms.of(5));
        new ModuleTraining(new DenoisingAutoencoder(plain, new Corruption.None()), x,
                MomentumDescent.MNIST.withBatchSize(20).withLearningRate(.5, 1), 6).epochs(60);
        assertThat(plain.reconstruct(Matrix.row(1, 0, 1, 0, 0, 0, 1, 0)).get(4)).as("who copies, copies the hole")
                .isLessThan(z.get(4));
    }

    @Test void dataThatDoNotFitAreRefused() {
        DenoisingAutoencoder module = new DenoisingAutoencoder(Autoencoder.tied(5, 3, Output.PROBABILITIES, Randoms.of(2)),
                new Corruption.None());
        assertThatThrownBy(() -> new ModuleTraining(module, Matrix.zeros(3, 4), MomentumDescent.MNIST, 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("the data are 3×4, but the module has 5 visible units");
        assertThatThrownBy(() -> new ModuleTraining(module, Matrix.zeros(0, 5), MomentumDescent.MNIST, 1))
                .isInstanceOf(UserException.class).hasMessage("There are no examples to learn from; give the module 1 or more.");
        assertThat(module)
                .hasToString("DenoisingAutoencoder[coder=Autoencoder 5 → 3 → 5, tied, PROBABILITIES, corruption=None[]]");
    }
}
