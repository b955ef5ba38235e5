package generative.pretraining;

import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Parameter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// How a restricted Boltzmann machine learns: it is made to like the data more, and what it dreams up by itself less.
///
/// ```
/// data        p = P(h | v)
/// dream       h ~ p, then k times   v′ ~ P(v | h),  p′ = P(h | v′),  h ~ p′              CD-k: the dream begins at the data
///             h from the last step, then the same                                      PCD-k: it goes on where it was
/// gradient    dW = −(vᵀ p − v′ᵀ p′) / N + λ W        da = −mean(v − v′)       db = −mean(p − p′)
/// ```
/// ```math
/// \frac{\partial}{\partial W} \approx -\frac{v^\top p - v^{\prime\top} p^\prime}{N} + \lambda W
/// ```
/// It descends mean F(v) − mean F(v′) with v′ held fixed, and tends to the gradient of −ln p(v) as k grows. Probabilities
/// stand in for hidden states where they are counted, which takes noise out; states drive the dream. The decay λ acts on W alone.
///
/// Sources: Hinton (2002) for CD; Tieleman (2008) for PCD; Hinton's guide (2010).
public final class ContrastiveDivergence implements GreedyModule {

    private final Rbm rbm;
    private final int k;
    private final Matrix chains;                                          // hidden states, one chain a row; null for CD
    private final double weightDecay;
    private final boolean binarising;

    /// CD-k without decay, from data as they are.
    public ContrastiveDivergence(Rbm rbm, int k) {
        this(rbm, k, null, 0, false);
    }

    private ContrastiveDivergence(Rbm rbm, int k, Matrix chains, double weightDecay, boolean binarising) {
        if (k < 1) throw new IllegalArgumentException("contrastive divergence needs 1 step or more, got " + k);
        this.rbm = rbm;
        this.k = k;
        this.chains = chains;
        this.weightDecay = weightDecay;
        this.binarising = binarising;
    }

    /// PCD-k: so many chains that go on from step to step; all hidden units are off at first.
    public ContrastiveDivergence persistent(int chains) {
        if (chains < 1) throw new IllegalArgumentException("persistent chains must be 1 or more, got " + chains);
        return new ContrastiveDivergence(rbm, k, rbm.weights().value().like(chains, rbm.hidden()), weightDecay, binarising);
    }

    /// With λ, which keeps weights small.
    public ContrastiveDivergence withWeightDecay(double lambda) {
        return new ContrastiveDivergence(rbm, k, chains, lambda, binarising);
    }

    /// The data are probabilities, of which each step draws fresh bits.
    public ContrastiveDivergence binarising() {
        return new ContrastiveDivergence(rbm, k, chains, weightDecay, true);
    }

    @Override public Rbm coder() {
        return rbm;
    }

    /// One minibatch. The metrics: `gap`, by how much the mean of a visible unit differs between data and dreams (the root of the mean
    /// square), and `hidden on`, the mean activity of the hidden units.
    @Override public Map<String, Double> learn(Matrix batch, RandomGenerator random) {
        Matrix v = binarising ? rbm.units().sample(batch, random) : batch;
        Matrix p = rbm.propUp(v), dream = dreamFrom(v, p, random);
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("gap", Math.sqrt(dream.columnMeans().minus(v.columnMeans()).sumOfSquares() / v.numCols()));
        metrics.put("hidden on", p.columnMeans().mean());
        return metrics;
    }

    /// Learns from v, whose p = P(h | v) is given, and hands out the end of the dream, v′.
    Matrix dreamFrom(Matrix v, Matrix p, RandomGenerator random) {
        Matrix h = chains == null ? Randoms.bernoulli(p, random) : chains, dream = null, q = null;
        for (int step = 0; step < k; step++) {
            dream = rbm.sampleVisible(h, random);                          // v′ ~ P(v | h)
            q = rbm.propUp(dream);                                         // p′ = P(h | v′)
            if (step < k - 1 || chains != null) h = Randoms.bernoulli(q, random);
        }
        if (chains != null) chains.setTo(h);
        double N = v.numRows(), M = dream.numRows();
        Parameter W = rbm.weights(), a = rbm.visibleBias(), b = rbm.hiddenBias();
        W.gradient().addMultTransA(v, p.scale(-1 / N));                    // −vᵀ p / N
        W.gradient().addMultTransA(dream, q.scale(1 / M));                 // +v′ᵀ p′ / M
        if (weightDecay > 0) W.gradient().setTo(W.gradient().plus(weightDecay, W.value()));
        a.gradient().setTo(a.gradient().plus(dream.columnMeans()).minus(v.columnMeans()));       // −mean(v − v′)
        b.gradient().setTo(b.gradient().plus(q.columnMeans()).minus(p.columnMeans()));           // −mean(p − p′)
        return dream;
    }

    @Override public Map<String, Matrix> memory() {
        return chains == null ? Map.of() : Map.of("chains", chains);
    }

    @Override public void check(Matrix data) {
        GreedyModule.super.check(data);
        rbm.units().check(data);
    }

    @Override public String toString() {
        return (chains == null ? "CD-" : "PCD-") + k + (weightDecay > 0 ? ", weight decay " + weightDecay : "")
                + (binarising ? ", fresh bits" : "") + " for " + rbm;
    }

    /// Twelve bits in two halves, of which always one is on: after learning, dreams are so too.
    public static void demo() {
        Matrix data = Matrix.zeros(200, 12);
        for (int n = 0; n < 200; n++) for (int i = 0; i < 6; i++) data.set(n, n % 2 * 6 + i, 1);
        Rbm rbm = new Rbm(12, 4, Randoms.of(1));
        ModuleTraining training = new ModuleTraining(new ContrastiveDivergence(rbm, 1), data,
                generative.optim.MomentumDescent.MNIST.withBatchSize(20), 1);
        for (int epoch : new int[] {0, 10, 40}) {
            if (epoch > 0) training.epochs(epoch);
            Matrix F = rbm.freeEnergy(data.rows(0, 2));                    // of both patterns
            double logZ = PartitionFunction.exact(rbm), p = Math.exp(-F.get(0) - logZ) + Math.exp(-F.get(1) - logZ);
            System.out.printf("after %2d more epochs: p(one half on, the other off) = %.3f%n", epoch, p);
        }
        System.out.println("a dream: " + Arrays.toString(rbm.gibbs(Matrix.zeros(1, 12), 50, Randoms.of(2)).toArray2()[0]));
        System.out.println("Two patterns among 4096 take nearly all the probability.");
    }
}
