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
/// memory. So heads that look at the same keys are served together, whole rows at a time, four of them: what meets all four is fetched once.
final class AttentionOfOne {

    private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;
    private static final int LANES = SPECIES.length(), FOUR = 4;

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
        int n = keys.length, H = heads.count, d = q.numCols() / all, e = v.numCols() / all, columns = k.numCols(), valueColumns = v.numCols();
        int from = heads.first * d, valueFrom = heads.first * e, to = b * valueColumns + valueFrom;
        float[] query = scaled(q.floats(), b * columns + from, H * d, (float) (1 / Math.sqrt(d))), p = new float[H * n];
        int[] row = new int[FOUR];
        for (int j = 0; j < n; j += FOUR) {
            rows(keys, j, b * N, columns, from, row);
            if (d % LANES == 0 && j + FOUR <= n) for (int h = 0; h < H; h++) four(query, h * d, ks, row, h * d, d, p, h * n + j);
            else for (int h = 0; h < H; h++)
                for (int r = 0; r < FOUR && j + r < n; r++) p[h * n + j + r] = VectorMath.sum(VectorMath.dot(query, h * d, ks, row[r] + h * d, d));
        }
        for (int h = 0; h < H; h++) VectorRows.softmax(p, p, h * n, n);
        Arrays.fill(out, to, to + H * e, 0f);
        for (int j = 0; j < n; j += FOUR) {
            rows(keys, j, b * N, valueColumns, valueFrom, row);
            if (e % LANES == 0 && j + FOUR <= n) for (int h = 0; h < H; h++) addFour(p, h * n + j, vs, row, h * e, e, out, to + h * e);
            else for (int h = 0; h < H; h++)
                for (int r = 0; r < FOUR && j + r < n; r++) add(p[h * n + j + r], vs, row[r] + h * e, e, out, to + h * e);
        }
    }

    private static float[] scaled(float[] x, int from, int length, float factor) {
        float[] y = new float[length];
        for (int i = 0; i < length; i++) y[i] = factor * x[from + i];
        return y;
    }

    /// Where the rows of four keys begin, or of as many as are left.
    private static void rows(int[] keys, int j, int first, int columns, int from, int[] row) {
        for (int r = 0; r < FOUR && j + r < keys.length; r++) row[r] = (first + keys[j + r]) * columns + from;
    }

    /// Four products of whole vectors, for which the query is read once.
    private static void four(float[] q, int qi, float[] k, int[] row, int at, int d, float[] p, int pi) {
        FloatVector zero = FloatVector.zero(SPECIES), s0 = zero, s1 = zero, s2 = zero, s3 = zero;
        int k0 = row[0] + at, k1 = row[1] + at, k2 = row[2] + at, k3 = row[3] + at;
        for (int c = 0; c < d; c += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, q, qi + c);
            s0 = FloatVector.fromArray(SPECIES, k, k0 + c).fma(x, s0);
            s1 = FloatVector.fromArray(SPECIES, k, k1 + c).fma(x, s1);
            s2 = FloatVector.fromArray(SPECIES, k, k2 + c).fma(x, s2);
            s3 = FloatVector.fromArray(SPECIES, k, k3 + c).fma(x, s3);
        }
        p[pi] = VectorMath.sum(s0);
        p[pi + 1] = VectorMath.sum(s1);
        p[pi + 2] = VectorMath.sum(s2);
        p[pi + 3] = VectorMath.sum(s3);
    }

    /// Four rows of values in whole vectors, for which the sums are read and written once.
    private static void addFour(float[] p, int pi, float[] v, int[] row, int at, int e, float[] o, int oi) {
        float p0 = p[pi], p1 = p[pi + 1], p2 = p[pi + 2], p3 = p[pi + 3];
        int v0 = row[0] + at, v1 = row[1] + at, v2 = row[2] + at, v3 = row[3] + at;
        for (int c = 0; c < e; c += LANES) {
            FloatVector sum = FloatVector.fromArray(SPECIES, o, oi + c);
            sum = FloatVector.fromArray(SPECIES, v, v0 + c).fma(FloatVector.broadcast(SPECIES, p0), sum);
            sum = FloatVector.fromArray(SPECIES, v, v1 + c).fma(FloatVector.broadcast(SPECIES, p1), sum);
            sum = FloatVector.fromArray(SPECIES, v, v2 + c).fma(FloatVector.broadcast(SPECIES, p2), sum);
            sum = FloatVector.fromArray(SPECIES, v, v3 + c).fma(FloatVector.broadcast(SPECIES, p3), sum);
            sum.intoArray(o, oi + c);
        }
    }

    private static void add(float factor, float[] v, int vi, int e, float[] o, int oi) {
        for (int c = 0; c < e; c += LANES)
            VectorMath.put(VectorMath.take(v, vi + c, vi + e).fma(FloatVector.broadcast(SPECIES, factor), VectorMath.take(o, oi + c, oi + e)),
                    o, oi + c, oi + e);
    }
}
