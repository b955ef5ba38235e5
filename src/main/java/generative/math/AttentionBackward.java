package generative.math;

import generative.math.Connections.Group;
import java.util.Arrays;

/// The gradients of attention of one head in one sequence, tile by tile.
///
/// ```
/// D = row sums of do ⊙ o
/// for each group, for each tile of its queries          q/√d and do as rows and as columns
///   for each tile of keys that any of them sees         kᵀ, k/√d and vᵀ are packed when they are met first
///     S  = q kᵀ/√d     P  = exp(S − L)         dv += Pᵀ do
///     dP = do vᵀ       dS = P ⊙ (dP − D)       dq += dS k/√d       dk += dSᵀ q/√d
/// ```
/// The buffers belong to a thread and only grow.
final class AttentionBackward {

    private static final int QUERIES = AttentionTile.QUERIES, KEYS = AttentionTile.KEYS;

    private final AttentionTile tile = new AttentionTile();
    private final float[] S = new float[QUERIES * AttentionTile.LD], dP = new float[QUERIES * AttentionTile.LD];
    private final float[] tileL = new float[QUERIES], tileD = new float[QUERIES];
    private float[] qRows = {}, qColumns = {}, oRows = {}, oColumns = {}, kTurned = {}, kColumns = {}, vTurned = {};
    private float[] dqTile = {}, dkGroup = {}, dvGroup = {}, D = {};

    /// What a head has, and where L begins with steps of `heads`.
    record Head(HeadRows q, HeadRows k, HeadRows v, HeadRows o, HeadRows dO, float[] logSums, int l, int heads,
                HeadRows dq, HeadRows dk, HeadRows dv) { }

    void backward(Head head, Connections connections) {
        int N = connections.length();
        D = AttentionForward.grown(D, N);
        for (HeadRows gradient : new HeadRows[] {head.dq, head.dk, head.dv})
            for (int i = 0; i < N; i++) Arrays.fill(gradient.x(), gradient.at(i), gradient.at(i) + gradient.width(), 0f);
        for (int i = 0; i < N; i++) D[i] = head.dO.dot(i, head.o, i);
        boolean finite = head.q.isFinite(N) && head.k.isFinite(N) && head.dO.isFinite(N);
        for (Group group : connections.groups()) group(group, head, finite);
    }

    private void group(Group group, Head head, boolean finite) {
        int keys = HeadRows.padded(group.keys().length), d = head.q.width(), e = head.v.width();
        int wideD = HeadRows.padded(d), wideE = HeadRows.padded(e);
        grow(keys, d, e, wideD, wideE);
        Arrays.fill(dkGroup, 0, keys * wideD, 0f);
        Arrays.fill(dvGroup, 0, keys * wideE, 0f);
        boolean[] ready = new boolean[keys / KEYS + 1];
        float scale = (float) (1 / Math.sqrt(d));
        int[] queries = group.queries();
        for (int a = 0; a < queries.length; a += QUERIES) {
            int count = Math.min(QUERIES, queries.length - a);
            head.q.copyRows(queries, a, count, scale, qRows);
            head.q.copyColumns(queries, a, count, scale, qColumns, 0, QUERIES);
            head.dO.copyRows(queries, a, count, 1, oRows);
            head.dO.copyColumns(queries, a, count, 1, oColumns, 0, QUERIES);
            for (int r = 0; r < count; r++) {
                tileL[r] = head.logSums[head.l + queries[a + r] * head.heads];
                tileD[r] = D[queries[a + r]];
            }
            Arrays.fill(dqTile, 0f);
            for (int c = AttentionForward.firstTile(group, a, count); c < group.keys().length; c += KEYS) {
                int deep = Math.min(KEYS, group.keys().length - c);
                if (!tile.set(group, a, count, c, deep)) continue;
                if (!ready[c / KEYS]) {
                    ready[c / KEYS] = true;
                    head.k.copyTurned(group.keys(), c, deep, kTurned);
                    head.k.copyColumns(group.keys(), c, deep, scale, kColumns, c, keys);
                    head.v.copyTurned(group.keys(), c, deep, vTurned);
                }
                tile.scores(qRows, d, kTurned, S);
                tile.scores(oRows, e, vTurned, dP);
                tile.slopes(S, dP, tileL, tileD, 0);
                tile.overQueries(S, oColumns, finite, dvGroup, wideE);
                tile.overKeys(dP, kColumns, keys, finite, dqTile, wideD);
                tile.overQueries(dP, qColumns, finite, dkGroup, wideD);
            }
            head.dq.add(queries, a, count, dqTile, 0, wideD);
        }
        head.dk.add(group.keys(), 0, group.keys().length, dkGroup, 0, wideD);
        head.dv.add(group.keys(), 0, group.keys().length, dvGroup, 0, wideE);
    }

    private void grow(int keys, int d, int e, int wideD, int wideE) {
        qRows = AttentionForward.grown(qRows, QUERIES * d);
        qColumns = AttentionForward.grown(qColumns, QUERIES * wideD);
        oRows = AttentionForward.grown(oRows, QUERIES * e);
        oColumns = AttentionForward.grown(oColumns, QUERIES * wideE);
        kTurned = AttentionForward.grown(kTurned, keys * d);
        kColumns = AttentionForward.grown(kColumns, keys * wideD);
        vTurned = AttentionForward.grown(vTurned, keys * e);
        dqTile = AttentionForward.grown(dqTile, QUERIES * wideD);
        dkGroup = AttentionForward.grown(dkGroup, keys * wideD);
        dvGroup = AttentionForward.grown(dvGroup, keys * wideE);
    }
}
