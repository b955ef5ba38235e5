package generative.gan;

import static generative.gan.GeneratorLoss.NON_SATURATING;
import static generative.gan.GeneratorLoss.SATURATING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import generative.math.Matrix;
import generative.nn.Loss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class GeneratorLossTest {

    private static Matrix logits(double... a) {
        return Matrix.row(a).inDouble().transpose();
    }

    @ParameterizedTest
    @CsvSource({"-10, -4.5398899216870535e-5, -4.5397868702434395e-5", "0, -0.6931471805599453, -0.5",
        "10, -10.000045398899217, -0.9999546021312976"})
    void theSaturatingLossHasNoSlopeWhereSamplesAreRejected(double a, double value, double slope) {
        Loss loss = SATURATING.of(logits(a));
        assertThat(loss.value()).isCloseTo(value, within(1e-14));
        assertThat(loss.gradient().get(0)).isCloseTo(slope, within(1e-14));
    }

    @ParameterizedTest
    @CsvSource({"-10, 10.000045398899217, -0.9999546021312976", "0, 0.6931471805599453, -0.5",
        "10, 4.5398899216870535e-5, -4.5397868702434395e-5"})
    void theNonSaturatingLossHasItsFullSlopeThere(double a, double value, double slope) {
        Loss loss = NON_SATURATING.of(logits(a));
        assertThat(loss.value()).isCloseTo(value, within(1e-14));
        assertThat(loss.gradient().get(0)).isCloseTo(slope, within(1e-14));
    }

    @Test void bothAreMeansOverTheSamples() {
        Matrix a = logits(-1, 0, 2);
        double d1 = 1 / (1 + Math.E), d2 = .5, d3 = 1 / (1 + Math.exp(-2));                // σ(−1), σ(0), σ(2)
        Loss saturating = SATURATING.of(a), other = NON_SATURATING.of(a);
        assertThat(saturating.value()).isCloseTo(Math.log((1 - d1) * (1 - d2) * (1 - d3)) / 3, within(1e-14));
        assertThat(other.value()).isCloseTo(-Math.log(d1 * d2 * d3) / 3, within(1e-14));
        assertThat(saturating.gradient().get(2, 0)).isCloseTo(-d3 / 3, within(1e-14));
        assertThat(other.gradient().get(2, 0)).isCloseTo(-(1 - d3) / 3, within(1e-14));
    }

    @ParameterizedTest
    @EnumSource(GeneratorLoss.class)
    void theSlopeIsThatOfTheValue(GeneratorLoss loss) {
        Matrix a = logits(-3, -.2, .1, 4);
        Matrix gradient = loss.of(a).gradient();
        for (int n = 0; n < 4; n++) {
            double at = a.get(n), h = 1e-5;
            a.set(n, at + h);
            double up = loss.of(a).value();
            a.set(n, at - h);
            double down = loss.of(a).value();
            a.set(n, at);
            assertThat(gradient.get(n)).isCloseTo((up - down) / (2 * h), within(1e-9)).isNegative();
        }
    }

    @Test void noLogitIsTooLarge() {
        assertThat(NON_SATURATING.of(Matrix.row(-1000)).value()).isEqualTo(1000);
        assertThat(SATURATING.of(Matrix.row(1000)).value()).isEqualTo(-1000);
        assertThat(NON_SATURATING.of(Matrix.row(1000)).value()).isZero();
        assertThat(SATURATING.of(Matrix.row(-1000)).gradient().get(0)).isZero();
    }
}
