package generative.pretraining;

import generative.UserException;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.optim.MomentumDescent;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// A stack of contractive autoencoders as a generative model: each layer learns the code of the one below, and a chain
/// through the top code draws images.
///
/// ```
/// h⁰ = x,   hˡ = fₗ(hˡ⁻¹)         layer l learns from the hˡ⁻¹ of all examples, the layers below being finished
/// samples                         the ends of many chains that start at training images
/// ```
/// The samples are means of the visible units. How long the chains are decides what is measured: after a few steps they have
/// hardly left the training images, which a Parzen window likes best; after hundreds most have come to rest where the noise
/// is least, at ones and at empty images.
///
/// Source: the row "Stacked CAE" in Table 1 of Goodfellow et al., *Generative Adversarial Nets* (2014), taken there from Bengio
/// et al., *Better Mixing via Deep Representations* (2013). What is not said there is ours: sizes, penalties and noise were
/// chosen by the log-likelihood of validation images; the chains are so long that a sample is about as far from the image
/// where its chain began as from any other: after 50 steps .98 as far, measured on squared distances.
///
/// @param settings what was chosen
/// @param layers   from the lowest to the top one
public record StackedContractive(Settings settings, List<Autoencoder> layers) {

    private static final int SIDE_BY_SIDE = 1000;                  // chains at once

    /// @param units   hidden units of each layer, from the lowest on
    /// @param lambda  λ of each layer
    /// @param epochs  of each layer
    /// @param descent how each layer is trained
    /// @param sigma   σ of the chain's noise
    /// @param steps   of each chain, from a training image to a sample
    public record Settings(List<Integer> units, List<Double> lambda, int epochs, MomentumDescent descent, double sigma,
                           int steps) {

        /// What was chosen for MNIST.
        public static final Settings MNIST = new Settings(List.of(500, 500), List.of(1.0, .3), 8, MomentumDescent.MNIST
                .withLearningRate(.04, 1.00002).withMomentum(.5, .9, 5).withCalmEnd(2000, 4000), 1, 50);

        public Settings {
            units = List.copyOf(units);
            lambda = List.copyOf(lambda);
            if (units.isEmpty() || units.size() != lambda.size())
                throw new IllegalArgumentException("each layer needs units and a λ, got " + units + " and " + lambda);
            if (epochs < 1 || steps < 0)
                throw new IllegalArgumentException("there must be 1 epoch or more and 0 steps or more, got " + epochs + " and "
                        + steps);
        }
    }

    /// The stack before anybody has trained it, for data with so many columns.
    public static GreedyLayerwise stack(Settings settings, int visible, long seed) {
        List<GreedyLayerwise.Stage> stages = new ArrayList<>();
        int below = visible;
        for (int l = 0; l < settings.units.size(); l++) {
            Autoencoder coder = Autoencoder.tied(below, settings.units.get(l), Autoencoder.Output.PROBABILITIES,
                    Randoms.of(seed, 0, l + 1));
            stages.add(new GreedyLayerwise.Stage(new ContractiveAutoencoder(coder, settings.lambda.get(l)), settings.descent,
                    settings.epochs));
            below = coder.hidden();
        }
        return new GreedyLayerwise(stages, seed);
    }

    /// With the layers of a stack that [#stack] made and somebody has trained.
    public static StackedContractive of(Settings settings, GreedyLayerwise trained) {
        return new StackedContractive(settings, trained.coders().stream().map(Autoencoder.class::cast).toList());
    }

    /// So many samples, each the end of a chain of its own that starts at one of these images.
    public Matrix sample(int count, Matrix images, long seed) {
        if (count < 1) throw new UserException("There are no samples to draw; ask for 1 or more.");
        ContractiveChain chain = new ContractiveChain(layers, settings.sigma);
        RandomGenerator random = Randoms.of(seed);
        Matrix samples = images.like(count, images.numCols());
        for (int from = 0; from < count; from += SIDE_BY_SIDE) {
            int[] starts = random.ints(Math.min(SIDE_BY_SIDE, count - from), 0, images.numRows()).toArray();
            samples.insertIntoThis(from, 0, chain.walk(images.selectRows(starts), settings.steps, random));
        }
        return samples;
    }
}
