package generative.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The matrix product C (+)= op(A) op(B) in blocks that fit the caches, on vector registers.
///
/// ```
/// for each panel of columns of C                      (NC wide; one thread's share)
///   for each slice of the depth k                     (KC deep)
///     pack op(B)'s KC×NC block into strips of NR columns:   strip[k·NR + j]     stays in the second-level cache
///     for each block of MC rows of C
///       pack op(A)'s MC×KC block into strips of MR rows:    strip[k·MR + i]
///       for each strip of B, for each strip of A
///         tile: MR×NR numbers of C, held in registers, += Σₖ a[k,i] b[k,j]
/// ```
///
/// Packing makes every read of the innermost loop the next number in memory and hides both transposes; strips at the
/// edges are filled with zeros, so that the tile has one size. The tile is 4 rows by 2 vectors: 8 independent sums hide the
/// latency of a fused multiply-add (4 cycles, 2 units) on every lane width. The compiler loads all that a round of the loop
/// needs first, 2 vectors of B and 4 numbers of A, so 14 of the 16 registers of a 256-bit machine are in use. A tile
/// of 6 × 2 would need 20, and runs at 40 % of the speed, since the sums then go to memory and back. Each element
/// of C is summed in the same order whatever the number of threads, so the bits do not depend on it.
final class VectorGemm {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int MR = 4, NR = 2 * LANES;
    private static final int KC = 256, MC = 96, NC = 512 / NR * NR;
    private static final int PARTS = 2;                                   // a thread: whoever is early takes another
    private static final long WORTH_SHARING = 300_000;                    // multiply-adds

    private final Team team;
    private final ThreadLocal<Buffers> buffers = ThreadLocal.withInitial(Buffers::new);

    /// The packed blocks of one thread, and a tile for the ragged edges.
    private static final class Buffers {
        final float[] a = new float[MC * KC], b = new float[NC * KC], tile = new float[MR * NR];
    }

    VectorGemm(Team team) {
        this.team = team;
    }

    /// op(A) is m×k, op(B) is k×n, C is m×n, all row-major without gaps.
    void multiply(float[] A, boolean transposeA, float[] B, boolean transposeB, boolean add,
                  float[] C, int m, int n, int k) {
        if (m == 0 || n == 0) return;
        if (k == 0) {
            if (!add) java.util.Arrays.fill(C, 0, m * n, 0f);
            return;
        }
        var job = new Job(A, transposeA, transposeA ? m : k, B, transposeB, transposeB ? k : n, add, C, n, k);
        int parts = (long) m * n * k < WORTH_SHARING || team.size() == 1 ? 1 : PARTS * team.size();
        boolean byColumns = n >= m;
        int unit = byColumns ? NR : MR, length = byColumns ? n : m;
        int share = (length + parts * unit - 1) / (parts * unit) * unit;      // whole tiles each
        team.run((length + share - 1) / share, part -> {
            int from = part * share, to = Math.min(length, from + share);
            if (byColumns) block(job, 0, m, from, to);
            else block(job, from, to, 0, n);
        });
    }

    /// What is multiplied: the arrays, how they are stored (`lda`, `ldb`: length of a stored row) and the depth k.
    private record Job(float[] A, boolean transposeA, int lda, float[] B, boolean transposeB, int ldb,
                       boolean add, float[] C, int n, int k) { }

    /// Rows i0 … i1−1 and columns j0 … j1−1 of C, by one thread.
    private void block(Job job, int i0, int i1, int j0, int j1) {
        Buffers buffer = buffers.get();
        for (int jc = j0; jc < j1; jc += NC) {
            int nc = Math.min(NC, j1 - jc);
            for (int kc0 = 0; kc0 < job.k; kc0 += KC) {
                int kc = Math.min(KC, job.k - kc0);
                boolean add = job.add || kc0 > 0;
                pack(job.B, job.transposeB, job.ldb, kc0, kc, jc, nc, NR, buffer.b);
                for (int ic = i0; ic < i1; ic += MC) {
                    int mc = Math.min(MC, i1 - ic);
                    pack(job.A, !job.transposeA, job.lda, kc0, kc, ic, mc, MR, buffer.a);
                    tiles(job, ic, mc, jc, nc, kc, add, buffer);
                }
            }
        }
    }

