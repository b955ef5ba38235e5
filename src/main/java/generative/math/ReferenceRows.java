package generative.math;

/// The operations on whole rows as plain loops, in float and in double: a part of [ReferenceBackend].
final class ReferenceRows implements RowOperations {

    @Override public void rowLogSumExp(Matrix x, double factor, Matrix out) {
        for (int n = 0; n < x.numRows(); n++) {
            int from = n * x.numCols(), to = from + x.numCols();
            double max = Double.NEGATIVE_INFINITY, sum = 0;
            for (int i = from; i < to; i++) max = Math.max(max, factor * x.get(i));
            for (int i = from; i < to; i++) sum += Math.exp(factor * x.get(i) - max);
            out.set(n, Double.isInfinite(max) ? max : max + Math.log(sum));
        }
    }

    @Override public void softmax(Matrix x, Matrix y) {
        for (int n = 0; n < x.numRows(); n++) {
            int from = n * x.numCols(), to = from + x.numCols();
            double max = Double.NEGATIVE_INFINITY, sum = 0;
            for (int i = from; i < to; i++) max = Math.max(max, x.get(i));
            for (int i = from; i < to; i++) sum += Math.exp(x.get(i) - max);
            for (int i = from; i < to; i++) y.set(i, Math.exp(x.get(i) - max) / sum);
        }
    }

    @Override public double softmaxLoss(Matrix a, int[] label, Matrix gradient) {
        int N = a.numRows();
        double loss = 0;
        for (int n = 0; n < N; n++) {
            int from = n * a.numCols(), to = from + a.numCols();
            double max = Double.NEGATIVE_INFINITY, sum = 0, logit = a.get(from + label[n]);
            for (int i = from; i < to; i++) max = Math.max(max, a.get(i));
            for (int i = from; i < to; i++) sum += Math.exp(a.get(i) - max);
            for (int i = from; i < to; i++)
                gradient.set(i, (Math.exp(a.get(i) - max) / sum - (i == from + label[n] ? 1 : 0)) / N);
            loss += max - logit + Math.log(sum);                           // −ln p[n, label[n]]
        }
        return loss;
    }

    @Override public void rowArgMin(Matrix x, int[] index) {
        for (int n = 0; n < x.numRows(); n++) {
            int best = 0;
            for (int j = 1; j < x.numCols(); j++) if (x.get(n, j) < x.get(n, best)) best = j;
            index[n] = best;
        }
    }

    @Override public void normalise(Matrix x, Matrix g, Matrix b, double epsilon, Matrix y, Matrix statistics) {
        int d = x.numCols();
        for (int n = 0; n < x.numRows(); n++) {
            double mean = 0, square = 0;
            for (int j = 0; b != null && j < d; j++) mean += x.get(n, j);
            mean /= d;
            for (int j = 0; j < d; j++) square += (x.get(n, j) - mean) * (x.get(n, j) - mean);
            double r = 1 / Math.sqrt(square / d + epsilon);
            for (int j = 0; j < d; j++) y.set(n, j, g.get(j) * (x.get(n, j) - mean) * r + (b == null ? 0 : b.get(j)));
            statistics.set(n, 0, mean);
            statistics.set(n, 1, r);
        }
    }

    @Override public void normaliseBackward(Matrix x, Matrix statistics, Matrix g, boolean centred, Matrix dy, Matrix dx) {
        int d = x.numCols();
        for (int n = 0; n < x.numRows(); n++) {
            double mean = statistics.get(n, 0), r = statistics.get(n, 1), uMean = 0, uxMean = 0;
            for (int j = 0; j < d; j++) {
                double u = g.get(j) * dy.get(n, j);
                if (centred) uMean += u / d;
                uxMean += u * (x.get(n, j) - mean) * r / d;
            }
            for (int j = 0; j < d; j++)
                dx.set(n, j, r * (g.get(j) * dy.get(n, j) - uMean - (x.get(n, j) - mean) * r * uxMean));
        }
    }

    @Override public void addGainGradient(Matrix x, Matrix statistics, Matrix dy, Matrix dg) {
        for (int j = 0; j < x.numCols(); j++) {
            double sum = 0;
            for (int n = 0; n < x.numRows(); n++)
                sum += dy.get(n, j) * (x.get(n, j) - statistics.get(n, 0)) * statistics.get(n, 1);
            dg.set(j, dg.get(j) + sum);
        }
    }

    @Override public void addRows(Matrix x, int[] index, Matrix sums) {
        for (int n = 0; n < index.length; n++)
            for (int j = 0; j < x.numCols(); j++) sums.set(index[n], j, sums.get(index[n], j) + x.get(n, j));
    }
}
