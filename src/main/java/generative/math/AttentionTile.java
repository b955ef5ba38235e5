package generative.math;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.MAX;

import generative.math.Connections.Group;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// A tile of scores: some queries of a group, some of its keys, the runs of keys that are seen, and the sums over them.
///
/// ```
/// scores       S[r,c]   = Σᵢ a[r,i] b[c,i]         for the rows a of the queries and b of the keys
/// overKeys     C[r]    += Σ_c S[r,c] b[c]
/// overQueries  C[c]    += Σᵣ S[r,c] a[r]
/// ```
/// All by the tile of [VectorGemm], 4 rows by NR columns. What nobody sees is skipped as far as whole tiles and depths go;
/// the rest is calculated and has to be 0 in S before it is summed over. As 0·∞ is not 0, sums over numbers that are not all
/// finite are made pair by pair where somebody does not see something.
///
/// Rows of S lie `LD` apart, a few more than there are keys: with a power of two, the numbers below each other would compete for
/// the same lines of the first-level cache.
final class AttentionTile {

    private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;
    private static final int LANES = SPECIES.length(), MR = VectorGemm.MR, NR = VectorGemm.NR;
    static final int QUERIES = Integer.getInteger("Q", 64), KEYS = Integer.getInteger("K", 256), LD = KEYS + 16;

    private final int[] from = new int[QUERIES], to = new int[QUERIES];
    private final int[] blockFrom = new int[QUERIES / MR], blockTo = new int[QUERIES / MR];
    private final float[] spare = new float[MR * NR], sums = new float[QUERIES * LANES];
    private int queries, keys;
    private boolean partial;

    /// Queries number a0 … and keys number c0 … of the group; answers whether anything is seen.
    boolean set(Group group, int a0, int queries, int c0, int keys) {
        this.queries = queries;
        this.keys = keys;
        partial = false;
        int last = 0;
        for (int block = 0; block * MR < queries; block++) {
            int least = keys, most = 0;
            for (int r = block * MR; r < Math.min(queries, block * MR + MR); r++) {
                from[r] = Math.max(0, group.from()[a0 + r] - c0);
                to[r] = Math.min(keys, group.to()[a0 + r] - c0);
                if (to[r] <= from[r]) from[r] = to[r] = 0;
                else {
                    least = Math.min(least, from[r]);
                    most = Math.max(most, to[r]);
                }
                partial |= to[r] - from[r] < keys;
            }
            blockFrom[block] = Math.min(least, most);
            blockTo[block] = most;
            last = Math.max(last, most);
        }
        return last > 0;
    }

    /// S = a bᵀ where any of 4×NR pairs is seen, given the rows of a from number a0 on and turned keys.
    void scores(RowBuffer a, int a0, float[] turned, int c0, float[] S) {
        int wide = a.wide, d = a.width;
        for (int c = 0; c < keys; c += NR)
            for (int r = 0; r < queries; r += MR)
                if (blockFrom[r / MR] < c + NR && c < blockTo[r / MR]) {
                    int at = (a0 + r) * wide, left = queries - r - 1;
                    VectorGemm.tile(a.x, at, at + Math.min(1, left) * wide, at + Math.min(2, left) * wide, at + Math.min(3, left) * wide, 1,
                            turned, (c0 + c) * d, NR, d, false, S, r * LD + c, LD);
                }
    }

    /// C += S b, given the rows of b from number b0 on; C has rows from c0 on.
    void overKeys(float[] S, RowBuffer b, int b0, boolean finite, RowBuffer C, int c0) {
        if (partial && !finite) {
            carefully(S, b, b0, true, C, c0);
            return;
        }
        int wide = b.wide;
        for (int j = 0; j < wide; j += NR)
            for (int r = 0; r < queries; r += MR) {
                int c = blockFrom[r / MR], s = r * LD + c, count = blockTo[r / MR] - c;
                if (count > 0) add(S, s, LD, 1, b.x, (b0 + c) * wide + j, count, C.x, (c0 + r) * wide + j, wide, queries - r);
            }
    }

    /// C += Sᵀ a, given the rows of a from number a0 on; C has rows from c0 on.
    void overQueries(float[] S, RowBuffer a, int a0, boolean finite, RowBuffer C, int c0) {
        if (partial && !finite) {
            carefully(S, a, a0, false, C, c0);
            return;
        }
        int wide = a.wide;
        for (int c = 0; c < keys; c += MR) {
            int first = 0, end = queries;
            if (partial) {
                while (end > 0 && !seesAny(end - 1, c)) end--;
                while (first < end && !seesAny(first, c)) first++;
            }
            for (int j = 0; j < wide && first < end; j += NR)
                add(S, first * LD + c, 1, LD, a.x, (a0 + first) * wide + j, end - first, C.x, (c0 + c) * wide + j, wide, keys - c);
        }
    }

    private boolean seesAny(int r, int c) {
        return from[r] < c + MR && c < to[r];
    }

    /// Four rows of C, or as many as are left.
    private void add(float[] S, int s, int row, int depth, float[] b, int bi, int count, float[] C, int c, int wide, int left) {
        if (left >= MR) VectorGemm.tile(S, s, s + row, s + 2 * row, s + 3 * row, depth, b, bi, wide, count, true, C, c, wide);
        else {
            VectorGemm.tile(S, s, s + row, s + 2 * row, s + 3 * row, depth, b, bi, wide, count, false, spare, 0, NR);
            for (int r = 0; r < left; r++)
                for (int j = 0; j < NR; j++) C[c + r * wide + j] += spare[r * NR + j];
        }
    }

