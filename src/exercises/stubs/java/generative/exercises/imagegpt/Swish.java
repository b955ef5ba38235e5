package generative.exercises.imagegpt;

import generative.math.Matrix;
import generative.nn.Layer;
import generative.nn.Parameter;
import generative.nn.Pass;
import java.util.List;

/// The activation of Image GPT with its constant set free: how sharply it bends is learned.
///
/// ```
/// y = x σ(β x)        σ(t) = 1 / (1 + e⁻ᵗ);   β = 1.702 is the quick GELU, β → ∞ the rectifier, β = 0 is ½ x
/// ```
/// **Shapes.** `x`, `y` N×d; `β` is one number for all, 1×1.
///
/// **Yours to write.** `forward`, with the ways back to `x` and to `β`. It must work in float and in double.
///
/// **Goal.** You can give a shape parameter a gradient: it collects something from every number of the batch.
///
/// **Akin to** [generative.nn.Gelu].
/// **Source.** Ramachandran, Zoph and Le, *Searching for Activation Functions* (2017), section 5; the constant: Hendrycks and
/// Gimpel (2016), and the released code of Chen et al., *Generative Pretraining from Pixels* (2020).
///
/// **Hint 1.** y is a product; both factors depend on x, one of them on β.
///
/// **Hint 2.** With s = σ(β x): ds/dx = β s (1 − s) and ds/dβ = x s (1 − s).
///
/// **Hint 3.** dx = dy ⊙ (s + β x ⊙ s ⊙ (1 − s)), dβ += Σ dy ⊙ x² ⊙ s ⊙ (1 − s); the pass has a function for each of them.
public final class Swish implements Layer {

    private final Parameter beta;

    /// @param beta β, 1×1
    public Swish(Matrix beta) {
        this.beta = new Parameter("β", beta);
    }

    @Override public Pass forward(Matrix x) {
        throw new UnsupportedOperationException("Swish.forward is yours to write.");
    }

    @Override public List<Parameter> parameters() {
        return List.of(beta);
    }
}
