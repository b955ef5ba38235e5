package generative.math;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/// How a matrix product becomes a hundred times faster without computing anything else: the steps one by one.
///
/// ```
/// C[i,j] = Σₖ A[i,k] B[k,j]           n³ multiply-adds, whatever the order of the three loops
///
/// naive      i, j, k     one sum after the other; B is read down its columns, a new line of memory for each number
/// in order   i, k, j     whole rows of B and C, as they lie in memory
/// blocked    k₀, j₀, i, k, j      a block of B stays in the cache while all rows of A meet it
/// packed     the same from a copy of the block whose rows are arrays of their own: the compiler puts them on vector lanes
/// tiled      C in 4 × 2 vector registers, so that a number of B is loaded once for 4 rows ([VectorGemm], one thread)
/// threads    columns of C shared out ([VectorGemm], all threads)
/// ```
/// Source of the blocks and the packing: Goto and van de Geijn, *Anatomy of High-Performance Matrix Multiplication* (2008).
public final class ProductLadder {

    private static final int DEEP = 64, WIDE = 256;                        // a block of B is 64 kB

    private ProductLadder() { }

    /// One way to compute C = A B for square matrices of n rows.
    interface Way {
        void multiply(float[] A, float[] B, float[] C, int n);
    }

    /// The steps, by name, in this order. The last two are there where the Vector API is.
    static Map<String, Way> steps() {
        Map<String, Way> steps = new LinkedHashMap<>();
        steps.put("naive", ProductLadder::naive);
        steps.put("in order", ProductLadder::inOrder);
        steps.put("blocked", ProductLadder::blocked);
        steps.put("packed", ProductLadder::packed);
        if (BackendChoice.vectorModulePresent()) addVector(steps);
        return steps;
    }

    /// In a method of its own, so that the vector classes are loaded only where the module is.
    private static void addVector(Map<String, Way> steps) {
        VectorGemm alone = new VectorGemm(new Team(1)), all = new VectorGemm(new Team(Team.threads()));
        steps.put("tiled", (A, B, C, n) -> alone.multiply(A, false, B, false, false, C, n, n, n));
        steps.put("threads", (A, B, C, n) -> all.multiply(A, false, B, false, false, C, n, n, n));
    }

    static void naive(float[] A, float[] B, float[] C, int n) {
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) {
                float sum = 0;
                for (int k = 0; k < n; k++) sum += A[i * n + k] * B[k * n + j];
                C[i * n + j] = sum;
            }
    }

    static void inOrder(float[] A, float[] B, float[] C, int n) {
        java.util.Arrays.fill(C, 0f);
        for (int i = 0; i < n; i++)
            for (int k = 0; k < n; k++) addRow(A[i * n + k], B, k * n, C, i * n, n);
    }

    static void blocked(float[] A, float[] B, float[] C, int n) {
        java.util.Arrays.fill(C, 0f);
        for (int k0 = 0; k0 < n; k0 += DEEP)
            for (int j0 = 0; j0 < n; j0 += WIDE) {
                int wide = Math.min(WIDE, n - j0);
                for (int i = 0; i < n; i++)
                    for (int k = k0; k < Math.min(n, k0 + DEEP); k++) addRow(A[i * n + k], B, k * n + j0, C, i * n + j0, wide);
            }
    }

    static void packed(float[] A, float[] B, float[] C, int n) {
        java.util.Arrays.fill(C, 0f);
        float[][] rows = new float[DEEP][WIDE];
        float[] sums = new float[WIDE];
        for (int k0 = 0; k0 < n; k0 += DEEP)
            for (int j0 = 0; j0 < n; j0 += WIDE) {
                int deep = Math.min(DEEP, n - k0), wide = Math.min(WIDE, n - j0);
                for (int k = 0; k < deep; k++) System.arraycopy(B, (k0 + k) * n + j0, rows[k], 0, wide);
                for (int i = 0; i < n; i++) {
                    System.arraycopy(C, i * n + j0, sums, 0, wide);
                    for (int k = 0; k < deep; k++) addRow(A[i * n + k0 + k], rows[k], sums, wide);
                    System.arraycopy(sums, 0, C, i * n + j0, wide);
                }
            }
    }

    /// C[to …] += a B[from …]. The two ranges might overlap for all the compiler knows, so it adds number by number.
    private static void addRow(float a, float[] B, int from, float[] C, int to, int n) {
        for (int j = 0; j < n; j++) C[to + j] += a * B[from + j];
    }

    /// sums += a row. The same index on both sides: this the compiler puts on vector lanes.
    private static void addRow(float a, float[] row, float[] sums, int n) {
        for (int j = 0; j < n; j++) sums[j] += a * row[j];
    }

    /// Billions of floating-point operations a second, the best of a few tries in a seventh of a second.
    private static double gigaflops(Way way, int n, Supplier<float[]> matrix) {
        float[] A = matrix.get(), B = matrix.get(), C = new float[n * n];
        long end = System.nanoTime() + 150_000_000, best = Long.MAX_VALUE;
        do {
            long start = System.nanoTime();
            way.multiply(A, B, C, n);
            best = Math.min(best, System.nanoTime() - start);
        } while (System.nanoTime() < end);
        return 2.0 * n * n * n / best;
    }

    /// The steps at n = 512.
    public static void demo() {
        int n = 512;
        var random = Randoms.of(1);
        System.out.println("C = A B of " + n + "×" + n + " floats");
        steps().forEach((name, way) -> System.out.printf(Locale.ROOT, "  %-9s %7.1f GFLOP/s%n", name,
                gigaflops(way, n, () -> Randoms.gaussian(n, n, 1, random).floats())));
        System.out.println("The same additions in another order: what changes is how often each number comes from memory. Blocks alone");
        System.out.println("do little: they pay once lanes and registers have made the arithmetic faster than the memory.");
    }
}
