package generative.math;

import generative.math.AttentionOfOne.Heads;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;

/// [DotProductAttention] in tiles that stay in the cache, shared between threads by head and sequence.
///
/// [AttentionForward] and [AttentionBackward] say what is done for one head of one sequence; its numbers depend on
/// nothing else, so the bits are the same for any number of threads. [AttentionOfOne] serves single queries.
final class VectorAttention {

    private static final int PARTS = 2;                                   // a thread: whoever is early takes another
    private static final long WORTH_SHARING = 1 << 16;                    // multiply-adds of single queries

    private final Team team;
    private final ThreadLocal<AttentionForward> forward = ThreadLocal.withInitial(AttentionForward::new);
    private final ThreadLocal<AttentionBackward> backward = ThreadLocal.withInitial(AttentionBackward::new);

    VectorAttention(Team team) {
        this.team = team;
    }

    void attend(Matrix q, Matrix k, Matrix v, List<Connections> heads, Matrix o, Matrix logSums) {
        int N = heads.getFirst().length(), H = heads.size();
        team.run(q.numRows() / N * H, pair -> {
            int first = pair / H * N, h = pair % H;
            Function<Matrix, HeadRows> rows = x -> HeadRows.of(x, first, h, H);
            forward.get().attend(rows.apply(q), rows.apply(k), rows.apply(v), heads.get(h), rows.apply(o),
                    logSums.floats(), first * H + h, H);
        });
    }

    void backward(Matrix q, Matrix k, Matrix v, Matrix o, Matrix logSums, Matrix dO, List<Connections> heads,
                  Matrix dq, Matrix dk, Matrix dv) {
        int N = heads.getFirst().length(), H = heads.size();
        team.run(q.numRows() / N * H, pair -> {
            int first = pair / H * N, h = pair % H;
            Function<Matrix, HeadRows> rows = x -> HeadRows.of(x, first, h, H);
            backward.get().backward(new AttentionBackward.Head(rows.apply(q), rows.apply(k), rows.apply(v),
                    rows.apply(o), rows.apply(dO), logSums.floats(), first * H + h, H,
                    rows.apply(dq), rows.apply(dk), rows.apply(dv)), heads.get(h));
        });
    }

    void attendAt(int position, Matrix q, Matrix k, Matrix v, List<Connections> heads, Matrix o) {
        int N = heads.getFirst().length(), H = heads.size(), B = q.numRows();
        int together = team.size() == 1 ? H : Math.max(1, B * H / (PARTS * team.size()));
        List<Heads> runs = new ArrayList<>();
        long work = 0;
        for (int h = 0; h < H; ) {
            int first = h;
            while (++h < H && h - first < together && heads.get(h) == heads.get(first)) { }
            boolean known = first > 0 && heads.get(first) == heads.get(first - 1);
            runs.add(new Heads(first, h - first, known ? runs.getLast().keys() : heads.get(first).keys(position)));
            work += (long) B * (h - first) * runs.getLast().keys().length * (q.numCols() + v.numCols()) / H;
        }
        IntConsumer part = p -> AttentionOfOne.attend(runs.get(p % runs.size()), p / runs.size(), N, H, q, k, v, o);
        if (work >= WORTH_SHARING) team.run(B * runs.size(), part);
        else for (int p = 0; p < B * runs.size(); p++) part.accept(p);
    }
}
