package generative.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import generative.math.Matrix;
import generative.nn.Linear;
import generative.nn.Pass;
import org.junit.jupiter.api.Test;

/// G(z) = z + c and D's logit a(x) = w x: few enough numbers for a sheet of paper.
final class AdversarialGradientsTest {

    private final Linear G = new Linear(Matrix.row(1), Matrix.row(.5)), D = new Linear(Matrix.row(2), Matrix.row(0));

    @Test
    void theDiscriminatorsGradientByHand() {
        Pass onData = D.forward(Matrix.row(1)), onSamples = D.forward(Matrix.row(.5));
        double loss = AdversarialGradients.ofDiscriminator(onData, onSamples);
        assertThat(loss).isEqualTo(.5 * Math.log1p(Math.exp(-2)) + .5 * Math.log1p(Math.exp(1)), within(1e-6));
        double dData = -.5 * (1 - sigmoid(2)), dSample = .5 * sigmoid(1);              // dL_D/da
        assertThat(D.weights().gradient().get(0)).isEqualTo(dData * 1 + dSample * .5, within(1e-6));
        assertThat(D.bias().gradient().get(0)).isEqualTo(dData + dSample, within(1e-6));
    }

    @Test
    void theGeneratorLearnsThroughADiscriminatorThatDoesNot() {
        Pass fake = G.forward(Matrix.row(0)), onSamples = D.forward(fake.output());    // a = 2 · .5 = 1
        AdversarialGradients.ofGenerator(fake, onSamples, GeneratorLoss.NON_SATURATING.of(onSamples.output()));
        assertThat(G.bias().gradient().get(0)).isEqualTo(-(1 - sigmoid(1)) * 2, within(1e-6));
        assertThat(D.weights().gradient().get(0)).isZero();
        assertThat(D.bias().gradient().get(0)).isZero();
    }

    private static double sigmoid(double a) {
        return 1 / (1 + Math.exp(-a));
    }
}
