package generative.exercises.pretraining;

import generative.math.Matrix;
import generative.nn.Loss;

/// The loss of a denoising autoencoder that cares more about what was spoiled than about what it could simply copy.
///
/// ```
/// w[n,i] = α where x̃[n,i] ≠ x[n,i], else β
/// L      = (1/N) Σₙ Σᵢ w[n,i] (x sp(−y) + (1 − x) sp(y))[n,i]          sp(t) = ln(1 + eᵗ);  σ(y) is the reconstruction
/// ```
/// **Shapes.** logits `y`, clean `x` in [0, 1], spoiled `x̃`: all N×d; the gradient dL/dy too; nats.
///
/// **Yours to write.** `of`, the loss with its gradient. It must be right for logits of ±1000, and in double.
///
/// **Goal.** You can weigh a loss number by number and carry the weights through to the gradient; and you see that with β = 0 a
/// denoising autoencoder learns nothing from what it was shown unspoiled.
///
/// **Akin to** [generative.nn.BinaryCrossEntropy], where all weights are 1, and [generative.pretraining.DenoisingAutoencoder].
/// **Source.** Vincent et al., *Stacked Denoising Autoencoders* (2010), section 4.2.
///
/// **Hint 1.** The weights do not depend on y: they are constants of both the loss and the gradient.
///
/// **Hint 2.** x sp(−y) + (1 − x) sp(y) = sp(y) − x y; `Elementwise.SOFTPLUS` is stable for every y.
///
/// **Hint 3.** dL/dy[n,i] = w[n,i] (σ(y[n,i]) − x[n,i]) / N.
public final class EmphasisedLoss {

    private EmphasisedLoss() { }

    public static Loss of(Matrix logits, Matrix x, Matrix spoiled, double alpha, double beta) {
        throw new UnsupportedOperationException("EmphasisedLoss.of is yours to write.");
    }
}
