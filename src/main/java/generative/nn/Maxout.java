package generative.nn;

import generative.math.Matrix;
import java.util.List;
import java.util.random.RandomGenerator;

/// A layer of maxout units: each output is the largest of `k` affine functions of the input.
///
/// ```
/// forward    z[n, j·k+p] = Σᵢ x[n,i] W[i, j·k+p] + b[j·k+p]        p = 0 … k−1
///            h[n,j]      = max over p of z[n, j·k+p]               winner[n,j] = the p that won
/// backward   dz[n, j·k+p] = dh[n,j] if p = winner[n,j], else 0
///            dW += xᵀ dz      db += Σₙ dz[n]      dx = dz Wᵀ
/// ```
/// ```math
/// h_{nj} = \max_{0 \le p < k} z_{n, jk+p} \qquad z = x W + b
/// ```
/// Shapes: `x` N×d, `W` d×(m·k), `b` 1×(m·k), `h` N×m. A tie goes to the first piece.
///
/// One unit can become any convex function made of k straight pieces: ReLU is max(0, x), |x| is max(x, −x).
///
/// Source: Goodfellow et al., *Maxout Networks* (2013), section 3; the discriminator of *Generative
/// Adversarial Nets* (2014), section 5, is two such layers of 240 units with 5 pieces.
public final class Maxout implements Layer {

    private final int pieces;
    private final Parameter W, b;

    /// Weights from the initialiser, biases 0.
    public Maxout(int inputs, int units, int pieces, Initialiser weights, RandomGenerator random) {
        this(weights.create(inputs, units * pieces, random), Matrix.zeros(1, units * pieces), pieces);
    }

    /// With these weights d×(m·k) and this bias 1×(m·k).
    public Maxout(Matrix W, Matrix b, int pieces) {
        if (pieces < 2) throw new IllegalArgumentException("a maxout unit needs 2 pieces or more, got " + pieces);
        if (W.numCols() % pieces != 0)
            throw new IllegalArgumentException("weights " + W.shape() + " are no units of " + pieces + " pieces");
        if (b.numRows() != 1 || b.numCols() != W.numCols())
            throw new IllegalArgumentException("weights " + W.shape() + " and bias " + b.shape() + " do not fit");
        this.pieces = pieces;
        this.W = new Parameter("W", W);
        this.b = new Parameter("b", b);
    }

    @Override public Pass forward(Matrix x) {
        Matrix z = x.affine(W.value(), b.value());                         // z = x W + b
        int[] winner = new int[z.getNumElements() / pieces];
        Matrix h = z.groupMax(pieces, winner);                             // h[n,j] = max over p of z[n, j·k+p]

        return new Pass(h, dh -> {
            Matrix dz = dh.groupMaxBackward(pieces, winner);               // only the winner moves h
            W.gradient().addMultTransA(x, dz);                             // dW += xᵀ dz
            b.gradient().addColumnSums(dz);                                // db += Σₙ dz[n]
        }, dh -> dh.groupMaxBackward(pieces, winner).multTransB(W.value()));   // dx = dz Wᵀ
    }

    @Override public List<Parameter> parameters() {
        return List.of(W, b);
    }

    @Override public String toString() {
        return "Maxout " + W.value().numRows() + " → " + W.value().numCols() / pieces + " of " + pieces + " pieces";
    }

    /// Two pieces with slopes +1 and −1 make |x|.
    public static void demo() {
        Maxout absolute = new Maxout(Matrix.row(1, -1), Matrix.row(0, 0), 2);
        Matrix x = Matrix.of(new double[][] {{-2}, {-1}, {0}, {1}, {2}});
        Pass pass = absolute.forward(x);
        System.out.println("pieces x and −x at −2 … 2, their maximum is |x|:  " + pass.output());
        System.out.println("its slope is that of the piece that won:          "
                + pass.backward(Matrix.of(new double[][] {{1}, {1}, {1}, {1}, {1}})));
        System.out.println("At 0 both pieces are equal: the first one, x, is taken to have won.");
    }
}
