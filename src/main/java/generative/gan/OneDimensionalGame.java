package generative.gan;

import generative.math.Elementwise;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Initialiser;
import generative.nn.Linear;
import generative.nn.Loss;
import generative.nn.Pass;
import generative.nn.Sequential;
import generative.nn.Tanh;
import generative.optim.Schedule;
import generative.optim.Sgd;
import generative.training.Trainee;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// The adversarial game on a line, small enough that everything the theory speaks of can be drawn and computed.
///
/// ```
/// data x ~ N(μ, s²)        noise z ~ U(−1, 1)        G: 1 → 16 tanh → 1        D: 1 → 32 tanh → 32 tanh → 1 logit
/// D*(x) = p(x) / (p(x) + p_g(x))                     what D should become for the present G
/// V(D, G) = ∫ p ln D + ∫ p_g ln(1 − D)               −ln 4 when G has the data's distribution and D knows
/// ```
/// One step is Algorithm 1 with k steps of D and the generator's loss of your choice; both nets move by gradient descent with
/// momentum; /// the paper gives no settings for this figure. The density p_g is computed from G on a grid ([PushForward]), not estimated.
///
/// Source: Goodfellow et al., *Generative Adversarial Nets* (2014), figure 1.
public final class OneDimensionalGame implements Trainee {

    /// Bins of the line on which densities are compared.
    public static final int BINS = 400;

    private static final int BATCH = 128, GRID = 2000;

    private final double mean, std;
    private final int k, generatorSteps;
    private final GeneratorLoss generatorLoss;
    private final long seed;
    private final Sequential generator, discriminator;
    private final Sgd generatorSgd, discriminatorSgd;

    /// Data from N(mean, std²), k steps of D for one of G.
    public OneDimensionalGame(double mean, double std, int k, GeneratorLoss generatorLoss, long seed) {
        this(mean, std, k, 1, generatorLoss, seed);
    }

    /// The same with several steps of G too, each on fresh noise: more than one is what the paper warns of.
    public OneDimensionalGame(double mean, double std, int k, int generatorSteps, GeneratorLoss generatorLoss, long seed) {
        if (!(std > 0)) throw new IllegalArgumentException("the standard deviation must be above 0, got " + std);
        if (k < 1 || generatorSteps < 1)
            throw new IllegalArgumentException("each net needs 1 step or more, got " + k + " of D and " + generatorSteps + " of G");
        this.mean = mean;
        this.std = std;
        this.k = k;
        this.generatorSteps = generatorSteps;
        this.generatorLoss = generatorLoss;
        this.seed = seed;
        RandomGenerator random = Randoms.of(seed, 0);
        generator = new Sequential(tanhLayer(1, 16, 1, random), new Tanh(), layer(16, 1, random));
        discriminator = new Sequential(tanhLayer(1, 32, high() - mean, random), new Tanh(), layer(32, 32, random), new Tanh(),
                layer(32, 1, random));
        generatorSgd = new Sgd(generator.parameters(), Schedule.constant(.02), Schedule.constant(.5));
        discriminatorSgd = new Sgd(discriminator.parameters(), Schedule.constant(.1), Schedule.constant(.5));
    }

    private static Linear layer(int inputs, int outputs, RandomGenerator random) {
        return new Linear(inputs, outputs, Initialiser.gaussian(1 / Math.sqrt(inputs)), random);
    }

    /// Its units bend at different places of [−reach, reach], instead of all at 0.
    private static Linear tanhLayer(int inputs, int outputs, double reach, RandomGenerator random) {
        Linear layer = layer(inputs, outputs, random);
        layer.bias().set(Randoms.uniform(1, outputs, -reach, reach, random));
        return layer;
    }

    /// The left end of the line that is looked at: five standard deviations from the mean, and the noise's place at least.
    public double low() {
        return Math.min(-2, mean - 5 * std);
    }

    /// The right end.
    public double high() {
        return Math.max(2, mean + 5 * std);
    }

    /// k steps of D, each on fresh data and noise, then those of G. The metrics: both losses.
    @Override public Map<String, Double> step(long step) {
        RandomGenerator random = Randoms.of(seed, 1, step);
        double discriminatorLoss = 0, loss = 0;
        for (int j = 0; j < k; j++) {
            Pass onData = discriminator.forward(Randoms.gaussian(BATCH, 1, std, random).plus(mean));
            Pass onSamples = discriminator.forward(generator.forward(noise(random)).output());
            discriminatorLoss = AdversarialGradients.ofDiscriminator(onData, onSamples);
            discriminatorSgd.step(step * k + j);
        }
        for (int j = 0; j < generatorSteps; j++) {
            Pass fake = generator.forward(noise(random));
            Pass onSamples = discriminator.forward(fake.output());
            Loss fooled = generatorLoss.of(onSamples.output());
            AdversarialGradients.ofGenerator(fake, onSamples, fooled);
            generatorSgd.step(step * generatorSteps + j);
            loss = fooled.value();
        }
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("D loss", discriminatorLoss);
        metrics.put("G loss", loss);
        return metrics;
    }

