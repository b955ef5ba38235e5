package generative.nn;

import generative.math.Elementwise;
import generative.math.Matrix;

/// The rectifier lets positive numbers through and makes the others 0.
///
/// ```
/// forward    y = max(0, x)
/// backward   dx = dy where x > 0, else 0
/// ```
/// The slope at the kink x = 0 is taken to be 0. Source: Glorot, Bordes and Bengio, *Deep Sparse Rectifier Neural Networks* (2011).
public final class Relu implements Activation {

    @Override public Elementwise function() {
        return Elementwise.RELU;
    }

    @Override public String toString() {
        return "Relu";
    }

    /// The slope is 1 or 0: nothing shrinks on the way back, but a unit that is off learns nothing.
    public static void demo() {
        Matrix x = Matrix.row(-4, -1, 0, 1, 4);
        Pass pass = new Relu().forward(x);
        System.out.println("x     " + x);
        System.out.println("y     " + pass.output());
        System.out.println("dy/dx " + pass.backward(Matrix.row(1, 1, 1, 1, 1)));
        System.out.println("The slope is 1 or 0: nothing shrinks on the way back, but a unit that is off learns nothing.");
    }
}
