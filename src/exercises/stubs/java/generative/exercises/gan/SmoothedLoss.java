package generative.exercises.gan;

import generative.math.Matrix;
import generative.nn.Loss;

/// What a discriminator minimises when it is told never to be quite sure of the data: their label is 1 − ε, that of samples
/// stays 0.
///
/// ```
/// on data      L = mean (1 − ε) sp(−a) + ε sp(a)       sp(x) = ln(1 + eˣ), a the logits, D = σ(a)
/// on samples   L = mean sp(a)
/// best D       minimises  p [−(1 − ε) ln D − ε ln(1 − D)]  −  q ln(1 − D)     for densities p of data and q of samples
/// ```
/// **Shapes.** logits `a` N×1, each loss with its gradient dL/da, N×1; 0 ≤ ε < ½; nats.
///
/// **Yours to write.** All three methods. The losses must be right for logits of ±1000 too, and in double.
///
/// **Goal.** You can derive a loss's gradient and its optimum, and say why only one side is smoothed: with label ε for samples
/// the best D would contain ε q in the numerator, and G would be drawn to where it is already, far from the data.
///
/// **Akin to** [generative.nn.BinaryCrossEntropy] and [generative.gan.MinimaxValue].
/// **Source.** Salimans et al., *Improved Techniques for Training GANs* (2016), section 3.4; Goodfellow et al., *Generative
/// Adversarial Nets* (2014), proposition 1.
///
/// **Hint 1.** −ln σ(a) = sp(−a) and −ln(1 − σ(a)) = sp(a): the loss is a cross-entropy whose label is no whole number.
///
/// **Hint 2.** d sp(a)/da = σ(a), d sp(−a)/da = σ(a) − 1; add them up with their weights, and mind the mean over N.
///
/// **Hint 3.** dL/da = (σ(a) − (1 − ε)) / N on data and σ(a) / N on samples. For the best D set the derivative by D to 0:
/// (1 − ε) p / D = (ε p + q) / (1 − D).
public final class SmoothedLoss {

    private SmoothedLoss() { }

    /// L on data, and dL/da.
    public static Loss onData(Matrix logits, double epsilon) {
        throw new UnsupportedOperationException("SmoothedLoss.onData is yours to write.");
    }

    /// L on samples, and dL/da.
    public static Loss onSamples(Matrix logits) {
        throw new UnsupportedOperationException("SmoothedLoss.onSamples is yours to write.");
    }

    /// The D that is best where the data have density p and the samples q, not both 0.
    public static double bestDiscriminator(double p, double q, double epsilon) {
        throw new UnsupportedOperationException("SmoothedLoss.bestDiscriminator is yours to write.");
    }
}
