package generative.pretraining;

import generative.math.Elementwise;
import generative.optim.MomentumDescent;
import java.util.List;

/// What a generative stochastic network is to be like and how it learns, in the published numbers.
///
/// The released momentum is an average of gradients, m ← μ m + (1−μ) g, θ ← θ − η m. With v = −η m this is v ← μ v − η (1−μ) g,
/// θ ← θ + v, the form of [generative.optim.Sgd] at the rate η (1−μ); as the rate changes by no more than a thousandth of a
/// per cent from step to step, that v carries the old rate along makes no difference worth a class of its own.
///
/// @param hidden        units of each hidden layer, from the visible one upwards
/// @param activation    f of the hidden units: `TANH` or `SIGMOID`
/// @param corruption    ν, the share of pixels that salt and pepper hit
/// @param noise         σ of the normal noise before and after f, in every hidden layer but the first
/// @param rounds        N, walkback rounds in training
/// @param batchSize     examples in a minibatch
/// @param learningRate  η at the start, for a loss that is a mean over pixels
/// @param decayPerEpoch η is multiplied by this after each epoch, evenly over its steps
/// @param momentum      μ
public record GsnSettings(List<Integer> hidden, Elementwise activation, double corruption, double noise, int rounds,
                          int batchSize, double learningRate, double decayPerEpoch, double momentum) {

    /// The deep net behind the row of Table 1: 784-1500-1500, 1000 epochs.
    ///
    /// Source: Yao Li's released `run_gsn.py`.
    public static final GsnSettings PUBLISHED = new GsnSettings(List.of(1500, 1500), Elementwise.TANH, .4, 2, 4, 100, .25,
            .995, .5);

    /// One layer of 2000 sigmoid units, a denoising autoencoder that walks back; on images made bits, 500 epochs.
    public static final GsnSettings ONE_LAYER = new GsnSettings(List.of(2000), Elementwise.SIGMOID, .4, 0, 5, 100, 10, 1, 0);

    public GsnSettings {
        hidden = List.copyOf(hidden);
        if (hidden.isEmpty() || hidden.stream().anyMatch(units -> units < 1))
            throw new IllegalArgumentException("a stochastic network needs 1 hidden layer or more, each of 1 unit or more, got "
                    + hidden);
        if (activation != Elementwise.TANH && activation != Elementwise.SIGMOID)
            throw new IllegalArgumentException("hidden units are TANH or SIGMOID, not " + activation);
        if (!(corruption >= 0 && corruption <= 1))
            throw new IllegalArgumentException("the share of corrupted pixels must lie between 0 and 1, got " + corruption);
        if (!(noise >= 0)) throw new IllegalArgumentException("the noise must be 0 or more, got " + noise);
        if (rounds < 1) throw new IllegalArgumentException("walkback needs 1 round or more, got " + rounds);
        if (!(momentum >= 0 && momentum < 1)) throw new IllegalArgumentException("the momentum must be from 0 to below 1, got "
                + momentum);
        if (!(decayPerEpoch > 0 && decayPerEpoch <= 1))
            throw new IllegalArgumentException("the decay per epoch must be above 0 and 1 at most, got " + decayPerEpoch);
    }

    public GsnSettings withHidden(Integer... units) {
        return new GsnSettings(List.of(units), activation, corruption, noise, rounds, batchSize, learningRate, decayPerEpoch,
                momentum);
    }

    public GsnSettings withNoise(double sigma) {
        return new GsnSettings(hidden, activation, corruption, sigma, rounds, batchSize, learningRate, decayPerEpoch, momentum);
    }

    public GsnSettings withCorruption(double share) {
        return new GsnSettings(hidden, activation, share, noise, rounds, batchSize, learningRate, decayPerEpoch, momentum);
    }

    public GsnSettings withRounds(int n) {
        return new GsnSettings(hidden, activation, corruption, noise, n, batchSize, learningRate, decayPerEpoch, momentum);
    }

    public GsnSettings withDescent(int batch, double rate, double decay, double mu) {
        return new GsnSettings(hidden, activation, corruption, noise, rounds, batch, rate, decay, mu);
    }

    /// These settings as steps of momentum descent, for epochs of so many steps.
    public MomentumDescent descent(int stepsPerEpoch) {
        return new MomentumDescent(batchSize, learningRate * (1 - momentum), Math.pow(decayPerEpoch, -1.0 / stepsPerEpoch),
                momentum, momentum, 1, Double.POSITIVE_INFINITY, 0, 0);
    }
}
