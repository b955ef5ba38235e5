package generative.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Cells and candidates: whatever the points, the answer is that of trying all.
final class NearestPointTest {

    /// Roundings on the way to a square: of the difference, which counts twice, of its square, and of two sums.
    private static final int ROUNDINGS = 5;

    private static void agrees(Matrix x, Matrix s, String what) {
        int N = x.numRows();
        int[] fast = new int[N], plain = new int[N];
        double[] distance = new double[N], exact = new double[N];
        Backends.TWO.nearest(x, s, fast, distance);
        Backends.REFERENCE.nearest(x, s, plain, exact);
        for (int n = 0; n < N; n++) {
            if (Double.isInfinite(exact[n])) assertThat(distance[n]).as(what + ", row " + n).isInfinite();
            else assertThat(Math.abs(distance[n] - exact[n])).as(what + ", distance of row " + n)
                    .isLessThanOrEqualTo(ROUNDINGS * Backends.U * exact[n]);
            if (fast[n] != plain[n])                                            // two within rounding of each other
                assertThat(x.rows(n, n + 1).minus(s.rows(fast[n], fast[n] + 1)).sumOfSquares()).as(what + ", row " + n)
                        .isLessThanOrEqualTo(exact[n] * (1 + 2 * ROUNDINGS * Backends.U));
        }
    }

    @ParameterizedTest @CsvSource({"1, 1000, 7", "2, 5000, 40", "3, 20000, 100", "3, 20000, 1", "3, 3, 64", "2, 20000, 2",
        "3, 70001, 30"})
    void findsWhatTryingAllFinds(int d, int N, int M) {
        agrees(Backends.random(N, d, 1), Backends.random(M, d, 2), "same range");
        agrees(Backends.random(N, d, 1), Backends.random(M, d, 2).scale(3), "set wider than the points");
        agrees(Backends.random(N, d, 1), Backends.random(M, d, 2).scale(.01).plus(5), "set far away");
        agrees(Backends.random(N, d, 1).scale(1e-3).plus(1), Backends.random(M, d, 2), "points close together");
    }

    /// All points the same, or all on one face: cells without width.
    @ParameterizedTest @ValueSource(ints = {1, 2, 3})
    void flatBoxesAreNoTrouble(int d) {
        Matrix x = Matrix.zeros(2000, d), flat = Backends.random(2000, d, 1), s = Backends.random(50, d, 2);
        x.fill(.25);
        for (int n = 0; n < 2000; n++) flat.set(n, d - 1, -.5);
        agrees(x, s, "one point");
        agrees(flat, s, "one face");
    }

    /// Whole numbers: distances are exact, and ties are everywhere.
    @ParameterizedTest @ValueSource(ints = {1, 2, 3})
    void theFirstOneWinsATie(int d) {
        Matrix x = Backends.ties(5000, d), s = Backends.ties(200, d);
        int[] fast = new int[5000], plain = new int[5000];
        Backends.TWO.nearest(x, s, fast, new double[5000]);
        Backends.REFERENCE.nearest(x, s, plain, new double[5000]);
        assertThat(fast).isEqualTo(plain);
    }

    @Test void eachCoordinateHasARangeOfItsOwn() {
        Matrix x = Backends.random(20_000, 3, 1), s = Backends.random(100, 3, 2);
        for (int n = 0; n < 20_000; n++) stretch(x, n);
        for (int m = 0; m < 100; m++) stretch(s, m);
        agrees(x, s, "a box of 1 by 10 by 100");
    }

    private static void stretch(Matrix x, int n) {
        x.set(n, 1, 10 * x.get(n, 1) + 7);
        x.set(n, 2, 100 * x.get(n, 2) - 20);
    }

    /// Wherever they stand in the vectors and behind them; one that is infinite makes the box so, too.
    @ParameterizedTest @CsvSource({"1, 1000", "2, 5003", "3, 16384", "3, 40001", "3, 5"})
    void whatIsNoNumberIsNearNothingAndHidesNobody(int d, int N) {
        Matrix s = Backends.random(60, d, 2).scale(8);
        for (float strange : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            Matrix x = Backends.random(N, d, 1);
            for (int n : new int[] {0, 1, N / 2, N - 1}) x.set(n, n % d, strange);
            x.set(N - 2, 0, 3);                                                 // alone at the edge of the box
            agrees(x, s, "rows of " + strange);
        }
    }

    /// A palette is searched thousands of times by threads that live as long as the process.
    @Test void aSearchThatIsOverKeepsNothingAlive() {
        WeakReference<float[]> points = new WeakReference<>(searched());
        for (int tries = 0; tries < 20 && points.get() != null; tries++) System.gc();
        assertThat(points.get()).isNull();
    }

    private static float[] searched() {
        Matrix x = Backends.random(100_000, 3, 1);                         // shares for both threads
        Backends.TWO.nearest(x, Backends.random(10, 3, 2), new int[100_000], new double[100_000]);
        return x.floats();
    }
}
