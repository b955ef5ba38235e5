package generative.nn;

import generative.math.Matrix;
import java.util.List;
import java.util.random.RandomGenerator;

/// A way past some layers: their input is added to what they make of it, so that they have only the change to learn.
///
/// ```
/// forward    y  = x + f(x)
/// backward   dx = dy + (∂f/∂x)ᵀ dy          dθ as for f alone
/// ```
/// Shapes: `x`, f(x) and `y` alike, N×d. Gradients reach the layers below unchanged by the way past, however many such layers
/// follow each other.
///
/// Source: He, Zhang, Ren and Sun, *Deep Residual Learning for Image Recognition* (2016), equation 1; f with its rectifier first
/// is that of *Identity Mappings in Deep Residual Networks* (2016).
public final class Residual implements Layer {

    private final Layer f;

    public Residual(Layer f) {
        this.f = f;
    }

    /// f.
    public Layer layer() {
        return f;
    }

    @Override public Pass forward(Matrix x) {
        return past(x, f.forward(x));
    }

    @Override public Pass forward(Matrix x, RandomGenerator random) {
        return past(x, f.forward(x, random));
    }

    private static Pass past(Matrix x, Pass inner) {
        if (inner.output().numRows() != x.numRows() || inner.output().numCols() != x.numCols())
            throw new IllegalArgumentException("the layers make " + inner.output().shape() + " of " + x.shape()
                    + ", which cannot be added");
        return new Pass(x.plus(inner.output()), inner::learn,              // y  = x + f(x)
                dy -> dy.plus(inner.inputGradient(dy)),                    // dx = dy + (∂f/∂x)ᵀ dy
                dy -> dy.plus(inner.backward(dy)));
    }

    @Override public List<Parameter> parameters() {
        return f.parameters();
    }

    @Override public String toString() {
        return "Residual(" + f + ")";
    }

    /// Layers that do nothing yet, and a gradient that goes past them.
    public static void demo() {
        Linear nothing = new Linear(Matrix.zeros(2, 2), Matrix.row(0, 0));
        Matrix x = Matrix.row(3, -1), dy = Matrix.row(1, 2);
        Pass plain = nothing.forward(x), past = new Residual(nothing).forward(x);
        System.out.println("a layer of zeros alone:  " + x + " → " + plain.output() + ", gradient back "
                + plain.inputGradient(dy));
        System.out.println("with a way past it:      " + x + " → " + past.output() + ", gradient back " + past.inputGradient(dy));
        System.out.println("A deep net begins as one that changes nothing, and every layer hears of the loss from the start.");
    }
}
