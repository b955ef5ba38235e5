package generative.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The matrix product C (+)= op(A) op(B) in blocks that fit the caches, on vector registers.
///
/// ```
/// for each panel of columns of C                      (NC wide; one thread's share)
///   for each slice of the depth k                     (at most KC deep, all about equal)
///     pack op(B)'s block into strips of NR columns:   strip[k·NR + j]           stays in the second-level cache
///     for each block of MC rows of C
///       if A is transposed, pack its block into strips of MR rows:   strip[k·MR + i]
///       for each strip of B, for each MR rows of A                              a strip stays in the first-level cache
///         tile: MR×NR numbers of C, held in registers, += Σₖ a[i,k] b[k,j]
/// ```
///
/// Packing makes the reads of the innermost loop the next numbers in memory and hides the transposes; an A that is not
/// transposed lies right already and is read in place. Strips of B at the edge are filled with zeros, so that the tile has
/// one size; rows of A beyond the edge repeat the last one, and what they give is dropped. [GemmTile] has
/// the innermost loop. Each element of C is summed in the same order whatever the number of threads, so the bits do not
/// depend on it.
final class VectorGemm {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final VectorSpecies<Float> FOUR = FloatVector.SPECIES_128;
    private static final int MR = GemmTile.MR, NR = GemmTile.NR;
    private static final int SQUARE = 64;                                 // numbers of a row in one go when B is transposed
    private static final int KC = 192, MC = 192, NC = 256, LONG = 3 * KC;
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

    /// C (+)= op(A) op(B), where op(A) is m×k, op(B) is k×n, C is m×n, all row-major without gaps.
    void multiply(float[] A, boolean transposeA, float[] B, boolean transposeB, boolean add,
                  float[] C, int m, int n, int k) {
        share(new Job(A, 0, transposeA, transposeA ? m : k, B, 0, transposeB, transposeB ? k : n, add, null, null, C, n, k), m);
    }

    /// C = f(A op(B) + 1 bias), where A is m×k, op(B) is k×n and the bias has n numbers; without an f where it is null.
    void affine(float[] A, float[] B, boolean transposeB, float[] bias, Elementwise f, float[] C, int m, int n, int k) {
        share(new Job(A, 0, false, k, B, 0, transposeB, transposeB ? k : n, true, bias, f, C, n, k), m);
    }

    /// How many numbers [#packRows] writes for `n` rows of `k`.
    static int packedLength(int n, int k) {
        return (n + NR - 1) / NR * NR * k;
    }

    /// `n` rows of B, up to NC, from row j on, as op(B) = Bᵀ of a product is packed, slice after slice, from number `at` on: for
    /// whoever multiplies many blocks with the same rows.
    static void packRows(float[] B, int j, int n, int k, float[] packed, int at) {
        Job job = new Job(null, 0, false, k, B, j * k, true, k, false, null, null, null, n, k);
        for (int k0 = 0, deep = deep(k, KC); k0 < k; k0 += deep)
            packB(job, k0, Math.min(deep, k - k0), 0, n, packed, at + packedLength(n, k0));
    }

    /// C = A Bᵀ for `m` rows of A from row i on and `n` of B that have been packed, by the calling thread alone.
    void multiplyPacked(float[] A, int i, int m, float[] packed, int at, int n, int k, float[] C) {
        Job job = new Job(A, i * k, false, k, null, 0, true, k, false, null, null, C, n, k);
        if (k == 0) begin(job, 0, m, 0, n);
        for (int k0 = 0, deep = deep(k, KC); k0 < k; k0 += deep)
            for (int ic = 0; ic < m; ic += MC)
                tiles(job, ic, Math.min(MC, m - ic), 0, n, k0, Math.min(deep, k - k0), k0 > 0, packed, at + packedLength(n, k0),
                        buffers.get());
    }

    /// How deep a slice of the depth k is: all about equal, none deeper than `most`.
    private static int deep(int k, int most) {
        int slices = Math.max(1, (k + most - 1) / most);
        return (k + slices - 1) / slices;
    }

