package generative.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;

/// The product in one of its eight forms: A transposed or not, B transposed or not, overwriting C or adding to it.
record ProductForm(boolean transposeA, boolean transposeB, boolean add) {

    private static final double NaN = Double.NaN, INF = Double.POSITIVE_INFINITY;

    static final ProductForm[] ALL = IntStream.range(0, 8)
            .mapToObj(i -> new ProductForm((i & 1) > 0, (i & 2) > 0, (i & 4) > 0)).toArray(ProductForm[]::new);

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

    private static Matrix absolute(Matrix x) {
        return x.inDouble().map(Math::abs);
    }

    /// Against the reference in double. The bound is that of any order of summation:
    /// |error| ≤ (k + 2) 2⁻²⁴ (|A| |B| + |C|), element by element.
    void agrees(Backend backend, int m, int k, int n) {
        agrees(backend, Backends::random, m, k, n);
    }

    /// Where NaN or ∞ comes out it has to be the very same.
    void agrees(Backend backend, Backends.Numbers numbers, int m, int k, int n) {
        Matrix A = transposeA ? numbers.of(k, m, 1) : numbers.of(m, k, 1), C = numbers.of(m, n, 3);
        Matrix B = transposeB ? numbers.of(n, k, 2) : numbers.of(k, n, 2);
        Matrix fast = multiply(backend, A, B, C);
        Matrix exact = multiply(Backends.REFERENCE, A.inDouble(), B.inDouble(), C.inDouble());
        Matrix size = multiply(Backends.REFERENCE, absolute(A), absolute(B), absolute(C));
        for (int i = 0; i < m * n; i++) {
            double error = Math.abs(fast.get(i) - exact.get(i)), bound = (k + 2) * Backends.U * size.get(i);
            if (!(error <= bound) && Double.compare(fast.get(i), exact.get(i)) != 0)
                throw new AssertionError(this + " " + m + "×" + k + "×" + n + ", element " + i + ": " + fast.get(i)
                        + " instead of " + exact.get(i) + " ± " + bound);
        }
    }

    /// One NaN, one ∞ and one −∞ in A reach the whole of their rows and nothing else; 0 · ∞ is NaN.
    void sendsNaNAndInfinityWhereTheMathematicsDoes(Backend backend) {
        Matrix A = A(9, 17), B = B(17, 35), C = Backends.random(9, 35, 3);
        for (int i = 0; i < 3; i++) {
            int n = 2 + 3 * i, kk = 16 - i;
            A.set(transposeA ? kk : n, transposeA ? n : kk, new double[] {NaN, INF, -INF}[i]);
        }
        B.set(transposeB ? 34 : 15, transposeB ? 15 : 34, 0);                    // meets +∞ in column 34
        Matrix y = multiply(backend, A, B, C);
        for (int n = 0; n < 9; n++) for (int j = 0; j < 35; j++) {
            double b = B.get(transposeB ? j : n == 5 ? 15 : 14, transposeB ? n == 5 ? 15 : 14 : j);
            double expected = n == 2 ? NaN : n == 5 ? INF * b : n == 8 ? -INF * b : 0;
            if (expected == 0) assertThat(y.get(n, j)).as(this + " %d, %d", n, j).isFinite();
            else assertThat(y.get(n, j)).as(this + " %d, %d", n, j).isEqualTo(Double.valueOf(expected));
        }
    }
}
