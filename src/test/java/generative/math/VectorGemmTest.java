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

    private static final double NaN = Double.NaN;

    static IntStream sizes() {
        return Backends.sizes();
    }

    @ParameterizedTest @MethodSource("sizes")
    void agreesWithTheReferenceOnAndOffTheTileSize(int size) {
        int[] all = sizes().toArray();
        for (int i = 0; i < all.length; i++) {
            for (ProductForm form : ProductForm.ALL) {
                form.agrees(Backends.TWO, size, all[i], all[(i * 5 + 3) % 12]);     // 5 and 12 have no common divisor:
                form.agrees(Backends.TWO, all[(i * 7 + 1) % 12], size, all[i]);     // every size meets others
            }
        }
    }

    /// Beyond every block of rows, columns and depth; wide and tall, which are shared differently; narrow and very deep.
    @ParameterizedTest @CsvSource({"97, 300, 530", "530, 300, 97", "200, 513, 40", "200, 1300, 3"})
    void agreesWithTheReferenceBeyondTheBlocksAndGivesTheSameBitsOnAnyNumberOfThreads(int m, int k, int n) {
        for (ProductForm form : ProductForm.ALL) {
            form.agrees(Backends.ONE, m, k, n);
            Matrix A = form.A(m, k), B = form.B(k, n), C = Backends.random(m, n, 3);
            Matrix[] one = {form.multiply(Backends.ONE, A, B, C)};
            for (Backend more : new Backend[] {Backends.TWO, Backends.THREE})
                Backends.assertSameBits(new Matrix[] {form.multiply(more, A, B, C)}, one, form + more.describe());
        }
    }

    @ParameterizedTest @CsvSource({"1000, 1, 1", "1, 1000, 1", "1, 1, 1000", "1, 1000, 1000", "1000, 1000, 1"})
    void vectorsAreMatricesToo(int m, int k, int n) {
        for (ProductForm form : ProductForm.ALL) form.agrees(Backends.TWO, m, k, n);
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

    @ParameterizedTest @MethodSource("backends")
    void NaNAndInfinityGoWhereTheMathematicsSendsThem(Backend backend) {
        for (ProductForm form : ProductForm.ALL) form.sendsNaNAndInfinityWhereTheMathematicsDoes(backend);
    }

    @Test void manyCallersShareOneBackend() {
        ProductForm form = new ProductForm(false, true, false);
        Matrix A = form.A(64, 200), B = form.B(200, 100), C = Matrix.zeros(64, 100);
        float[] expected = form.multiply(Backends.ONE, A, B, C).floats();
        assertThat(IntStream.range(0, 40).parallel()
                .allMatch(i -> Arrays.equals(form.multiply(Backends.TWO, A, B, C).floats(), expected))).isTrue();
    }
}
