package generative.math;

import generative.math.Connections.Group;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Some queries of a group and some of its keys: which of them see which, and the sums over them.
///
/// ```
/// scores       S[r,c]   = Σᵢ a[r,i] b[c,i]         a: rows of the queries, b: rows of the keys
/// overKeys     C[r]    += Σ_c S[r,c] b[c]
/// overQueries  C[c]    += Σᵣ S[r,c] a[r]
/// ```
/// All by the tile of [GemmTile], 4 rows by NR columns. What nobody sees is skipped as far as whole tiles and depths go;
/// the rest is calculated and has to be 0 in S before it is summed over ([TileRows] sees to that). As 0·∞ is not 0, sums over
/// rows that are not all finite are made pair by pair where somebody does not see something.
///
/// Rows of S lie `LD` apart, a little more than there are keys: with a power of two, numbers below each other would compete for
/// the same lines of the first-level cache.
final class AttentionTile {

    private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;
    private static final int LANES = SPECIES.length(), MR = GemmTile.MR, NR = GemmTile.NR;
    static final int QUERIES = 64, KEYS = 192, LD = KEYS + 16;

    private final int[] from = new int[QUERIES], to = new int[QUERIES];
    private final int[] blockFrom = new int[QUERIES / MR], blockTo = new int[QUERIES / MR];
    private final float[] spare = new float[MR * NR];
    private int query, queries, key, keys;
    private boolean partial;

    /// Calls `visit` for each tile of the group in which anything is seen: for all keys of the first queries, then of the next.
    void forEach(Group group, Runnable visit) {
        int length = group.queries().length;
        for (query = 0; query < length; query += QUERIES) {
            queries = Math.min(QUERIES, length - query);
            int first = group.keys().length, end = 0;
            for (int a = query; a < query + queries; a++)
                if (group.from()[a] < group.to()[a]) {
                    first = Math.min(first, group.from()[a]);
                    end = Math.max(end, group.to()[a]);
                }
            for (key = first / NR * NR; key < end; key += KEYS) {
                keys = Math.min(KEYS, end - key);
                if (setRuns(group)) visit.run();
            }
        }
    }

    /// Answers whether anything is seen.
    private boolean setRuns(Group group) {
        partial = false;
        int most = 0;
        for (int r = 0; r < queries; r++) {
            int start = Math.max(0, group.from()[query + r] - key), end = Math.min(keys, group.to()[query + r] - key);
            from[r] = start < end ? start : 0;
            to[r] = Math.max(from[r], start < end ? end : 0);
            partial |= to[r] - from[r] < keys;
            most = Math.max(most, to[r]);
        }
        for (int r = 0; r < queries; r += MR) {
            int least = keys, last = 0;
            for (int i = r; i < Math.min(queries, r + MR); i++)
                if (from[i] < to[i]) {
                    least = Math.min(least, from[i]);
                    last = Math.max(last, to[i]);
                }
            blockFrom[r / MR] = Math.min(least, last);
            blockTo[r / MR] = last;
        }
        return most > 0;
    }

    /// The number of the first query in the group.
    int query() {
        return query;
    }

    int queries() {
        return queries;
    }

    int keys() {
        return keys;
    }

    /// Query r sees keys number from(r) … to(r) − 1 of the tile; both are 0 if it sees none.
    int from(int r) {
        return from[r];
    }

    int to(int r) {
        return to[r];
    }

    /// Whether somebody does not see something.
    boolean isPartial() {
        return partial;
    }

    /// S = a bᵀ where any of 4×NR pairs is seen. The group's rows of a begin at number a0.
    void scores(RowBuffer a, int a0, TurnedRows b, float[] S) {
        int wide = a.wide(), d = a.width();
        for (int c = 0; c < keys; c += NR) {
            int strip = b.strip(key + c);
            for (int r = 0; r < queries; r += MR)
                if (blockFrom[r / MR] < c + NR && c < blockTo[r / MR]) {
                    int at = (a0 + query + r) * wide, left = queries - r - 1;
                    GemmTile.tile(a.x(), at, at + Math.min(1, left) * wide, at + Math.min(2, left) * wide,
                            at + Math.min(3, left) * wide, 1, b.x(), strip, NR, d, false, S, r * LD + c, LD);
                }
        }
    }

    /// C += S b. The group's rows of b begin at number b0, those of C at c0.
    void overKeys(float[] S, RowBuffer b, int b0, boolean finite, RowBuffer C, int c0) {
        if (partial && !finite) carefully(S, b, b0 + key, true, C, c0 + query);
        else for (int j = 0, wide = b.wide(); j < wide; j += NR)
            for (int r = 0; r < queries; r += MR) {
                int c = blockFrom[r / MR], count = blockTo[r / MR] - c;
                if (count > 0) add(S, r * LD + c, LD, 1, b.x(), (b0 + key + c) * wide + j, count,
                        C.x(), (c0 + query + r) * wide + j, wide, queries - r);
            }
    }

    /// C += Sᵀ a. The group's rows of a begin at number a0, those of C at c0.
    void overQueries(float[] S, RowBuffer a, int a0, boolean finite, RowBuffer C, int c0) {
        if (partial && !finite) carefully(S, a, a0 + query, false, C, c0 + key);
        else for (int c = 0, wide = a.wide(); c < keys; c += MR) {
            int first = 0, end = queries;
            if (partial) {
                while (end > 0 && !seesAny(end - 1, c)) end--;
                while (first < end && !seesAny(first, c)) first++;
            }
            for (int j = 0; j < wide && first < end; j += NR)
                add(S, first * LD + c, 1, LD, a.x(), (a0 + query + first) * wide + j, end - first,
                        C.x(), (c0 + key + c) * wide + j, wide, keys - c);
        }
    }

    private boolean seesAny(int r, int c) {
        return from[r] < c + MR && c < to[r];
    }

    /// Four rows of C, or as many as are left, += sums of `count` products.
    private void add(float[] S, int s, int row, int depth, float[] b, int bi, int count, float[] C, int c, int wide, int left) {
        if (left >= MR) {
            GemmTile.tile(S, s, s + row, s + 2 * row, s + 3 * row, depth, b, bi, wide, count, true, C, c, wide);
            return;
        }
        GemmTile.tile(S, s, s + row, s + 2 * row, s + 3 * row, depth, b, bi, wide, count, false, spare, 0, NR);
        for (int r = 0; r < left; r++)
            for (int j = 0; j < NR; j++) C[c + r * wide + j] += spare[r * NR + j];
    }

    /// What the product's tile would answer to the last bit if what is not seen were 0 times something finite.
    private void carefully(float[] S, RowBuffer x, int x0, boolean overKeys, RowBuffer C, int c0) {
        int outputs = overKeys ? queries : keys, terms = overKeys ? keys : queries, wide = x.wide();
        for (int i = 0; i < outputs; i++)
            for (int j = 0; j < wide; j += LANES) {
                FloatVector sum = FloatVector.zero(SPECIES);
                for (int t = 0; t < terms; t++) {
                    int r = overKeys ? i : t, c = overKeys ? t : i;
                    if (from[r] <= c && c < to[r]) sum = FloatVector.fromArray(SPECIES, x.x(), (x0 + t) * wide + j)
                            .fma(FloatVector.broadcast(SPECIES, S[r * LD + c]), sum);
                }
                int at = (c0 + i) * wide + j;
                sum.add(FloatVector.fromArray(SPECIES, C.x(), at)).intoArray(C.x(), at);
            }
    }
}
