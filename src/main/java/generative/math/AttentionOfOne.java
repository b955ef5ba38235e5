package generative.math;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Attention of one query in every head, for sampling: row after row of the keys, then of the values.
///
/// ```
/// s[h,j] = q[h]·k[j,h] / √d          p[h] = softmax of s[h]          o[h] = Σⱼ p[h,j] v[j,h]
/// ```
/// There is nothing to keep in registers as every number of a key meets one query only: the time goes into fetching the rows from
/// memory. So heads that look at the same keys are served together, whole rows at a time, in the order in which they lie: two
/// rows or four at a time were a third slower.
final class AttentionOfOne {

    private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;
    private static final int LANES = SPECIES.length();

    private AttentionOfOne() { }

    /// Heads side by side that look at the same keys.
    ///
    /// @param first number of the first of them
    /// @param keys  positions
    record Heads(int first, int count, int[] keys) { }

    /// Row b of o, from row b of q and from the keys and values of sequence b of N positions.
    static void attend(Heads heads, int b, int N, int all, Matrix q, Matrix k, Matrix v, Matrix o) {
        float[] ks = k.floats(), vs = v.floats(), out = o.floats();
        int[] keys = heads.keys;
        int n = keys.length, H = heads.count, d = q.numCols() / all, e = v.numCols() / all, columns = k.numCols(),
                valueColumns = v.numCols();
        int from = heads.first * d, valueFrom = heads.first * e, to = b * valueColumns + valueFrom;
        float[] query = scaled(q.floats(), b * columns + from, H * d, (float) (1 / Math.sqrt(d))), p = new float[H * n];
        for (int j = 0; j < n; j++) products(query, ks, (b * N + keys[j]) * columns + from, d, p, j, n);
        for (int h = 0; h < H; h++) VectorRows.softmax(p, p, h * n, n);
        Arrays.fill(out, to, to + H * e, 0f);
        for (int j = 0; j < n; j++) add(p, j, n, vs, (b * N + keys[j]) * valueColumns + valueFrom, e, out, to);
    }

    private static float[] scaled(float[] x, int from, int length, float factor) {
        float[] y = new float[length];
        for (int i = 0; i < length; i++) y[i] = factor * x[from + i];
        return y;
    }

    /// p[h, j] for all heads.
    private static void products(float[] q, float[] k, int ki, int d, float[] p, int j, int n) {
        for (int qi = 0; qi < q.length; qi += d, ki += d, j += n) p[j] = VectorMath.sum(VectorMath.dot(q, qi, k, ki, d));
    }

    /// o[h] += p[h, j] v[j, h] for all heads.
    private static void add(float[] p, int j, int n, float[] v, int vi, int e, float[] o, int oi) {
        for (; j < p.length; j += n, vi += e, oi += e) {
            FloatVector factor = FloatVector.broadcast(SPECIES, p[j]);
            for (int c = 0; c < e; c += LANES) {
                FloatVector sum = VectorMath.take(v, vi + c, vi + e).fma(factor, VectorMath.take(o, oi + c, oi + e));
                VectorMath.put(sum, o, oi + c, oi + e);
            }
        }
    }
}
