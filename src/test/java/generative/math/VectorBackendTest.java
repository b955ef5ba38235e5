package generative.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import generative.math.Backends.Operation;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every operation but the product (see [VectorGemmTest]) against the reference.
final class VectorBackendTest {

    private static final double NaN = Double.NaN, INF = Double.POSITIVE_INFINITY;

    static Stream<Operation> operations() {
        return Backends.operations();
    }

    private static void agrees(Operation operation, int N, int d) {
        Matrix[] fast = operation.run().on(Backends.TWO, N, d), plain = operation.run().on(Backends.REFERENCE, N, d);
        for (int i = 0; i < plain.length; i++)
            Backends.assertClose(fast[i], plain[i], operation.tolerance().at(N, d),
                    operation + " " + N + "×" + d + ", result " + i);
    }

    @ParameterizedTest @MethodSource("operations")
    void agreesWithTheReferenceOnAndOffTheLaneWidth(Operation operation) {
        int[] sizes = Backends.sizes().toArray();
        for (int i = 0; i < sizes.length; i++) {
            agrees(operation, 1, sizes[i]);
            agrees(operation, sizes[i], 3);
            agrees(operation, sizes[sizes.length - 1 - i], sizes[i]);           // 100×1, 33×2, 31×3 … 1×100
        }
    }

    @ParameterizedTest @MethodSource("operations")
    void agreesWithTheReferenceWhenWorkIsShared(Operation operation) {
        agrees(operation, 301, 211);                                            // 63,511 elements, an odd number
    }

    @ParameterizedTest @MethodSource("operations")
    void givesTheSameBitsWithAnyNumberOfThreads(Operation operation) {
        Matrix[] one = operation.run().on(Backends.ONE, 301, 211);
        Backends.assertSameBits(operation.run().on(Backends.TWO, 301, 211), one, operation + " on two threads");
        Backends.assertSameBits(operation.run().on(Backends.THREE, 301, 211), one, operation + " on three threads");
    }

    /// 37 numbers: two vectors of 16 lanes and a ragged end.
    private static Matrix special() {
        double[] x = new double[37];
        Arrays.setAll(x, i -> new double[] {NaN, INF, -INF, 0, -0.0, 1, -1, 1000, -1000, 1e-40, -1e-40, Float.MAX_VALUE,
            -Float.MAX_VALUE, Float.MIN_VALUE, 88.72, 88.73, -87.4, -104, 89}[i % 19]);
        return Matrix.row(x);
    }

    /// Results below the smallest normal number, 1.2e−38, may be 0.
    @ParameterizedTest @EnumSource(Elementwise.class)
    void takesNaNAndInfinityAsTheReferenceDoes(Elementwise f) {
        Matrix x = special(), fast = Matrix.zeros(1, 37), plain = Matrix.zeros(1, 37);
        Backends.ONE.apply(f, x, fast);
        Backends.REFERENCE.apply(f, x, plain);
        for (int i = 0; i < 37; i++) {
            double tolerance = Math.max(1.2e-38, 4 * Backends.U * Math.abs(plain.get(i)));
            Backends.assertClose(fast.cols(i, i + 1), plain.cols(i, i + 1), tolerance, f + " of " + x.get(i));
        }
    }

    /// Each of the special logits 4,160 times, which is enough for the fast way, with targets 0, ½ and 1.
    @Test void theLogisticLossTakesNaNAndInfinityAsTheReferenceDoes() {
        for (int special = 0; special < 19; special++) {
            Matrix a = Matrix.zeros(64, 65), t = Matrix.zeros(64, 65), fast = a.createLike(), plain = a.createLike();
            a.fill(special().get(special));
            for (int i = 0; i < t.getNumElements(); i++) t.set(i, i % 3 / 2.0);
            double sum = Backends.TWO.logisticLoss(a, t, 64, fast), expected = Backends.REFERENCE.logisticLoss(a, t, 64, plain);
            String what = "a = " + a.get(0);
            Backends.assertClose(fast, plain, 4 * Backends.U / 64, what);
            if (Double.isFinite(expected) && Math.abs(a.get(0)) < 1e30)
                assertThat(sum).as(what).isCloseTo(expected, within(256 * Backends.U * Math.max(1, Math.abs(expected))));        // 256 terms a lane
            else assertThat(Double.isFinite(sum) && Math.abs(sum) < 1e30).as(what).isFalse();
        }
    }

