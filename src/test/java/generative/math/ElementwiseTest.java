package generative.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ElementwiseTest {

    /// Values by hand: σ(ln 3) = 3/4, tanh ln 2 = 3/5, sp(ln 3) = ln 4; 1.702 x = ln 3 gives ¾ x and ¾ + ln 3 · 3/16.
    @ParameterizedTest @CsvSource({
        "EXP, 0, 1, 1", "EXP, 1, 2.718281828459045, 2.718281828459045",
        "LOG, 1, 0, 1", "LOG, 4, 1.3862943611198906, .25",
        "SIGMOID, 0, .5, .25", "SIGMOID, 1.0986122886681098, .75, .1875", "SIGMOID, -1.0986122886681098, .25, .1875",
        "TANH, 0, 0, 1", "TANH, .6931471805599453, .6, .64", "TANH, -.6931471805599453, -.6, .64",
        "RELU, 3, 3, 1", "RELU, -3, 0, 0", "RELU, 0, 0, 0",
        "SOFTPLUS, 0, .6931471805599453, .5", "SOFTPLUS, 1.0986122886681098, 1.3862943611198906, .75",
        "QUICK_GELU, 0, 0, .5", "QUICK_GELU, .6454831308273266, .4841123481204949, .9559898041252706"})
    void valuesAndSlopes(Elementwise f, double x, double y, double slope) {
        assertThat(f.value(x)).isCloseTo(y, Offset.offset(1e-15));
        assertThat(f.slope(x, f.value(x))).isCloseTo(slope, Offset.offset(1e-15));
    }

    @ParameterizedTest @EnumSource(Elementwise.class)
    void slopesAgreeWithCentralDifferences(Elementwise f) {
        double left = f == Elementwise.LOG ? 5 : -1.4;
        for (double x : new double[] {.4, .7, 1.3, 3, left}) {
            double numeric = (f.value(x + 1e-5) - f.value(x - 1e-5)) / 2e-5;
            assertThat(f.slope(x, f.value(x))).as("at " + x).isCloseTo(numeric, Offset.offset(1e-8));
        }
    }

    /// σ(x) + σ(−x) = 1 and sp(x) − sp(−x) = x, also where e^|x| overflows.
    @ParameterizedTest @CsvSource({".5", "20", "700", "1000", "1e300"})
    void stableFarFromZero(double x) {
        assertThat(Elementwise.SIGMOID.value(x) + Elementwise.SIGMOID.value(-x)).isCloseTo(1, Offset.offset(1e-15));
        assertThat(Elementwise.SOFTPLUS.value(x) - Elementwise.SOFTPLUS.value(-x)).isCloseTo(x, Offset.offset(1e-13));
        assertThat(Elementwise.TANH.value(x)).isEqualTo(-Elementwise.TANH.value(-x)).isBetween(.46, 1.0);
    }

    /// The quick GELU of Sparse Transformers, computed elsewhere.
    @ParameterizedTest @CsvSource({"-3, -.01807131", "-1, -.15420423", "-.5, -.14961156", ".5, .35038844", "1, .84579577",
        "2, 1.93565862", "3, 2.98192869", "-.75115, -.1636102"})
    void quickGeluIsThePublishedOne(double x, double y) {
        assertThat(Elementwise.QUICK_GELU.value(x)).isCloseTo(y, Offset.offset(x == -.75115 ? 5e-8 : 5e-9));
    }

    @ParameterizedTest @CsvSource({"0, .5", "1, 1.0677796", "-1, -.0677796", "-.75115, 0"})
    void quickGeluHasThePublishedSlope(double x, double slope) {
        assertThat(Elementwise.QUICK_GELU.slope(x, 0)).isCloseTo(slope, Offset.offset(x == -.75115 ? 5e-6 : 5e-8));
    }

    @Test void farFromZeroQuickGeluIsTheRectifier() {
        for (double x : new double[] {1000, 1e300, Double.POSITIVE_INFINITY}) {
            assertThat(Elementwise.QUICK_GELU.value(x)).isEqualTo(x);
            assertThat(Elementwise.QUICK_GELU.value(-x)).isZero();
            assertThat(Elementwise.QUICK_GELU.slope(x, x)).isEqualTo(1);
            assertThat(Elementwise.QUICK_GELU.slope(-x, 0)).isZero();
        }
    }

    @Test void smallTailsKeepTheirDigits() {
        assertThat(Elementwise.SIGMOID.value(-700) / Math.exp(-700)).isCloseTo(1, Offset.offset(1e-14));
        assertThat(Elementwise.SOFTPLUS.value(-700) / Math.exp(-700)).isCloseTo(1, Offset.offset(1e-14));
    }

    @ParameterizedTest @EnumSource(Elementwise.class)
    void whatIsNoNumberStaysVisible(Elementwise f) {
        assertThat(f.value(Double.NaN)).isNaN();
    }
}
