package generative.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.UserException;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.optim.MomentumDescent;
import generative.pretraining.StackedContractive.Settings;
import generative.training.TrainingLoop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StackedContractiveTest {

    private static final Settings TINY = new Settings(List.of(5, 4), List.of(.1, .2), 2,
            MomentumDescent.MNIST.withBatchSize(10), .5, 3);
    private static final Matrix X = Randoms.uniform(30, 6, 0, 1, Randoms.of(1));

    @Test void eachLayerLearnsTheCodeOfTheOneBelow() {
        List<String> calls = new ArrayList<>();
        StackedContractive stack = StackedContractive.train(TINY, X, 1, (training, layer) -> {
            training.epochs(TINY.epochs());
            calls.add(layer + ": " + training.module() + " on " + training.config().get("data"));
        });
        assertThat(calls).containsExactly(
                "1: ContractiveAutoencoder[coder=Autoencoder 6 → 5 → 6, tied, PROBABILITIES, lambda=0.1] on 30×6",
                "2: ContractiveAutoencoder[coder=Autoencoder 5 → 4 → 5, tied, PROBABILITIES, lambda=0.2] on 30×5");
        Autoencoder low = stack.layers().get(0);
        Autoencoder top = Autoencoder.tied(5, 4, Autoencoder.Output.PROBABILITIES, Randoms.of(1, 0, 2));
        long seed = Randoms.of(1, 1, 2).nextLong();
        new ModuleTraining(new ContractiveAutoencoder(top, .2), low.propUp(X), TINY.descent(), seed).epochs(2);
        assertThat(stack.layers().get(1).weights().value().isIdentical(top.weights().value(), 0)).isTrue();
    }

    @Test void aStoppedTrainingGoesOnAsIfNothingHadBeen(@TempDir Path folder) {
        StackedContractive whole = StackedContractive.train(TINY, X, 1, (training, layer) -> training.epochs(2));
        StackedContractive.train(TINY, X, 1, (training, layer) -> run(training, folder.resolve("layer-" + layer), 4, false));
        StackedContractive resumed = StackedContractive.train(TINY, X, 1,
                (training, layer) -> run(training, folder.resolve("layer-" + layer), 6, layer == 1));
        for (int p = 0; p < 3; p++)
            for (int l = 0; l < 2; l++)
                assertThat(resumed.layers().get(l).parameters().get(p).value()
                        .isIdentical(whole.layers().get(l).parameters().get(p).value(), 0)).isTrue();
    }

    private static void run(ModuleTraining training, Path folder, long steps, boolean resume) {
        if (steps == 4 && !folder.endsWith("layer-1")) return;             // stopped in the first layer
        new TrainingLoop(training, new TrainingLoop.Options(folder, "layer", steps, 1, 0, resume, true)).run();
    }

    @Test void samplesAreTheEndsOfChainsThatStartAtImages() {
        StackedContractive stack = StackedContractive.train(TINY, X, 1, (training, layer) -> training.epochs(1));
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
        Matrix samples = StackedContractive.train(still, X, 1, (training, layer) -> { }).sample(3, X, 7);
        assertThat(samples.isIdentical(X.selectRows(Randoms.of(7).ints(3, 0, 30).toArray()), 0)).isTrue();
    }

    @Test void impossibleSettingsAreRefused() {
        assertThatThrownBy(() -> new Settings(List.of(5, 4), List.of(.1), 2, MomentumDescent.MNIST, .5, 3))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("each layer needs units and a λ, got [5, 4] and [0.1]");
        assertThatThrownBy(() -> new Settings(List.of(5), List.of(.1), 0, MomentumDescent.MNIST, .5, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there must be 1 epoch or more and 0 steps or more, got 0 and 3");
        StackedContractive stack = StackedContractive.train(TINY, X, 1, (training, layer) -> { });
        assertThatThrownBy(() -> stack.sample(0, X, 1)).isInstanceOf(UserException.class)
                .hasMessage("There are no samples to draw; ask for 1 or more.");
    }
}
