package generative.pretraining;

import generative.UserException;
import generative.math.Elementwise;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Parameter;
import java.util.List;
import java.util.random.RandomGenerator;

/// A deep Boltzmann machine: an RBM whose hidden units have hidden units of their own, with pulls in both directions everywhere.
///
/// ```
/// energy       E(v, h¹, h²) = −a·v − b·h¹ − c·h² − v W¹ h¹ᵀ − h¹ W² h²ᵀ          p = e^−E / Z
/// given both   P(h¹ = 1 | v, h²) = σ(v W¹ + h² W²ᵀ + b)                          the middle hears both neighbours
/// neighbours   P(v = 1 | h¹) = σ(h¹ W¹ᵀ + a)      P(h² = 1 | h¹) = σ(h¹ W² + c)
/// mean field   μ¹ ← σ(v W¹ + μ² W²ᵀ + b),  μ² ← σ(μ¹ W² + c)                     again and again, from μ² = ½
/// bound        ln p(v) ≥ a·v + b·μ¹ + c·μ² + v W¹ μ¹ᵀ + μ¹ W² μ²ᵀ + H(μ¹) + H(μ²) − ln Z
/// exact        −F(v) = a·v + ln Σ_h¹ exp((v W¹ + b)·h¹) Πₖ (1 + e^(c + h¹ W²)ₖ)   h² is summed out; 2^m¹ terms
/// ```
/// Shapes: `v` N×d, `h¹` N×m¹, `h²` N×m², `W¹` d×m¹, `W²` m¹×m², biases one row each. Unlike in an RBM the hidden units, given v,
/// are not independent, so P(h | v) is out of reach: mean field takes the nearest distribution of independent units, and each of
/// its steps raises the bound (H(μ) = −Σ μ ln μ + (1−μ) ln(1−μ), the entropy). How it learns: [DeepBoltzmannTraining].
///
/// Source: Salakhutdinov and Hinton, *Deep Boltzmann Machines* (2009).
public final class DeepBoltzmannMachine {

    private final Parameter W1, W2, a, b, c;

    /// Weights from N(0, .01²), biases 0.
    public DeepBoltzmannMachine(int visible, int first, int second, RandomGenerator random) {
        this(Randoms.gaussian(visible, first, .01, random), Randoms.gaussian(first, second, .01, random),
                Matrix.zeros(1, visible), Matrix.zeros(1, first), Matrix.zeros(1, second));
    }

    public DeepBoltzmannMachine(Matrix W1, Matrix W2, Matrix a, Matrix b, Matrix c) {
        if (W2.numRows() != W1.numCols() || !a.shape().equals("1×" + W1.numRows()) || !b.shape().equals("1×" + W1.numCols())
                || !c.shape().equals("1×" + W2.numCols()))
            throw new IllegalArgumentException("weights " + W1.shape() + " and " + W2.shape() + " and biases " + a.shape() + ", "
                    + b.shape() + " and " + c.shape() + " do not fit");
        this.W1 = new Parameter("W", W1);
        this.W2 = new Parameter("W", W2);
        this.a = new Parameter("a", a);
        this.b = new Parameter("b", b);
        this.c = new Parameter("c", c);
    }

    /// W¹, W², a, b, c.
    public List<Parameter> parameters() {
        return List.of(W1, W2, a, b, c);
    }

    public int visible() {
        return W1.value().numRows();
    }

    /// m¹.
    public int first() {
        return W1.value().numCols();
    }

    /// m².
    public int second() {
        return W2.value().numCols();
    }

    /// E of each row, N×1; means may stand in the place of bits.
    public Matrix energy(Matrix v, Matrix h1, Matrix h2) {
        Matrix pull = v.affine(W1.value(), b.value()).plus(h2.multTransB(W2.value())).times(h1);  // (v W¹ + b + h² W²ᵀ) ⊙ h¹
        return Rbm.rowSums(pull).plus(v.multTransB(a.value())).plus(h2.multTransB(c.value())).scale(-1);
    }

    /// P(h¹ = 1 | v, h²), N×m¹.
    public Matrix middle(Matrix v, Matrix h2) {
        return v.affine(W1.value(), b.value()).plus(h2.multTransB(W2.value())).apply(Elementwise.SIGMOID);
    }

    /// P(v = 1 | h¹), N×d.
    public Matrix down(Matrix h1) {
        return h1.affineTransB(W1.value(), a.value(), Elementwise.SIGMOID);
    }

    /// P(h² = 1 | h¹), N×m².
    public Matrix up(Matrix h1) {
        return h1.affine(W2.value(), c.value(), Elementwise.SIGMOID);
    }

    /// The means of independent hidden units.
    ///
    /// @param first  μ¹, N×m¹
    /// @param second μ², N×m²
    public record MeanField(Matrix first, Matrix second) { }

    /// So many updates of both layers from μ² = ½.
    public MeanField meanField(Matrix v, int updates) {
        if (updates < 1) throw new IllegalArgumentException("mean field needs 1 update or more, got " + updates);
        Matrix fromBelow = v.affine(W1.value(), b.value());                   // v W¹ + b, the same in every update
        Matrix mu1 = null, mu2 = v.like(v.numRows(), second());
        mu2.fill(.5);
        for (int t = 0; t < updates; t++) {
            mu1 = fromBelow.plus(mu2.multTransB(W2.value())).apply(Elementwise.SIGMOID);
            mu2 = up(mu1);
        }
        return new MeanField(mu1, mu2);
    }

