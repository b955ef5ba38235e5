package generative.nn;

import generative.math.Elementwise;
import generative.math.Matrix;

/// Softplus is a smooth rectifier, and what the logarithm of a sigmoid is made of.
///
/// ```
/// forward    y = sp(x) = ln(1 + eˣ)
/// backward   dx = dy ⊙ σ(x)
/// ```
/// −ln σ(x) = sp(−x) and −ln(1 − σ(x)) = sp(x). Computed as max(x, 0) + ln(1 + e^−|x|), which cannot overflow.
public final class Softplus implements Layer {

    @Override public Pass forward(Matrix x) {
        Matrix y = x.apply(Elementwise.SOFTPLUS);                       // y = sp(x) = ln(1 + eˣ)

        return new Pass(y, dy -> dy.timesSlope(Elementwise.SOFTPLUS, x, y));   // dx = dy ⊙ σ(x)
    }

    @Override public String toString() {
        return "Softplus";
    }

    /// It follows max(0, x) from above; its slope is the logistic function.
    public static void demo() {
        Matrix x = Matrix.row(-4, -1, 0, 1, 4);
        Pass pass = new Softplus().forward(x);
        System.out.println("x     " + x);
        System.out.println("y     " + pass.output());
        System.out.println("dy/dx " + pass.backward(Matrix.row(1, 1, 1, 1, 1)));
        System.out.println("It follows max(0, x) from above; its slope is the logistic function.");
    }
}
