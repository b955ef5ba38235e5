package generative.pretraining;

import generative.math.Elementwise;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.BinaryCrossEntropy;
import generative.nn.Initialiser;
import generative.nn.Loss;
import generative.nn.Parameter;
import generative.nn.SquaredError;
import generative.optim.Sgd;
import java.util.List;
import java.util.random.RandomGenerator;

/// An autoencoder describes what it sees by a code, and learns to rebuild it from that code.
///
/// ```
/// forward    s = x W + b      h = σ(s)                   the code
///            y = h V + a      z = f(y)                   the reconstruction; V = Wᵀ if the weights are tied
///            L = cross-entropy of σ(y) and the target, or ½ ‖y − target‖²        mean over the batch
/// backward   dy = (z − target) / N
///            da += Σₙ dy[n]   dV += hᵀ dy                tied: dW += dyᵀ h
///            ds = dy Vᵀ ⊙ h ⊙ (1 − h)
///            db += Σₙ ds[n]   dW += xᵀ ds                tied weights get both gradients
/// ```
/// Shapes: `x`, `y`, `z` N×d, `h` N×m, `W` d×m, `V` m×d, `b` 1×m, `a` 1×d.
///
/// With as many hidden units as inputs it could simply copy, and would learn nothing of use; what it is asked beside
/// copying ([DenoisingAutoencoder], [ContractiveAutoencoder]) is what makes the code worth having.
///
/// Sources: Bengio et al., *Greedy Layer-Wise Training of Deep Networks* (2007); Vincent et al., *Stacked
/// Denoising Autoencoders* (2010).
public final class Autoencoder implements Coder {

    /// How y is read, and what a wrong reconstruction costs.
    public enum Output {

        /// z = σ(y), each the probability of a 1; cross-entropy. For data between 0 and 1.
        PROBABILITIES {
            @Override Matrix of(Matrix y) { return y.apply(Elementwise.SIGMOID); }
            @Override Loss loss(Matrix y, Matrix target) { return BinaryCrossEntropy.of(y, target); }
        },

        /// z = y; squared error. For any numbers.
        REAL_NUMBERS {
            @Override Matrix of(Matrix y) { return y; }
            @Override Loss loss(Matrix y, Matrix target) { return SquaredError.of(y, target); }
        };

        /// z = f(y).
        abstract Matrix of(Matrix y);

        /// L and dL/dy.
        abstract Loss loss(Matrix y, Matrix target);
    }

    private final Output output;
    private final Parameter W, b, a, V;                                    // V is null where the weights are tied

    private Autoencoder(Output output, Parameter W, Parameter b, Parameter a, Parameter V) {
        int d = W.value().numRows(), m = W.value().numCols();
        require(a, 1, d, W);
        require(b, 1, m, W);
        if (V != null) require(V, m, d, W);
        this.output = output;
        this.W = W;
        this.b = b;
        this.a = a;
        this.V = V;
    }

    private static void require(Parameter p, int rows, int cols, Parameter W) {
        if (p.value().numRows() != rows || p.value().numCols() != cols)
            throw new IllegalArgumentException("weights " + W.value().shape() + " need a " + p.name() + " of " + rows + "×" + cols
                    + ", got " + p.value().shape());
    }

    /// With V = Wᵀ: weights uniform on ±4 √(6/(d+m)), biases 0.
    public static Autoencoder tied(int visible, int hidden, Output output, RandomGenerator random) {
        return tied(range(visible, hidden).create(visible, hidden, random), Matrix.zeros(1, visible), Matrix.zeros(1, hidden),
                output);
    }

    /// With V = Wᵀ and these numbers: W d×m, a 1×d, b 1×m.
    public static Autoencoder tied(Matrix W, Matrix a, Matrix b, Output output) {
        return new Autoencoder(output, new Parameter("W", W), new Parameter("b", b), new Parameter("a", a), null);
    }

    /// With a V of its own: both weights uniform on ±4 √(6/(d+m)), biases 0.
    public static Autoencoder untied(int visible, int hidden, Output output, RandomGenerator random) {
        Initialiser weights = range(visible, hidden);
        return untied(weights.create(visible, hidden, random), Matrix.zeros(1, visible), Matrix.zeros(1, hidden),
                weights.create(hidden, visible, random), output);
    }

