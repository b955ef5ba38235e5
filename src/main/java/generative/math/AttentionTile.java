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
    static final int QUERIES = 64, KEYS = 128, LD = KEYS + 16;

    private final int[] from = new int[QUERIES], to = new int[QUERIES];
    private final int[] blockFrom = new int[QUERIES / MR], blockTo = new int[QUERIES / MR];
    private int firstKey, queries, keys;
    private boolean partial;

    /// Queries number a0 … and keys number c0 … of the group; answers whether anything is seen.
    boolean set(Group group, int a0, int queries, int c0, int keys) {
        firstKey = c0;
        this.queries = queries;
        this.keys = keys;
        partial = false;
        int last = 0;
        for (int block = 0; block * MR < queries; block++) {
            int least = keys, most = 0;
            for (int r = block * MR; r < block * MR + MR; r++) {
                from[r] = r < queries ? Math.max(0, group.from()[a0 + r] - c0) : 0;
                to[r] = r < queries ? Math.min(keys, group.to()[a0 + r] - c0) : 0;
                if (to[r] <= from[r]) from[r] = to[r] = 0;
                else {
                    least = Math.min(least, from[r]);
                    most = Math.max(most, to[r]);
                }
                partial |= r < queries && to[r] - from[r] < keys;
            }
            blockFrom[block] = Math.min(least, most);
            blockTo[block] = most;
            last = Math.max(last, most);
        }
        return last > 0;
    }

    /// S = a bᵀ, given rows of a and turned keys, where any of a tile is seen.
    void scores(float[] a, int d, float[] turned, float[] S) {
        for (int c = 0; c < keys; c += NR)
            for (int r = 0; r < queries; r += MR)
                if (blockFrom[r / MR] < c + NR && c < blockTo[r / MR])
                    VectorGemm.tile(a, r * d, r * d + d, r * d + 2 * d, r * d + 3 * d, 1, turned, (firstKey + c) * d, d, false,
                            S, r * LD + c, LD);
    }

    /// C += S b, given b's columns in strips of `deep` keys; C has `wide` columns, a multiple of NR.
    void overKeys(float[] S, float[] columns, int deep, boolean finite, float[] C, int wide) {
        if (partial && !finite) {
            carefully(S, columns, deep, true, C, wide);
            return;
        }
        for (int j = 0; j < wide; j += NR)
            for (int r = 0; r < queries; r += MR) {
                int c = blockFrom[r / MR], s = r * LD + c, count = blockTo[r / MR] - c;
                if (count > 0) VectorGemm.tile(S, s, s + LD, s + 2 * LD, s + 3 * LD, 1, columns, j * deep + (firstKey + c) * NR, count,
                        true, C, r * wide + j, wide);
            }
    }

    /// C += Sᵀ a, given a's columns in strips of `QUERIES` rows; C has a row for each key of the group.
    void overQueries(float[] S, float[] columns, boolean finite, float[] C, int wide) {
        if (partial && !finite) {
            carefully(S, columns, QUERIES, false, C, wide);
            return;
        }
        for (int c = 0; c < keys; c += MR) {
            int first = 0, end = queries;
            if (partial) {
                while (end > 0 && !seesAny(end - 1, c)) end--;
                while (first < end && !seesAny(first, c)) first++;
            }
            int s = first * LD + c, at = (firstKey + c) * wide;
            for (int j = 0; j < wide && first < end; j += NR)
                VectorGemm.tile(S, s, s + 1, s + 2, s + 3, LD, columns, j * QUERIES + first * NR, end - first, true, C, at + j, wide);
        }
    }

    private boolean seesAny(int r, int c) {
        return from[r] < c + MR && c < to[r];
    }

    /// What `tile` would answer to the last bit if what is not seen were 0 times something finite.
    private void carefully(float[] S, float[] columns, int deep, boolean overKeys, float[] C, int wide) {
        int outputs = overKeys ? queries : keys, terms = overKeys ? keys : queries;
        for (int i = 0; i < outputs; i++)
            for (int j = 0; j < wide; j += LANES) {
                int at = (overKeys ? i : firstKey + i) * wide + j, strip = j / NR * NR * deep + j % NR;
                FloatVector sum = FloatVector.zero(SPECIES);
                for (int t = 0; t < terms; t++) {
                    int r = overKeys ? i : t, c = overKeys ? t : i, row = overKeys ? firstKey + t : t;
                    if (from[r] <= c && c < to[r]) sum = FloatVector.fromArray(SPECIES, columns, strip + row * NR)
                            .fma(FloatVector.broadcast(SPECIES, S[r * LD + c]), sum);
                }
                sum.add(FloatVector.fromArray(SPECIES, C, at)).intoArray(C, at);
            }
    }

    /// S ← exp(S − m) for the true maximum m of what a query has seen so far, 0 where it does not see; the sums and C, which were
    /// for the maximum of before, are made to fit and grow. A sum has LANES parts.
    void softmax(float[] S, float[] m, float[] sums, float[] C, int wide) {
        for (int r = 0; r < queries; r++) {
            int row = r * LD, end = row + to[r];
            if (to[r] > from[r]) {
                int i0 = row + from[r] / LANES * LANES, i1 = row + (to[r] + LANES - 1) / LANES * LANES;
                Arrays.fill(S, i0, row + from[r], Float.NEGATIVE_INFINITY);
                Arrays.fill(S, end, i1, Float.NEGATIVE_INFINITY);
                float max = Math.max(largest(S, i0, i1), Math.max(m[r], -Float.MAX_VALUE));
                if (max > m[r]) {
                    if (m[r] > Float.NEGATIVE_INFINITY) {
                        float factor = (float) Math.exp(m[r] - max);
                        scale(C, r * wide, wide, factor);
                        scale(sums, r * LANES, LANES, factor);
                    }
                    m[r] = max;
                }
                exponentials(S, i0, i1, max, sums, r * LANES);
                end = i1;
                Arrays.fill(S, row, i0, 0f);
            } else end = row;
            if (partial) Arrays.fill(S, end, row + KEYS, 0f);
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

    private static void scale(float[] x, int from, int length, float factor) {
        for (int i = from; i < from + length; i += LANES) FloatVector.fromArray(SPECIES, x, i).mul(factor).intoArray(x, i);
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
