package generative.cli;

import generative.data.Mnist;
import generative.gan.AdversarialSettings;
import generative.gan.AdversarialTraining;
import generative.gan.GeneratorLoss;
import generative.gan.Noise;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.optim.MomentumDescent;
import generative.pretraining.DeepBeliefNet;
import generative.pretraining.GreedyLayerwise;
import generative.pretraining.StackedContractive;
import generative.pretraining.Walkback;
import generative.training.Checkpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// One row of the paper's Table 1, the column of MNIST: a model that is trained where it is not yet, and then draws.
///
/// @param word  by which it is asked for, and the name of its folder
/// @param title as it is printed
/// @param paper what the paper says, nats
/// @param maker trains and draws
record TableRow(String word, String title, String paper, Maker maker) {

    /// What draws so many samples after training in this folder; empty if somebody stopped the training.
    interface Maker {
        Optional<Matrix> draw(Mnist digits, Path folder, int samples);
    }

    /// Rounds of a chain before its image counts.
    private static final int STEPS = 1000;

    /// The four rows, in the paper's order; `quick` makes small nets in few epochs.
    static List<TableRow> all(DataOption.Name data, boolean quick, long seed) {
        return List.of(new TableRow("dbn", "DBN", "138 ± 2", (digits, folder, n) -> beliefNet(digits, folder, n, quick, seed)),
                new TableRow("cae", "stacked CAE", "121 ± 1.6", (digits, folder, n) -> contractive(digits, folder, n, quick, seed)),
                new TableRow("gsn", "deep GSN", "214 ± 1.1", (digits, folder, n) -> stochastic(digits, folder, n, quick, seed)),
                new TableRow("gan", "adversarial nets", "225 ± 2",
                (digits, folder, n) -> adversarial(data, digits, folder, n, quick, seed)));
    }

    private static boolean begun(Path folder) {
        return Checkpoint.latest(GreedyLayerwise.folder(folder, 1)).isPresent();
    }

    /// Chains from coins, so that nothing of the data is in them but what was learned.
    private static Optional<Matrix> beliefNet(Mnist digits, Path folder, int samples, boolean quick, long seed) {
        BeliefNetRun run = quick ? new BeliefNetRun(List.of(50), 60, false, 1, 1, 0, seed) : BeliefNetRun.table(seed);
        Optional<DeepBeliefNet> net = run.train(digits, folder, begun(folder));
        return net.map(trained -> trained.sample(samples, quick ? 50 : STEPS, Randoms.of(seed, 20)));
    }

    private static Optional<Matrix> contractive(Mnist digits, Path folder, int samples, boolean quick, long seed) {
        StackedContractive.Settings settings = quick ? new StackedContractive.Settings(List.of(40, 40), List.of(.1, .1), 1,
                MomentumDescent.MNIST, .5, 5) : StackedContractive.Settings.MNIST;
        Matrix images = digits.train().x();
        GreedyLayerwise stack = StackedContractive.stack(settings, images.numCols(), seed);
        return stack.train(images, new GreedyLayerwise.Place(folder, 1, begun(folder), false))
                ? Optional.of(StackedContractive.of(settings, stack).sample(samples, images, seed + 1)) : Optional.empty();
    }

    private static Optional<Matrix> stochastic(Mnist digits, Path folder, int samples, boolean quick, long seed) {
        GsnRun.Size size = quick ? GsnRun.Size.SMALL : GsnRun.Size.MEDIUM;
        int epochs = quick ? 1 : size.epochs;
        Walkback training = new GsnRun(size, epochs, quick ? 0 : size.calmFrom, seed).training(digits);
        return new Stage("gsn", folder, epochs, 1, true).run(training, training.stepsPerEpoch())
                ? Optional.of(GsnRun.sample(training.net(), digits, 1, samples, Randoms.of(seed, 2))) : Optional.empty();
    }

    private static Optional<Matrix> adversarial(DataOption.Name data, Mnist digits, Path folder, int samples,
                                                boolean quick, long seed) {
        GanRun.Size size = quick ? GanRun.Size.SMALL : GanRun.Size.PUBLISHED;
        int epochs = quick ? 2 : 200, calm = quick ? 1 : 140;
        MomentumDescent descent = size.settings.descent();
        GanRun run = new GanRun(data, size, AdversarialSettings.Update.SIMULTANEOUS, 1, GeneratorLoss.NON_SATURATING,
                Noise.UNIFORM, true, descent.learningRate(), descent.learningRateDecay(), calm, epochs, seed);
        AdversarialTraining training = run.training(digits);
        run.save(folder);
        return new Stage("gan", folder, epochs, 5, true).run(training, training.stepsPerEpoch())
                ? Optional.of(training.generator().sample(samples, Randoms.of(seed + 1, 1))) : Optional.empty();
    }
}