    /// With these numbers: W d×m, a 1×d, b 1×m, V m×d.
    public static Autoencoder untied(Matrix W, Matrix a, Matrix b, Matrix V, Output output) {
        return new Autoencoder(output, new Parameter("W", W), new Parameter("b", b), new Parameter("a", a),
                new Parameter("V", V));
    }

    /// The usual range for sigmoids (Glorot and Bengio 2010).
    private static Initialiser range(int visible, int hidden) {
        return Initialiser.uniform(4 * Math.sqrt(6.0 / (visible + hidden)));
    }

    @Override public Parameter weights() {
        return W;
    }

    @Override public Parameter hiddenBias() {
        return b;
    }

    @Override public Parameter visibleBias() {
        return a;
    }

    @Override public List<Parameter> parameters() {
        return V == null ? List.of(W, a, b) : List.of(W, a, b, V);
    }

    @Override public Matrix propUp(Matrix x) {
        return x.affine(W.value(), b.value(), Elementwise.SIGMOID);        // h = σ(x W + b)
    }

    @Override public Matrix propDown(Matrix h) {
        return output.of(logits(h));                                       // z = f(h V + a)
    }

    private Matrix logits(Matrix h) {
        return V == null ? h.affineTransB(W.value(), a.value(), null)      // y = h Wᵀ + a
                : h.affine(V.value(), a.value());                          // y = h V + a
    }

    /// z, N×d: down again from the code.
    public Matrix reconstruct(Matrix x) {
        return propDown(propUp(x));
    }

    /// The loss of what code h gives, and dL/dy.
    Loss loss(Matrix h, Matrix target) {
        return output.loss(logits(h), target);
    }

    /// The way back through the decoder: adds da and dV (or W's part of it), and gives ds.
    Matrix learnDown(Matrix h, Matrix dy) {
        a.gradient().addColumnSums(dy);                                    // da += Σ dy
        if (V == null) W.gradient().addMultTransA(dy, h);                  // dW += dyᵀ h
        else V.gradient().addMultTransA(h, dy);                            // dV += hᵀ dy
        Matrix dh = V == null ? dy.mult(W.value()) : dy.multTransB(V.value());        // dh = dy Vᵀ
        return dh.timesSlope(Elementwise.SIGMOID, h, h);                   // ds = dh ⊙ h ⊙ (1 − h), which needs no s
    }

    /// The way back through the encoder: adds dW and db.
    void learnUp(Matrix x, Matrix ds) {
        W.gradient().addMultTransA(x, ds);                                 // dW += xᵀ ds
        b.gradient().addColumnSums(ds);                                    // db += Σ ds
    }

    /// Adds the gradients of rebuilding the target from x, and gives the loss.
    public double learn(Matrix x, Matrix target) {
        Matrix h = propUp(x);
        Loss loss = loss(h, target);
        learnUp(x, learnDown(h, loss.gradient()));
        return loss.value();
    }

    @Override public String toString() {
        return "Autoencoder " + visible() + " → " + hidden() + " → " + visible() + ", " + (V == null ? "tied" : "untied") + ", "
                + output;
    }

    /// Four bits of which one is set: two hidden units are enough, but every input needs a code of its own.
    public static void demo() {
        Matrix x = Matrix.of(new double[][] {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}});
        Autoencoder coder = untied(4, 2, Output.PROBABILITIES, Randoms.of(4));
        Sgd sgd = new Sgd(coder.parameters(), 1);
        System.out.println(coder);
        for (int step = 0; step <= 1000; step++) {
            double loss = coder.learn(x, x);
            if (step % 250 == 0) System.out.printf("step %4d: cross-entropy %.4f%n", step, loss);
            sgd.step(step);
        }
        Matrix h = coder.propUp(x), z = coder.propDown(h);
        for (int n = 0; n < 4; n++)
            System.out.printf("x = %.0f %.0f %.0f %.0f   h = %.2f %.2f   z = %.2f %.2f %.2f %.2f%n", x.get(n, 0), x.get(n, 1),
                    x.get(n, 2), x.get(n, 3), h.get(n, 0), h.get(n, 1), z.get(n, 0), z.get(n, 1), z.get(n, 2), z.get(n, 3));
        System.out.println("Four things, two hidden units: near 0 and 1 they have found the binary numbers by themselves.");
    }
}