    private static Matrix noise(RandomGenerator random) {
        return Randoms.uniform(BATCH, 1, -1, 1, random);
    }

    /// G(z) for a column of z.
    public Matrix generate(Matrix z) {
        return generator.forward(z).output();
    }

    /// The places where densities are given, the middles of the bins.
    public double[] places() {
        return PushForward.middles(low(), high(), BINS);
    }

    /// p(x), the density of the data.
    public double[] dataDensity() {
        double[] p = places();
        for (int i = 0; i < p.length; i++)
            p[i] = Math.exp(-0.5 * Math.pow((p[i] - mean) / std, 2)) / (std * Math.sqrt(2 * Math.PI));
        return p;
    }

    /// p_g(x), the density of G(z).
    public double[] generatorDensity() {
        return PushForward.density(generate(grid()), low(), high(), BINS);
    }

    /// z from −1 to 1, evenly spaced.
    private static Matrix grid() {
        Matrix z = Matrix.zeros(GRID + 1, 1);
        for (int i = 0; i <= GRID; i++) z.set(i, 0, -1 + 2.0 * i / GRID);
        return z;
    }

    /// D(x), what the discriminator believes.
    public double[] discriminator() {
        double[] D = places();
        Matrix logits = discriminator.forward(Matrix.row(D).transpose()).output();
        for (int i = 0; i < D.length; i++) D[i] = Elementwise.SIGMOID.value(logits.get(i));
        return D;
    }

    /// D*(x), what it should believe.
    public double[] optimalDiscriminator() {
        double[] p = dataDensity(), q = generatorDensity();
        for (int i = 0; i < p.length; i++) p[i] = MinimaxValue.optimalDiscriminator(p[i], q[i]);
        return p;
    }

    /// The standard deviation of G(z) over that of the data: 1 when G is as various as the data, 0 when every z gives the same x.
    public double diversity() {
        Matrix x = generate(grid());
        double center = x.mean();
        return Math.sqrt(x.minus(center).sumOfSquares() / x.numRows()) / std;
    }

    /// V(D, G) of the discriminator as it is.
    public double value() {
        return value(discriminator());
    }

    /// V(D*, G) = −ln 4 + 2 JSD of the best discriminator for the present G.
    public double optimum() {
        return value(optimalDiscriminator());
    }

    /// ∫ p ln D + p_g ln(1 − D), where 0 ln 0 = 0.
    private double value(double[] D) {
        double[] p = dataDensity(), q = generatorDensity();
        double sum = 0, width = (high() - low()) / BINS;
        for (int i = 0; i < D.length; i++) {
            if (p[i] > 0) sum += p[i] * Math.log(Math.max(D[i], Double.MIN_NORMAL)) * width;
            if (q[i] > 0) sum += q[i] * Math.log(Math.max(1 - D[i], Double.MIN_NORMAL)) * width;
        }
        return sum;
    }

    @Override public Map<String, Matrix> state() {
        Map<String, Matrix> state = new LinkedHashMap<>();
        AdversarialTraining.put(state, "G", generator.parameters(), generatorSgd);
        AdversarialTraining.put(state, "D", discriminator.parameters(), discriminatorSgd);
        return state;
    }

    @Override public Map<String, String> config() {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("model", "adversarial game on a line");
        config.put("data", "N(" + mean + ", " + std + "²)");
        config.put("steps of D and G", k + " and " + generatorSteps);
        config.put("loss", generatorLoss.name());
        config.put("seed", Long.toString(seed));
        return config;
    }

    /// The value of the game on its way to −ln 4.
    public static void demo() {
        OneDimensionalGame game = new OneDimensionalGame(2, .8, 2, GeneratorLoss.NON_SATURATING, 1);
        System.out.println("step   V(D, G)   V(D*, G)");
        for (int t = 0; t <= 600; t++) {
            if (t % 150 == 0) System.out.printf("%4d   %7.4f   %8.4f%n", t, game.value(), game.optimum());
            game.step(t);
        }
        System.out.printf("V(D*, G), what a perfect discriminator reaches, falls towards −ln 4 = %.4f as G learns the data.%n",
                MinimaxValue.MINIMUM);
    }
}
