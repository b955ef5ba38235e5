package generative.math;

import generative.math.Connections.Group;

/// The gradients of attention of one head in one sequence, tile by tile.
///
/// ```
/// copy q/√d, k, v and do of the head into rows of their own            D = row sums of do ⊙ o
/// for each group, for each tile of its queries, for each tile of keys that any of them sees
///   S  = q kᵀ/√d     P  = exp(S − L)         dv += Pᵀ do
///   dP = do vᵀ       dS = P ⊙ (dP − D)       dq += dS k       dk += dSᵀ q/√d
/// dq ← dq/√d
/// ```
/// The buffers belong to a thread and only grow.
final class AttentionBackward {

    private static final int QUERIES = AttentionTile.QUERIES, KEYS = AttentionTile.KEYS;

    private final AttentionTile tile = new AttentionTile();
    private final float[] S = new float[QUERIES * AttentionTile.LD], dP = new float[QUERIES * AttentionTile.LD];
    private final QueryRows all = new QueryRows(), some = new QueryRows();
    private final KeyRows allKeys = new KeyRows(), someKeys = new KeyRows();
    private final TurnedRows kTurned = new TurnedRows(), vTurned = new TurnedRows();
    private boolean qFinite, kFinite, oFinite;

    /// What a head has, and where L begins with steps of `heads`.
    record Head(HeadRows q, HeadRows k, HeadRows v, HeadRows o, HeadRows dO, float[] logSums, int l, int heads,
                HeadRows dq, HeadRows dk, HeadRows dv) { }

    /// What there is for each query.
    private static final class QueryRows {
        final RowBuffer q = new RowBuffer(), dO = new RowBuffer(), dq = new RowBuffer();
        float[] L = {}, D = {};

        void gather(QueryRows all, int[] positions) {
            q.gather(all.q, positions);
            dO.gather(all.dO, positions);
            dq.zero(positions.length, all.q.width);
            L = AttentionForward.gathered(all.L, positions, L);
            D = AttentionForward.gathered(all.D, positions, D);
        }
    }

    /// What there is for each key.
    private static final class KeyRows {
        final RowBuffer k = new RowBuffer(), v = new RowBuffer(), dk = new RowBuffer(), dv = new RowBuffer();

        void gather(KeyRows all, int[] positions) {
            k.gather(all.k, positions);
            v.gather(all.v, positions);
            dk.zero(positions.length, all.k.width);
            dv.zero(positions.length, all.v.width);
        }
    }

    void backward(Head head, Connections connections) {
        int N = connections.length();
        float scale = (float) (1 / Math.sqrt(head.q.width()));
        qFinite = all.q.read(head.q, N, scale);
        kFinite = allKeys.k.read(head.k, N, 1);
        allKeys.v.read(head.v, N, 1);
        oFinite = all.dO.read(head.dO, N, 1);
        all.dq.zero(N, head.q.width());
        allKeys.dk.zero(N, head.q.width());
        allKeys.dv.zero(N, head.v.width());
        all.L = AttentionForward.grown(all.L, N);
        all.D = AttentionForward.grown(all.D, N);
        for (int i = 0; i < N; i++) {
            all.L[i] = head.logSums[head.l + i * head.heads];
            all.D[i] = all.dO.dot(i, head.o);
        }
        for (Group group : connections.groups()) group(group);
        for (int i = 0; i < N; i++) {
            all.dq.write(head.dq, i, scale);
            allKeys.dk.write(head.dk, i, 1);
            allKeys.dv.write(head.dv, i, 1);
        }
    }

    private void group(Group group) {
        int[] queries = group.queries(), keys = group.keys();
        if (queries.length == 0 || keys.length == 0) return;
        boolean followingQueries = AttentionForward.follow(queries), followingKeys = AttentionForward.follow(keys);
        if (!followingQueries) some.gather(all, queries);
        if (!followingKeys) someKeys.gather(allKeys, keys);
        tiles(group, followingQueries ? all : some, followingQueries ? queries[0] : 0,
                followingKeys ? allKeys : someKeys, followingKeys ? keys[0] : 0);
        if (!followingQueries) some.dq.scatterAdd(all.dq, queries);
        if (followingKeys) return;
        someKeys.dk.scatterAdd(allKeys.dk, keys);
        someKeys.dv.scatterAdd(allKeys.dv, keys);
    }

    private void tiles(Group group, QueryRows of, int firstQuery, KeyRows to, int firstKey) {
        kTurned.of(to.k, firstKey, group.keys().length);
        vTurned.of(to.v, firstKey, group.keys().length);
        for (int a = 0; a < group.queries().length; a += QUERIES) {
            int count = Math.min(QUERIES, group.queries().length - a), row = firstQuery + a;
            int end = AttentionForward.lastKey(group, a, count);
            for (int c = AttentionForward.firstKey(group, a, count); c < end; c += KEYS) {
                int deep = Math.min(KEYS, end - c), key = firstKey + c;
                if (!tile.set(group, a, count, c, deep)) continue;
                kTurned.need(c, c + deep);
                vTurned.need(c, c + deep);
                tile.scores(of.q, row, kTurned.x, c, S);
                tile.scores(of.dO, row, vTurned.x, c, dP);
                tile.slopes(S, dP, of.L, of.D, row);
                tile.overQueries(S, of.dO, row, oFinite, to.dv, key);
                tile.overKeys(dP, to.k, key, kFinite, of.dq, row);
                tile.overQueries(dP, of.q, row, qFinite, to.dk, key);
            }
        }
    }
}
