package generative.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.UserException;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.optim.MomentumDescent;
import generative.pretraining.StackedContractive.Settings;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StackedContractiveTest {

    private static final Settings TINY = new Settings(List.of(5, 4), List.of(.1, .2), 2,
            MomentumDescent.MNIST.withBatchSize(10), .5, 3);
    private static final Matrix X = Randoms.uniform(30, 6, 0, 1, Randoms.of(1));

    private static StackedContractive trained() {
        return StackedContractive.of(TINY, StackedContractive.stack(TINY, 6, 1).train(X));
    }

    @Test void eachLayerLearnsTheCodeOfTheOneBelow() {
        GreedyLayerwise stack = StackedContractive.stack(TINY, 6, 1);
        assertThat(stack).hasToString("GreedyLayerwise [ContractiveAutoencoder[coder=Autoencoder 6 → 5 → 6, tied, PROBABILITIES, lambda=0.1], "
                + "ContractiveAutoencoder[coder=Autoencoder 5 → 4 → 5, tied, PROBABILITIES, lambda=0.2]]");
        List<Autoencoder> layers = StackedContractive.of(TINY, stack.train(X)).layers();
        Autoencoder top = Autoencoder.tied(5, 4, Autoencoder.Output.PROBABILITIES, Randoms.of(1, 0, 2));
        new ModuleTraining(new ContractiveAutoencoder(top, .2), layers.getFirst().propUp(X), TINY.descent(), Randoms.of(1, 2).nextLong())
                .epochs(TINY.epochs());
        assertThat(layers.get(1).weights().value().isIdentical(top.weights().value(), 0)).isTrue();
    }

    @Test void samplesAreTheEndsOfChainsThatStartAtImages() {
        StackedContractive stack = trained();
        ContractiveChain chain = new ContractiveChain(stack.layers(), .5);
        Matrix samples = stack.sample(1007, X, 7);
        var random = Randoms.of(7);
        Matrix first = chain.walk(X.selectRows(random.ints(1000, 0, 30).toArray()), 3, random);
        Matrix last = chain.walk(X.selectRows(random.ints(7, 0, 30).toArray()), 3, random);
        assertThat(samples.isIdentical(first.concatRows(last), 0)).isTrue();
        assertThat(stack.sample(2, X, 7).shape()).isEqualTo("2×6");
        assertThat(samples.elementMax()).isLessThan(1);
        assertThat(samples.elementMin()).isGreaterThan(0);
    }

    @Test void withoutStepsTheSamplesAreTheImages() {
        Settings still = new Settings(TINY.units(), TINY.lambda(), 1, TINY.descent(), 1, 0);
        Matrix samples = StackedContractive.of(still, StackedContractive.stack(still, 6, 1)).sample(3, X, 7);
        assertThat(samples.isIdentical(X.selectRows(Randoms.of(7).ints(3, 0, 30).toArray()), 0)).isTrue();
    }

    @Test void impossibleSettingsAreRefused() {
        assertThatThrownBy(() -> new Settings(List.of(5, 4), List.of(.1), 2, MomentumDescent.MNIST, .5, 3))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("each layer needs units and a λ, got [5, 4] and [0.1]");
        assertThatThrownBy(() -> new Settings(List.of(5), List.of(.1), 0, MomentumDescent.MNIST, .5, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there must be 1 epoch or more and 0 steps or more, got 0 and 3");
        StackedContractive stack = trained();
        assertThatThrownBy(() -> stack.sample(0, X, 1)).isInstanceOf(UserException.class)
                .hasMessage("There are no samples to draw; ask for 1 or more.");
    }
}
