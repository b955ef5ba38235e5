package generative.gan;

import generative.math.Matrix;
import generative.nn.BinaryCrossEntropy;
import generative.nn.Loss;

/// What the generator minimises, given the discriminator's logits a on its samples; there are two choices.
///
/// ```
/// SATURATING      L = mean ln(1 − σ(a)) = −mean sp(a)       dL/da = −σ(a) / N
/// NON_SATURATING  L = −mean ln σ(a)     =  mean sp(−a)      dL/da = −(1 − σ(a)) / N
/// ```
/// ```math
/// L_\text{saturating} = \frac1N \sum_n \ln (1 - \sigma(a_n)) \qquad L_\text{non-saturating} = -\frac1N \sum_n \ln \sigma(a_n)
/// ```
/// Both fall as a grows, and have the same fixed point. But early on the discriminator rejects samples with ease, a is
/// very negative, and then σ(a) vanishes while 1 − σ(a) is near 1: the first loss gives the generator no
/// gradient just when it needs it most, the second gives it all. At a = −10 the slopes are −0.0000454 and −0.99995.
///
/// Source: Goodfellow et al., *Generative Adversarial Nets* (2014), section 3; the released code uses the second.
public enum GeneratorLoss {

    /// The generator's part of the minimax value, to be minimised.
    SATURATING {
        @Override public Loss of(Matrix logits) {
            return BinaryCrossEntropy.of(logits, 0).scaled(-1);            // −mean sp(a)
        }
    },

    /// The generator maximises ln D(G(z)) instead.
    NON_SATURATING {
        @Override public Loss of(Matrix logits) {
            return BinaryCrossEntropy.of(logits, 1);                       // mean sp(−a)
        }
    };

    /// The loss and dL/da for logits N×1.
    public abstract Loss of(Matrix logits);

    /// The slope of both losses against the discriminator's logit.
    public static void demo() {
        System.out.println("logit a     D(G(z))   saturating dL/da   non-saturating dL/da");
        for (double a : new double[] {-10, -5, -2, 0, 2, 5}) {
            Matrix logit = Matrix.row(a);
            System.out.printf("%7.0f   %9.6f   %16.6f   %20.6f%n", a, 1 / (1 + Math.exp(-a)),
                    SATURATING.of(logit).gradient().get(0), NON_SATURATING.of(logit).gradient().get(0));
        }
        System.out.println("Top line: when D is sure that a sample is false, only the non-saturating loss still teaches G.");
    }
}
