package generative.nn;

import generative.math.Matrix;
import java.util.List;
import java.util.random.RandomGenerator;

/// An affine map: every output is a weighted sum of all inputs, plus a bias.
///
/// ```
/// forward    y = x W + b
/// backward   dW += xᵀ dy      db += Σₙ dy[n]      dx = dy Wᵀ
/// ```
/// ```math
/// y = x W + b \qquad \frac{\partial L}{\partial W} = x^\top \frac{\partial L}{\partial y}
/// \qquad \frac{\partial L}{\partial x} = \frac{\partial L}{\partial y} W^\top
/// ```
/// Shapes: `x` N×d, `W` d×m, `b` 1×m, `y` N×m.
public final class Linear implements Layer {

    private final Parameter W, b;

    /// Weights from the initialiser, biases 0.
    public Linear(int inputs, int outputs, Initialiser weights, RandomGenerator random) {
        this(weights.create(inputs, outputs, random), Matrix.zeros(1, outputs));
    }

    /// With these weights d×m and this bias 1×m.
    public Linear(Matrix W, Matrix b) {
        this(new Parameter("W", W), new Parameter("b", b));
    }

    /// With parameters that somebody else has too: what one learns the other knows.
    public Linear(Parameter W, Parameter b) {
        if (b.value().numRows() != 1 || b.value().numCols() != W.value().numCols())
            throw new IllegalArgumentException("weights " + W.value().shape() + " and bias " + b.value().shape() + " do not fit");
        this.W = W;
        this.b = b;
    }

    public Parameter weights() {
        return W;
    }

    public Parameter bias() {
        return b;
    }

    @Override public Pass forward(Matrix x) {
        return backFrom(x, x.affine(W.value(), b.value()));                // y = x W + b
    }

    /// With the activation behind it, in one pass over the result: the output is f(x W + b), while the ways back take dL/dy for
    /// y = x W + b, as they do without it.
    Pass forward(Matrix x, Activation behind) {
        return backFrom(x, x.affine(W.value(), b.value(), behind.function()));
    }

    private Pass backFrom(Matrix x, Matrix output) {
        return new Pass(output, dy -> {
            W.gradient().addMultTransA(x, dy);                             // dW += xᵀ dy
            b.gradient().addColumnSums(dy);                                // db += Σₙ dy[n]
        }, dy -> dy.multTransB(W.value()));                                // dx  = dy Wᵀ
    }

    @Override public List<Parameter> parameters() {
        return List.of(W, b);
    }

    @Override public String toString() {
        return "Linear " + W.value().numRows() + " → " + W.value().numCols();
    }

    /// y = 2x + 1, forward and back.
    public static void demo() {
        Linear line = new Linear(Matrix.row(2), Matrix.row(1));
        Pass pass = line.forward(Matrix.of(new double[][] {{0}, {1}, {5}}));
        System.out.println("y = 2x + 1 at x = 0, 1, 5:       " + pass.output());
        System.out.println("dL/dx when dL/dy = 1 everywhere: " + pass.backward(Matrix.of(new double[][] {{1}, {1}, {1}})));
        System.out.println("dL/dW = Σ x = 6:                 " + line.weights().gradient());
        System.out.println("dL/db = number of examples = 3:  " + line.bias().gradient());
        System.out.println("Every example pulls at the weights with its input, and at the bias with 1.");
    }
}
