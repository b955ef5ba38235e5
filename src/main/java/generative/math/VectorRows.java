package generative.math;

import static generative.math.VectorMath.put;
import static generative.math.VectorMath.take;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The operations on whole rows for float matrices, on vector lanes and a team of threads: a part of [VectorBackend].
///
/// A row is read two or three times in one visit, from the second time on out of the first-level cache. What is added up over
/// rows is shared between threads by columns ([VectorColumns]).
final class VectorRows implements RowOperations {

    private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;
    private static final int LANES = SPECIES.length();

    private final Shares shares;

    VectorRows(Shares shares) {
        this.shares = shares;
    }

    @Override public void rowLogSumExp(Matrix x, double factor, Matrix out) {
        float[] xs = x.floats(), outs = out.floats();
        int d = x.numCols();
        shares.rows(x.numRows(), d, n -> outs[n] = logSumExp(xs, (float) factor, n * d, (n + 1) * d));
    }

    private static float logSumExp(float[] x, float factor, int from, int to) {
        float max = Float.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) max = Math.max(max, factor * x[i]);
        if (Float.isInfinite(max)) return max;
        FloatVector sum = FloatVector.zero(SPECIES);
        int i = from;
        for (; i + LANES <= to; i += LANES)
            sum = sum.add(VectorMath.exp(FloatVector.fromArray(SPECIES, x, i).mul(factor).sub(max)));
        double total = VectorMath.sum(sum);
        for (; i < to; i++) total += Math.exp(factor * x[i] - max);
        return (float) (max + Math.log(total));
    }

    @Override public void softmax(Matrix x, Matrix y) {
        float[] xs = x.floats(), ys = y.floats();
        int d = x.numCols();
        shares.rows(x.numRows(), d, n -> softmax(xs, ys, n * d, d));
    }

    static void softmax(float[] x, float[] y, int from, int d) {
        float sum = exponentials(x, maximum(x, from, d), y, from, d);
        scale(y, from, d, 1 / sum);
    }

    private static float maximum(float[] x, int from, int d) {
        int i = from, to = from + d;
        FloatVector maxima = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        for (; i + LANES <= to; i += LANES) maxima = maxima.max(FloatVector.fromArray(SPECIES, x, i));
        float max = maxima.reduceLanes(VectorOperators.MAX);               // the same in any order
        for (; i < to; i++) max = Math.max(max, x[i]);
        return max;
    }

    /// y = exp(x − max) over a row; gives its sum.
    private static float exponentials(float[] x, float max, float[] y, int from, int d) {
        int i = from, to = from + d;
        FloatVector sum = FloatVector.zero(SPECIES);
        for (; i + LANES <= to; i += LANES) {
            FloatVector e = VectorMath.exp(FloatVector.fromArray(SPECIES, x, i).sub(max));
            e.intoArray(y, i);
            sum = sum.add(e);
        }
        if (i < to) {
            FloatVector e = VectorMath.exp(take(x, i, to).sub(max));
            put(e, y, i, to);
            sum = sum.add(e, SPECIES.indexInRange(i, to));
        }
        return VectorMath.sum(sum);
    }

    private static void scale(float[] y, int from, int d, float factor) {
        int i = from, to = from + d;
        for (; i + LANES <= to; i += LANES) FloatVector.fromArray(SPECIES, y, i).mul(factor).intoArray(y, i);
        for (; i < to; i++) y[i] *= factor;
    }

    /// The losses of the rows are added up when all are there.
    @Override public double softmaxLoss(Matrix a, int[] label, Matrix gradient) {
        float[] as = a.floats(), gs = gradient.floats();
        int N = a.numRows(), d = a.numCols();
        double[] loss = new double[N];
        shares.rows(N, d, n -> {
            float max = maximum(as, n * d, d), logit = as[n * d + label[n]];
            float sum = exponentials(as, max, gs, n * d, d);
            scale(gs, n * d, d, 1 / (sum * N));
            gs[n * d + label[n]] -= 1f / N;
            loss[n] = (double) max - logit + Math.log(sum);
        });
        double total = 0;
        for (double row : loss) total += row;
        return total;
    }

    @Override public void rowArgMin(Matrix x, int[] index) {
        float[] xs = x.floats();
        int d = x.numCols();
        shares.rows(x.numRows(), d, n -> index[n] = argMin(xs, n * d, d));
    }

    private static int argMin(float[] x, int from, int d) {
        int best = from;
        for (int i = from + 1; i < from + d; i++) if (x[i] < x[best]) best = i;
        return best - from;
    }

    @Override public void normalise(Matrix x, Matrix g, Matrix b, double epsilon, Matrix y, Matrix statistics) {
        float[] xs = x.floats(), gs = g.floats(), ys = y.floats(), s = statistics.floats();
        float[] bs = b == null ? new float[gs.length] : b.floats();
        int d = x.numCols();
        shares.rows(x.numRows(), d, n -> {
            float mean = b == null ? 0 : mean(xs, n * d, d);
            double square = squaresAround(mean, xs, n * d, d);
            float r = (float) (1 / Math.sqrt(square / d + epsilon));
            normalise(xs, n * d, mean, r, gs, bs, ys);
            s[2 * n] = mean;
            s[2 * n + 1] = r;
        });
    }

    /// Taken around the first number of the row, so that equal numbers have exactly themselves as their mean.
    private static float mean(float[] x, int from, int d) {
        int i = from, to = from + d;
        float first = d == 0 ? 0 : x[from];
        FloatVector sum = FloatVector.zero(SPECIES);
        for (; i + LANES <= to; i += LANES) sum = sum.add(FloatVector.fromArray(SPECIES, x, i).sub(first));
        double total = VectorMath.sum(sum);
        for (; i < to; i++) total += x[i] - first;
        return (float) (first + total / d);
    }

    private static double squaresAround(float mean, float[] x, int from, int d) {
        int i = from, to = from + d;
        FloatVector sum = FloatVector.zero(SPECIES);
        for (; i + LANES <= to; i += LANES) {
            FloatVector away = FloatVector.fromArray(SPECIES, x, i).sub(mean);
            sum = away.fma(away, sum);
        }
        double total = VectorMath.sum(sum);
        for (; i < to; i++) total += (x[i] - mean) * (x[i] - mean);
        return total;
    }

    private static void normalise(float[] x, int from, float mean, float r, float[] g, float[] b, float[] y) {
        int j = 0, d = g.length;
        for (; j + LANES <= d; j += LANES) {
            FloatVector stretched = FloatVector.fromArray(SPECIES, x, from + j).sub(mean).mul(r)
                    .mul(FloatVector.fromArray(SPECIES, g, j));
            stretched.add(FloatVector.fromArray(SPECIES, b, j)).intoArray(y, from + j);
        }
        for (; j < d; j++) y[from + j] = (x[from + j] - mean) * r * g[j] + b[j];
    }

    @Override public void normaliseBackward(Matrix x, Matrix statistics, Matrix g, boolean centred, Matrix dy, Matrix dx) {
        float[] xs = x.floats(), s = statistics.floats(), gs = g.floats(), dys = dy.floats(), dxs = dx.floats();
        int d = x.numCols();
        shares.rows(x.numRows(), d, n -> {
            float mean = s[2 * n], r = s[2 * n + 1];
            float uMean = centred ? (float) (dot(gs, dys, n * d, d) / d) : 0;
            float uxMean = (float) (dotAround(mean, xs, gs, dys, n * d, d) * r / d);
            backward(xs, n * d, mean, r, gs, dys, uMean, r * uxMean, dxs);
        });
    }

    /// Σⱼ g[j] dy[n,j].
    private static double dot(float[] g, float[] dy, int from, int d) {
        int j = 0;
        FloatVector sum = FloatVector.zero(SPECIES);
        for (; j + LANES <= d; j += LANES)
            sum = FloatVector.fromArray(SPECIES, g, j).fma(FloatVector.fromArray(SPECIES, dy, from + j), sum);
        double total = VectorMath.sum(sum);
        for (; j < d; j++) total += g[j] * dy[from + j];
        return total;
    }

    /// Σⱼ g[j] dy[n,j] (x[n,j] − mean).
    private static double dotAround(float mean, float[] x, float[] g, float[] dy, int from, int d) {
        int j = 0;
        FloatVector sum = FloatVector.zero(SPECIES);
        for (; j + LANES <= d; j += LANES) {
            FloatVector u = FloatVector.fromArray(SPECIES, g, j).mul(FloatVector.fromArray(SPECIES, dy, from + j));
            sum = FloatVector.fromArray(SPECIES, x, from + j).sub(mean).fma(u, sum);
        }
        double total = VectorMath.sum(sum);
        for (; j < d; j++) total += g[j] * dy[from + j] * (x[from + j] - mean);
        return total;
    }

    /// dx = r (g ⊙ dy − ū − (x − mean) c), with c = r mean(u ⊙ x̂).
    private static void backward(float[] x, int from, float mean, float r, float[] g, float[] dy, float uMean, float c,
            float[] dx) {
        int j = 0, d = g.length;
        for (; j + LANES <= d; j += LANES) {
            FloatVector u = FloatVector.fromArray(SPECIES, g, j).mul(FloatVector.fromArray(SPECIES, dy, from + j));
            u.sub(uMean).sub(FloatVector.fromArray(SPECIES, x, from + j).sub(mean).mul(c)).mul(r).intoArray(dx, from + j);
        }
        for (; j < d; j++) dx[from + j] = r * (g[j] * dy[from + j] - uMean - (x[from + j] - mean) * c);
    }

    @Override public void addGainGradient(Matrix x, Matrix statistics, Matrix dy, Matrix dg) {
        float[] xs = x.floats(), s = statistics.floats(), dys = dy.floats(), total = new float[x.numCols()], out = dg.floats();
        shares.columns(xs.length, total.length, (from, to) -> VectorColumns.addNormalised(xs, s, dys, total, from, to));
        for (int j = 0; j < total.length; j++) out[j] += total[j];
    }

    @Override public void addRows(Matrix x, int[] index, Matrix sums) {
        float[] xs = x.floats(), out = sums.floats();
        int d = x.numCols();
        shares.columns(xs.length, d, (from, to) -> VectorColumns.addRows(xs, index, out, d, from, to));
    }
}
