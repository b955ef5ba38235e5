package generative.nn;

import generative.math.Elementwise;
import generative.math.Matrix;

/// The hyperbolic tangent squeezes any number into (−1, 1), with slope 1 at 0.
///
/// ```
/// forward    y = tanh x
/// backward   dx = dy ⊙ (1 − y²)
/// ```
/// It is the logistic function stretched: tanh x = 2 σ(2x) − 1.
public final class Tanh implements Activation {

    @Override public Elementwise function() {
        return Elementwise.TANH;
    }

    @Override public String toString() {
        return "Tanh";
    }

    /// The slope is 1 in the middle and vanishes at both ends.
    public static void demo() {
        Matrix x = Matrix.row(-4, -1, 0, 1, 4);
        Pass pass = new Tanh().forward(x);
        System.out.println("x     " + x);
        System.out.println("y     " + pass.output());
        System.out.println("dy/dx " + pass.backward(Matrix.row(1, 1, 1, 1, 1)));
        System.out.println("The slope is 1 in the middle and vanishes at both ends.");
    }
}
