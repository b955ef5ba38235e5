package generative.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Parameter;
import generative.pretraining.Autoencoder.Output;
import org.junit.jupiter.api.Test;

final class AutoencoderTest {

    private static final Matrix W = Matrix.of(new double[][] {{1}, {-2}});
    private static final double LN3 = Math.log(3);

    /// x = (ln 3 + 1, ½): s = x W + b = ln 3, so h = ¾; y = h Wᵀ + a = (¾ + ¼, −1.5).
    @Test void workedExample() {
        Matrix x = Matrix.row(LN3 + 1, .5), a = Matrix.row(.25, 0), b = Matrix.row(0);
        Autoencoder real = Autoencoder.tied(W.copy(), a.copy(), b.copy(), Output.REAL_NUMBERS);
        assertThat(real.propUp(x).get(0)).isCloseTo(.75, within(1e-6));
        assertThat(real.reconstruct(x).isIdentical(Matrix.row(1, -1.5), 1e-6)).isTrue();
        Autoencoder probable = Autoencoder.tied(W.copy(), a.copy(), b.copy(), Output.PROBABILITIES);
        assertThat(probable.reconstruct(x)
                .isIdentical(Matrix.row(1 / (1 + Math.exp(-1)), 1 / (1 + Math.exp(1.5))), 1e-6)).isTrue();

        Matrix target = Matrix.row(0, -1.5);                               // dy = (1, 0), dh = dy W = 1, ds = 1 · ¾ · ¼
        assertThat(real.learn(x, target)).isCloseTo(.5, within(1e-6));
        assertThat(real.visibleBias().gradient().isIdentical(Matrix.row(1, 0), 1e-6)).isTrue();
        assertThat(real.hiddenBias().gradient().get(0)).isCloseTo(3 / 16.0, within(1e-6));
        assertThat(real.weights().gradient().get(0)).as("dy h + x ds").isCloseTo(.75 + (LN3 + 1) * 3 / 16, within(1e-6));
        assertThat(real.weights().gradient().get(1)).isCloseTo(.5 * 3 / 16, within(1e-6));
        assertThat(probable.learn(x, Matrix.row(1, 0))).as("sp(−1) + sp(−1.5)")
                .isCloseTo(Math.log1p(Math.exp(-1)) + Math.log1p(Math.exp(-1.5)), within(1e-6));
    }

    @Test void gradientsAgreeWithCentralDifferences() {
        Matrix x = Randoms.uniform(4, 5, 0, 1, Randoms.of(1));
        for (Output output : Output.values()) {
            for (Autoencoder coder : new Autoencoder[] {Autoencoder.tied(5, 3, output, Randoms.of(2)),
                    Autoencoder.untied(5, 3, output, Randoms.of(3))})
                ModuleGradients.check(new DenoisingAutoencoder(ModuleGradients.scattered(coder), new Corruption.None()), x,
                        metrics -> metrics.get("loss"));
        }
    }

    /// With V = Wᵀ in the untied one the gradient of tied weights is the sum of both.
    @Test void tiedWeightsGetBothGradients() {
        Matrix x = Randoms.uniform(6, 5, 0, 1, Randoms.of(1));
        Autoencoder tied = ModuleGradients.scattered(Autoencoder.tied(5, 3, Output.PROBABILITIES, Randoms.of(2)));
        Autoencoder untied = Autoencoder.untied(tied.weights().value().copy(), tied.visibleBias().value().copy(),
                tied.hiddenBias().value().copy(), tied.weights().value().transpose(), Output.PROBABILITIES);
        assertThat(untied.reconstruct(x).isIdentical(tied.reconstruct(x), 1e-6)).isTrue();
        assertThat(untied.learn(x, x)).isCloseTo(tied.learn(x, x), within(1e-5));
        Parameter V = untied.parameters().getLast();
        assertThat(V.name()).isEqualTo("V");
        Matrix both = untied.weights().gradient().plus(V.gradient().transpose());
        assertThat(tied.weights().gradient().isIdentical(both, 1e-5)).isTrue();
        assertThat(tied.visibleBias().gradient().isIdentical(untied.visibleBias().gradient(), 1e-6)).isTrue();
        assertThat(tied.hiddenBias().gradient().isIdentical(untied.hiddenBias().gradient(), 1e-6)).isTrue();
    }

    @Test void weightsBeginWithinTheRangeForSigmoids() {
        Autoencoder coder = Autoencoder.untied(20, 4, Output.PROBABILITIES, Randoms.of(1));
        for (int p : new int[] {0, 3}) assertThat(coder.parameters().get(p).value().elementMaxAbs()).isBetween(1.8, 2.0);
        assertThat(coder.visibleBias().value().elementMaxAbs() + coder.hiddenBias().value().elementMaxAbs()).isZero();
        assertThat(coder.visible()).isEqualTo(20);
        assertThat(coder.hidden()).isEqualTo(4);
        assertThat(coder).hasToString("Autoencoder 20 → 4 → 20, untied, PROBABILITIES");
    }

    @Test void badShapesAreNamed() {
        assertThatThrownBy(() -> Autoencoder.tied(W, Matrix.zeros(1, 3), Matrix.zeros(1, 1), Output.REAL_NUMBERS))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("weights 2×1 need a a of 1×2, got 1×3");
        assertThatThrownBy(() -> Autoencoder.tied(W, Matrix.zeros(1, 2), Matrix.zeros(1, 2), Output.REAL_NUMBERS))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("weights 2×1 need a b of 1×1, got 1×2");
        assertThatThrownBy(() -> Autoencoder.untied(W, Matrix.zeros(1, 2), Matrix.zeros(1, 1), W, Output.REAL_NUMBERS))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("weights 2×1 need a V of 1×2, got 2×1");
        Autoencoder coder = Autoencoder.tied(W, Matrix.zeros(1, 2), Matrix.zeros(1, 1), Output.REAL_NUMBERS);
        assertThatThrownBy(() -> coder.learn(Matrix.zeros(1, 3), Matrix.zeros(1, 3)))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("cannot multiply 1×3 by 2×1");
        assertThatThrownBy(() -> coder.learn(Matrix.zeros(1, 2), Matrix.zeros(1, 3)))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("the outputs are 1×2, but the targets 1×3");
    }
}
