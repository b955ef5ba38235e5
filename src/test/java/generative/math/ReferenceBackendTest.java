package generative.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Worked examples in both precisions: what the reference says is what the fast backends are held against.
final class ReferenceBackendTest {

    private static final Backend B = Backend.reference();

    private static Matrix of(boolean exact, double[]... rows) {
        return exact ? Matrix.of(rows).inDouble() : Matrix.of(rows);
    }

    /// The definition, summed in double.
    private static double[][] triple(Matrix A, boolean transposeA, Matrix B, boolean transposeB, Matrix C) {
        double[][] sum = C.toArray2();
        int depth = transposeA ? A.numRows() : A.numCols();
        for (int i = 0; i < C.numRows(); i++)
            for (int j = 0; j < C.numCols(); j++)
                for (int k = 0; k < depth; k++)
                    sum[i][j] += (transposeA ? A.get(k, i) : A.get(i, k)) * (transposeB ? B.get(j, k) : B.get(k, j));
        return sum;
    }

    @ParameterizedTest @ValueSource(booleans = {true, false})
    void productsAreThreeLoops(boolean exact) {
        for (int form = 0; form < 8; form++) {
            boolean ta = (form & 1) > 0, tb = (form & 2) > 0, add = (form & 4) > 0;
            Matrix a = ta ? Backends.random(13, 7, 1) : Backends.random(7, 13, 1);
            Matrix b = tb ? Backends.random(5, 13, 2) : Backends.random(13, 5, 2), c = Backends.random(7, 5, 3);
            if (exact) {
                a = a.inDouble();
                b = b.inDouble();
                c = c.inDouble();
            }
            double[][] expected = triple(a, ta, b, tb, add ? c : c.createLike());
            B.multiply(a, ta, b, tb, add, c);
            Offset<Double> near = Offset.offset(exact ? 1e-13 : 1e-5);
            double[][] actual = c.toArray2();
            for (int i = 0; i < 7; i++) assertThat(actual[i]).as("form " + form).containsExactly(expected[i], near);
        }
    }

    @Test void aFloatResultOfADoubleFactorIsKept() {
        Matrix c = Matrix.of(new double[][] {{1, 1}, {1, 1}}), a = Matrix.of(new double[][] {{1, 2}, {3, 4}});
        B.multiply(a, false, a.inDouble(), false, true, c);
        assertThat(c.isFloat()).isTrue();
        assertThat(c.toArray2()).isDeepEqualTo(new double[][] {{8, 11}, {16, 23}});
    }

    @ParameterizedTest @ValueSource(booleans = {true, false})
    void rowsAndColumns(boolean exact) {
        Matrix x = of(exact, new double[][] {{1, 2, 3}, {4, 5, 6}}), y = x.createLike();
        B.plusRow(x, of(exact, new double[] {10, 20, 30}), y);
        assertThat(y.toArray2()).isDeepEqualTo(new double[][] {{11, 22, 33}, {14, 25, 36}});

        Matrix sums = of(exact, new double[] {100, 200, 300});
        B.addColumnSums(x, sums);
        assertThat(sums.toArray2()).isDeepEqualTo(new double[][] {{105, 207, 309}});

        B.times(x, x, y);
        assertThat(y.toArray2()).isDeepEqualTo(new double[][] {{1, 4, 9}, {16, 25, 36}});
    }

    @ParameterizedTest @ValueSource(booleans = {true, false})
    void theLeastAndTheLargestWithTheFirstOneInATie(boolean exact) {
        Matrix z = of(exact, new double[][] {{1, 3, 3, -2, -5, -2}, {0, 0, 0, 9, 8, 9}}), h = z.like(2, 2);
        int[] winner = new int[4], least = new int[2];
        B.groupMax(z, 3, h, winner);
        assertThat(h.toArray2()).isDeepEqualTo(new double[][] {{3, -2}, {0, 9}});
        assertThat(winner).containsExactly(1, 0, 0, 0);
        B.rowArgMin(z, least);
        assertThat(least).containsExactly(4, 0);

        Matrix dz = z.copy();
        B.groupMaxBackward(of(exact, new double[][] {{7, 8}, {9, 10}}), 3, winner, dz);
        assertThat(dz.toArray2()).isDeepEqualTo(new double[][] {{0, 7, 0, 8, 0, 0}, {9, 0, 0, 10, 0, 0}});
    }

