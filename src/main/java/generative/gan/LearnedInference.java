package generative.gan;

import generative.evaluation.NearestNeighbours;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Initialiser;
import generative.nn.Linear;
import generative.nn.Loss;
import generative.nn.Parameter;
import generative.nn.Pass;
import generative.nn.Relu;
import generative.nn.Sequential;
import generative.nn.SquaredError;
import generative.optim.MomentumDescent;
import generative.optim.Sgd;
import generative.training.Trainee;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Learned inference: when the generator is finished, another net learns to tell from an image which noise it was made
/// of.
///
/// ```
/// z ~ noise,  x = G(z)                                     as many examples as wanted, with their answers; no data at all
/// L = ½ mean ‖e(x) − z‖²                                    dL/de = (e − z) / N           G stays as it is
/// reconstruction of x = G(e(x))                            for real images too
/// ```
/// Shapes: `z` N×latent, `x` N×d. The best e(x) is the mean of all z that make x, so where different z make the same
/// image, or some numbers of z hardly matter, e(x) is small: the error in z then stays, and the images agree
/// nevertheless. For a real image nothing promises that any z makes it; how far G(e(x)) is from x tells how much of the
/// data G can draw *and* e can find.
///
/// Everything random in step t comes from the stream (seed, t).
///
/// Source: Goodfellow et al., *Generative Adversarial Nets* (2014), section 7, extension 2: like the inference net of
/// the wake-sleep algorithm (Hinton et al. 1995), but for a generator that moves no more. The released code holds the
/// seed of it (an `inferer` that learns from G's own samples).
public final class LearnedInference implements Trainee {

    private final MomentumDescent descent;
    private final Generator generator;
    private final Sequential net;
    private final Sgd sgd;
    private final long seed;

    /// A new net that mirrors the published generator: images of length d, twice `units` rectifiers, z.
    public LearnedInference(MomentumDescent descent, Generator generator, int d, int units, long seed) {
        this(descent, generator, mirror(d, units, generator.noise(1, Randoms.of(seed)).numCols(), Randoms.of(seed, 0)),
                seed);
    }

    /// Any net that turns rows of pixels into rows as long as z.
    public LearnedInference(MomentumDescent descent, Generator generator, Sequential net, long seed) {
        this.descent = descent;
        this.generator = generator;
        this.net = net;
        this.seed = seed;
        sgd = descent.optimiser(net.parameters(), 1);
    }

    private static Sequential mirror(int d, int units, int latent, RandomGenerator random) {
        Initialiser weights = Initialiser.uniform(.05);
        return new Sequential(new Linear(d, units, weights, random), new Relu(),
                new Linear(units, units, weights, random), new Relu(),
                new Linear(units, latent, weights, random));
    }

    /// One minibatch of fresh samples. The metric: the squared error for each number of z.
    @Override public Map<String, Double> step(long step) {
        Matrix z = generator.noise(descent.batchSize(), Randoms.of(seed, 1, step));
        Pass guess = net.forward(generator.forward(z).output());
        Loss loss = SquaredError.of(guess.output(), z);                    // ½ mean ‖e − z‖²
        guess.learn(loss.gradient());
        sgd.step(step);
        return Map.of("z error", 2 * loss.value() / z.numCols());
    }

    /// e(x), the noise of which each image may have been made, N×latent.
    public Matrix infer(Matrix x) {
        return net.forward(x).output();
    }

    /// The layers, the last of which gives e.
    public Sequential net() {
        return net;
    }

    /// G(e(x)), N×d.
    public Matrix reconstruct(Matrix x) {
        return generator.forward(infer(x)).output();
    }

    /// How well inference does: squared errors, a mean for each number.
    ///
    /// @param noise     of z, on fresh samples; 1 for who knows nothing, since the noise has variance 1
    /// @param samples   of the pixels of fresh samples, reconstructed
    /// @param images    of the pixels of real images, reconstructed
    /// @param mean      of the pixels of real images, against the mean training image
    /// @param neighbour of the pixels of real images, against the nearest of many samples
    public record Error(double noise, double samples, double images, double mean, double neighbour) { }

    /// Judges by as many fresh samples as there are images, and by the nearest of `pool` samples.
    public Error error(Matrix images, Matrix train, int pool, RandomGenerator random) {
        Matrix z = generator.noise(images.numRows(), random), x = generator.forward(z).output(), found = infer(x);
        double neighbours = 0;
        for (double square : NearestNeighbours.of(images, generator.sample(pool, random)).distance())
            neighbours += square;
        return new Error(square(found, z), square(generator.forward(found).output(), x),
                square(reconstruct(images), images),
                images.plusRow(train.columnMeans().scale(-1)).sumOfSquares() / images.getNumElements(),
                neighbours / images.getNumElements());
    }

    private static double square(Matrix a, Matrix b) {
        return a.minus(b).sumOfSquares() / a.getNumElements();
    }

    @Override public Map<String, Matrix> state() {
        Map<String, Matrix> state = new LinkedHashMap<>();
        AdversarialTraining.put(state, "e", net.parameters(), sgd);
        return state;
    }

    /// What must agree for a checkpoint to be continued; also the generator's weights, told by the sum of their
    /// squares.
    @Override public Map<String, String> config() {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("model", "learned inference");
        config.put("descent", descent.toString());
        config.put("net", net.toString());
        config.put("generator", generator.toString());
        config.put("squares of the generator's weights", Double.toString(
                generator.parameters().stream().map(Parameter::value).mapToDouble(Matrix::sumOfSquares).sum()));
        config.put("seed", Long.toString(seed));
        return config;
    }

    @Override public String toString() {
        return "LearnedInference " + net;
    }

    /// A generator with a number of z too many: x depends on z₀ alone.
    public static void demo() {
        Matrix W = Matrix.of(new double[][] {{1, -2}, {0, 0}});
        Generator generator = new Generator(Noise.UNIFORM, 2, new Sequential(new Linear(W, Matrix.row(0, 0))));
        LearnedInference inference = new LearnedInference(MomentumDescent.MNIST.withLearningRate(.05, 1), generator, 2,
                16, 1);
        for (int step = 0; step < 400; step++) inference.step(step);
        System.out.println("G(z) = (z₀, −2 z₀): z₁ makes no difference");
        Matrix z = Matrix.of(new double[][] {{1, 1}, {1, -1}, {-.5, 1}});
        Matrix x = generator.forward(z).output(), e = inference.infer(x);
        for (int n = 0; n < 3; n++)
            System.out.printf("z = (%4.1f, %4.1f)   x = (%4.1f, %4.1f)   e(x) = (%5.2f, %5.2f)%n",
                    z.get(n, 0), z.get(n, 1), x.get(n, 0), x.get(n, 1), e.get(n, 0), e.get(n, 1));
        System.out.println("z₀ is found; of z₁ nothing can be known, and the best guess is its mean, 0.");
    }
}
