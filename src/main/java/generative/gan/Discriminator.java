package generative.gan;

import generative.math.Elementwise;
import generative.math.Matrix;
import generative.nn.Dropout;
import generative.nn.Initialiser;
import generative.nn.Linear;
import generative.nn.Maxout;
import generative.nn.Parameter;
import generative.nn.Pass;
import generative.nn.Sequential;
import java.util.List;
import java.util.random.RandomGenerator;

/// The discriminator says how likely an image is to be data rather than a sample: the police of the game.
///
/// ```
/// a(x) = maxout( maxout( x ) ) w + b          one logit for each image
/// D(x) = σ(a(x))                              the probability that x is data
/// ```
/// Shapes: `x` N×d, `a` N×1. In training, dropout acts on the inputs of each of the three layers, also while the
/// generator learns from it; losses are computed from the logit.
///
/// Source: Goodfellow et al., *Generative Adversarial Nets* (2014), section 5, and the released configuration.
public final class Discriminator {

    private final Sequential net;

    /// Any net that turns rows of pixels into one logit each.
    public Discriminator(Sequential net) {
        this.net = net;
    }

    /// The published net for rows of length d.
    public Discriminator(AdversarialSettings settings, int d, RandomGenerator random) {
        int units = settings.discriminatorUnits(), pieces = settings.pieces();
        Initialiser weights = Initialiser.uniform(settings.discriminatorRange());
        net = new Sequential(
                new Dropout(settings.inputKeep()), new Maxout(d, units, pieces, weights, random),
                new Dropout(settings.hiddenKeep()), new Maxout(units, units, pieces, weights, random),
                new Dropout(settings.hiddenKeep()), new Linear(units, 1, weights, random));
    }

    /// The logits N×1, without dropout.
    public Pass forward(Matrix x) {
        return net.forward(x);
    }

    /// The logits N×1 in training, with dropout.
    public Pass forward(Matrix x, RandomGenerator random) {
        return net.forward(x, random);
    }

    /// D(x) = σ(a(x)), N×1, without dropout.
    public Matrix probability(Matrix x) {
        return forward(x).output().apply(Elementwise.SIGMOID);
    }

    /// The layers, the last of which gives the logit.
    public Sequential net() {
        return net;
    }

    public List<Parameter> parameters() {
        return net.parameters();
    }

    @Override public String toString() {
        return "Discriminator " + net;
    }
}
