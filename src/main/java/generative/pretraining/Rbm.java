package generative.pretraining;

import generative.math.Elementwise;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Initialiser;
import generative.nn.Parameter;
import java.util.List;
import java.util.random.RandomGenerator;

/// A restricted Boltzmann machine: visible and hidden units that pull at each other, but not among themselves.
///
/// ```
/// energy          E(v, h) = −a·v − b·h − v W hᵀ              p(v, h) = e^−E(v, h) / Z
/// up              P(hⱼ = 1 | v) = σ(bⱼ + Σᵢ vᵢ W[i,j])       all hidden units at once, since none pulls at another
/// down            P(vᵢ = 1 | h) = σ(aᵢ + Σⱼ W[i,j] hⱼ)
/// free energy     F(v) = −a·v − Σⱼ sp(bⱼ + Σᵢ vᵢ W[i,j])      p(v) = e^−F(v) / Z,   sp(x) = ln(1 + eˣ)
/// −ln p(v)        d/dW = ⟨v h⟩ under the model − v P(h | v),  likewise for a (v) and b (h)
/// ```
/// ```math
/// \begin{gathered}
/// E(v, h) = -a \cdot v - b \cdot h - v W h^\top \qquad p(v, h) = \frac{e^{-E(v, h)}}{Z} \\
/// F(v) = -a \cdot v - \sum_j \ln \bigl( 1 + e^{b_j + \sum_i v_i W_{ij}} \bigr)
/// \end{gathered}
/// ```
/// Shapes: `v` N×d, `h` N×m, `W` d×m, `a` 1×d, `b` 1×m; energies N×1, in nats. Visible units are bits unless [VisibleUnits] says
/// otherwise (for real numbers −a·v is ½‖v−a‖²). The mean under the model in the gradient is what makes learning hard: see
/// [ContrastiveDivergence]; so does Z: see [PartitionFunction].
///
/// Sources: Smolensky (1986); Hinton (2002); Hinton, *A Practical Guide to Training Restricted Boltzmann Machines* (2010).
public final class Rbm implements Coder {

    private final VisibleUnits units;
    private final Parameter W, a, b;

    /// Bits, with weights from N(0, .01²) and biases 0.
    public Rbm(int visible, int hidden, RandomGenerator random) {
        this(VisibleUnits.BERNOULLI, visible, hidden, Initialiser.gaussian(.01), random);
    }

    /// Biases are 0.
    public Rbm(VisibleUnits units, int visible, int hidden, Initialiser weights, RandomGenerator random) {
        this(units, weights.create(visible, hidden, random), Matrix.zeros(1, visible), Matrix.zeros(1, hidden));
    }

    /// With these weights d×m, visible biases 1×d and hidden biases 1×m.
    public Rbm(VisibleUnits units, Matrix W, Matrix a, Matrix b) {
        if (a.numRows() != 1 || a.numCols() != W.numRows() || b.numRows() != 1 || b.numCols() != W.numCols())
            throw new IllegalArgumentException("weights " + W.shape() + ", visible biases " + a.shape() + " and hidden biases " + b.shape()
                    + " do not fit");
        this.units = units;
        this.W = new Parameter("W", W);
        this.a = new Parameter("a", a);
        this.b = new Parameter("b", b);
    }

    /// Sets the visible biases so that each unit has the mean of its column in the data while the hidden units say nothing.
    public Rbm startAtMeansOf(Matrix data) {
        a.set(units.biasFor(data));
        return this;
    }

    public VisibleUnits units() {
        return units;
    }

    @Override public Parameter weights() {
        return W;
    }

    @Override public Parameter visibleBias() {
        return a;
    }

    @Override public Parameter hiddenBias() {
        return b;
    }

    /// E(v, h) of each row, N×1.
    public Matrix energy(Matrix v, Matrix h) {
        Matrix pull = v.mult(W.value()).times(h);                          // v W ⊙ h
        return units.energy(v, a.value()).minus(h.multTransB(b.value())).minus(rowSums(pull));
    }

    /// F(v) = −ln Σₕ e^−E(v, h) of each row, N×1.
    public Matrix freeEnergy(Matrix v) {
        Matrix softplus = v.affine(W.value(), b.value(), Elementwise.SOFTPLUS);
        return units.energy(v, a.value()).minus(rowSums(softplus));        // E(v) − Σⱼ sp(bⱼ + v Wⱼ)
    }

    /// P(h = 1 | v), N×m.
    @Override public Matrix propUp(Matrix v) {
        return v.affine(W.value(), b.value(), Elementwise.SIGMOID);
    }

    /// The mean of v given h, N×d.
    @Override public Matrix propDown(Matrix h) {
        return units.mean(h, W.value(), a.value());
    }

    /// A draw of h given v.
    public Matrix sampleHidden(Matrix v, RandomGenerator random) {
        return Randoms.bernoulli(propUp(v), random);
    }

    /// A draw of v given h.
    public Matrix sampleVisible(Matrix h, RandomGenerator random) {
        return units.sample(propDown(h), random);
    }

    /// Goes k times down and up: v ~ P(v | h), h ~ P(h | v), one chain a row; the last v.
    public Matrix gibbs(Matrix v, int k, RandomGenerator random) {
        for (int step = 0; step < k; step++) v = sampleVisible(sampleHidden(v, random), random);
        return v;
    }

    /// The same machine seen from the other side: what was hidden is visible. Bits only.
    Rbm mirrored() {
        if (units != VisibleUnits.BERNOULLI) throw new IllegalArgumentException("only bits can be hidden, not " + units);
        return new Rbm(units, W.value().transpose(), b.value().copy(), a.value().copy());
    }

    static Matrix rowSums(Matrix x) {
        Matrix ones = x.like(x.numCols(), 1);
        ones.fill(1);
        return x.mult(ones);
    }

    @Override public String toString() {
        return "RBM " + visible() + " (" + units + ") – " + hidden();
    }

    /// Two visible bits and one hidden one that wants both to be on.
    public static void demo() {
        Rbm rbm = new Rbm(VisibleUnits.BERNOULLI, Matrix.of(new double[][] {{4}, {4}}), Matrix.row(-2, -2), Matrix.row(-2));
        Matrix all = Matrix.of(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}});
        Matrix F = rbm.freeEnergy(all), up = rbm.propUp(all);
        double logZ = PartitionFunction.exact(rbm);
        System.out.println("v      F(v)    p(v)   P(h = 1 | v)");
        for (int n = 0; n < 4; n++)
            System.out.printf("%.0f %.0f %7.3f  %6.3f  %6.3f%n", all.get(n, 0), all.get(n, 1), F.get(n), Math.exp(-F.get(n) - logZ),
                    up.get(n));
        Matrix v = rbm.gibbs(Matrix.zeros(1000, 2), 20, Randoms.of(1));
        double equal = 0;
        for (int n = 0; n < 1000; n++) if (v.get(n, 0) == v.get(n, 1)) equal++;
        System.out.printf("of 1000 chains after 20 steps %.0f have two equal bits%n", equal);
        System.out.println("Low free energy is high probability; the hidden unit makes the visible ones agree.");
    }
}
