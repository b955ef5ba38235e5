package generative.exercises.pretraining;

import generative.math.Matrix;

/// The free energy of a restricted Boltzmann machine that sees real numbers, each with a width of its own.
///
/// ```
/// E(v, h) = Σᵢ (vᵢ − aᵢ)² / 2σᵢ² − Σⱼ bⱼ hⱼ − Σᵢⱼ (vᵢ/σᵢ) W[i,j] hⱼ        h bits, v real numbers
/// F(v)    = −ln Σₕ exp −E(v, h)                                             p(v) = exp −F(v) / Z
/// ```
/// **Shapes.** `v` N×d, `W` d×m, `a`, `σ` 1×d, `b` 1×m; `F` N×1, `dF/dv` N×d; nats.
///
/// **Yours to write.** `of`, the free energy without going through the 2ᵐ states of h, and `slope`, its gradient by v. Sums
/// over hidden units must not overflow: an input of 800 to a hidden unit is no trouble. Both must work in double.
///
/// **Goal.** You can sum hidden bits out of an energy, and read off the gradient where a machine would rather have its input.
///
/// **Akin to** [generative.pretraining.Rbm#freeEnergy] with real numbers of width 1.
/// **Source.** Welling, Rosen-Zvi and Hinton (2005); Hinton, *A Practical Guide to Training Restricted Boltzmann Machines*
/// (2010), section 13.2.
///
/// **Hint 1.** Given v, no hidden bit knows of another: the sum over all h is a product of sums over 0 and 1.
///
/// **Hint 2.** With the input zⱼ = bⱼ + Σᵢ (vᵢ/σᵢ) W[i,j]:  F(v) = Σᵢ (vᵢ − aᵢ)² / 2σᵢ² − Σⱼ ln(1 + exp zⱼ).
/// `Elementwise.SOFTPLUS` does the last stably.
///
/// **Hint 3.** dF/dvᵢ = (vᵢ − aᵢ) / σᵢ² − (1/σᵢ) Σⱼ W[i,j] σ(zⱼ): the derivative of the softplus is the logistic function,
/// `Elementwise.SIGMOID`.
///
/// @param W     weights
/// @param a     visible biases
/// @param b     hidden biases
/// @param sigma σ, the widths, above 0
public record GaussianFreeEnergy(Matrix W, Matrix a, Matrix b, Matrix sigma) {

    /// F(v) of each row.
    public Matrix of(Matrix v) {
        throw new UnsupportedOperationException("GaussianFreeEnergy.of is yours to write.");
    }

    /// dF/dv.
    public Matrix slope(Matrix v) {
        throw new UnsupportedOperationException("GaussianFreeEnergy.slope is yours to write.");
    }
}
