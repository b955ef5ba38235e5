package generative.optim;

import generative.nn.Parameter;
import java.util.List;

/// Clipping by the global norm: when all gradients together are too long, all are shortened by the same factor.
///
/// ```
/// ‖g‖ = √ Σ over all parameters of g²          g ← g · min(1, c / ‖g‖)
/// ```
/// The direction stays, only the length is bounded. Source: Pascanu, Mikolov and Bengio (2013).
public final class GradientClipping {

    private GradientClipping() { }

    /// Clips in place and tells the norm that was found.
    public static double byGlobalNorm(List<Parameter> parameters, double c) {
        if (!(c > 0)) throw new IllegalArgumentException("the largest norm must be above 0, got " + c);
        double sum = 0;
        for (Parameter p : parameters) sum += p.gradient().sumOfSquares();
        double norm = Math.sqrt(sum);
        if (norm > c) for (Parameter p : parameters) p.gradient().setTo(p.gradient().scale(c / norm));
        return norm;
    }

    /// (3, 4) clipped to 1.
    public static void demo() {
        Parameter p = new Parameter("p", generative.math.Matrix.row(0, 0));
        p.gradient().setTo(generative.math.Matrix.row(3, 4));
        System.out.println("norm before: " + byGlobalNorm(List.of(p), 1) + ", gradient after: " + p.gradient());
        System.out.println("(3, 4) has norm 5; divided by 5 it points the same way with norm 1.");
    }
}