    /// What ln p(v) is at least, without its −ln Z: −E at the means plus their entropy, N×1.
    public Matrix bound(Matrix v, MeanField mu) {
        Matrix entropy = Rbm.rowSums(mu.first.map(DeepBoltzmannMachine::entropy))
                .plus(Rbm.rowSums(mu.second.map(DeepBoltzmannMachine::entropy)));
        return entropy.minus(energy(v, mu.first, mu.second));
    }

    private static double entropy(double p) {
        return p <= 0 || p >= 1 ? 0 : -p * Math.log(p) - (1 - p) * Math.log1p(-p);
    }

    /// −F(v) = ln Σ e^−E over all hidden states, so that ln p(v) = −F(v) − ln Z; N×1.
    public Matrix logSum(Matrix v) {
        Matrix h1 = middleStates();
        Matrix alone = Rbm.rowSums(h1.affine(W2.value(), c.value(), Elementwise.SOFTPLUS));   // Σₖ sp(c + h¹ W²)ₖ, 2^m¹×1
        return v.affine(W1.value(), b.value()).multTransB(h1).plusRow(alone.transpose()).rowLogSumExp()
                .plus(v.multTransB(a.value()));
    }

    /// ln Z, by going through all states of the middle layer: given it, the layers on both sides are independent coins.
    public double logZ() {
        Matrix h1 = middleStates();
        Matrix above = Rbm.rowSums(h1.affine(W2.value(), c.value(), Elementwise.SOFTPLUS));
        Matrix below = Rbm.rowSums(h1.multTransB(W1.value()).plusRow(a.value()).apply(Elementwise.SOFTPLUS));
        return h1.multTransB(b.value()).plus(above).plus(below).transpose().rowLogSumExp().get(0);
    }

    private Matrix middleStates() {
        if (first() > 16) throw new UserException("The sum over the middle layer of " + this + " would have 2^" + first()
                + " terms; at most 2^16 are gone through, so choose fewer units.");
        return PartitionFunction.states(first(), W1.value());
    }

    /// Bits of all layers, one chain a row; of the middle layer its mean given the others is kept.
    ///
    /// @param v      N×d
    /// @param middle P(h¹ = 1 | v, h²)
    /// @param second h², N×m²
    /// @param image  P(v = 1 | h¹) that v was drawn from
    public record Chains(Matrix v, Matrix middle, Matrix second, Matrix image) { }

    /// k Gibbs steps: h¹ given v and h², then both its neighbours given h¹.
    public Chains gibbs(Matrix v, Matrix h2, int k, RandomGenerator random) {
        Matrix image = v;
        for (int step = 0; step < k; step++) {
            Matrix h1 = Randoms.bernoulli(middle(v, h2), random);
            image = down(h1);
            v = Randoms.bernoulli(image, random);
            h2 = Randoms.bernoulli(up(h1), random);
        }
        return new Chains(v, middle(v, h2), h2, image);
    }

    /// Adds weight · dE/dθ, averaged over the rows, to the gradients: −v h¹ for W¹, and so on.
    void addEnergySlopes(Matrix v, Matrix h1, Matrix h2, double weight) {
        double factor = -weight / v.numRows();
        Matrix scaledV = v.scale(factor), scaled1 = h1.scale(factor);
        W1.gradient().addMultTransA(scaledV, h1);                             // dE/dW¹ = −vᵀ h¹
        W2.gradient().addMultTransA(scaled1, h2);                             // dE/dW² = −h¹ᵀ h²
        a.gradient().addColumnSums(scaledV);
        b.gradient().addColumnSums(scaled1);
        c.gradient().addColumnSums(h2.scale(factor));
    }

    @Override public String toString() {
        return "DBM " + visible() + " – " + first() + " – " + second();
    }

    /// The hidden units of a machine of five units, given what is seen: mean field against the truth.
    public static void demo() {
        DeepBoltzmannMachine machine = new DeepBoltzmannMachine(Matrix.of(new double[][] {{2, -1}, {-1, 2}}),
                Matrix.of(new double[][] {{2}, {2}}), Matrix.row(0, 0), Matrix.row(-1, -1), Matrix.row(-2));
        Matrix all = PartitionFunction.states(2, Matrix.row(0));
        double logZ = machine.logZ();
        Matrix exact = machine.logSum(all);
        System.out.println("v      ln p(v)   bound after 1, 2, 10 updates      μ¹           μ²");
        for (int n = 0; n < 4; n++) {
            Matrix v = all.rows(n, n + 1);
            MeanField mu = machine.meanField(v, 10);
            System.out.printf("%.0f %.0f  %8.4f  %8.4f %8.4f %8.4f   (%.2f, %.2f)  (%.2f)%n", v.get(0), v.get(1),
                    exact.get(n) - logZ, machine.bound(v, machine.meanField(v, 1)).get(0) - logZ,
                    machine.bound(v, machine.meanField(v, 2)).get(0) - logZ,
                    machine.bound(v, mu).get(0) - logZ, mu.first.get(0), mu.first.get(1), mu.second.get(0));
        }
        System.out.println("Each update raises the bound; it stays below ln p(v), since hidden units that pull at each other "
                + "are not independent.");
    }
}