    /// Far below 0 the loss is e^a, of which 1 + e^a keeps only a few digits.
    @Test void theLogisticLossOfAConfidentRightAnswerKeepsItsDigits() {
        for (double logit : new double[] {-8, -12, -15, -20, -60}) {
            Matrix a = Matrix.zeros(64, 65), t = Matrix.zeros(64, 65), gradient = a.createLike();
            a.fill(logit);
            double expected = 4160 * Math.log1p(Math.exp(logit));
            assertThat(Backends.ONE.logisticLoss(a, t, 64, gradient)).as("a = " + logit)
                    .isCloseTo(expected, within(300 * Backends.U * expected));
        }
    }

    @Test void aCoinOfNoProbabilityFallsOnZero() {
        Matrix p = special(), fast = Matrix.zeros(1, 37), plain = Matrix.zeros(1, 37);
        Backends.ONE.bernoulli(p, 3, fast);
        Backends.REFERENCE.bernoulli(p, 3, plain);
        Backends.assertClose(fast, plain, 0, "coins");
        for (int i = 0; i < 37; i++) if (Double.isNaN(p.get(i))) assertThat(fast.get(i)).isZero();
    }

    @ParameterizedTest @EnumSource(Elementwise.class)
    void sendsNaNAndInfinityBackAsTheReferenceDoes(Elementwise f) {
        Matrix x = special(), y = Matrix.zeros(1, 37), fast = Matrix.zeros(1, 37), plain = Matrix.zeros(1, 37);
        Backends.REFERENCE.apply(f, x, y);
        for (double d : new double[] {1, NaN, INF, -INF, 0}) {
            Matrix dy = Matrix.zeros(1, 37);
            dy.fill(d);
            Backends.ONE.applyBackward(f, x, y, dy, fast);
            Backends.REFERENCE.applyBackward(f, x, y, dy, plain);
            for (int i = 0; i < 37; i++) {
                double slope = f.slope(x.get(i), y.get(i));
                if (slope != 0 && Math.abs(slope) < 1.2e-38) continue;                     // may be 0, and 0 · ∞ is no number
                double tolerance = 8 * Backends.U * Math.max(1e-30, Math.abs(plain.get(i)));
                Backends.assertClose(fast.cols(i, i + 1), plain.cols(i, i + 1), tolerance,
                        "dy = " + d + " times the slope of " + f + " at " + x.get(i));
            }
        }
    }

    @Test void rowsWithNaNAndInfinityComeOutAsTheReferenceHasThem() {
        double[][] rows = {{NaN, 1, 2}, {1, NaN, 2}, {2, 1, NaN}, {INF, 1, 2}, {-INF, 1, 2}, {-INF, -INF, -INF},
            {INF, -INF, 0}, {1000, 1000, -1000}, {NaN, INF, -INF}, {INF, INF, INF}, {0, -0.0, 0}};
        Matrix x = Matrix.of(rows), fast = Matrix.zeros(11, 1), plain = Matrix.zeros(11, 1);
        for (double factor : new double[] {1, -1}) {
            Backends.ONE.rowLogSumExp(x, factor, fast);
            Backends.REFERENCE.rowLogSumExp(x, factor, plain);
            Backends.assertClose(fast, plain, 1e-4, "rowLogSumExp times " + factor);
        }
        int[] fastIndex = new int[11], plainIndex = new int[11];
        Backends.ONE.rowArgMin(x, fastIndex);
        Backends.REFERENCE.rowArgMin(x, plainIndex);
        assertThat(fastIndex).isEqualTo(plainIndex);
        Backends.ONE.groupMax(x, 3, fast, fastIndex);
        Backends.REFERENCE.groupMax(x, 3, plain, plainIndex);
        Backends.assertClose(fast, plain, 0, "groupMax");
        assertThat(fastIndex).isEqualTo(plainIndex);
    }

