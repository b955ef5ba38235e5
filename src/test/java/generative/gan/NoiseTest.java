package generative.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import generative.math.Matrix;
import generative.math.Randoms;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class NoiseTest {

    private static double moment(Matrix z, int power) {
        return z.inDouble().map(x -> Math.pow(x, power)).mean();
    }

    /// Of n numbers, the standard error of the mean is 1/√n, of the variance √((kurtosis − 1)/n).
    @ParameterizedTest
    @CsvSource({"UNIFORM, 1.8", "GAUSSIAN, 3"})
    void bothHaveMeanZeroAndVarianceOne(Noise noise, double kurtosis) {
        int n = 200_000;
        Matrix z = noise.draw(n / 100, 100, Randoms.of(1));
        assertThat(moment(z, 1)).isCloseTo(0, within(4 / Math.sqrt(n)));
        assertThat(moment(z, 2)).isCloseTo(1, within(4 * Math.sqrt((kurtosis - 1) / n)));
        assertThat(moment(z, 4)).isCloseTo(kurtosis, within(.1));
        if (noise == Noise.UNIFORM) {
            assertThat(z.elementMaxAbs()).isBetween(1.732, 1.7320509);     // √3 = 1.7320508
            assertThat(moment(z.map(x -> x > .9 * Math.sqrt(3) ? 1 : 0), 1)).isCloseTo(.05, within(.003));
        }
    }

    @ParameterizedTest
    @EnumSource(Noise.class)
    void itHasOneRowForEachSampleAndDependsOnTheStreamAlone(Noise noise) {
        Matrix z = noise.draw(3, 7, Randoms.of(5));
        assertThat(z.shape()).isEqualTo("3×7");
        assertThat(z.isIdentical(noise.draw(3, 7, Randoms.of(5)), 0)).isTrue();
        assertThat(z.isIdentical(noise.draw(3, 7, Randoms.of(6)), 1e-3)).isFalse();
    }
}
