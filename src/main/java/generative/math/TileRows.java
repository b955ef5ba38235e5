package generative.math;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.MAX;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// What is done with the scores of an [AttentionTile], row by row: the running softmax on the way forward, the slopes on the way back.
///
/// What a query does not see is 0 afterwards.
final class TileRows {

    private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;
    private static final int LANES = SPECIES.length(), LD = AttentionTile.LD;

    private TileRows() { }

    /// S ← exp(S − m) for the true maximum m of what a query has seen so far. The sums and C, which were for the maximum of before, are made to
    /// fit, and the sums grow, as many of each query as there are lanes. The group's rows of all of them begin at number `first`.
    static void softmax(AttentionTile tile, float[] S, float[] m, RowBuffer sums, RowBuffer C, int first) {
        for (int r = 0; r < tile.queries(); r++) {
            int from = r * LD + tile.from(r), to = r * LD + tile.to(r), i = first + tile.query() + r;
            if (from < to) {
                int begin = from - tile.from(r) % LANES, end = to + (LANES - tile.to(r) % LANES) % LANES;
                Arrays.fill(S, begin, from, Float.NEGATIVE_INFINITY);
                Arrays.fill(S, to, end, Float.NEGATIVE_INFINITY);
                float max = Math.max(largest(S, begin, end), Math.max(m[i], -Float.MAX_VALUE));
                if (max > m[i]) {
                    if (m[i] > Float.NEGATIVE_INFINITY) {
                        float factor = (float) Math.exp(m[i] - max);
                        C.multiply(i, factor);
                        sums.multiply(i, factor);
                    }
                    m[i] = max;
                }
                exponentials(S, begin, end, max, sums.x(), i * sums.wide());
            }
            if (tile.isPartial()) clear(S, r, tile);
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

    /// S ← p = exp(S − L) and dP ← p (dP − D). The group's L and D begin at number `first`.
    static void slopes(AttentionTile tile, float[] S, float[] dP, float[] L, float[] D, int first) {
        for (int r = 0; r < tile.queries(); r++) {
            int from = r * LD + tile.from(r), to = r * LD + tile.to(r), i = first + tile.query() + r;
            slopes(S, dP, from - tile.from(r) % LANES, to, L[i], D[i]);
            if (!tile.isPartial()) continue;
            clear(S, r, tile);
            clear(dP, r, tile);
        }
    }

    private static void slopes(float[] S, float[] dP, int i, int to, float L, float D) {
        for (; i < to; i += LANES) {
            FloatVector p = VectorMath.expOrZero(FloatVector.fromArray(SPECIES, S, i).sub(L));
            p.intoArray(S, i);
            FloatVector.fromArray(SPECIES, dP, i).sub(D).mul(p).intoArray(dP, i);
        }
    }

    private static void clear(float[] S, int r, AttentionTile tile) {
        Arrays.fill(S, r * LD, r * LD + tile.from(r), 0f);
        Arrays.fill(S, r * LD + tile.to(r), r * LD + tile.keys() + VectorGemm.MR, 0f);
    }
}