    /// Where C is no wider than a vector, its strip of B is small: rows of A in place are then read on to their end or nearly so, which
    /// memory likes better.
    private static int deep(Job job) {
        return deep(job.k, job.n <= LANES && !job.transposeA ? LONG : KC);
    }

    private void share(Job job, int m) {
        int n = job.n;
        boolean shared = (long) m * n * job.k >= WORTH_SHARING && team.size() > 1, byColumns = n >= m;
        int unit = byColumns ? NR : MR, length = byColumns ? n : m, tiles = (length + unit - 1) / unit;
        int parts = Math.min(tiles, shared ? PARTS * team.size() : 1);
        team.run(parts, part -> {                                             // whole tiles each, all about as many
            int from = part * tiles / parts * unit, to = Math.min(length, (part + 1) * tiles / parts * unit);
            if (byColumns) block(job, 0, m, from, to);
            else block(job, from, to, 0, n);
        });
    }

    /// What is multiplied: the arrays, where and how they are stored (`lda`, `ldb`: length of a stored row), what C begins with
    /// (0, itself when `add`, the bias where there is one), the function that ends it or null, the length n of a row of C, and
    /// the depth k.
    private record Job(float[] A, int aFrom, boolean transposeA, int lda, float[] B, int bFrom, boolean transposeB, int ldb,
                       boolean add, float[] bias, Elementwise f, float[] C, int n, int k) { }

    /// Rows i0 … i1−1 and columns j0 … j1−1 of C, by one thread.
    private void block(Job job, int i0, int i1, int j0, int j1) {
        Buffers buffer = buffers.get();
        int deep = deep(job);
        for (int jc = j0; jc < j1; jc += NC) {
            int nc = Math.min(NC, j1 - jc);
            if (job.bias != null || job.k == 0 && !job.add) begin(job, i0, i1, jc, nc);
            for (int k0 = 0; k0 < job.k; k0 += deep) {
                int kc = Math.min(deep, job.k - k0);
                boolean add = job.add || k0 > 0;
                packB(job, k0, kc, jc, nc, buffer.b, 0);
                for (int ic = i0; ic < i1; ic += MC) {
                    int mc = Math.min(MC, i1 - ic);
                    if (job.transposeA) packA(job.A, job.aFrom + k0 * job.lda + ic, job.lda, kc, mc, buffer.a);
                    tiles(job, ic, mc, jc, nc, k0, kc, add, buffer.b, 0, buffer);
                }
            }
            for (int i = i0; job.f != null && i < i1; i++)
                VectorElementwise.apply(job.f, job.C, job.C, i * job.n + jc, i * job.n + jc + nc);
        }
    }

    private static void begin(Job job, int i0, int i1, int jc, int nc) {
        for (int i = i0; i < i1; i++) {
            if (job.bias != null) System.arraycopy(job.bias, jc, job.C, i * job.n + jc, nc);
            else java.util.Arrays.fill(job.C, i * job.n + jc, i * job.n + jc + nc, 0f);
        }
    }

