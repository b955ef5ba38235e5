package generative.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The bounds that the class doc states: the largest error in units in the last place (ulp), measured over floats of
/// every size against double precision.
final class VectorMathTest {

    /// Every 4001st float from 0 to `limit`, and their negatives: about 280,000 of each sign.
    private static Matrix sweep(float limit) {
        int last = Float.floatToIntBits(limit), n = last / 4001 + 1;
        float[] x = new float[2 * n];
        for (int i = 0; i < n; i++) {
            x[2 * i] = Float.intBitsToFloat(i * 4001);
            x[2 * i + 1] = -x[2 * i];
        }
        return Matrix.wrap(1, 2 * n, x);
    }

    private static double worstUlp(Elementwise f, Matrix x, DoubleUnaryOperator exact) {
        Matrix y = Matrix.zeros(1, x.numCols());
        Backends.ONE.apply(f, x, y);
        float[] xs = x.floats(), ys = y.floats();
        double worst = 0;
        for (int i = 0; i < xs.length; i++) {
            double expected = exact.applyAsDouble(xs[i]);
            double error = Math.abs(ys[i] - expected) / Math.ulp((float) expected);
            if (!(error < 100)) throw new AssertionError(f + " of " + xs[i] + " is " + ys[i] + ", not " + expected);
            worst = Math.max(worst, error);
        }
        return worst;
    }

    @Test void theExponentialIsGoodToItsLastPlaceDownToTheSmallestNumbers() {
        assertThat(worstUlp(Elementwise.EXP, sweep(88.72f), Math::exp)).isLessThan(1);
        Matrix denormal = Matrix.wrap(1, 1601, new float[1601]);
        for (int i = 0; i < 1601; i++) denormal.set(i, -104 + i * .01);
        assertThat(worstUlp(Elementwise.EXP, denormal, Math::exp)).isLessThan(1);
    }

    @Test void theLogisticFunctionIsGoodToAFewPlaces() {
        assertThat(worstUlp(Elementwise.SIGMOID, sweep(87), x -> 1 / (1 + Math.exp(-x)))).isLessThan(2.5);
    }

    @Test void theHyperbolicTangentIsGoodToAFewPlaces() {
        assertThat(worstUlp(Elementwise.TANH, sweep(20), Math::tanh)).isLessThan(3.5);
    }

    @Test void theLogarithmIsGoodToAboutItsLastPlaceDownToTheSmallestNumbers() {
        Matrix positive = sweep(Float.MAX_VALUE).map(x -> x > 0 ? x : 1.5);
        assertThat(worstUlp(Elementwise.LOG, positive, Math::log)).isLessThan(1.1);
    }

    @Test void softplusIsGoodToTwoPlaces() {
        assertThat(worstUlp(Elementwise.SOFTPLUS, sweep(87), Elementwise.SOFTPLUS::value)).isLessThan(2);
    }

    @Test void quickGeluIsGoodToAFewPlacesWhereItMatters() {
        assertThat(worstUlp(Elementwise.QUICK_GELU, sweep(5), Elementwise.QUICK_GELU::value)).isLessThan(8);
    }

    @ParameterizedTest @ValueSource(ints = {1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 100})
    void theRaggedEndOfARangeIsComputed(int n) {
        Matrix x = Matrix.zeros(1, n), y = Matrix.zeros(1, n);
        x.fill(1);
        Backends.ONE.apply(Elementwise.EXP, x, y);
        for (int i = 0; i < n; i++) assertThat(y.get(i)).isEqualTo((float) Math.E);
    }

    @Test void landmarks() {
        double inf = Double.POSITIVE_INFINITY;
        Matrix x = Matrix.row(0, -inf, inf, Double.NaN, -104.5, 88.8, 200, -200);
        assertThat(x.apply(Elementwise.EXP).floats()).containsExactly(1, 0, Float.POSITIVE_INFINITY, Float.NaN, 0,
                Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY, 0);
        assertThat(x.apply(Elementwise.SIGMOID).floats()).containsExactly(.5f, 0, 1, Float.NaN, 0, 1, 1, 0);
        assertThat(x.apply(Elementwise.TANH).floats()).containsExactly(0, -1, 1, Float.NaN, -1, 1, 1, -1);
        assertThat(x.apply(Elementwise.SOFTPLUS).floats()).containsExactly((float) Math.log(2), 0, Float.POSITIVE_INFINITY,
                Float.NaN, 0, 88.8f, 200, 0);
        assertThat(Matrix.row(1, 0, -0.0, -1, inf, Double.NaN).apply(Elementwise.LOG).floats()).containsExactly(0,
                Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN, Float.POSITIVE_INFINITY, Float.NaN);
    }

    /// By halves, as a plain loop does it.
    private static float inHalves(float[] lanes, int from, int length) {
        return length == 1 ? lanes[from] : inHalves(added(lanes, from, length / 2), 0, length / 2);
    }

    private static float[] added(float[] lanes, int from, int half) {
        float[] sums = new float[half];
        for (int i = 0; i < half; i++) sums[i] = lanes[from + i] + lanes[from + half + i];
        return sums;
    }

    /// 2²⁴ swallows every 1 that is added to it alone, so that the order shows.
    @Test void theHalvesOfTheLanesAreAddedAndThenTheirHalves() {
        int length = VectorMath.SPECIES.length();
        float[] lanes = new float[length];
        java.util.Arrays.fill(lanes, 1);
        lanes[0] = 0x1p24f;
        lanes[length / 2] = -0x1p24f;
        assertThat(sumOf(lanes, 0)).as("the two large ones meet first").isEqualTo(length - 2);
        lanes[length / 2] = 1;
        lanes[length - 1] = -0x1p24f;
        assertThat(sumOf(lanes, 0)).isEqualTo(inHalves(lanes, 0, length)).isNotEqualTo(length - 2);
    }

    /// Interpreted at first and compiled later, which must not show.
    @Test void theSumOfTheLanesStaysTheSameWhileItIsCompiled() {
        int length = VectorMath.SPECIES.length();
        float[] lanes = Randoms.uniform(100, length, -1, 1, Randoms.of(1)).floats(), sums = new float[100];
        for (int n = 0; n < 100; n++) sums[n] = inHalves(lanes, n * length, length);
        for (int round = 0; round < 1000; round++)
            for (int n = 0; n < 100; n++)
                if (sumOf(lanes, n * length) != sums[n])
                    throw new AssertionError("round " + round + ": " + sumOf(lanes, n * length) + " instead of " + sums[n]);
    }

    private static float sumOf(float[] lanes, int from) {
        return VectorMath.sum(FloatVector.fromArray(VectorMath.SPECIES, lanes, from));
    }
}
