package generative.math;

/// The update rules of optimisers, each one pass over the numbers; [Backend] says what they compute.
///
/// They change parameters in place, which matrices do not do elsewhere; therefore they stand apart from [Matrix].
public final class Updates {

    private Updates() { }

    /// v ← μ v − η g,  θ ← θ + v,  g ← 0.
    public static void sgd(Matrix theta, Matrix v, Matrix g, double eta, double mu) {
        theta.backend(v, g).sgdStep(theta, v, g, eta, mu);
    }

    /// w ← w · c / (10⁻⁷ + ‖w‖) for each column w of W that is longer than c; the others stay as they are.
    public static void maxNorm(Matrix W, double c) {
        W.backend().maxNorm(W, c);
    }

    /// m ← β₁ m + (1−β₁) g,  s ← β₂ s + (1−β₂) g²,  θ ← θ (1 − decay) − η m̂ / (√ŝ + ε),  g ← 0.
    public static void adam(Matrix theta, Matrix m, Matrix s, Matrix g, double eta, double beta1, double beta2,
                            double epsilon, double decay, double correction1, double correction2) {
        theta.backend(m, s, g).adamStep(theta, m, s, g, eta, beta1, beta2, epsilon, decay, correction1, correction2);
    }
}
