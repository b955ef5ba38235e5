package generative.exercises.pretraining;

import generative.math.Matrix;
import generative.nn.Parameter;

/// The contractive penalty of a code that is a hyperbolic tangent: how much the code moves when the input does.
///
/// ```
/// h[n,j] = tanh(s[n,j])        s = x W + b
/// ‖J(x[n])‖² = Σⱼ Σᵢ (∂h[n,j] / ∂x[n,i])²                 the squared Frobenius norm of the Jacobian
/// penalty    = λ (1/N) Σₙ ‖J(x[n])‖²
/// ```
/// **Shapes.** `x` N×d, `W` d×m, `b` 1×m, `h` N×m; the penalty is one number.
///
/// **Yours to write.** `learn`: it gives the penalty, and adds its gradient to those of `W` and `b`. It must work in double.
///
/// **Goal.** You can take the derivative of a derivative: the penalty depends on W twice, directly and through the slopes of
/// the code.
///
/// **Akin to** [generative.pretraining.ContractiveAutoencoder], whose code is σ(s), so that its slope is h (1 − h).
/// **Source.** Rifai et al., *Contractive Auto-Encoders: Explicit Invariance During Feature Extraction* (2011), section 3.
///
/// **Hint 1.** What is ∂h[n,j]/∂x[n,i], given that tanh′ = 1 − tanh²? Square it, and see what the sum over i is.
///
/// **Hint 2.** ‖J(x[n])‖² = Σⱼ a[n,j] S[j] with a = (1 − h²)² and S[j] = Σᵢ W[i,j]². W is in S directly, and in a through s; b
/// is in a alone. Squares are summed: not the square of a sum.
///
/// **Hint 3.** da/ds = −4 h a. So ds = −(4λ/N) h ⊙ a ⊙ S, db += Σₙ ds[n], dW += xᵀ ds + (2λ/N) W[i,j] Σₙ a[n,j].
public final class TanhContraction {

    private TanhContraction() { }

    /// The penalty; its gradient is added to those of W and b.
    public static double learn(Matrix x, Parameter W, Parameter b, double lambda) {
        throw new UnsupportedOperationException("TanhContraction.learn is yours to write.");
    }
}
