package generative.math;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.MAX;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// What is done with the scores of an [AttentionTile], row by row: the running softmax on the way forward, the slopes on the
/// way back.
///
/// What a query does not see is 0 afterwards.
final class TileRows {

    private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;
    private static final int LANES = SPECIES.length(), LD = AttentionTile.LD;

    private TileRows() { }

    /// S ← exp(S − m) for the true maximum m of what a query has seen so far. The sums and C, which were for the maximum of
    /// before, are made to fit, and the sums grow, each in as many parts as there are lanes. The group's rows of all of them
    /// begin at number `first`.
    ///
    /// First all maxima and then all exponentials: a row's exponentials would have to wait for its own maximum.
    static void softmax(AttentionTile tile, float[] S, float[] m, RowBuffer sums, RowBuffer C, int first) {
        int row = first + tile.query();
        for (int r = 0; r < tile.queries(); r++) {
            if (tile.from(r) == tile.to(r)) continue;
            int from = r * LD + tile.from(r), to = r * LD + tile.to(r), begin = begin(tile, r), end = end(tile, r);
            for (int i = begin; i < from; i++) S[i] = Float.NEGATIVE_INFINITY;
            for (int i = to; i < end; i++) S[i] = Float.NEGATIVE_INFINITY;
            float before = m[row + r], max = Math.max(largest(S, begin, end), Math.max(before, -Float.MAX_VALUE));
            if (max == before) continue;
            m[row + r] = max;
            if (before == Float.NEGATIVE_INFINITY) continue;
            float factor = (float) Math.exp(before - max);
            C.multiply(row + r, factor);
            sums.multiply(row + r, factor);
        }
        for (int r = 0; r < tile.queries(); r++)
            if (tile.from(r) < tile.to(r))
                exponentials(S, begin(tile, r), end(tile, r), m[row + r], sums.x(), (row + r) * sums.wide());
        for (int r = 0; tile.isPartial() && r < tile.queries(); r++) clear(S, r, tile);
    }

    /// Where the vector begins that the run of query r begins in.
    private static int begin(AttentionTile tile, int r) {
        return r * LD + tile.from(r) / LANES * LANES;
    }

    /// Where the vector ends that the run of query r ends in.
    private static int end(AttentionTile tile, int r) {
        return r * LD + (tile.to(r) + LANES - 1) / LANES * LANES;
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
        FloatVector sum = FloatVector.fromArray(SPECIES, sums, at), m = FloatVector.broadcast(SPECIES, max);
        for (; i < to; i += LANES) {
            FloatVector e = VectorMath.expOrZero(FloatVector.fromArray(SPECIES, S, i).sub(m));
            e.intoArray(S, i);
            sum = sum.add(e);
        }
        sum.intoArray(sums, at);
    }

    /// S ← p = exp(S − L) and dP ← p (dP − D). The group's L and D begin at number `first`.
    static void slopes(AttentionTile tile, float[] S, float[] dP, float[] L, float[] D, int first) {
        for (int r = 0; r < tile.queries(); r++) {
            int i = first + tile.query() + r;
            slopes(S, dP, begin(tile, r), end(tile, r), L[i], D[i]);
            if (!tile.isPartial()) continue;
            clear(S, r, tile);
            clear(dP, r, tile);
        }
    }

    private static void slopes(float[] S, float[] dP, int i, int to, float logSum, float D) {
        FloatVector L = FloatVector.broadcast(SPECIES, logSum), Ds = FloatVector.broadcast(SPECIES, D);
        for (; i < to; i += LANES) {
            FloatVector p = VectorMath.expOrZero(FloatVector.fromArray(SPECIES, S, i).sub(L));
            p.intoArray(S, i);
            FloatVector.fromArray(SPECIES, dP, i).sub(Ds).mul(p).intoArray(dP, i);
        }
    }

    private static void clear(float[] S, int r, AttentionTile tile) {
        Arrays.fill(S, r * LD, r * LD + tile.from(r), 0f);
        Arrays.fill(S, r * LD + tile.to(r), r * LD + tile.keys() + GemmTile.MR, 0f);
    }
}
