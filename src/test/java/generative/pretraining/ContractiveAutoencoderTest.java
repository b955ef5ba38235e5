package generative.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Parameter;
import generative.pretraining.Autoencoder.Output;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ContractiveAutoencoderTest {

    private static final double[][] W = {{.1, .2}, {-.3, .4}, {.5, -.6}};
    private static final double[] B = {.05, -.1}, X = {.2, .7, .4};

    /// In double from the start, since floats would change the ninth digit.
    private static Autoencoder published() {
        Autoencoder coder = Autoencoder.tied(3, 2, Output.PROBABILITIES, Randoms.of(1));
        coder.parameters().forEach(Parameter::toDouble);
        for (int i = 0; i < 3; i++) for (int j = 0; j < 2; j++) coder.weights().value().set(i, j, W[i][j]);
        for (int j = 0; j < 2; j++) coder.hiddenBias().value().set(j, B[j]);
        return coder;
    }

    private static Matrix row(double... values) {
        Matrix x = Matrix.zeros(1, values.length).inDouble();
        for (int i = 0; i < values.length; i++) x.set(i, values[i]);
        return x;
    }

    /// The numbers of papers' check sheet, to the digits in which they are printed.
    @Test void theWorkedExample() {
        Autoencoder coder = published();
        Matrix h = coder.propUp(row(X));
        assertThat(h.get(0)).isCloseTo(.5149955016, within(5e-11));
        assertThat(h.get(1)).isCloseTo(.4950001667, within(5e-11));
        assertThat(new ContractiveAutoencoder(coder, 1).contraction(row(X))).isCloseTo(.0568286671, within(5e-11));
        assertThat(new ContractiveAutoencoder(coder, 1).learn(row(X), Randoms.of(1)).get("contraction"))
                .isCloseTo(.0568286671, within(5e-11));
    }

    @Test void thePenaltyIsTheSquaredNormOfTheJacobian() {
        Autoencoder coder = ModuleGradients.scattered(Autoencoder.tied(4, 6, Output.PROBABILITIES, Randoms.of(2)));
        coder.parameters().forEach(Parameter::toDouble);
        Matrix x = Randoms.uniform(3, 4, 0, 1, Randoms.of(3)).inDouble();
        double sum = 0, step = 1e-5;
        for (int i = 0; i < 4; i++) {
            Matrix above = x.copy(), below = x.copy();
            for (int n = 0; n < 3; n++) {
                above.set(n, i, x.get(n, i) + step);
                below.set(n, i, x.get(n, i) - step);
            }
            sum += coder.propUp(above).minus(coder.propUp(below)).divide(2 * step).sumOfSquares();
        }
        assertThat(new ContractiveAutoencoder(coder, 1).contraction(x)).isCloseTo(sum / 3, within(1e-9));
    }

    /// The gradient by the formula, number by number: 2 a W + 2 x (1−2h) a S, and the factor 2 is there.
    @Test void thePenaltysGradientByItself() {
        Autoencoder with = published(), without = published();
        new ContractiveAutoencoder(with, 10).learn(row(X), Randoms.of(1));
        new ContractiveAutoencoder(without, 0).learn(row(X), Randoms.of(1));
        Matrix h = with.propUp(row(X)), dW = with.weights().gradient().minus(without.weights().gradient());
        Matrix db = with.hiddenBias().gradient().minus(without.hiddenBias().gradient());
        for (int j = 0; j < 2; j++) {
            double a = Math.pow(h.get(j) * (1 - h.get(j)), 2), S = 0;
            for (int i = 0; i < 3; i++) S += W[i][j] * W[i][j];
            assertThat(db.get(j)).isCloseTo(10 * 2 * (1 - 2 * h.get(j)) * a * S, within(1e-12));
            for (int i = 0; i < 3; i++)
                assertThat(dW.get(i, j)).isCloseTo(10 * (2 * a * W[i][j] + 2 * X[i] * (1 - 2 * h.get(j)) * a * S), within(1e-12));
        }
        assertThat(with.visibleBias().gradient().isIdentical(without.visibleBias().gradient(), 0)).isTrue();
    }

    @Test void gradientsAgreeWithCentralDifferences() {
        Matrix x = Randoms.uniform(4, 5, 0, 1, Randoms.of(1));
        for (Output output : Output.values())
            for (Autoencoder coder : new Autoencoder[] {Autoencoder.tied(5, 3, output, Randoms.of(2)),
                    Autoencoder.untied(5, 3, output, Randoms.of(3))})
                ModuleGradients.check(new ContractiveAutoencoder(ModuleGradients.scattered(coder), 1.7), x,
                        metrics -> metrics.get("loss") + 1.7 * metrics.get("contraction"));
    }

    @Test void withoutPenaltyItIsThePlainAutoencoder() {
        Matrix x = Randoms.uniform(4, 5, 0, 1, Randoms.of(1));
        Autoencoder one = Autoencoder.tied(5, 3, Output.PROBABILITIES, Randoms.of(2));
        Autoencoder other = Autoencoder.tied(5, 3, Output.PROBABILITIES, Randoms.of(2));
        Map<String, Double> metrics = new ContractiveAutoencoder(one, 0).learn(x, Randoms.of(3));
        assertThat(metrics.get("loss")).isEqualTo(other.learn(x, x));
        for (int i = 0; i < 3; i++)
            assertThat(one.parameters().get(i).gradient().isIdentical(other.parameters().get(i).gradient(), 0)).isTrue();
    }

    @Test void impossiblePenaltiesAreRefused() {
        Autoencoder coder = published();
        assertThatThrownBy(() -> new ContractiveAutoencoder(coder, -1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the penalty counts 0 times or more, got -1.0");
        assertThatThrownBy(() -> new ContractiveAutoencoder(coder, 1).learn(row(1, 2), Randoms.of(1)))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("cannot multiply 1×2 by 3×2");
    }
}
