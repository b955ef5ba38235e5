package generative.nn;

import generative.math.Matrix;
import java.util.List;
import java.util.random.RandomGenerator;

/// A linear map without a bias: every output is a weighted sum of all inputs.
///
/// ```
/// forward    y = x W
/// backward   dW += xᵀ dy      dx = dy Wᵀ
/// ```
/// Shapes: `x` N×d, `W` d×m, `y` N×m. With a bias it is a [Linear].
public final class Projection implements Layer {

    private final Parameter W;

    public Projection(int inputs, int outputs, Initialiser weights, RandomGenerator random) {
        this(new Parameter("W", weights.create(inputs, outputs, random)));
    }

    /// With a parameter that somebody else may have too.
    public Projection(Parameter W) {
        this.W = W;
    }

    public Parameter weights() {
        return W;
    }

    @Override public Pass forward(Matrix x) {
        return new Pass(x.mult(W.value()),                                 // y = x W
                dy -> W.gradient().addMultTransA(x, dy),                   // dW += xᵀ dy
                dy -> dy.multTransB(W.value()));                           // dx = dy Wᵀ
    }

    @Override public List<Parameter> parameters() {
        return List.of(W);
    }

    @Override public String toString() {
        return "Projection " + W.value().numRows() + " → " + W.value().numCols();
    }

    /// A quarter turn of the plane, and back.
    public static void demo() {
        Projection turn = new Projection(new Parameter("W", Matrix.of(new double[][] {{0, 1}, {-1, 0}})));
        Pass pass = turn.forward(Matrix.of(new double[][] {{1, 0}, {0, 1}}));
        System.out.println("(1, 0) and (0, 1) turned by 90°: " + pass.output());
        System.out.println("what came out, sent back:        " + pass.inputGradient(pass.output()));
        System.out.println("The way back is the transpose; for a rotation that is the inverse, so the points return.");
    }
}
