package generative.math;

import generative.math.Connections.Group;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/// Attention of one head in one sequence, tile by tile with a running softmax.
///
/// ```
/// for each group, for each tile of its queries          q/√d as rows; m, sum and o from where the last group left them
///   for each tile of keys that any of them sees         kᵀ and v are packed when they are met first
///     S = q kᵀ/√d      m′ = max(m, row maxima)     P = exp(S − m′)
///     sum ← sum · exp(m − m′) + row sums of P          o ← o · exp(m − m′) + P v
/// at the end      o ← o / sum       L = m + ln sum
/// ```
/// The buffers belong to a thread and only grow.
final class AttentionForward {

    private static final int LANES = VectorMath.SPECIES.length(), QUERIES = AttentionTile.QUERIES, KEYS = AttentionTile.KEYS;

    private final AttentionTile tile = new AttentionTile();
    private final float[] S = new float[QUERIES * AttentionTile.LD], tileMax = new float[QUERIES], tileSums = new float[QUERIES * LANES];
    private float[] rows = {}, turned = {}, columns = {}, sumsOfTile = {}, m = {}, sums = {};

    static float[] grown(float[] buffer, int length) {
        return buffer.length >= length ? buffer : new float[length];
    }

    /// o and the column of L from number `l` on in steps of `heads`.
    void attend(HeadRows q, HeadRows k, HeadRows v, Connections connections, HeadRows o, float[] logSums, int l, int heads) {
        int N = connections.length();
        boolean finite = v.isFinite(N);
        m = grown(m, N);
        sums = grown(sums, N);
        Arrays.fill(m, 0, N, Float.NEGATIVE_INFINITY);
        Arrays.fill(sums, 0, N, 0f);
        for (int i = 0; i < N; i++) Arrays.fill(o.x(), o.at(i), o.at(i) + o.width(), 0f);
        for (Group group : connections.groups()) group(group, q, k, v, finite, o);
        for (int i = 0; i < N; i++) {
            logSums[l + i * heads] = Float.isInfinite(m[i]) ? m[i] : (float) (m[i] + Math.log(sums[i]));
            if (m[i] > Float.NEGATIVE_INFINITY) o.divide(i, sums[i]);
        }
    }

    private void group(Group group, HeadRows q, HeadRows k, HeadRows v, boolean finite, HeadRows o) {
        int keys = HeadRows.padded(group.keys().length), d = q.width(), wide = HeadRows.padded(v.width()), packed = 0;
        rows = grown(rows, QUERIES * d);
        turned = grown(turned, keys * d);
        columns = grown(columns, keys * wide);
        sumsOfTile = grown(sumsOfTile, QUERIES * wide);
        boolean[] ready = new boolean[keys / KEYS + 1];
        for (int a = 0; a < group.queries().length; a += QUERIES) {
            int count = Math.min(QUERIES, group.queries().length - a);
            q.copyRows(group.queries(), a, count, (float) (1 / Math.sqrt(d)), rows);
            load(group.queries(), a, count, o, wide);
            for (int c = firstTile(group, a, count); c < group.keys().length; c += KEYS) {
                int deep = Math.min(KEYS, group.keys().length - c);
                if (!tile.set(group, a, count, c, deep)) continue;
                if (!ready[c / KEYS]) {
                    ready[c / KEYS] = true;
                    k.copyTurned(group.keys(), c, deep, turned);
                    v.copyColumns(group.keys(), c, deep, 1, columns, c, keys);
                }
                tile.scores(rows, d, turned, S);
                tile.softmax(S, tileMax, tileSums, sumsOfTile, wide);
                tile.overKeys(S, columns, keys, finite, sumsOfTile, wide);
            }
            store(group.queries(), a, count, o, wide);
        }
    }

    /// The first key of the first tile in which one of the queries sees something.
    static int firstTile(Group group, int a, int count) {
        int first = group.keys().length;
        for (int i = a; i < a + count; i++) if (group.to()[i] > group.from()[i]) first = Math.min(first, group.from()[i]);
        return first / KEYS * KEYS;
    }

    private void load(int[] queries, int a, int count, HeadRows o, int wide) {
        Arrays.fill(tileSums, 0f);
        for (int r = 0; r < count; r++) {
            int i = queries[a + r];
            tileMax[r] = m[i];
            tileSums[r * LANES] = sums[i];
            System.arraycopy(o.x(), o.at(i), sumsOfTile, r * wide, o.width());
        }
    }

    private void store(int[] queries, int a, int count, HeadRows o, int wide) {
        for (int r = 0; r < count; r++) {
            int i = queries[a + r];
            m[i] = tileMax[r];
            sums[i] = VectorMath.sum(FloatVector.fromArray(VectorMath.SPECIES, tileSums, r * LANES));
            System.arraycopy(sumsOfTile, r * wide, o.x(), o.at(i), o.width());
        }
    }
}
