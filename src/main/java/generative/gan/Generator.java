package generative.gan;

import generative.math.Matrix;
import generative.nn.Initialiser;
import generative.nn.Linear;
import generative.nn.Parameter;
import generative.nn.Pass;
import generative.nn.Relu;
import generative.nn.Sequential;
import generative.nn.Sigmoid;
import java.util.List;
import java.util.random.RandomGenerator;

/// The generator turns noise into images: the counterfeiter of the game.
///
/// ```
/// G(z) = σ( relu( relu(z W₁ + b₁) W₂ + b₂ ) W₃ + b₃ )
/// ```
/// Shapes: `z` N×latent, `G(z)` N×d with values in (0, 1). The last bias starts at the logit of the data's mean, so
/// that the first samples already have the right brightness at every pixel.
///
/// That is the published net for MNIST; [#Generator(Noise, int, Sequential)] takes any other.
///
/// Its distribution p_g has no formula: one can draw from it, but not ask it for the probability of an image.
///
/// Source: Goodfellow et al., *Generative Adversarial Nets* (2014), section 5, and the released configuration.
public final class Generator {

    private final Noise noise;
    private final int latent;
    private final Sequential net;

    /// A new generator of images like the rows of `data`, of which only the mean is looked at.
    public Generator(AdversarialSettings settings, Matrix data, RandomGenerator random) {
        this(settings, data, Conditions.none(), random);
    }

    /// The same with conditions, of which only the length is looked at.
    public Generator(AdversarialSettings settings, Matrix data, Conditions conditions, RandomGenerator random) {
        this(settings, data.numCols(), conditions.width(), random);
        ((Linear) net.layers().get(4)).bias().set(Initialiser.logitOfMeans(data));
    }

    /// A new generator of rows of length d, its last bias 0: to be filled from a checkpoint.
    public Generator(AdversarialSettings settings, int d, RandomGenerator random) {
        this(settings, d, 0, random);
    }

    /// The same for rows [z, c] with a condition of length c.
    public Generator(AdversarialSettings settings, int d, int c, RandomGenerator random) {
        noise = settings.noise();
        latent = settings.latent();
        int units = settings.generatorUnits();
        Initialiser weights = Initialiser.uniform(settings.generatorRange());
        net = new Sequential(
                new Linear(latent + c, units, weights, random), new Relu(),
                new Linear(units, units, weights, random), new Relu(),
                new Linear(units, d, weights, random), new Sigmoid());
    }

    /// Any net that turns rows of noise into rows of pixels; what noise it gets, and how long a row of it is, conditions not counted.
    public Generator(Noise noise, int latent, Sequential net) {
        this.noise = noise;
        this.latent = latent;
        this.net = net;
    }

    /// z, n×latent.
    public Matrix noise(int n, RandomGenerator random) {
        return noise.draw(n, latent, random);
    }

    public Pass forward(Matrix z) {
        return net.forward(z);
    }

    /// n images, n×d, drawn in pieces so that memory stays small.
    public Matrix sample(int n, RandomGenerator random) {
        return sample(Conditions.none(), n, random);
    }

    /// n images under n conditions.
    public Matrix sample(Conditions conditions, int n, RandomGenerator random) {
        if (n < 1) throw new IllegalArgumentException("a generator makes 1 image or more, got " + n);
        conditions.requireFor(n);
        Matrix samples = null;
        for (int from = 0; from < n; from += 1000) {
            int to = Math.min(n, from + 1000);
            Matrix piece = forward(conditions.rows(from, to).beside(noise(to - from, random))).output();
            if (samples == null) samples = piece.like(n, piece.numCols());
            samples.insertIntoThis(from, 0, piece);
        }
        return samples;
    }

    /// The layers, the last of which gives the images.
    public Sequential net() {
        return net;
    }

    public List<Parameter> parameters() {
        return net.parameters();
    }

    @Override public String toString() {
        return "Generator " + net;
    }
}
