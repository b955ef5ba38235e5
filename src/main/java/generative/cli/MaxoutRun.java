package generative.cli;

import generative.UserException;
import generative.data.ImageSet;
import generative.data.Mnist;
import generative.gan.MaxoutClassifier;
import generative.gan.MaxoutClassifierTraining;
import generative.math.Randoms;
import generative.optim.MomentumDescent;
import generative.training.Checkpoint;
import java.nio.file.Path;
import java.util.Properties;

/// What a training of the maxout classifier was started with; kept beside its checkpoints, so that `maxout evaluate`
/// needs to be told nothing but the folder.
///
/// @param data         which digits
/// @param size         the published sizes or the small ones
/// @param epochs       of phase 1, on the training images
/// @param secondEpochs of phase 2, on training and validation images, at most; 0 for no phase 2
/// @param calm         the last part of each phase in which the learning rate falls to 0, per cent; 0 as published
/// @param secondRate   the learning rate at which phase 2 begins
/// @param seed         of all random numbers
record MaxoutRun(DataOption.Name data, Size size, int epochs, int secondEpochs, int calm,
                 double secondRate, long seed) {

    /// How large the net is: units of 5 pieces in each of the two layers.
    enum Size {
        PUBLISHED(240, .005),
        /// So few units begin to learn sooner from larger weights.
        SMALL(60, .05);

        final int units;
        final double range;

        Size(int units, double range) {
            this.units = units;
            this.range = range;
        }
    }

    static final int PIECES = 5;

    static Path firstFolder(Path folder) {
        return folder.resolve("phase-1");
    }

    static Path secondFolder(Path folder) {
        return folder.resolve("phase-2");
    }

    MaxoutClassifierTraining first(Mnist digits) {
        ImageSet images = digits.train();
        MaxoutClassifier net = new MaxoutClassifier(images.x().numCols(), size.units, PIECES, 10, size.range,
                Randoms.of(seed, 0));
        MomentumDescent descent = calmed(MaxoutClassifier.DESCENT, epochs, images.size());
        return MaxoutClassifierTraining.first(net, descent, images, digits.validation(), seed);
    }

    MaxoutClassifierTraining second(MaxoutClassifierTraining first, Mnist digits) {
        MomentumDescent descent = MaxoutClassifierTraining.SECOND_DESCENT.withLearningRate(secondRate, 1.000004);
        return first.second(calmed(descent, secondEpochs, digits.train().size() + digits.validation().size()));
    }

    private MomentumDescent calmed(MomentumDescent descent, int epochs, int images) {
        long steps = (long) epochs * (images / descent.batchSize());
        return calm == 0 ? descent : descent.withCalmEnd(steps - steps * calm / 100, steps);
    }

    /// The net with the newest state of the folder: that of phase 2, or the best one of phase 1.
    MaxoutClassifier trained(Path folder, Mnist digits) {
        MaxoutClassifierTraining first = first(digits);
        Path file = Checkpoint.latest(firstFolder(folder)).orElseThrow(() -> new UserException(
                "There is no checkpoint in " + firstFolder(folder) + "; train first with maxout train --out "
                        + folder + "."));
        Checkpoint.load(file, first);
        if (first.bestEpoch() == 0)
            throw new UserException(file + " was saved before the end of the first epoch; go on with maxout train "
                    + "--resume --out " + folder + ".");
        var second = Checkpoint.latest(secondFolder(folder));
        if (second.isPresent()) {
            long steps = Checkpoint.load(second.get(), second(first, digits));
            System.out.println("Loaded " + second.get() + ", saved after " + steps + " steps of phase 2.");
        } else {
            first.useBest();
            System.out.println("Loaded " + file + ", the parameters after epoch " + first.bestEpoch() + " of phase 1.");
        }
        return first.classifier();
    }

    void save(Path folder) {
        Properties p = new Properties();
        p.setProperty("data", data.toString());
        p.setProperty("size", size.name());
        p.setProperty("epochs", Integer.toString(epochs));
        p.setProperty("second-epochs", Integer.toString(secondEpochs));
        p.setProperty("calm", Integer.toString(calm));
        p.setProperty("second-rate", Double.toString(secondRate));
        p.setProperty("seed", Long.toString(seed));
        RunFile.save(folder, "maxout train", p);
    }

    static MaxoutRun load(Path folder) {
        return RunFile.load(folder, "maxout train", p -> new MaxoutRun(
                new DataOption.Converter().convert(p.getProperty("data", "")), Size.valueOf(p.getProperty("size", "")),
                Integer.parseInt(p.getProperty("epochs", "")), Integer.parseInt(p.getProperty("second-epochs", "")),
                Integer.parseInt(p.getProperty("calm", "")), Double.parseDouble(p.getProperty("second-rate", "")),
                Long.parseLong(p.getProperty("seed", ""))));
    }
}
