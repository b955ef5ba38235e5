package generative.pretraining;

import generative.data.Batches;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Parameter;
import generative.optim.MomentumDescent;
import generative.optim.Sgd;
import generative.training.Trainee;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// How a deep Boltzmann machine learns: what it makes of the data pulls the energy down, what it dreams pulls it up.
///
/// ```
/// positive   v ~ coins of the data,  μ¹, μ² by mean field                  d⁺ = mean dE/dθ at (v, μ¹, μ²)
/// negative   chains that never end: k Gibbs steps go on from last time     d⁻ = mean dE/dθ at (v, P(h¹ | v, h²), h²)
/// step       g = d⁺ − d⁻;   v ← μ v − η g,  θ ← θ + v                       dE/dW¹ = −vᵀ h¹, dE/dW² = −h¹ᵀ h², dE/da = −v, …
/// ```
/// With the exact P(h | v) in place of μ and an endless chain this would be the slope of −ln p(v); mean field makes it that of a
/// bound. The chains belong to the state, like the parameters. Grey images are read as probabilities, of which each step draws
/// bits.
///
/// Both layers begin together, with small weights. (The paper first teaches each as an RBM, whose input counts twice for the
/// neighbour that is still missing; on digits the machine learns without.)
///
/// Source: Salakhutdinov and Hinton, *Deep Boltzmann Machines* (2009); the chains: Tieleman (2008).
public final class DeepBoltzmannTraining implements Trainee {

    private final DeepBoltzmannMachine machine;
    private final Settings settings;
    private final Matrix data, v, h2;
    private final long seed;
    private final Batches batches;
    private final Sgd sgd;

    /// @param descent how steps are made
    /// @param updates of mean field
    /// @param chains  that dream
    /// @param k       Gibbs steps between two steps of learning
    public record Settings(MomentumDescent descent, int updates, int chains, int k) {

        public Settings {
            if (updates < 1 || chains < 1 || k < 1)
                throw new IllegalArgumentException("mean-field updates, chains and Gibbs steps must be 1 or more, got " + updates
                        + ", " + chains + " and " + k);
        }
    }

    /// A new machine, whose visible units begin at the means of the data.
    public static DeepBoltzmannMachine machine(Matrix data, int first, int second, RandomGenerator random) {
        DeepBoltzmannMachine machine = new DeepBoltzmannMachine(data.numCols(), first, second, random);
        machine.parameters().get(2).set(VisibleUnits.BERNOULLI.biasFor(data));
        return machine;
    }

    /// @param data one example a row, N×d, numbers from 0 to 1
    public DeepBoltzmannTraining(DeepBoltzmannMachine machine, Matrix data, Settings settings, long seed) {
        if (data.numCols() != machine.visible())
            throw new IllegalArgumentException("the data are " + data.shape() + ", but the machine has " + machine.visible()
                    + " visible units");
        Probabilities.require(data, "A Boltzmann machine");
        this.machine = machine;
        this.settings = settings;
        this.data = data;
        this.seed = seed;
        batches = new Batches(data.numRows(), settings.descent.batchSize(), seed);
        sgd = settings.descent.optimiser(machine.parameters(), batches.perEpoch());
        RandomGenerator random = Randoms.of(seed, 2);
        v = Randoms.bernoulli(coins(data, settings.chains, machine.visible()), random);
        h2 = Randoms.bernoulli(coins(data, settings.chains, machine.second()), random);
    }

    private static Matrix coins(Matrix like, int rows, int cols) {
        Matrix half = like.like(rows, cols);
        half.fill(.5);
        return half;
    }

    public int stepsPerEpoch() {
        return batches.perEpoch();
    }

    public DeepBoltzmannMachine machine() {
        return machine;
    }

    /// One minibatch. The metrics: the squared error for each visible unit, seen again from μ¹, and how much lower the energy of
    /// the data is than that of the dreams, which tells of trouble when it grows without end.
    @Override public Map<String, Double> step(long step) {
        RandomGenerator random = Randoms.of(seed, 1, step);
        Matrix seen = Randoms.bernoulli(data.selectRows(batches.at(step)), random);
        DeepBoltzmannMachine.MeanField mu = machine.meanField(seen, settings.updates);
        machine.addEnergySlopes(seen, mu.first(), mu.second(), 1);            // + d⁺
        DeepBoltzmannMachine.Chains dream = machine.gibbs(v, h2, settings.k, random);
        v.setTo(dream.v());
        h2.setTo(dream.second());
        machine.addEnergySlopes(dream.v(), dream.middle(), dream.second(), -1);           // − d⁻
        double gap = machine.energy(dream.v(), dream.middle(), dream.second()).mean()
                - machine.energy(seen, mu.first(), mu.second()).mean();
        double error = machine.down(mu.first()).minus(seen).sumOfSquares() / seen.getNumElements();
        sgd.step(step);
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("error", error);
        metrics.put("energy gap", gap);
        return metrics;
    }

    /// What the chains see after k more steps, as probabilities, chains×d; the chains themselves stay where they are.
    public Matrix dreams(int k, RandomGenerator random) {
        if (k < 1) throw new IllegalArgumentException("dreams need 1 Gibbs step or more, got " + k);
        return machine.gibbs(v, h2, k, random).image();
    }

    @Override public Map<String, Matrix> state() {
        Map<String, Matrix> state = new LinkedHashMap<>();
        List<Parameter> parameters = machine.parameters();
        for (int i = 0; i < parameters.size(); i++) state.put(parameters.get(i).name() + "." + i, parameters.get(i).value());
        state.putAll(sgd.memory());
        state.put("chains.v", v);
        state.put("chains.h2", h2);
        return state;
    }

    @Override public Map<String, String> config() {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("model", machine.toString());
        config.put("settings", settings.toString());
        config.put("data", data.shape());
        config.put("seed", Long.toString(seed));
        return config;
    }

    /// Four visible bits that come in two patterns: what is their probability, while the machine learns?
    public static void demo() {
        Matrix data = Matrix.of(new double[][] {{1, 1, 0, 0}, {0, 0, 1, 1}});
        MomentumDescent descent = new MomentumDescent(2, .04, 1, .5, .5, 1, Double.POSITIVE_INFINITY, 0, 0).withCalmEnd(0, 1201);
        DeepBoltzmannTraining training = new DeepBoltzmannTraining(machine(data, 4, 2, Randoms.of(1)), data,
                new Settings(descent, 5, 100, 1), 1);
        System.out.println("steps    p(1100)   p(0011)   others");
        for (int step = 0; step <= 1200; step++) {
            if (step % 200 == 0) {
                Matrix p = training.machine.logSum(data).minus(training.machine.logZ()).apply(generative.math.Elementwise.EXP);
                System.out.printf("%5d %10.3f %9.3f %8.3f%n", step, p.get(0), p.get(1), 1 - p.get(0) - p.get(1));
            }
            training.step(step);
        }
        System.out.println("At first all 16 patterns are alike, 1/16 each; then the two that were seen take most, half "
                + "and half.");
    }
}
