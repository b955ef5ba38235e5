package generative.math;

import java.util.Arrays;
import java.util.List;

/// [DotProductAttention] by the list of keys of each query, in plain loops: the text that the kernels have to agree with.
final class ReferenceAttention {

    private ReferenceAttention() { }

    static void attend(Matrix q, Matrix k, Matrix v, List<Connections> heads, Matrix o, Matrix logSums) {
        o.zero();
        forEachQuery(q, v, heads, (h, row, keys) -> {
            double[] s = h.scores(q, row, k, keys);
            double L = logSumExp(s);
            logSums.set(row, h.head, L);
            for (int j = 0; j < keys.length; j++) h.addRow(Math.exp(s[j] - L), v, keys[j], o, row, h.e);     // o += p v
        });
    }

    static void backward(Matrix q, Matrix k, Matrix v, Matrix o, Matrix logSums, Matrix dO, List<Connections> heads,
                         Matrix dq, Matrix dk, Matrix dv) {
        dq.zero();
        dk.zero();
        dv.zero();
        forEachQuery(q, v, heads, (h, row, keys) -> {
            double[] s = h.scores(q, row, k, keys);
            double D = h.dot(dO, row, o, row, h.e);                                                          // D = do·o
            for (int j = 0; j < keys.length; j++) {
                double p = Math.exp(s[j] - logSums.get(row, h.head));
                double ds = p * (h.dot(dO, row, v, keys[j], h.e) - D) * h.scale;                             // ds = p (do·v − D) / √d
                h.addRow(p, dO, row, dv, keys[j], h.e);                                                      // dv += p do
                h.addRow(ds, k, keys[j], dq, row, h.d);                                                      // dq += ds k
                h.addRow(ds, q, row, dk, keys[j], h.d);                                                      // dk += ds q
            }
        });
    }

    static void attendAt(int position, Matrix q, Matrix k, Matrix v, List<Connections> heads, Matrix o) {
        o.zero();
        int N = heads.getFirst().length();
        for (int head = 0; head < heads.size(); head++) {
            Head h = new Head(head, q.numCols() / heads.size(), v.numCols() / heads.size());
            int[] seen = heads.get(head).keys(position);
            for (int b = 0; b < q.numRows(); b++) {
                int[] keys = shifted(seen, b * N);
                double[] s = h.scores(q, b, k, keys);
                double L = logSumExp(s);
                for (int j = 0; j < keys.length; j++) h.addRow(Math.exp(s[j] - L), v, keys[j], o, b, h.e);
            }
        }
    }

    private interface OfQuery {
        void accept(Head head, int row, int[] keyRows);
    }

    private static void forEachQuery(Matrix q, Matrix v, List<Connections> heads, OfQuery action) {
        int N = heads.getFirst().length();
        for (int head = 0; head < heads.size(); head++) {
            Head h = new Head(head, q.numCols() / heads.size(), v.numCols() / heads.size());
            for (int i = 0; i < N; i++) {
                int[] seen = heads.get(head).keys(i);
                for (int first = 0; first < q.numRows(); first += N) action.accept(h, first + i, shifted(seen, first));
            }
        }
    }

    private static int[] shifted(int[] keys, int first) {
        return Arrays.stream(keys).map(key -> first + key).toArray();
    }

    /// −∞ of no numbers.
    private static double logSumExp(double[] s) {
        double max = Arrays.stream(s).max().orElse(Double.NEGATIVE_INFINITY);
        return Double.isInfinite(max) ? max : max + Math.log(Arrays.stream(s).map(x -> Math.exp(x - max)).sum());
    }

    /// The columns of one head: d of queries and keys, e of values.
    private record Head(int head, int d, int e, double scale) {

        Head(int head, int d, int e) {
            this(head, d, e, 1 / Math.sqrt(d));
        }

        /// s[j] = q·k[j] / √d.
        double[] scores(Matrix q, int row, Matrix k, int[] keys) {
            return Arrays.stream(keys).mapToDouble(key -> scale * dot(q, row, k, key, d)).toArray();
        }

        double dot(Matrix a, int rowA, Matrix b, int rowB, int width) {
            double sum = 0;
            for (int c = head * width; c < (head + 1) * width; c++) sum += a.get(rowA, c) * b.get(rowB, c);
            return sum;
        }

        void addRow(double factor, Matrix from, int row, Matrix to, int toRow, int width) {
            for (int c = head * width; c < (head + 1) * width; c++) to.set(toRow, c, to.get(toRow, c) + factor * from.get(row, c));
        }
    }
}
