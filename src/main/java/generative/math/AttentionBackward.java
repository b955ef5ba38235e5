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

    private final AttentionTile tile = new AttentionTile();
    private final float[] S = new float[AttentionTile.QUERIES * AttentionTile.LD], dP = new float[S.length];
    private final Queries allQueries = new Queries(), someQueries = new Queries();
    private final Keys allKeys = new Keys(), someKeys = new Keys();
    private final TurnedRows kTurned = new TurnedRows(), vTurned = new TurnedRows();
    private boolean qFinite, kFinite, oFinite;

    /// What a head has, and where L begins with steps of `heads`.
    record Head(HeadRows q, HeadRows k, HeadRows v, HeadRows o, HeadRows dO, float[] logSums, int l, int heads,
                HeadRows dq, HeadRows dk, HeadRows dv) { }

    /// What there is for each query.
    private static final class Queries {
        final RowBuffer q = new RowBuffer(), dO = new RowBuffer(), dq = new RowBuffer();
        float[] L = {}, D = {};

        void gather(Queries all, int[] positions) {
            q.gather(all.q, positions);
            dO.gather(all.dO, positions);
            dq.fill(positions.length, all.q.width(), 0);
            L = AttentionForward.gathered(all.L, positions, L);
            D = AttentionForward.gathered(all.D, positions, D);
        }
    }

    /// What there is for each key.
    private static final class Keys {
        final RowBuffer k = new RowBuffer(), v = new RowBuffer(), dk = new RowBuffer(), dv = new RowBuffer();

        void gather(Keys all, int[] positions) {
            k.gather(all.k, positions);
            v.gather(all.v, positions);
            dk.fill(positions.length, all.k.width(), 0);
            dv.fill(positions.length, all.v.width(), 0);
        }
    }

    void backward(Head head, Connections connections) {
        int N = connections.length();
        float scale = (float) (1 / Math.sqrt(head.q.width()));
        Queries all = allQueries;
        qFinite = all.q.read(head.q, N, scale);
        kFinite = allKeys.k.read(head.k, N, 1);
        allKeys.v.read(head.v, N, 1);
        oFinite = all.dO.read(head.dO, N, 1);
        all.dq.fill(N, head.q.width(), 0);
        allKeys.dk.fill(N, head.q.width(), 0);
        allKeys.dv.fill(N, head.v.width(), 0);
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
        if (!followingQueries) someQueries.gather(allQueries, queries);
        if (!followingKeys) someKeys.gather(allKeys, keys);
        tiles(group, followingQueries ? allQueries : someQueries, followingQueries ? queries[0] : 0,
                followingKeys ? allKeys : someKeys, followingKeys ? keys[0] : 0);
        if (!followingQueries) someQueries.dq.scatterAdd(allQueries.dq, queries);
        if (followingKeys) return;
        someKeys.dk.scatterAdd(allKeys.dk, keys);
        someKeys.dv.scatterAdd(allKeys.dv, keys);
    }

    private void tiles(Group group, Queries of, int query, Keys to, int key) {
        kTurned.of(to.k, key, group.keys().length);
        vTurned.of(to.v, key, group.keys().length);
        tile.forEach(group, () -> {
            tile.scores(of.q, query, kTurned, S);                                        // S  = q kᵀ/√d
            tile.scores(of.dO, query, vTurned, dP);                                      // dP = do vᵀ
            TileRows.slopes(tile, S, dP, of.L, of.D, query);                             // P  = exp(S − L)    dS = P ⊙ (dP − D)
            tile.overQueries(S, of.dO, query, oFinite, to.dv, key);                      // dv += Pᵀ do
            tile.overKeys(dP, to.k, key, kFinite, of.dq, query);                         // dq += dS k
            tile.overQueries(dP, of.q, query, qFinite, to.dk, key);                      // dk += dSᵀ q/√d
        });
    }
}
