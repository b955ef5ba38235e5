package generative.gan;

import generative.nn.BinaryCrossEntropy;
import generative.nn.Loss;
import generative.nn.Pass;

/// The two gradients of the game, for any pair of nets.
///
/// ```
/// L_D = ½ mean sp(−a(x)) + ½ mean sp(a(G(z)))       dL_D/da(x) = −½ (1 − σ(a)) / N      dL_D/da(G(z)) = ½ σ(a) / N
/// L_G = loss(a(G(z)))                                dL_G/dG(z) = (∂a/∂x)ᵀ dL_G/da       through D, which stays as it is
/// ```
/// Source: Goodfellow et al., *Generative Adversarial Nets* (2014), Algorithm 1; the factor ½ is the released code's.
final class AdversarialGradients {

    private AdversarialGradients() { }

    /// Adds ∇L_D to the discriminator's gradients; gives L_D.
    static double ofDiscriminator(Pass onData, Pass onSamples) {
        Loss real = BinaryCrossEntropy.of(onData.output(), 1).scaled(0.5);
        Loss fake = BinaryCrossEntropy.of(onSamples.output(), 0).scaled(0.5);
        onData.learn(real.gradient());
        onSamples.learn(fake.gradient());
        return real.value() + fake.value();
    }

    /// Adds ∇L_G to the generator's gradients: through D, which does not learn from it, then into G.
    static void ofGenerator(Pass fake, Pass onSamples, Loss loss) {
        fake.learn(onSamples.inputGradient(loss.gradient()));
    }
}