    @Test void softmaxTakesNaNAndInfinityAsTheReferenceDoes() {
        Matrix x = Matrix.of(new double[][] {{NaN, 1, 2}, {1, NaN, 2}, {INF, 1, 2}, {-INF, 1, 2}, {-INF, -INF, -INF},
            {1000, 999, -1000}, {0, 0, 0}});
        Matrix fast = x.createLike(), plain = x.createLike();
        Backends.ONE.softmax(x, fast);
        Backends.REFERENCE.softmax(x, plain);
        Backends.assertClose(fast, plain, 4 * Backends.U, "softmax");
    }

    @Test void theLossOfClassesTakesNaNAndInfinityAsTheReferenceDoes() {
        Matrix x = Matrix.of(new double[][] {{NaN, 1, 2}, {1, NaN, 2}, {INF, 1, 2}, {-INF, 1, 2}, {-INF, -INF, -INF},
            {1000, 999, -1000}, {0, 0, 0}, {0, -60, -70}});
        Matrix fast = Matrix.zeros(1, 3), plain = Matrix.zeros(1, 3);
        for (int n = 0; n < x.numRows(); n++) for (int label = 0; label < 3; label++) {
            double loss = Backends.ONE.softmaxLoss(x.rows(n, n + 1), new int[] {label}, fast);
            double expected = Backends.REFERENCE.softmaxLoss(x.rows(n, n + 1), new int[] {label}, plain);
            Backends.assertClose(fast, plain, 4 * Backends.U, "row " + n);
            Backends.assertClose(Matrix.row(loss), Matrix.row(expected), 1e-6 * Math.abs(expected), "loss of row " + n);
        }
    }

    /// Numbers far from 0 whose sum is rounded, in rows with and without whole vectors: y is the bias, and nothing comes back.
    @ParameterizedTest @ValueSource(ints = {1, 3, 7, 16, 100, 257})
    void aRowOfEqualNumbersIsNormalisedToTheBias(int d) {
        Matrix x = Matrix.zeros(1, d), g = x.plus(3), b = Backends.random(1, d, 2), y = x.createLike(), dx = x.createLike();
        x.fill(1234.567);
        Matrix statistics = Matrix.zeros(1, 2);
        Backends.ONE.normalise(x, g, b, 1e-5, y, statistics);
        assertThat(y.isIdentical(b, 0)).isTrue();
        assertThat(statistics.get(0)).isEqualTo(1234.567f);
        Backends.ONE.normaliseBackward(x, statistics, g, true, y.like(1, d).plus(1), dx);
        assertThat(dx.elementMaxAbs()).isLessThan(1e-3);                        // r is 316
    }

    /// In rows of 3 and of 40, with a set of 300 so that there are two tiles.
    @ParameterizedTest @ValueSource(ints = {3, 40})
    void distancesTakeNaNAsTheReferenceDoes(int d) {
        Matrix x = Backends.random(5, d, 1), s = Backends.random(300, d, 2);
        x.set(1, 0, NaN);
        s.set(0, 1, NaN);
        int[] fastIndex = new int[5], plainIndex = new int[5];
        double[] fast = new double[5], plain = new double[5];
        double[][] fastSums = new double[1][5], plainSums = new double[1][5];
        Backends.ONE.nearest(x, s, fastIndex, fast);
        Backends.REFERENCE.nearest(x, s, plainIndex, plain);
        assertThat(fastIndex).isEqualTo(plainIndex);
        Backends.assertClose(Matrix.row(fast), Matrix.row(plain), 1e-3, "nearest");
        Matrix finite = s.rows(1, 300);
        for (Matrix set : new Matrix[] {s, finite, s.rows(270, 271)}) {
            Backends.ONE.logSumExpOfDistances(x, set, new double[] {-1}, fastSums);
            Backends.REFERENCE.logSumExpOfDistances(x, set, new double[] {-1}, plainSums);
            Backends.assertClose(Matrix.of(fastSums), Matrix.of(plainSums), 1e-3, "log-sum-exp of " + set.shape());
        }
    }

