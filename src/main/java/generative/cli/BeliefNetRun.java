package generative.cli;

import generative.data.ImageSet;
import generative.data.Mnist;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Initialiser;
import generative.optim.MomentumDescent;
import generative.pretraining.ContrastiveDivergence;
import generative.pretraining.DeepBeliefNet;
import generative.pretraining.GreedyLayerwise;
import generative.pretraining.ModuleTraining;
import generative.pretraining.Rbm;
import generative.pretraining.UpDown;
import generative.pretraining.VisibleUnits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A deep belief net from the first layer to the last: greedily, then up and down.
///
/// @param layers       hidden units of the directed layers, from the bottom up
/// @param top          hidden units of the machine at the top
/// @param labels       whether label units stand beside its visible ones
/// @param k            steps of each dream
/// @param epochs       of each layer
/// @param upDownEpochs of the fine-tuning of all layers together; 0 for none
/// @param seed         of all random numbers
record BeliefNetRun(List<Integer> layers, int top, boolean labels, int k, int epochs, int upDownEpochs, long seed) {

    /// The net of Table 1's row, without labels.
    static BeliefNetRun table(long seed) {
        return new BeliefNetRun(List.of(500), 1000, false, 5, 30, 0, seed);
    }

    private static final int BATCH = 100, CHAINS = 100;

    /// Trains what is not trained yet; empty if somebody stopped it.
    Optional<DeepBeliefNet> train(Mnist digits, Path folder, boolean resume) {
        ImageSet images = digits.train();
        List<GreedyLayerwise.Stage> stages = new ArrayList<>();
        int below = images.x().numCols();
        for (int units : layers) {
            Rbm rbm = new Rbm(below, units, Randoms.of(seed, 2, stages.size()));
            if (stages.isEmpty()) rbm.startAtMeansOf(images.x());
            stages.add(new GreedyLayerwise.Stage(new ContrastiveDivergence(rbm, k).binarising(), descent(images, .05, .9, epochs), epochs));
            below = units;
        }
        GreedyLayerwise stack = new GreedyLayerwise(stages, seed);
        if (!stack.train(images.x(), new GreedyLayerwise.Place(folder, 5, resume, false))) return Optional.empty();

        VisibleUnits units = labels ? VisibleUnits.withLabels(10) : VisibleUnits.BERNOULLI;
        Rbm machine = new Rbm(units, below + (labels ? 10 : 0), top, Initialiser.gaussian(.01), Randoms.of(seed, 3));
        DeepBeliefNet net = new DeepBeliefNet(stack.coders(), machine);
        Matrix h = stack.represent(images.x(), layers.size()), v = labels ? net.withLabels(h, images.labels()) : h;
        machine.startAtMeansOf(v);
        ModuleTraining training = new ModuleTraining(new ContrastiveDivergence(machine, k).persistent(CHAINS).binarising(), v,
                descent(images, .05, .5, epochs), seed + 1);
        if (!new Stage("top", folder.resolve("top"), epochs, 5, resume).run(training, training.stepsPerEpoch())) return Optional.empty();
        if (upDownEpochs == 0) return Optional.of(net);

        UpDown fine = new UpDown(net, images, k, descent(images, .02, .5, upDownEpochs), seed + 2);
        Stage stage = new Stage("up and down", folder.resolve("up-down"), upDownEpochs, 5, resume);
        return stage.run(fine, fine.stepsPerEpoch()) ? Optional.of(fine.net()) : Optional.empty();
    }

    /// A learning rate that falls to 0 over all epochs.
    private static MomentumDescent descent(ImageSet images, double rate, double momentum, int epochs) {
        return MomentumDescent.MNIST.withBatchSize(BATCH).withLearningRate(rate, 1).withMomentum(Math.min(.5, momentum), momentum, 6)
                .withCalmEnd(0, (long) epochs * (images.size() / BATCH));
    }
}
