package generative.math;

import generative.math.Connections.Group;
import java.util.Arrays;

/// Attention of one head in one sequence, tile by tile with a running softmax.
///
/// ```
/// copy q/√d, k and v of the head into rows of their own
/// for each group, for each tile of its queries
///   for each tile of keys that any of them sees
///     S = q kᵀ/√d      m′ = max(m, row maxima)     P = exp(S − m′)
///     sum ← sum · exp(m − m′) + row sums of P          o ← o · exp(m − m′) + P v
/// o ← o / sum       L = m + ln sum
/// ```
/// A query goes on in its next group with the m, sum and o of the last. Groups whose positions follow each other are worked
/// on in place, others are gathered. The buffers belong to a thread and only grow.
final class AttentionForward {

    private static final int QUERIES = AttentionTile.QUERIES, KEYS = AttentionTile.KEYS;

    private final AttentionTile tile = new AttentionTile();
    private final float[] S = new float[QUERIES * AttentionTile.LD];
    private final RowBuffer q = new RowBuffer(), k = new RowBuffer(), v = new RowBuffer(), o = new RowBuffer();
    private final RowBuffer someQ = new RowBuffer(), someK = new RowBuffer(), someV = new RowBuffer(), someO = new RowBuffer();
    private final TurnedRows turned = new TurnedRows();
    private float[] m = {}, sums = {}, someM = {}, someSums = {};
    private boolean finite;

    static float[] grown(float[] buffer, int length) {
        return buffer.length >= length ? buffer : new float[length];
    }

    /// o and the column of L from number `l` on in steps of `heads`.
    void attend(HeadRows query, HeadRows key, HeadRows value, Connections connections, HeadRows out, float[] logSums, int l, int heads) {
        int N = connections.length();
        q.read(query, N, (float) (1 / Math.sqrt(query.width())));
        k.read(key, N, 1);
        finite = v.read(value, N, 1);
        o.zero(N, value.width());
        m = grown(m, N);
        sums = grown(sums, N);
        Arrays.fill(m, 0, N, Float.NEGATIVE_INFINITY);
        Arrays.fill(sums, 0, N, 0f);
        for (Group group : connections.groups()) group(group);
        for (int i = 0; i < N; i++) {
            logSums[l + i * heads] = Float.isInfinite(m[i]) ? m[i] : (float) (m[i] + Math.log(sums[i]));
            o.write(out, i, m[i] == Float.NEGATIVE_INFINITY ? 0 : 1 / sums[i]);
        }
    }

    private void group(Group group) {
        int[] queries = group.queries(), keys = group.keys();
        if (queries.length == 0 || keys.length == 0) return;
        RowBuffer K = k, V = v;
        int firstKey = keys[0], firstQuery = queries[0];
        if (!follow(keys)) {
            someK.gather(k, keys);
            someV.gather(v, keys);
            K = someK;
            V = someV;
            firstKey = 0;
        }
        turned.of(K, firstKey, keys.length);
        if (follow(queries)) tiles(group, q, firstQuery, K, V, firstKey, o, m, sums);
        else {
            someQ.gather(q, queries);
            someO.gather(o, queries);
            someM = gathered(m, queries, someM);
            someSums = gathered(sums, queries, someSums);
            tiles(group, someQ, 0, K, V, firstKey, someO, someM, someSums);
            someO.scatter(o, queries);
            for (int a = 0; a < queries.length; a++) {
                m[queries[a]] = someM[a];
                sums[queries[a]] = someSums[a];
            }
        }
    }

    /// Whether positions are neighbours.
    static boolean follow(int[] positions) {
        return positions[positions.length - 1] - positions[0] == positions.length - 1;
    }

    static float[] gathered(float[] x, int[] positions, float[] some) {
        float[] result = grown(some, positions.length);
        for (int a = 0; a < positions.length; a++) result[a] = x[positions[a]];
        return result;
    }

    private void tiles(Group group, RowBuffer Q, int firstQuery, RowBuffer K, RowBuffer V, int firstKey, RowBuffer O, float[] m, float[] sums) {
        int length = group.queries().length;
        for (int a = 0; a < length; a += QUERIES) {
            int count = Math.min(QUERIES, length - a), row = firstQuery + a;
            tile.take(sums, row, count);
            int end = lastKey(group, a, count);
            for (int c = firstKey(group, a, count); c < end; c += KEYS) {
                int deep = Math.min(KEYS, end - c);
                if (!tile.set(group, a, count, c, deep)) continue;
                turned.need(c, c + deep);
                tile.scores(Q, row, turned.x, c, S);
                tile.softmax(S, m, row, O, row);
                tile.overKeys(S, V, firstKey + c, finite, O, row);
            }
            tile.give(sums, row, count);
        }
    }

    /// The first key, or one a little before it, that one of the queries sees: the beginning of a strip.
    static int firstKey(Group group, int a, int count) {
        int first = group.keys().length;
        for (int i = a; i < a + count; i++) if (group.to()[i] > group.from()[i]) first = Math.min(first, group.from()[i]);
        return first / VectorGemm.NR * VectorGemm.NR;
    }

    /// The key after the last that one of the queries sees.
    static int lastKey(Group group, int a, int count) {
        int last = 0;
        for (int i = a; i < a + count; i++) if (group.to()[i] > group.from()[i]) last = Math.max(last, group.to()[i]);
        return last;
    }
}
