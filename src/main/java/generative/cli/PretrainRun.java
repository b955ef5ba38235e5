package generative.cli;

import generative.UserException;
import generative.data.FewLabels;
import generative.data.ImageSet;
import generative.data.Mnist;
import generative.math.Randoms;
import generative.nn.Sequential;
import generative.optim.MomentumDescent;
import generative.pretraining.FineTuning;
import generative.pretraining.GreedyLayerwise;
import generative.pretraining.Recipe;
import generative.pretraining.SigmoidNet;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/// What a pretrained classifier was started with; kept beside its checkpoints.
///
/// @param data       which digits
/// @param recipe     how each layer is pretrained; unused from random weights
/// @param layers     hidden units, from the lowest layer up
/// @param fromRandom whether the layers begin with random weights instead: the twin
/// @param labels     labelled training images, the same number of each class; 0 for all there are
/// @param tuning     how the whole net is fine-tuned
record PretrainRun(DataOption.Name data, Recipe recipe, List<Integer> layers, boolean fromRandom, int labels, Tuning tuning) {

    static final int CLASSES = 10;
    private static final int FEWEST_STEPS = 100;

    /// @param epochs      passes through the labelled images
    /// @param rate        learning rate at first
    /// @param momentum    from the sixth epoch on; .5 in the first
    /// @param maxNorm     longest column of weights; infinity for no limit
    /// @param calm        the last part in which the learning rate falls to 0, per cent
    /// @param inputDrop   the probability to drop a pixel
    /// @param hiddenDrop  the probability to drop a hidden unit
    record Tuning(int epochs, double rate, double momentum, double maxNorm, int calm, double inputDrop, double hiddenDrop) { }

    GreedyLayerwise stack(Mnist digits, long seed) {
        return recipe.stack(digits.train().x(), layers, seed);
    }

    /// The net as it begins, with pretrained layers if there is a stack.
    Sequential net(GreedyLayerwise stack, int pixels, long seed) {
        Sequential net = stack == null ? SigmoidNet.random(pixels, layers, CLASSES, Randoms.of(seed, 2))
                : stack.classifier(CLASSES);
        return SigmoidNet.withDropout(net, tuning.inputDrop, tuning.hiddenDrop);
    }

    FineTuning fineTuning(Sequential net, Mnist digits, long seed) {
        ImageSet images = labelled(digits.train(), labels, seed);
        int batch = FineTuning.batchSize(images.size()), perEpoch = images.size() / batch;
        long steps = (long) tuning.epochs * perEpoch;
        MomentumDescent plain = MomentumDescent.MNIST.withBatchSize(batch).withLearningRate(tuning.rate, 1)
                .withMomentum(Math.min(.5, tuning.momentum), tuning.momentum, 6).withMaxNorm(tuning.maxNorm);
        MomentumDescent descent = tuning.calm == 0 ? plain : plain.withCalmEnd(steps - steps * tuning.calm / 100, steps);
        String start = fromRandom ? "with random weights" : "with layers of " + recipe;
        return new FineTuning(start, net, descent, images, digits.validation(), lookEvery(perEpoch, steps), seed);
    }

    /// An epoch, or some more of them where they are short, so that looking takes no longer than learning.
    private static int lookEvery(int perEpoch, long steps) {
        int epochs = Math.max(1, (FEWEST_STEPS + perEpoch - 1) / perEpoch);
        return (int) Math.min(steps, (long) epochs * perEpoch);
    }

    /// So many images with labels, the same number of each class; all if `count` is 0.
    static ImageSet labelled(ImageSet train, int count, long seed) {
        if (count == 0) return train;
        int[] images = new int[CLASSES];
        for (int label : train.labels()) images[label]++;
        int least = Arrays.stream(images).min().orElseThrow();
        if (count < CLASSES || count % CLASSES != 0 || count / CLASSES > least)
            throw new UserException("--labels must be a multiple of " + CLASSES + " from " + CLASSES + " to " + least * CLASSES
                    + ", the same number of each class, so " + count + " will not do; choose 1000, say.");
        return train.select(FewLabels.choose(train.labels(), CLASSES, count / CLASSES, seed));
    }

    void save(Path folder, Mnist digits, long seed, int seeds) {
        Properties p = new Properties();
        p.setProperty("data", data.toString());
        p.setProperty("images", Integer.toString(digits.train().size()));
        p.setProperty("start", fromRandom ? "random" : recipe.toString());
        p.setProperty("layers", layers.stream().map(String::valueOf).collect(Collectors.joining(",")));
        p.setProperty("labels", labels == 0 ? "all" : Integer.toString(labels));
        p.setProperty("fine-tuning", tuning.toString());
        p.setProperty("seeds", seed + " to " + (seed + seeds - 1));
        RunFile.save(folder, "pretrain train", p);
    }
}