    @ParameterizedTest @ValueSource(booleans = {true, false})
    void aNaNWinsOnlyInFirstPlace(boolean exact) {
        double NaN = Double.NaN;
        Matrix z = of(exact, new double[][] {{NaN, 3, 1}, {2, NaN, 1}}), h = z.like(2, 1);
        int[] winner = new int[2];
        B.groupMax(z, 3, h, winner);
        assertThat(winner).containsExactly(0, 0);
        assertThat(h.get(0)).isNaN();
        assertThat(h.get(1)).isEqualTo(2);
        B.rowArgMin(z, winner);
        assertThat(winner).containsExactly(0, 2);
    }

    @ParameterizedTest @ValueSource(booleans = {true, false})
    void logSumExpTakesTheTrueMaximumOut(boolean exact) {
        double inf = Double.POSITIVE_INFINITY;
        Matrix x = of(exact, new double[][] {{0, 0}, {-1000, -1000}, {1000, 1000}, {-inf, -inf}, {-inf, 3}, {inf, 3},
            {Double.NaN, inf}});
        Matrix out = x.like(7, 1);
        B.rowLogSumExp(x, 1, out);
        double ln2 = .6931471805599453;
        double[] expected = {ln2, -1000 + ln2, 1000 + ln2, -inf, 3, inf};
        for (int n = 0; n < 6; n++) {
            if (Double.isInfinite(expected[n])) assertThat(out.get(n)).isEqualTo(expected[n]);
            else assertThat(out.get(n)).isCloseTo(expected[n], Offset.offset(exact ? 1e-12 : 4e-5));
        }
        assertThat(out.get(6)).isNaN();
        B.rowLogSumExp(x, -.001, out);
        assertThat(out.get(2)).isCloseTo(-1 + ln2, Offset.offset(1e-6));
    }

    @ParameterizedTest @ValueSource(booleans = {true, false})
    void distances(boolean exact) {
        Matrix x = of(exact, new double[][] {{0, 0}, {3, 4}}), d = x.like(2, 3);
        Matrix s = of(exact, new double[][] {{3, 4}, {0, 1}, {-3, -4}});
        B.squaredDistances(x, x.rowSquaredNorms(), s, s.rowSquaredNorms(), d);
        assertThat(d.toArray2()).isDeepEqualTo(new double[][] {{25, 1, 25}, {0, 18, 100}});
        B.squaredDistances(x, x.like(2, 1), s, s.like(3, 1), d);                // norms too short, yet not below 0
        assertThat(d.get(1, 0)).isZero();
    }

    @ParameterizedTest @ValueSource(booleans = {true, false})
    void functionsAndTheirSlopes(boolean exact) {
        Matrix x = of(exact, new double[] {-1, 0, 2}), y = x.createLike(), dx = x.createLike();
        B.apply(Elementwise.RELU, x, y);
        assertThat(y.toArray2()).isDeepEqualTo(new double[][] {{0, 0, 2}});
        B.applyBackward(Elementwise.RELU, x, y, of(exact, new double[] {5, 6, 7}), dx);
        assertThat(dx.toArray2()).isDeepEqualTo(new double[][] {{0, 0, 7}});
    }

