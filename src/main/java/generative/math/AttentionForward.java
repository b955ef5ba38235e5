package generative.math;

import generative.math.Connections.Group;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/// Attention of one head in one sequence, tile by tile with a running softmax.
///
/// ```
/// copy q/√d, k and v of the head into rows of their own
/// for each group, for each tile of its queries, for each tile of keys that any of them sees
///   S   = q kᵀ/√d           m′ = max(m, row maxima of S)           P = exp(S − m′)
///   sum ← sum · exp(m − m′) + row sums of P            o ← o · exp(m − m′) + P v
/// o ← o / sum       L = m + ln sum
/// ```
/// A query goes on in its next group with the m, sum and o of the last. Groups whose positions follow each other are worked
/// on in place, others are gathered. The buffers belong to a thread and only grow.
final class AttentionForward {

    private final AttentionTile tile = new AttentionTile();
    private final float[] S = new float[AttentionTile.QUERIES * AttentionTile.LD];
    private final Queries allQueries = new Queries(), someQueries = new Queries();
    private final Keys allKeys = new Keys(), someKeys = new Keys();
    private final TurnedRows turned = new TurnedRows();
    private boolean finite;

    /// What there is for each query; the sums have a number for each lane.
    private static final class Queries {
        final RowBuffer q = new RowBuffer(), o = new RowBuffer(), sums = new RowBuffer();
        float[] m = {};

        void gather(Queries all, int[] positions) {
            q.gather(all.q, positions);
            o.gather(all.o, positions);
            sums.gather(all.sums, positions);
            m = gathered(all.m, positions, m);
        }

        void scatter(Queries all, int[] positions) {
            o.scatter(all.o, positions);
            sums.scatter(all.sums, positions);
            for (int a = 0; a < positions.length; a++) all.m[positions[a]] = m[a];
        }
    }

    /// What there is for each key.
    private static final class Keys {
        final RowBuffer k = new RowBuffer(), v = new RowBuffer();

        void gather(Keys all, int[] positions) {
            k.gather(all.k, positions);
            v.gather(all.v, positions);
        }
    }

    /// o and the column of L from number `l` on in steps of `heads`.
    void attend(HeadRows q, HeadRows k, HeadRows v, Connections connections, HeadRows o, float[] logSums, int l, int heads) {
        int N = connections.length();
        Queries all = allQueries;
        all.q.read(q, N, (float) (1 / Math.sqrt(q.width())));
        allKeys.k.read(k, N, 1);
        finite = allKeys.v.read(v, N, 1);
        all.o.fill(N, v.width(), 0);
        all.sums.fill(N, VectorMath.SPECIES.length(), 0);
        all.m = grown(all.m, N);
        Arrays.fill(all.m, 0, N, Float.NEGATIVE_INFINITY);
        for (Group group : connections.groups()) group(group);
        for (int i = 0; i < N; i++) {
            FloatVector sums = FloatVector.fromArray(VectorMath.SPECIES, all.sums.x(), i * all.sums.wide());
            float m = all.m[i], sum = VectorMath.sum(sums);
            logSums[l + i * heads] = m < Float.POSITIVE_INFINITY ? (float) (m + Math.log(sum)) : largest(i, connections.keys(i));
            all.o.write(o, i, m == Float.NEGATIVE_INFINITY ? 0 : 1 / sum);
        }
    }

    /// ∞, or NaN if there is one among the scores: the running maximum passes it over.
    private float largest(int i, int[] keys) {
        float max = Float.NEGATIVE_INFINITY;
        for (int key : keys) max = Math.max(max, allQueries.q.dot(i, allKeys.k, key));
        return max;
    }

    private void group(Group group) {
        int[] queries = group.queries(), keys = group.keys();
        if (queries.length == 0 || keys.length == 0) return;
        boolean followingQueries = follow(queries), followingKeys = follow(keys);
        if (!followingQueries) someQueries.gather(allQueries, queries);
        if (!followingKeys) someKeys.gather(allKeys, keys);
        tiles(group, followingQueries ? allQueries : someQueries, followingQueries ? queries[0] : 0,
                followingKeys ? allKeys : someKeys, followingKeys ? keys[0] : 0);
        if (!followingQueries) someQueries.scatter(allQueries, queries);
    }

    private void tiles(Group group, Queries of, int query, Keys to, int key) {
        turned.of(to.k, key, group.keys().length);
        tile.forEach(group, () -> {
            tile.scores(of.q, query, turned, S);                                         // S = q kᵀ/√d
            TileRows.softmax(tile, S, of.m, of.sums, of.o, query);                       // P = exp(S − m)
            tile.overKeys(S, to.v, key, finite, of.o, query);                            // o += P v
        });
    }

    /// Whether positions are neighbours.
    static boolean follow(int[] positions) {
        return positions[positions.length - 1] - positions[0] == positions.length - 1;
    }

    static float[] grown(float[] buffer, int length) {
        return buffer.length >= length ? buffer : new float[length];
    }

    /// x[positions], in `some` if it has the room.
    static float[] gathered(float[] x, int[] positions, float[] some) {
        float[] result = grown(some, positions.length);
        for (int a = 0; a < positions.length; a++) result[a] = x[positions[a]];
        return result;
    }
}
