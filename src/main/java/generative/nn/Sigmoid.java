package generative.nn;

import generative.math.Elementwise;
import generative.math.Matrix;

/// The logistic function squeezes any number into (0, 1), so that it can be a probability or a grey value.
///
/// ```
/// forward    y = σ(x) = 1 / (1 + e⁻ˣ)
/// backward   dx = dy ⊙ y ⊙ (1 − y)
/// ```
/// Computed with e to a power that is never positive, so that it cannot overflow.
public final class Sigmoid implements Activation {

    @Override public Elementwise function() {
        return Elementwise.SIGMOID;
    }

    @Override public String toString() {
        return "Sigmoid";
    }

    /// The slope is at most 1/4 and vanishes at both ends: a saturated unit learns slowly.
    public static void demo() {
        Matrix x = Matrix.row(-4, -1, 0, 1, 4);
        Pass pass = new Sigmoid().forward(x);
        System.out.println("x     " + x);
        System.out.println("y     " + pass.output());
        System.out.println("dy/dx " + pass.backward(Matrix.row(1, 1, 1, 1, 1)));
        System.out.println("The slope is at most 1/4 and vanishes at both ends: a saturated unit learns slowly.");
    }
}
