package generative.gan;

import generative.data.Batches;
import generative.gan.AdversarialSettings.Update;
import generative.math.Elementwise;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Loss;
import generative.nn.Parameter;
import generative.nn.Pass;
import generative.optim.Sgd;
import generative.training.Trainee;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Adversarial training: the discriminator learns to tell data from samples, the generator to fool it.
///
/// ```
/// L_D = ½ mean sp(−a(x)) + ½ mean sp(a(G(z)))          ½ binary cross-entropy of data as 1 and samples as 0
/// L_G = mean sp(−a(G(z)))                              non-saturating (GeneratorLoss has the other one too)
/// ```
/// One step is either
///
/// - `ALTERNATING`, Algorithm 1 of the paper: k times a step of D on a fresh minibatch and fresh noise, then a step of G on
///   fresh noise, through D but without D learning from it; or
/// - `SIMULTANEOUS`, what the released code does: one minibatch, one noise, one set of dropout masks; both gradients are taken
///   at the old parameters, then both nets move.
///
/// With [Conditions] both nets also get the condition of each image; G gets those of the minibatch.
///
/// Where nobody can win, D says ½ everywhere: L_D = L_G = ln 2 = 0.693.
///
/// Everything random in step t comes from the stream (seed, t), so that a resumed run does what it would have done.
///
/// Source: Goodfellow et al., *Generative Adversarial Nets* (2014), Algorithm 1; the factor ½ and the simultaneous update are
/// the released code's.
public final class AdversarialTraining implements Trainee {

    private final AdversarialSettings settings;
    private final Matrix data;
    private final Conditions conditions;
    private final long seed;
    private final Batches batches;
    private final Generator generator;
    private final Discriminator discriminator;
    private final Sgd generatorSgd, discriminatorSgd;

    /// New nets of the published kind for the rows of `data`, N×d with values in [0, 1].
    public AdversarialTraining(AdversarialSettings settings, Matrix data, long seed) {
        this(settings, data, Conditions.none(), seed);
    }

    /// The same with a condition for each image.
    public AdversarialTraining(AdversarialSettings settings, Matrix data, Conditions conditions, long seed) {
        this(settings, data, conditions, seed, Randoms.of(seed, 0));
    }

    private AdversarialTraining(AdversarialSettings settings, Matrix data, Conditions conditions, long seed, RandomGenerator random) {
        this(settings, new Generator(settings, data, conditions, random),
                new Discriminator(settings, data.numCols() + conditions.width(), random), data, conditions, seed);
    }

    /// Any two nets that fit together; of the settings only the learning counts then: descent, update, k, loss.
    public AdversarialTraining(AdversarialSettings settings, Generator generator, Discriminator discriminator, Matrix data,
                               Conditions conditions, long seed) {
        conditions.requireFor(data.numRows());
        this.settings = settings;
        this.generator = generator;
        this.discriminator = discriminator;
        this.data = data;
        this.conditions = conditions;
        this.seed = seed;
        batches = new Batches(data.numRows(), settings.descent().batchSize(), seed);
        generatorSgd = settings.descent().optimiser(generator.parameters(), stepsPerEpoch());
        discriminatorSgd = settings.descent().optimiser(discriminator.parameters(), stepsPerEpoch());
    }

    /// The number of steps in which D sees about as many images as there are.
    public int stepsPerEpoch() {
        return Math.max(1, batches.perEpoch() / settings.discriminatorSteps());
    }

    public Generator generator() {
        return generator;
    }

    public Discriminator discriminator() {
        return discriminator;
    }

    /// One step of the chosen rule. The metrics: both losses, and the mean of D on data and on samples.
    @Override public Map<String, Double> step(long step) {
        RandomGenerator random = Randoms.of(seed, 1, step);
        return settings.update() == Update.SIMULTANEOUS ? simultaneous(step, random) : alternating(step, random);
    }

    private Map<String, Double> simultaneous(long step, RandomGenerator random) {
        int[] batch = batches.at(step);
        Conditions c = conditions.select(batch);
        Pass fake = generate(c, random);
        Pass onData = discriminator.forward(c.beside(data.selectRows(batch)), random);
        Pass onSamples = discriminator.forward(fake.output(), random);
        Loss generatorLoss = settings.generatorLoss().of(onSamples.output());

        double discriminatorLoss = AdversarialGradients.ofDiscriminator(onData, onSamples);
        AdversarialGradients.ofGenerator(fake, onSamples, generatorLoss);
        discriminatorSgd.step(step);                                       // both gradients were taken
        generatorSgd.step(step);                                           // at the old parameters
        return metrics(discriminatorLoss, generatorLoss.value(), onData, onSamples);
    }

    private Map<String, Double> alternating(long step, RandomGenerator random) {
        int k = settings.discriminatorSteps();
        double discriminatorLoss = 0;
        Pass onData = null;
        Conditions c = null;
        for (int j = 0; j < k; j++) {
            int[] batch = batches.at(step * k + j);
            c = conditions.select(batch);
            onData = discriminator.forward(c.beside(data.selectRows(batch)), random);
            Pass onSamples = discriminator.forward(generate(c, random).output(), random);
            discriminatorLoss = AdversarialGradients.ofDiscriminator(onData, onSamples);
            discriminatorSgd.step(step);
        }
        Pass fake = generate(c, random);                                   // fresh noise
        Pass onSamples = discriminator.forward(fake.output(), random);
        Loss generatorLoss = settings.generatorLoss().of(onSamples.output());
        AdversarialGradients.ofGenerator(fake, onSamples, generatorLoss);
        generatorSgd.step(step);
        return metrics(discriminatorLoss, generatorLoss.value(), onData, onSamples);
    }

    /// A minibatch [G([z, c]), c] on fresh noise.
    private Pass generate(Conditions c, RandomGenerator random) {
        return c.beside(generator.forward(c.beside(generator.noise(settings.descent().batchSize(), random))));
    }

    private static Map<String, Double> metrics(double discriminatorLoss, double generatorLoss, Pass onData, Pass onSamples) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("D loss", discriminatorLoss);
        metrics.put("G loss", generatorLoss);
        metrics.put("D on data", onData.output().apply(Elementwise.SIGMOID).mean());
        metrics.put("D on samples", onSamples.output().apply(Elementwise.SIGMOID).mean());
        return metrics;
    }

    /// All parameters and velocities, by name.
    @Override public Map<String, Matrix> state() {
        Map<String, Matrix> state = new LinkedHashMap<>();
        put(state, "G", generator.parameters(), generatorSgd);
        put(state, "D", discriminator.parameters(), discriminatorSgd);
        return state;
    }

    /// A net's parameters, and what its optimiser remembers, by name.
    static void put(Map<String, Matrix> state, String net, List<Parameter> parameters, Sgd sgd) {
        for (int i = 0; i < parameters.size(); i++) state.put(net + "." + parameters.get(i).name() + "." + i, parameters.get(i).value());
        sgd.memory().forEach((name, matrix) -> state.put(net + "." + name, matrix));
    }

    /// What must agree for a checkpoint to be continued.
    @Override public Map<String, String> config() {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("model", "adversarial net");
        config.put("settings", settings.toString());
        config.put("generator", generator.toString());
        config.put("discriminator", discriminator.toString());
        config.put("data", data.shape());
        config.put("conditions", conditions.toString());
        config.put("seed", Long.toString(seed));
        return config;
    }
}
