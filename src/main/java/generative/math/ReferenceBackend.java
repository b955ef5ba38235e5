package generative.math;

import java.util.Arrays;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.CommonOps_FDRM;

/// The operations as plain loops, in float and in double: what the fast backends have to agree with.
///
/// Only the matrix product is EJML's, since a triple loop says no more than its one line of mathematics.
final class ReferenceBackend implements Backend {

    static final ReferenceBackend INSTANCE = new ReferenceBackend();

    private final RowOperations rows = new ReferenceRows();

    private ReferenceBackend() { }

    @Override public RowOperations rows() {
        return rows;
    }

    @Override public String describe() {
        return "Reference backend: plain loops on one thread, because the Vector API was not asked for or is not there "
                + "(java --add-modules jdk.incubator.vector makes it many times faster).";
    }

    @Override public void multiply(Matrix A, boolean transposeA, Matrix B, boolean transposeB, boolean add, Matrix C) {
        if (A.isFloat() && B.isFloat() && C.isFloat()) {
            var a = A.getFDRM();
            var b = B.getFDRM();
            var c = C.getFDRM();
            if (!add) CommonOps_FDRM.fill(c, 0);
            if (transposeA && transposeB) CommonOps_FDRM.multAddTransAB(a, b, c);
            else if (transposeA) CommonOps_FDRM.multAddTransA(a, b, c);
            else if (transposeB) CommonOps_FDRM.multAddTransB(a, b, c);
            else CommonOps_FDRM.multAdd(a, b, c);
        } else {
            var a = A.getDDRM();
            var b = B.getDDRM();
            var c = C.getDDRM();                                           // a copy when C is float
            if (!add) CommonOps_DDRM.fill(c, 0);
            if (transposeA && transposeB) CommonOps_DDRM.multAddTransAB(a, b, c);
            else if (transposeA) CommonOps_DDRM.multAddTransA(a, b, c);
            else if (transposeB) CommonOps_DDRM.multAddTransB(a, b, c);
            else CommonOps_DDRM.multAdd(a, b, c);
            if (C.isFloat()) for (int i = 0; i < c.data.length; i++) C.set(i, c.data[i]);
        }
    }

    @Override public void affine(Matrix x, Matrix W, Matrix b, Matrix y) {
        multiply(x, false, W, false, false, y);
        plusRow(y, b, y);
    }

    @Override public void plusRow(Matrix x, Matrix row, Matrix y) {
        for (int n = 0, i = 0; n < x.numRows(); n++)
            for (int j = 0; j < x.numCols(); j++, i++) y.set(i, x.get(i) + row.get(j));
    }

    @Override public void addColumnSums(Matrix x, Matrix sums) {
        for (int j = 0; j < x.numCols(); j++) {
            double sum = 0;
            for (int n = 0; n < x.numRows(); n++) sum += x.get(n * x.numCols() + j);
            sums.set(j, sums.get(j) + sum);
        }
    }

    @Override public void apply(Elementwise f, Matrix x, Matrix y) {
        for (int i = 0; i < x.getNumElements(); i++) y.set(i, f.value(x.get(i)));
    }

    @Override public void applyBackward(Elementwise f, Matrix x, Matrix y, Matrix dy, Matrix dx) {
        for (int i = 0; i < x.getNumElements(); i++) dx.set(i, dy.get(i) * f.slope(x.get(i), y.get(i)));
    }

    @Override public void times(Matrix a, Matrix b, Matrix c) {
        for (int i = 0; i < a.getNumElements(); i++) c.set(i, a.get(i) * b.get(i));
    }

    @Override public void dropout(Matrix x, long key, double keep, double scale, Matrix y) {
        for (int i = 0; i < x.getNumElements(); i++)
            y.set(i, CounterRandom.uniform(key, i) < keep ? scale * x.get(i) : 0);
    }

    @Override public void bernoulli(Matrix p, long key, Matrix y) {
        for (int i = 0; i < p.getNumElements(); i++) y.set(i, CounterRandom.uniform(key, i) < p.get(i) ? 1 : 0);
    }

    @Override public double logisticLoss(Matrix a, Matrix t, int N, Matrix gradient) {
        double sum = 0;
        for (int i = 0; i < a.getNumElements(); i++) {
            double logit = a.get(i), target = t.get(i);
            sum += Elementwise.SOFTPLUS.value(logit) - target * logit;     // t sp(−a) + (1−t) sp(a) = sp(a) − t a
            gradient.set(i, (Elementwise.SIGMOID.value(logit) - target) / N);
        }
        return sum;
    }

    @Override public void uniform(long key, double low, double high, Matrix out) {
        float step = (float) (high - low) * CounterRandom.STEP, last = CounterRandom.lastBelow(low, high);
        for (int i = 0; i < out.getNumElements(); i++) out.set(i, CounterRandom.between((float) low, step, last, key, i));
    }

    @Override public void gaussian(long key, double std, Matrix out) {
        for (int i = 0; i < out.getNumElements(); i++) out.set(i, std * CounterRandom.gaussian(key, i));
    }

