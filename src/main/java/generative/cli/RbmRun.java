package generative.cli;

import generative.data.Mnist;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.optim.MomentumDescent;
import generative.pretraining.ContrastiveDivergence;
import generative.pretraining.ModuleTraining;
import generative.pretraining.Rbm;
import java.nio.file.Path;
import java.util.Properties;

/// What a training of a restricted Boltzmann machine was started with; kept beside its checkpoints.
///
/// @param data       which digits
/// @param hidden     units
/// @param k          steps of each dream
/// @param chains     persistent ones; 0 for dreams that begin at the data
/// @param rate       the learning rate at the start
/// @param momentum   from the sixth epoch on; ½ in the first
/// @param decay      of the weights
/// @param calmFrom   the epoch from which on the learning rate falls to 0
/// @param epochs     at the end of which it is 0
/// @param seed       of all random numbers
record RbmRun(DataOption.Name data, int hidden, int k, int chains, double rate, double momentum, double decay, int calmFrom,
              int epochs, long seed) {

    RbmRun {
        if (hidden < 1 || k < 1 || epochs < 1 || chains < 0 || !(rate > 0))
            throw new IllegalArgumentException("hidden, k, epochs and rate must be above 0, chains 0 or more, got "
                    + hidden + ", " + k + ", "
                    + epochs + ", " + rate + " and " + chains);
    }

    static final int BATCH = 100;

    ModuleTraining training(Mnist digits) {
        Matrix images = digits.train().x();
        Rbm rbm = new Rbm(images.numCols(), hidden, Randoms.of(seed, 2)).startAtMeansOf(images);
        ContrastiveDivergence cd = new ContrastiveDivergence(rbm, k).withWeightDecay(decay).binarising();
        long perEpoch = images.numRows() / BATCH;
        MomentumDescent descent = MomentumDescent.MNIST.withBatchSize(BATCH).withLearningRate(rate, 1).withMomentum(.5, momentum, 6);
        if (calmFrom < epochs) descent = descent.withCalmEnd(calmFrom * perEpoch, epochs * perEpoch);
        return new ModuleTraining(chains == 0 ? cd : cd.persistent(chains), images, descent, seed);
    }

    /// Bits of images, always the same ones: each pixel is on with the probability of its grey value.
    static Matrix bits(Matrix images) {
        return Randoms.bernoulli(images, Randoms.of(784, images.numRows()));
    }

    /// The training with the newest state of the folder.
    ModuleTraining trained(Path folder, Mnist digits) {
        ModuleTraining training = training(digits);
        RunFile.loadNewest(folder, "rbm train", training);
        return training;
    }

    void save(Path folder) {
        Properties p = new Properties();
        p.setProperty("data", data.toString());
        p.setProperty("hidden", Integer.toString(hidden));
        p.setProperty("k", Integer.toString(k));
        p.setProperty("chains", Integer.toString(chains));
        p.setProperty("rate", Double.toString(rate));
        p.setProperty("momentum", Double.toString(momentum));
        p.setProperty("decay", Double.toString(decay));
        p.setProperty("calm-from", Integer.toString(calmFrom));
        p.setProperty("epochs", Integer.toString(epochs));
        p.setProperty("seed", Long.toString(seed));
        RunFile.save(folder, "rbm train", p);
    }

    static RbmRun load(Path folder) {
        return RunFile.load(folder, "rbm train", p -> new RbmRun(new DataOption.Converter().convert(p.getProperty("data", "")),
                number(p, "hidden"), number(p, "k"), number(p, "chains"), Double.parseDouble(p.getProperty("rate", "")),
                Double.parseDouble(p.getProperty("momentum", "")), Double.parseDouble(p.getProperty("decay", "")),
                number(p, "calm-from"), number(p, "epochs"), Long.parseLong(p.getProperty("seed", ""))));
    }

    private static int number(Properties p, String name) {
        return Integer.parseInt(p.getProperty(name, ""));
    }
}
