package generative.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The product against the reference in double. The bound is that of any order of summation:
/// |error| ≤ (k + 2) 2⁻²⁴ (|A| |B| + |C|), element by element.
final class VectorGemmTest {

    private static final double NaN = Double.NaN, INF = Double.POSITIVE_INFINITY;

    /// Plain, A transposed, B transposed, both; each overwriting C and adding to it.
    private record Form(boolean transposeA, boolean transposeB, boolean add) {

        static final Form[] ALL = IntStream.range(0, 8)
                .mapToObj(i -> new Form((i & 1) > 0, (i & 2) > 0, (i & 4) > 0)).toArray(Form[]::new);

        Matrix A(int m, int k) {
            return transposeA ? Backends.random(k, m, 1) : Backends.random(m, k, 1);
        }

        Matrix B(int k, int n) {
            return transposeB ? Backends.random(n, k, 2) : Backends.random(k, n, 2);
        }

        Matrix multiply(Backend backend, Matrix A, Matrix B, Matrix C) {
            Matrix result = C.copy();
            backend.multiply(A, transposeA, B, transposeB, add, result);
            return result;
        }
    }

    private static Matrix absolute(Matrix x) {
        return x.inDouble().map(Math::abs);
    }

    private static void agrees(Backend backend, Form form, int m, int k, int n) {
        Matrix A = form.A(m, k), B = form.B(k, n), C = Backends.random(m, n, 3);
        Matrix fast = form.multiply(backend, A, B, C);
        Matrix exact = form.multiply(Backends.REFERENCE, A.inDouble(), B.inDouble(), C.inDouble());
        Matrix size = form.multiply(Backends.REFERENCE, absolute(A), absolute(B), absolute(C));
        for (int i = 0; i < m * n; i++) {
            double error = Math.abs(fast.get(i) - exact.get(i)), bound = (k + 2) * Backends.U * size.get(i);
            if (!(error <= bound)) throw new AssertionError(form + " " + m + "×" + k + "×" + n + ", element " + i + ": "
                    + fast.get(i) + " instead of " + exact.get(i) + " ± " + bound);
        }
    }

    static IntStream sizes() {
        return Backends.sizes();
    }

    @ParameterizedTest @MethodSource("sizes")
    void agreesWithTheReferenceOnAndOffTheTileSize(int size) {
        int[] all = sizes().toArray();
        for (int i = 0; i < all.length; i++) {
            for (Form form : Form.ALL) {
                agrees(Backends.TWO, form, size, all[i], all[(i * 5 + 3) % 12]);     // 5 and 12 have no common divisor:
                agrees(Backends.TWO, form, all[(i * 7 + 1) % 12], size, all[i]);     // every size meets others
            }
        }
    }

    /// Beyond every block: 96 rows, a depth of 256, 512 columns; wide and tall, which are shared differently.
    @ParameterizedTest @CsvSource({"97, 300, 530", "530, 300, 97", "200, 513, 40"})
    void agreesWithTheReferenceBeyondTheBlocksAndGivesTheSameBitsOnAnyNumberOfThreads(int m, int k, int n) {
        for (Form form : Form.ALL) {
            agrees(Backends.ONE, form, m, k, n);
            Matrix A = form.A(m, k), B = form.B(k, n), C = Backends.random(m, n, 3);
            Matrix[] one = {form.multiply(Backends.ONE, A, B, C)};
            for (Backend more : new Backend[] {Backends.TWO, Backends.THREE})
                Backends.assertSameBits(new Matrix[] {form.multiply(more, A, B, C)}, one, form + more.describe());
        }
    }

    @ParameterizedTest @CsvSource({"1000, 1, 1", "1, 1000, 1", "1, 1, 1000", "1, 1000, 1000", "1000, 1000, 1"})
    void vectorsAreMatricesToo(int m, int k, int n) {
        for (Form form : Form.ALL) agrees(Backends.TWO, form, m, k, n);
    }

    static Stream<Backend> backends() {
        return Stream.of(Backends.ONE, Backends.THREE, Backends.REFERENCE);
    }

    @ParameterizedTest @MethodSource("backends")
    void aSumOfNothingIsZero(Backend backend) {
        Matrix C = Matrix.row(5, 6, 7);
        backend.multiply(Matrix.zeros(1, 0), false, Matrix.zeros(0, 3), false, true, C);
        assertThat(C.toArray2()).isDeepEqualTo(new double[][] {{5, 6, 7}});
        backend.multiply(Matrix.zeros(1, 0), false, Matrix.zeros(0, 3), false, false, C);
        assertThat(C.toArray2()).isDeepEqualTo(new double[][] {{0, 0, 0}});
        Matrix empty = Matrix.zeros(0, 4);
        backend.multiply(Matrix.zeros(0, 3), false, Matrix.zeros(3, 4), false, false, empty);
        assertThat(empty.getNumElements()).isZero();
    }

    @ParameterizedTest @MethodSource("backends")
    void whatWasThereIsOverwrittenEvenIfItIsNoNumber(Backend backend) {
        Matrix C = Matrix.zeros(5, 33);
        C.fill(NaN);
        backend.multiply(Backends.random(5, 300, 1), false, Backends.random(300, 33, 2), false, false, C);
        assertThat(C.isFinite()).isTrue();
    }

    /// One NaN, one ∞ and one −∞ in A reach the whole of their rows and nothing else; 0 · ∞ is NaN.
    @ParameterizedTest @MethodSource("backends")
    void NaNAndInfinityGoWhereTheMathematicsSendsThem(Backend backend) {
        for (Form form : Form.ALL) {
            Matrix A = form.A(9, 17), B = form.B(17, 35), C = Backends.random(9, 35, 3);
            for (int i = 0; i < 3; i++) {
                int n = 2 + 3 * i, kk = 16 - i;
                A.set(form.transposeA() ? kk : n, form.transposeA() ? n : kk, new double[] {NaN, INF, -INF}[i]);
            }
            B.set(form.transposeB() ? 34 : 15, form.transposeB() ? 15 : 34, 0);          // meets +∞ in column 34
            Matrix y = form.multiply(backend, A, B, C);
            for (int n = 0; n < 9; n++) for (int j = 0; j < 35; j++) {
                double b = B.get(form.transposeB() ? j : n == 5 ? 15 : 14, form.transposeB() ? n == 5 ? 15 : 14 : j);
                double expected = n == 2 ? NaN : n == 5 ? INF * b : n == 8 ? -INF * b : 0;
                if (expected == 0) assertThat(y.get(n, j)).as(form + " %d, %d", n, j).isFinite();
                else assertThat(y.get(n, j)).as(form + " %d, %d", n, j).isEqualTo(Double.valueOf(expected));
            }
        }
    }

    @Test void manyCallersShareOneBackend() {
        Form form = new Form(false, true, false);
        Matrix A = form.A(64, 200), B = form.B(200, 100), C = Matrix.zeros(64, 100);
        float[] expected = form.multiply(Backends.ONE, A, B, C).floats();
        assertThat(IntStream.range(0, 40).parallel()
                .allMatch(i -> Arrays.equals(form.multiply(Backends.TWO, A, B, C).floats(), expected))).isTrue();
    }
}