    private static void tiles(Job job, int ic, int mc, int jc, int nc, int kc, boolean add, Buffers buffer) {
        for (int j = 0; j < nc; j += NR) {
            for (int i = 0; i < mc; i += MR) {
                int rows = Math.min(MR, mc - i), cols = Math.min(NR, nc - j), at = (ic + i) * job.n + jc + j;
                if (rows == MR && cols == NR) {
                    tile(buffer.a, i * kc, buffer.b, j * kc, kc, add, job.C, at, job.n);
                } else {
                    tile(buffer.a, i * kc, buffer.b, j * kc, kc, false, buffer.tile, 0, NR);
                    for (int r = 0; r < rows; r++)
                        for (int c = 0; c < cols; c++)
                            job.C[at + r * job.n + c] = buffer.tile[r * NR + c] + (add ? job.C[at + r * job.n + c] : 0f);
                }
            }
        }
    }

    /// Packs a kc×width block into strips of `strip` columns, each strip[k·strip + j], zeros beyond the edge.
    /// Element (k, j) is stored at [(k0+k)·stride + j0+j], or at [(j0+j)·stride + k0+k] when `byColumn`.
    private static void pack(float[] source, boolean byColumn, int stride, int k0, int kc, int j0, int width,
                             int strip, float[] packed) {
        for (int j = 0; j < width; j += strip) {
            int cols = Math.min(strip, width - j), to = j * kc;
            if (byColumn) packColumns(source, (j0 + j) * stride + k0, stride, kc, cols, strip, packed, to);
            else packRows(source, k0 * stride + j0 + j, stride, kc, cols, strip, packed, to);
        }
    }

    private static void packRows(float[] source, int from, int stride, int kc, int cols, int strip,
                                 float[] packed, int to) {
        for (int k = 0; k < kc; k++, from += stride, to += strip) {
            if (cols == NR && strip == NR) {
                FloatVector.fromArray(SPECIES, source, from).intoArray(packed, to);
                FloatVector.fromArray(SPECIES, source, from + LANES).intoArray(packed, to + LANES);
            } else {
                for (int j = 0; j < cols; j++) packed[to + j] = source[from + j];
                for (int j = cols; j < strip; j++) packed[to + j] = 0f;
            }
        }
    }

    private static void packColumns(float[] source, int from, int stride, int kc, int cols, int strip,
                                    float[] packed, int to) {
        if (cols < strip) java.util.Arrays.fill(packed, to, to + kc * strip, 0f);
        for (int j = 0; j < cols; j++) packColumn(source, from + j * stride, kc, strip, packed, to + j);
    }

    /// The strip stays in the first-level cache, so stores far apart cost nothing; a long plain loop is what the compiler unrolls.
    private static void packColumn(float[] source, int from, int kc, int strip, float[] packed, int to) {
        for (int k = 0; k < kc; k++) packed[to + k * strip] = source[from + k];
    }

    /// C[4×2 vectors] (+)= Σₖ a[k·4+i] b[k·NR+j]. The sums live in local variables: an array of them would spill.
    private static void tile(float[] a, int ai, float[] b, int bi, int kc, boolean add, float[] C, int c, int n) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector c00 = zero, c01 = zero, c10 = zero, c11 = zero;
        FloatVector c20 = zero, c21 = zero, c30 = zero, c31 = zero;
        for (int k = 0; k < kc; k++, ai += MR, bi += NR) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bi);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bi + LANES);
            FloatVector x = FloatVector.broadcast(SPECIES, a[ai]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            x = FloatVector.broadcast(SPECIES, a[ai + 1]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            x = FloatVector.broadcast(SPECIES, a[ai + 2]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            x = FloatVector.broadcast(SPECIES, a[ai + 3]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
        }
        store(c00, c01, add, C, c);
        store(c10, c11, add, C, c + n);
        store(c20, c21, add, C, c + 2 * n);
        store(c30, c31, add, C, c + 3 * n);
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
