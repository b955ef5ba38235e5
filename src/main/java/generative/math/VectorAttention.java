package generative.math;

import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// [DotProductAttention] in tiles that stay in the cache, shared between threads by head and sequence.
///
/// [AttentionForward] and [AttentionBackward] say what is done for one head of one sequence; its numbers depend on
/// nothing else, so the bits are the same for any number of threads. A single query ([#attendAt]) needs no tiles.
final class VectorAttention {

    private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;
    private static final int LANES = SPECIES.length();

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
            forward.get().attend(rows(q, first, h, H), rows(k, first, h, H), rows(v, first, h, H), heads.get(h),
                    rows(o, first, h, H), logSums.floats(), first * H + h, H);
        });
    }

    void backward(Matrix q, Matrix k, Matrix v, Matrix o, Matrix logSums, Matrix dO, List<Connections> heads,
                  Matrix dq, Matrix dk, Matrix dv) {
        int N = heads.getFirst().length(), H = heads.size();
        team.run(q.numRows() / N * H, pair -> {
            int first = pair / H * N, h = pair % H;
            backward.get().backward(new AttentionBackward.Head(rows(q, first, h, H), rows(k, first, h, H), rows(v, first, h, H),
                    rows(o, first, h, H), rows(dO, first, h, H), logSums.floats(), first * H + h, H,
                    rows(dq, first, h, H), rows(dk, first, h, H), rows(dv, first, h, H)), heads.get(h));
        });
    }

    private static HeadRows rows(Matrix x, int firstRow, int head, int heads) {
        int width = x.numCols() / heads;
        return new HeadRows(x.floats(), firstRow * x.numCols() + head * width, x.numCols(), width);
    }

    /// The list of keys of a position is made once for heads that share their connections.
    void attendAt(int position, Matrix q, Matrix k, Matrix v, List<Connections> heads, Matrix o) {
        int N = heads.getFirst().length(), H = heads.size();
        int[][] keys = new int[H][];
        for (int h = 0; h < H; h++) keys[h] = h > 0 && heads.get(h) == heads.get(h - 1) ? keys[h - 1] : heads.get(h).keys(position);
        team.run(q.numRows() * H, pair -> {
            int b = pair / H, h = pair % H;
            attendAt(rows(q, b, h, H), rows(k, b * N, h, H), rows(v, b * N, h, H), keys[h], rows(o, b, h, H));
        });
    }

    private static void attendAt(HeadRows q, HeadRows k, HeadRows v, int[] keys, HeadRows o) {
        float[] s = new float[keys.length];
        float scale = (float) (1 / Math.sqrt(q.width()));
        for (int j = 0; j < s.length; j++) s[j] = scale * q.dot(0, k, keys[j]);
        VectorRows.softmax(s, s, 0, s.length);
        for (int c = 0; c < o.width(); c += LANES) {
            FloatVector sum = FloatVector.zero(SPECIES);
            int end = o.width();
            for (int j = 0; j < s.length; j++) {
                int row = v.at(keys[j]);
                sum = VectorMath.take(v.x(), row + c, row + end).fma(FloatVector.broadcast(SPECIES, s[j]), sum);
            }
            VectorMath.put(sum, o.x(), o.at(0) + c, o.at(0) + end);
        }
    }
}
