package generative.cli;

import generative.data.Mnist;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.pretraining.GenerativeStochasticNetwork;
import generative.pretraining.GsnSettings;
import generative.pretraining.Walkback;
import java.util.random.RandomGenerator;

/// A training of a stochastic network, as its options say.
///
/// @param calmFrom the epoch from which on the learning rate falls to 0; 0 for no such end
record GsnRun(Size size, int epochs, int calmFrom, long seed) {

    /// The published net, one that reaches its figure in a quarter of an hour, and one for a first look.
    enum Size {
        PUBLISHED(GsnSettings.PUBLISHED, 1000, 0),
        MEDIUM(GsnSettings.PUBLISHED.withHidden(500, 500).withDescent(100, 6, 1, .9), 24, 4),
        SMALL(GsnSettings.PUBLISHED.withHidden(100, 100).withDescent(100, 6, 1, .9), 3, 1);

        final GsnSettings settings;
        final int epochs, calmFrom;

        Size(GsnSettings settings, int epochs, int calmFrom) {
            this.settings = settings;
            this.epochs = epochs;
            this.calmFrom = calmFrom;
        }
    }

    Walkback training(Mnist digits) {
        Matrix images = digits.train().x();
        GenerativeStochasticNetwork net = new GenerativeStochasticNetwork(size.settings, images.numCols(), Randoms.of(seed, 0));
        return new Walkback(net, images, calmFrom, calmFrom == 0 ? 0 : epochs, seed);
    }

    /// n guesses of so many chains that begin at the first training images. (The released code begins at a test image.)
    static Matrix sample(GenerativeStochasticNetwork net, Mnist digits, int chains, int n, RandomGenerator random) {
        return net.sample(digits.train().x().rows(0, chains), n, random);
    }
}