    /// 2,100 samples are three panels, the last a ragged one; 400 rows are two parts; rows of 400 numbers are three slices. The nearest
    /// of two alike is the first.
    @ParameterizedTest @ValueSource(ints = {37, 400})
    void distancesGoOnFromPanelToPanel(int d) {
        int N = 400;
        Matrix x = Backends.random(N, d, 1), s = Backends.random(2100, d, 2);
        for (int n = 0; n < N; n++)                                                // the twin of one row is here, of another there
            for (int twin : new int[] {5 * n, 2099 - n / 3}) s.setRows(x.rows(n, n + 1), twin);
        int[] fastIndex = new int[N], plainIndex = new int[N];
        double[] fast = new double[N], plain = new double[N], factors = {-.5, -4};
        double[][] fastSums = new double[2][N], plainSums = new double[2][N];
        Backends.REFERENCE.nearest(x, s, plainIndex, plain);
        Backends.REFERENCE.logSumExpOfDistances(x, s, factors, plainSums);
        for (Backend backend : new Backend[] {Backends.ONE, Backends.TWO}) {
            backend.nearest(x, s, fastIndex, fast);
            backend.logSumExpOfDistances(x, s, factors, fastSums);
            assertThat(fastIndex).isEqualTo(plainIndex);
            Backends.assertClose(Matrix.row(fast), Matrix.row(plain), 1e-3 * d / 37, "nearest");
            Backends.assertClose(Matrix.of(fastSums), Matrix.of(plainSums), 1e-3 * d / 37, "log-sum-exp");
        }
    }

    @Test void logSumExpTakesTheTrueMaximumOutInLongRows() {
        Matrix x = Matrix.zeros(2, 37), fast = Matrix.zeros(2, 1);
        x.fill(5000);
        x.set(1, 36, -1e9);
        Backends.ONE.rowLogSumExp(x, 1, fast);
        assertThat(fast.get(0)).isEqualTo((float) (5000 + Math.log(37)));
        assertThat(fast.get(1)).isEqualTo((float) (5000 + Math.log(36)));
        Backends.ONE.rowLogSumExp(x, -1, fast);
        assertThat(fast.get(1)).isEqualTo(1e9f);
    }

    @Test void resultsMayGoWhereTheBackendSaysSo() {
        Matrix x = Backends.random(5, 37, 1), b = Backends.random(1, 37, 2), y = Backends.random(5, 37, 3);
        Matrix sum = x.copy(), product = x.copy(), product2 = y.copy(), sigmoid = x.copy(), back = y.copy();
        Backends.ONE.plusRow(sum, b, sum);
        Backends.ONE.times(product, y, product);
        Backends.ONE.times(x, product2, product2);
        Backends.ONE.apply(Elementwise.SIGMOID, sigmoid, sigmoid);
        Backends.ONE.applyBackward(Elementwise.SIGMOID, x, sigmoid, back, back);

        Matrix apart = Matrix.zeros(5, 37);
        Backends.ONE.plusRow(x, b, apart);
        assertThat(sum.isIdentical(apart, 0)).isTrue();
        Backends.ONE.times(x, y, apart);
        assertThat(product.isIdentical(apart, 0)).isTrue();
        assertThat(product2.isIdentical(apart, 0)).isTrue();
        Backends.ONE.applyBackward(Elementwise.SIGMOID, x, sigmoid, y, apart);
        assertThat(back.isIdentical(apart, 0)).isTrue();
        Backends.ONE.apply(Elementwise.SIGMOID, x, apart);
        assertThat(sigmoid.isIdentical(apart, 0)).isTrue();
    }

    @Test void distancesAreNeverNegative() {
        Matrix x = Matrix.row(.1f, 1e4f, .3f), d = Matrix.zeros(1, 1);
        Matrix tooShort = Matrix.row(x.sumOfSquares() * .999);
        Backends.ONE.squaredDistances(x, tooShort, x, tooShort, d);
        assertThat(d.get(0)).isZero();
    }

    @Test void saysWhatItIs() {
        assertThat(Backends.ONE.describe()).matches("Vector API backend: \\d+-bit lanes on 1 thread, "
                + "because the module jdk\\.incubator\\.vector is there\\.");
        assertThat(Backends.THREE.describe()).contains(" on 3 threads, ");
    }
}