    private static void tiles(Job job, int ic, int mc, int jc, int nc, int k0, int kc, boolean add, float[] b, int bFrom,
                              Buffers buffer) {
        float[] a = job.transposeA ? buffer.a : job.A;
        int row = job.transposeA ? 1 : job.lda, depth = job.transposeA ? MR : 1;       // steps from row to row, from k to k
        for (int j = 0; j < nc; j += NR) {
            int narrow = nc - j <= LANES ? mc / (2 * MR) * 2 * MR : 0;             // rows that tiles of one vector can have
            for (int i = 0; i < narrow; i += 2 * MR) {
                int ai = job.transposeA ? i * kc : job.aFrom + (ic + i) * job.lda + k0;
                GemmTile.narrow(a, ai, ai + MR * (job.transposeA ? kc : row), row, depth, b, bFrom + j * kc, kc, add,
                        job.C, (ic + i) * job.n + jc + j, job.n, nc - j);
            }
            for (int i = narrow; i < mc; i += MR) {
                int rows = Math.min(MR, mc - i), cols = Math.min(NR, nc - j), at = (ic + i) * job.n + jc + j;
                int ai = job.transposeA ? i * kc : job.aFrom + (ic + i) * job.lda + k0;
                if (rows == MR && cols == NR) {
                    GemmTile.tile(a, ai, ai + row, ai + 2 * row, ai + 3 * row, depth, b, bFrom + j * kc, NR, kc, add, job.C, at, job.n);
                } else {
                    int a1 = ai + Math.min(1, rows - 1) * row, a2 = ai + Math.min(2, rows - 1) * row;
                    GemmTile.tile(a, ai, a1, a2, ai + (rows - 1) * row, depth, b, bFrom + j * kc, NR, kc, false, buffer.tile, 0, NR);
                    for (int r = 0; r < rows; r++)
                        for (int c = 0; c < cols; c++)
                            job.C[at + r * job.n + c] = buffer.tile[r * NR + c] + (add ? job.C[at + r * job.n + c] : 0f);
                }
            }
        }
    }

    /// Packs kc stored rows of `width` numbers of Aᵀ into strips of MR, zeros beyond the edge.
    private static void packA(float[] A, int from, int stride, int kc, int width, float[] packed) {
        for (int i = 0; i < width; i += MR) {
            int to = i * kc, left = width - i;
            for (int k = 0; k < kc; k++, to += MR) {
                int at = from + k * stride + i;
                if (left >= MR) {
                    FloatVector.fromArray(FOUR, A, at).intoArray(packed, to);
                } else {
                    for (int r = 0; r < MR; r++) packed[to + r] = r < left ? A[at + r] : 0f;
                }
            }
        }
    }

    /// Packs a kc×nc block of op(B) into strips of NR columns, zeros beyond the edge, from number `at` on.
    private static void packB(Job job, int k0, int kc, int j0, int nc, float[] packed, int at) {
        int whole = nc / NR * NR, cols = nc - whole;
        if (cols > 0) java.util.Arrays.fill(packed, at + whole * kc, at + (whole + NR) * kc, 0f);
        if (job.transposeB) {
            for (int j = 0; j < nc; j += NR)
                transposeInto(job.B, job.bFrom + (j0 + j) * job.ldb + k0, job.ldb, kc, Math.min(NR, nc - j), packed, at + j * kc);
        } else {
            for (int k = 0; k < kc; k++) {
                int from = job.bFrom + (k0 + k) * job.ldb + j0;
                copyInto(job.B, from, whole, packed, at + k * NR, kc * NR);
                if (cols > 0) System.arraycopy(job.B, from + whole, packed, at + whole * kc + k * NR, cols);
            }
        }
    }

    /// One row of B over all strips: memory is read in the order in which it lies.
    private static void copyInto(float[] B, int from, int whole, float[] packed, int to, int strip) {
        for (int j = 0; j < whole; j += NR, to += strip) {
            FloatVector.fromArray(SPECIES, B, from + j).intoArray(packed, to);
            FloatVector.fromArray(SPECIES, B, from + j + LANES).intoArray(packed, to + LANES);
        }
    }

    /// In runs of SQUARE numbers of each row, so that the lines of memory that are written stay in the first-level cache.
    static void transposeInto(float[] B, int from, int stride, int kc, int cols, float[] packed, int to) {
        for (int k = 0; k < kc; k += SQUARE) {
            int deep = Math.min(SQUARE, kc - k);
            for (int j = 0; j < cols; j++) columnInto(B, from + j * stride + k, deep, packed, to + k * NR + j);
        }
    }

    private static void columnInto(float[] row, int from, int deep, float[] packed, int to) {
        for (int k = 0; k < deep; k++) packed[to + k * NR] = row[from + k];
    }
}
