package generative.pretraining;

import generative.UserException;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.optim.MomentumDescent;
import java.util.ArrayList;
import java.util.List;

/// A stack of contractive autoencoders as a generative model: each layer learns the code of the one below, and a chain
/// through the top code draws images.
///
/// ```
/// h⁰ = x,   hˡ = fₗ(hˡ⁻¹)         layer l learns from the hˡ⁻¹ of all examples, the layers below being finished
/// samples                         where many chains are, started at training images, after a burn-in
/// ```
/// The samples are means of the visible units.
///
/// Source: the row "Stacked CAE" in Table 1 of Goodfellow et al., *Generative Adversarial Nets* (2014), taken there from Bengio et al.,
/// *Better Mixing via Deep Representations* (2013). What is not said there was chosen by the log-likelihood of validation
/// images: sizes, penalties, noise, length of the chains.
///
/// @param settings what was chosen
/// @param layers   from the lowest to the top one
public record StackedContractive(Settings settings, List<Autoencoder> layers) {

    /// @param units   hidden units of each layer, from the lowest on
    /// @param lambda  λ of each layer
    /// @param epochs  of each layer
    /// @param descent how each layer is trained
    /// @param sigma   of the chain's noise
    /// @param burnIn  steps of a chain before its first image counts
    /// @param every   steps between two images of a chain that count
    /// @param chains  how many walk side by side
    public record Settings(List<Integer> units, List<Double> lambda, int epochs, MomentumDescent descent, double sigma, int burnIn,
                           int every, int chains) {

        public Settings {
            units = List.copyOf(units);
            lambda = List.copyOf(lambda);
            if (units.isEmpty() || units.size() != lambda.size())
                throw new IllegalArgumentException("each layer needs units and a λ, got " + units + " and " + lambda);
            if (epochs < 1 || burnIn < 0 || every < 1 || chains < 1)
                throw new IllegalArgumentException("epochs, every and chains must be 1 or more, burnIn 0 or more: " + epochs + ", "
                        + every + ", " + chains + ", " + burnIn);
        }
    }

    /// Those of our row of Table 1.
    public static final Settings MNIST = new Settings(List.of(500, 500), List.of(1., .3), 8,
            MomentumDescent.MNIST.withLearningRate(.04, 1.00002).withMomentum(.5, .9, 5).withCalmEnd(2000, 4000), 1, 50, 10, 1000);

    /// The stack before anybody has trained it, for data with so many columns.
    public static GreedyLayerwise stack(Settings settings, int visible, long seed) {
        List<GreedyLayerwise.Stage> stages = new ArrayList<>();
        int below = visible;
        for (int l = 0; l < settings.units.size(); l++) {
            Autoencoder coder = Autoencoder.tied(below, settings.units.get(l), Autoencoder.Output.PROBABILITIES, Randoms.of(seed, 0, l + 1));
            stages.add(new GreedyLayerwise.Stage(new ContractiveAutoencoder(coder, settings.lambda.get(l)), settings.descent, settings.epochs));
            below = coder.hidden();
        }
        return new GreedyLayerwise(stages, seed);
    }

    /// With the layers of a stack that [#stack] made and somebody has trained.
    public static StackedContractive of(Settings settings, GreedyLayerwise trained) {
        return new StackedContractive(settings, trained.coders().stream().map(Autoencoder.class::cast).toList());
    }

    /// So many samples, of chains that start at these images.
    public Matrix sample(int count, Matrix images, long seed) {
        if (count < 1) throw new UserException("There are no samples to draw; ask for 1 or more.");
        ContractiveChain chain = new ContractiveChain(layers, settings.sigma);
        var random = Randoms.of(seed);
        int chains = Math.min(count, settings.chains);
        int[] starts = random.ints(chains, 0, images.numRows()).toArray();
        Matrix samples = images.like(count, images.numCols()), x = images.selectRows(starts);
        for (int from = 0; from < count; from += chains) {
            x = chain.walk(x, from == 0 ? settings.burnIn + 1 : settings.every, random);
            samples.insertIntoThis(from, 0, x.rows(0, Math.min(chains, count - from)));
        }
        return samples;
    }
}