    @Override public void groupMax(Matrix z, int group, Matrix h, int[] winner) {
        for (int o = 0; o < winner.length; o++) {
            int best = 0;
            for (int p = 1; p < group; p++) if (z.get(o * group + p) > z.get(o * group + best)) best = p;
            winner[o] = best;
            h.set(o, z.get(o * group + best));
        }
    }

    @Override public void groupMaxBackward(Matrix dh, int group, int[] winner, Matrix dz) {
        dz.zero();
        for (int o = 0; o < winner.length; o++) dz.set(o * group + winner[o], dh.get(o));
    }

    @Override public void gather(Matrix x, int[] index, Matrix y) {
        for (int n = 0; n < x.numRows(); n++)
            for (int i = 0; i < index.length; i++) y.set(n, i, index[i] < 0 ? 0 : x.get(n, index[i]));
    }

    @Override public void scatterAdd(Matrix y, int[] index, Matrix x) {
        for (int n = 0; n < x.numRows(); n++)
            for (int i = 0; i < index.length; i++)
                if (index[i] >= 0) x.set(n, index[i], x.get(n, index[i]) + y.get(n, i));
    }

    @Override public void squaredDistances(Matrix x, Matrix xNorms, Matrix s, Matrix sNorms, Matrix d) {
        multiply(x, false, s, true, false, d);
        for (int n = 0, i = 0; n < d.numRows(); n++)
            for (int m = 0; m < d.numCols(); m++, i++)
                d.set(i, Math.max(0, xNorms.get(n) + sNorms.get(m) - 2 * d.get(i)));
    }

    @Override public void logSumExpOfDistances(Matrix x, Matrix s, double[] factors, double[][] out) {
        for (int n = 0; n < x.numRows(); n++) {
            double[] distance = distances(x, n, s);
            double least = Arrays.stream(distance).min().orElse(Double.POSITIVE_INFINITY);
            for (int k = 0; k < factors.length; k++) {
                double sum = 0;
                for (double d : distance) sum += Math.exp(factors[k] * (d - least));
                out[k][n] = least == Double.POSITIVE_INFINITY ? Double.NEGATIVE_INFINITY : factors[k] * least + Math.log(sum);
            }
        }
    }

    @Override public void nearest(Matrix x, Matrix s, int[] index, double[] distance) {
        for (int n = 0; n < x.numRows(); n++) {
            double[] all = distances(x, n, s);
            index[n] = 0;
            distance[n] = Double.POSITIVE_INFINITY;
            for (int m = 0; m < all.length; m++)
                if (all[m] < distance[n]) {
                    index[n] = m;
                    distance[n] = all[m];
                }
        }
    }

    @Override public void addRowsByIndex(Matrix x, int[] index, double[] sums, int[] counts) {
        for (int n = 0; n < index.length; n++) {
            for (int j = 0; j < x.numCols(); j++) sums[index[n] * x.numCols() + j] += x.get(n, j);
            counts[index[n]]++;
        }
    }

    /// ‖x[n] − s[m]‖² for all m.
    private static double[] distances(Matrix x, int n, Matrix s) {
        double[] d = new double[s.numRows()];
        for (int m = 0; m < d.length; m++)
            for (int j = 0; j < x.numCols(); j++) {
                double difference = x.get(n, j) - s.get(m, j);
                d[m] += difference * difference;
            }
        return d;
    }

    @Override public void sgdStep(Matrix theta, Matrix v, Matrix g, double eta, double mu) {
        for (int i = 0; i < theta.getNumElements(); i++) {
            v.set(i, mu * v.get(i) - eta * g.get(i));
            theta.set(i, theta.get(i) + v.get(i));
            g.set(i, 0);
        }
    }

    @Override public void maxNorm(Matrix W, double c) {
        int m = W.numCols();
        double[] square = new double[m], factor = new double[m];
        for (int o = 0; o < W.getNumElements(); o++) square[o % m] += W.get(o) * W.get(o);        // ‖w‖²
        for (int j = 0; j < m; j++) {
            double norm = Math.sqrt(square[j]);
            factor[j] = norm > c ? c / (1e-7 + norm) : 1;
        }
        for (int o = 0; o < W.getNumElements(); o++) W.set(o, W.get(o) * factor[o % m]);          // w ← w · c / (10⁻⁷ + ‖w‖)
    }

    @Override public void adamStep(Matrix theta, Matrix m, Matrix s, Matrix g, double eta, double beta1, double beta2,
                                   double epsilon, double decay, double correction1, double correction2) {
        for (int i = 0; i < theta.getNumElements(); i++) {
            m.set(i, beta1 * m.get(i) + (1 - beta1) * g.get(i));
            s.set(i, beta2 * s.get(i) + (1 - beta2) * g.get(i) * g.get(i));
            double update = m.get(i) / correction1 / (Math.sqrt(s.get(i) / correction2) + epsilon);
            theta.set(i, theta.get(i) * (1 - decay) - eta * update);
            g.set(i, 0);
        }
    }
}