    /// The rows (1, 3) and (5, 5): means 2 and 5, mean squares 5 and 25.
    @ParameterizedTest @ValueSource(booleans = {true, false})
    void rowsAreNormalised(boolean exact) {
        Matrix x = of(exact, new double[][] {{1, 3}, {5, 5}}), g = of(exact, new double[] {2, 4}),
                b = of(exact, new double[] {10, 20});
        Matrix y = x.createLike(), statistics = x.like(2, 2);
        B.normalise(x, g, b, 3, y, statistics);                                 // r = 1/√(1+3), 1/√(0+3)
        assertThat(y.toArray2()).isDeepEqualTo(new double[][] {{9, 22}, {10, 20}});
        assertThat(statistics.get(0)).isEqualTo(2);
        assertThat(statistics.get(1)).isEqualTo(.5);
        assertThat(statistics.get(2)).isEqualTo(5);
        assertThat(statistics.get(3)).isCloseTo(1 / Math.sqrt(3), Offset.offset(1e-7));

        Matrix dy = of(exact, new double[][] {{1, 1}, {0, 0}}), dx = x.createLike(), dg = of(exact, new double[] {100, 200});
        B.normaliseBackward(x, statistics, g, true, dy, dx);                    // x̂ = ∓½; u = (2, 4), ū = 3, mean u x̂ = ½
        assertThat(dx.toArray2()).isDeepEqualTo(new double[][] {{-.375, .375}, {0, 0}});
        B.addGainGradient(x, statistics, dy, dg);
        assertThat(dg.toArray2()).isDeepEqualTo(new double[][] {{99.5, 200.5}});

        B.normalise(x, g, null, 11, y, statistics);                             // r = 1/√(5+11), 1/√(25+11)
        assertThat(y.get(0)).isEqualTo(.5);
        assertThat(y.get(1)).isEqualTo(3);
        assertThat(statistics.get(0)).isZero();
        assertThat(statistics.get(1)).isEqualTo(.25);
        B.normaliseBackward(x, statistics, g, false, dy, dx);                   // x̂ = (¼, ¾); mean u x̂ = 7/4
        assertThat(dx.get(0)).isEqualTo(.25 * (2 - .25 * 1.75));
        assertThat(dx.get(1)).isEqualTo(.25 * (4 - .75 * 1.75));
    }

    @ParameterizedTest @ValueSource(booleans = {true, false})
    void theLossOfClassesAndRowsByNumber(boolean exact) {
        double ln3 = 1.0986122886681098;
        Matrix a = of(exact, new double[][] {{0, ln3}, {1000, 1000}}), gradient = a.createLike();
        assertThat(B.softmaxLoss(a, new int[] {0, 1}, gradient)).isCloseTo(Math.log(4) + Math.log(2), Offset.offset(1e-6));
        double[][] expected = {{-.375, .375}, {.25, -.25}};
        for (int n = 0; n < 2; n++) assertThat(gradient.toArray2()[n]).containsExactly(expected[n], Offset.offset(1e-7));

        Matrix sums = of(exact, new double[][] {{100, 0}, {0, 0}, {7, 7}});
        B.addRows(of(exact, new double[][] {{1, 2}, {3, 4}, {5, 6}}), new int[] {1, 0, 1}, sums);
        assertThat(sums.toArray2()).isDeepEqualTo(new double[][] {{103, 4}, {6, 8}, {7, 7}});
    }

    @ParameterizedTest @ValueSource(booleans = {true, false})
    void updatesInPlace(boolean exact) {
        Matrix theta = of(exact, new double[] {1, 2}), v = of(exact, new double[] {4, 0});
        Matrix g = of(exact, new double[] {8, -8});
        B.sgdStep(theta, v, g, .25, .5);                                        // v = .5·4 − .25·8 = 0;  0 + 2
        assertThat(v.toArray2()).isDeepEqualTo(new double[][] {{0, 2}});
        assertThat(theta.toArray2()).isDeepEqualTo(new double[][] {{1, 4}});
        assertThat(g.toArray2()).isDeepEqualTo(new double[][] {{0, 0}});

        Matrix m = of(exact, new double[] {2, 0}), s = of(exact, new double[] {4, 0});
        g = of(exact, new double[] {-2, 4});
        B.adamStep(theta, m, s, g, .5, .5, .75, 4, .125, .5, .25);
        assertThat(m.toArray2()).isDeepEqualTo(new double[][] {{0, 2}});        // .5·2 − .5·2;   0 + .5·4
        assertThat(s.toArray2()).isDeepEqualTo(new double[][] {{4, 4}});        // .75·4 + .25·4; 0 + .25·16
        assertThat(theta.toArray2()).isDeepEqualTo(new double[][] {{.875, 4 * .875 - .5 * 4 / (4 + 4)}});
        assertThat(g.toArray2()).isDeepEqualTo(new double[][] {{0, 0}});
    }

    @Test void saysWhyItRuns() {
        assertThat(B.describe()).startsWith("Reference backend: plain loops on one thread, because")
                .contains("--add-modules jdk.incubator.vector");
    }
}
