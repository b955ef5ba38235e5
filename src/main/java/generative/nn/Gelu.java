package generative.nn;

import generative.math.Elementwise;
import generative.math.Matrix;

/// A smooth rectifier that weighs each number by how large it is: x times a probability that grows with x.
///
/// ```
/// forward    y = x s                              s = σ(1.702 x)
/// backward   dx = dy ⊙ (s + 1.702 x s (1 − s))
/// ```
/// ```math
/// y = x\, \sigma(1.702\, x) \qquad \frac{dy}{dx} = s + 1.702\, x\, s\, (1 - s), \quad s = \sigma(1.702\, x)
/// ```
/// The exact Gaussian error linear unit has Φ(x) in place of s; the logistic function with 1.702 in it comes within 0.0204 of it
/// and is cheaper. Sparse Transformers and Image GPT use this form. Near −0.75 it falls, so its slope cannot be read off its
/// value and [Activation] is not for it.
///
/// Source: Child et al., *Generating Long Sequences with Sparse Transformers* (2019), section 5; the form is from Hendrycks and
/// Gimpel, *Gaussian Error Linear Units* (2016).
public final class Gelu implements Layer {

    @Override public Pass forward(Matrix x) {
        Matrix y = x.apply(Elementwise.QUICK_GELU);                           // y = x σ(1.702 x)

        return new Pass(y, dy -> dy.timesSlope(Elementwise.QUICK_GELU, x, y));   // dx = dy ⊙ (s + 1.702 x s (1 − s))
    }

    @Override public String toString() {
        return "Gelu";
    }

    /// It dips below 0 before it rises, and its slope is a little above 1 before it settles.
    public static void demo() {
        Matrix x = Matrix.row(-4, -1, -.75115, 0, 1, 4);
        Pass pass = new Gelu().forward(x);
        System.out.println("x     " + x);
        System.out.println("y     " + pass.output());
        System.out.println("dy/dx " + pass.backward(Matrix.row(1, 1, 1, 1, 1, 1)));
        System.out.println("It dips to −0.1636 at −0.751, where its slope is 0, and far from 0 it is the rectifier.");
    }
}
