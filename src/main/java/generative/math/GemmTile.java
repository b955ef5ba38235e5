package generative.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The innermost loop of the matrix product: a tile of C that stays in vector registers while the depth goes by.
///
/// The tile is 4 rows by 2 vectors, or 8 by 1: 8 independent sums hide the latency of a fused multiply-add (4 cycles, 2 units) on
/// every lane width. The compiler loads all that a round of the loop needs first, 2 vectors of B and 4 numbers of A, so 14 of the
/// 16 registers of a 256-bit machine are in use. A tile of 6 × 2 would need 20, and runs at 40 % of the speed, since the sums then
/// go to memory and back.
final class GemmTile {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    /// Rows and columns of a tile.
    static final int MR = 4, NR = 2 * LANES;

    private GemmTile() { }

    /// C[4×2 vectors] (+)= Σₖ a[aᵢ + k·depth] b[k·step+j], with a₀ … a₃ the places of the four rows. The sums live in local
    /// variables: an array of them would spill.
    static void tile(float[] a, int a0, int a1, int a2, int a3, int depth, float[] b, int bi, int step, int kc,
                     boolean add, float[] C, int c, int n) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector c00 = zero, c01 = zero, c10 = zero, c11 = zero;
        FloatVector c20 = zero, c21 = zero, c30 = zero, c31 = zero;
        for (int k = 0, ka = 0; k < kc; k++, ka += depth, bi += step) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bi);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bi + LANES);
            FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + ka]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            x = FloatVector.broadcast(SPECIES, a[a1 + ka]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            x = FloatVector.broadcast(SPECIES, a[a2 + ka]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            x = FloatVector.broadcast(SPECIES, a[a3 + ka]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
        }
        store(c00, c01, add, C, c);
        store(c10, c11, add, C, c + n);
        store(c20, c21, add, C, c + 2 * n);
        store(c30, c31, add, C, c + 3 * n);
    }

    /// The same for 8 rows and one vector, of which C has `cols` numbers: half a strip need not be calculated for nothing. The last
    /// four rows of A begin at `ai4`.
    static void narrow(float[] a, int ai, int ai4, int row, int depth, float[] b, int bi, int kc, boolean add, float[] C,
                       int c, int n, int cols) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector c0 = zero, c1 = zero, c2 = zero, c3 = zero, c4 = zero, c5 = zero, c6 = zero, c7 = zero;
        for (int k = 0; k < kc; k++, ai += depth, ai4 += depth, bi += NR) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bi);
            c0 = FloatVector.broadcast(SPECIES, a[ai]).fma(b0, c0);
            c1 = FloatVector.broadcast(SPECIES, a[ai + row]).fma(b0, c1);
            c2 = FloatVector.broadcast(SPECIES, a[ai + 2 * row]).fma(b0, c2);
            c3 = FloatVector.broadcast(SPECIES, a[ai + 3 * row]).fma(b0, c3);
            c4 = FloatVector.broadcast(SPECIES, a[ai4]).fma(b0, c4);
            c5 = FloatVector.broadcast(SPECIES, a[ai4 + row]).fma(b0, c5);
            c6 = FloatVector.broadcast(SPECIES, a[ai4 + 2 * row]).fma(b0, c6);
            c7 = FloatVector.broadcast(SPECIES, a[ai4 + 3 * row]).fma(b0, c7);
        }
        store(c0, add, C, c, cols);
        store(c1, add, C, c + n, cols);
        store(c2, add, C, c + 2 * n, cols);
        store(c3, add, C, c + 3 * n, cols);
        store(c4, add, C, c + 4 * n, cols);
        store(c5, add, C, c + 5 * n, cols);
        store(c6, add, C, c + 6 * n, cols);
        store(c7, add, C, c + 7 * n, cols);
    }

    private static void store(FloatVector sum, boolean add, float[] C, int c, int cols) {
        VectorMath.put(add ? sum.add(VectorMath.take(C, c, c + cols)) : sum, C, c, c + cols);
    }

    private static void store(FloatVector left, FloatVector right, boolean add, float[] C, int c) {
        if (add) {
            left = left.add(FloatVector.fromArray(SPECIES, C, c));
            right = right.add(FloatVector.fromArray(SPECIES, C, c + LANES));
        }
        left.intoArray(C, c);
        right.intoArray(C, c + LANES);
    }
}