    /// What `tile` would answer to the last bit if what is not seen were 0 times something finite.
    private void carefully(float[] S, RowBuffer x, int x0, boolean overKeys, RowBuffer C, int c0) {
        int outputs = overKeys ? queries : keys, terms = overKeys ? keys : queries, wide = x.wide;
        for (int i = 0; i < outputs; i++)
            for (int j = 0; j < wide; j += LANES) {
                FloatVector sum = FloatVector.zero(SPECIES);
                for (int t = 0; t < terms; t++) {
                    int r = overKeys ? i : t, c = overKeys ? t : i;
                    if (from[r] <= c && c < to[r]) sum = FloatVector.fromArray(SPECIES, x.x, (x0 + t) * wide + j)
                            .fma(FloatVector.broadcast(SPECIES, S[r * LD + c]), sum);
                }
                int at = (c0 + i) * wide + j;
                sum.add(FloatVector.fromArray(SPECIES, C.x, at)).intoArray(C.x, at);
            }
    }

    /// Takes over the sums of the next queries, from number `row` on. They grow in as many parts as there are lanes.
    void take(float[] total, int row, int queries) {
        Arrays.fill(sums, 0, queries * LANES, 0f);
        for (int r = 0; r < queries; r++) sums[r * LANES] = total[row + r];
    }

    /// Gives the sums back.
    void give(float[] total, int row, int queries) {
        for (int r = 0; r < queries; r++) total[row + r] = VectorMath.sum(FloatVector.fromArray(SPECIES, sums, r * LANES));
    }

    /// S ← exp(S − m) for the true maximum m of what a query has seen so far, 0 where it does not see; the sums and C, which were
    /// for the maximum of before, are made to fit, and the sums grow.
    void softmax(float[] S, float[] m, int m0, RowBuffer C, int c0) {
        for (int r = 0; r < queries; r++) {
            int row = r * LD, end = row;
            if (to[r] > from[r]) {
                int i0 = row + from[r] / LANES * LANES, i1 = row + (to[r] + LANES - 1) / LANES * LANES;
                if (i0 < row + from[r]) Arrays.fill(S, i0, row + from[r], Float.NEGATIVE_INFINITY);
                if (row + to[r] < i1) Arrays.fill(S, row + to[r], i1, Float.NEGATIVE_INFINITY);
                float before = m[m0 + r], max = Math.max(largest(S, i0, i1), Math.max(before, -Float.MAX_VALUE));
                if (max > before) {
                    if (before > Float.NEGATIVE_INFINITY) {
                        float factor = (float) Math.exp(before - max);
                        C.multiply(c0 + r, factor);
                        FloatVector.fromArray(SPECIES, sums, r * LANES).mul(factor).intoArray(sums, r * LANES);
                    }
                    m[m0 + r] = max;
                }
                exponentials(S, i0, i1, max, sums, r * LANES);
                end = i1;
                if (partial) Arrays.fill(S, row + blockFrom[r / MR], Math.max(row + blockFrom[r / MR], i0), 0f);
            }
            if (partial && end < row + blockTo[r / MR]) Arrays.fill(S, end, row + blockTo[r / MR], 0f);
        }
    }

    private static float largest(float[] S, int i, int to) {
        FloatVector max = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        for (; i < to; i += LANES) {
            FloatVector s = FloatVector.fromArray(SPECIES, S, i);
            max = max.blend(s, s.compare(GT, max));
        }
        return max.reduceLanes(MAX);
    }

    private static void exponentials(float[] S, int i, int to, float max, float[] sums, int at) {
        FloatVector sum = FloatVector.fromArray(SPECIES, sums, at);
        for (; i < to; i += LANES) {
            FloatVector e = VectorMath.expOrZero(FloatVector.fromArray(SPECIES, S, i).sub(max));
            e.intoArray(S, i);
            sum = sum.add(e);
        }
        sum.intoArray(sums, at);
    }

    /// S ← p = exp(S − L) and dP ← p (dP − D), 0 where a query does not see.
    void slopes(float[] S, float[] dP, float[] L, float[] D, int l) {
        for (int r = 0; r < queries; r++) {
            int row = r * LD, i0 = row + from[r] / LANES * LANES, i1 = row + (to[r] + LANES - 1) / LANES * LANES;
            slopes(S, dP, i0, i1, L[l + r], D[l + r]);
            if (!partial) continue;
            zero(S, row, from[r], to[r]);
            zero(dP, row, from[r], to[r]);
        }
    }

    private static void zero(float[] S, int row, int from, int to) {
        Arrays.fill(S, row, row + from, 0f);
        Arrays.fill(S, row + to, row + KEYS, 0f);
    }

    private static void slopes(float[] S, float[] dP, int i, int to, float L, float D) {
        for (; i < to; i += LANES) {
            FloatVector p = VectorMath.expOrZero(FloatVector.fromArray(SPECIES, S, i).sub(L));
            p.intoArray(S, i);
            FloatVector.fromArray(SPECIES, dP, i).sub(D).mul(p).intoArray(dP, i);
        }
    }
}
