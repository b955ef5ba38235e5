package generative.math;

import java.util.List;
import java.util.function.IntConsumer;
import jdk.incubator.vector.VectorSpecies;

/// The operations of [ReferenceBackend] for float matrices, on the JDK's Vector API and a team of threads.
///
/// It says what is shared between threads and how; the loops stand in [VectorGemm], [VectorDistances], [VectorElementwise],
/// [VectorRows], [VectorColumns] and [VectorRandom]. [Shares] cuts the work so that it gives the same bits for any number of
/// threads.
final class VectorBackend implements Backend {

    private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;
    private static final int PIECE = 1 << 12;                             // elements

    private final Team team;
    private final VectorGemm gemm;
    private final VectorDistances distances;
    private final Shares shares;
    private final VectorRows rows;
    private final VectorAttention attention;

    VectorBackend(int threads) {
        team = new Team(threads);
        gemm = new VectorGemm(team);
        distances = new VectorDistances(team, gemm);
        shares = new Shares(team);
        rows = new VectorRows(shares);
        attention = new VectorAttention(team);
    }

    /// With as many threads as [Team#threads] says.
    static VectorBackend create() {
        return new VectorBackend(Team.threads());
    }

    @Override public String describe() {
        return "Vector API backend: " + SPECIES.vectorBitSize() + "-bit lanes on " + team.size()
                + (team.size() == 1 ? " thread" : " threads") + ", because the module jdk.incubator.vector is there.";
    }

    @Override public RowOperations rows() {
        return rows;
    }

    @Override public void inParts(int parts, IntConsumer part) {
        team.run(parts, part);
    }

    @Override public void multiply(Matrix A, boolean transposeA, Matrix B, boolean transposeB, boolean add, Matrix C) {
        int k = transposeA ? A.numRows() : A.numCols();
        gemm.multiply(A.floats(), transposeA, B.floats(), transposeB, add, C.floats(), C.numRows(), C.numCols(), k);
    }

    @Override public void affine(Matrix x, Matrix W, Matrix b, Matrix y) {
        affine(x, W, b, null, y);
    }

    @Override public void affine(Matrix x, Matrix W, Matrix b, Elementwise f, Matrix y) {
        gemm.affine(x.floats(), W.floats(), false, b.floats(), f, y.floats(), y.numRows(), y.numCols(), x.numCols());
    }

    @Override public void affineTransposed(Matrix h, Matrix W, Matrix a, Elementwise f, Matrix y) {
        gemm.affine(h.floats(), W.floats(), true, a.floats(), f, y.floats(), y.numRows(), y.numCols(), h.numCols());
    }

    @Override public void plusRow(Matrix x, Matrix row, Matrix y) {
        float[] xs = x.floats(), b = row.floats(), ys = y.floats();
        int d = x.numCols();
        shares.rows(x.numRows(), d, n -> addInto(xs, n * d, b, ys, d));
    }

    private static void addInto(float[] x, int from, float[] b, float[] y, int d) {
        for (int j = 0; j < d; j++) y[from + j] = x[from + j] + b[j];
    }

    @Override public void addColumnSums(Matrix x, Matrix sums) {
        float[] xs = x.floats(), total = new float[x.numCols()], out = sums.floats();
        shares.columns(xs.length, total.length, (from, to) -> VectorColumns.addSums(xs, total.length, total, from, to));
        for (int j = 0; j < total.length; j++) out[j] += total[j];
    }

    @Override public void apply(Elementwise f, Matrix x, Matrix y) {
        float[] xs = x.floats(), ys = y.floats();
        shares.ranges(xs.length, (from, to) -> VectorElementwise.apply(f, xs, ys, from, to));
    }

    @Override public void applyBackward(Elementwise f, Matrix x, Matrix y, Matrix dy, Matrix dx) {
        float[] xs = x.floats(), ys = y.floats(), dys = dy.floats(), dxs = dx.floats();
        shares.ranges(xs.length, (from, to) -> VectorElementwise.backward(f, xs, ys, dys, dxs, from, to));
    }

    @Override public void times(Matrix a, Matrix b, Matrix c) {
        float[] as = a.floats(), bs = b.floats(), cs = c.floats();
        shares.ranges(as.length, (from, to) -> VectorElementwise.times(as, bs, cs, from, to));
    }

    @Override public void dropout(Matrix x, long key, double keep, double scale, Matrix y) {
        float[] xs = x.floats(), ys = y.floats();
        shares.ranges(xs.length, (from, to) -> VectorRandom.dropout(xs, key, keep, (float) scale, ys, from, to));
    }

    @Override public void bernoulli(Matrix p, long key, Matrix y) {
        float[] ps = p.floats(), ys = y.floats();
        shares.ranges(ps.length, (from, to) -> VectorRandom.bernoulli(ps, key, ys, from, to));
    }

    /// Sums of pieces of fixed length, so that their sum does not depend on the threads; few numbers in double.
    @Override public double logisticLoss(Matrix a, Matrix t, int N, Matrix gradient) {
        if (a.getNumElements() < PIECE) return Backend.reference().logisticLoss(a, t, N, gradient);
        float[] as = a.floats(), ts = t.floats(), gs = gradient.floats();
        double[] sums = new double[(as.length + PIECE - 1) / PIECE];
        team.run(sums.length, p -> sums[p] = VectorElementwise.logisticLoss(as, ts, N, gs, p * PIECE,
                Math.min(as.length, (p + 1) * PIECE)));
        return java.util.Arrays.stream(sums).sum();
    }

    @Override public void uniform(long key, double low, double high, Matrix out) {
        float[] values = out.floats();
        float step = (float) (high - low) * CounterRandom.STEP, last = CounterRandom.lastBelow(low, high);
        shares.ranges(values.length, (from, to) -> VectorRandom.uniform(key, (float) low, step, last, values, from, to));
    }

    @Override public void gaussian(long key, double std, Matrix out) {
        float[] values = out.floats();
        shares.ranges(values.length, (from, to) -> VectorRandom.gaussian(key, (float) std, values, from, to));
    }

    @Override public void groupMax(Matrix z, int group, Matrix h, int[] winner) {
        float[] zs = z.floats(), hs = h.floats();
        shares.ranges(winner.length, (from, to) -> VectorElementwise.groupMax(zs, group, hs, winner, from, to));
    }

    @Override public void groupMaxBackward(Matrix dh, int group, int[] winner, Matrix dz) {
        float[] dhs = dh.floats(), dzs = dz.floats();
        shares.ranges(winner.length, (from, to) -> {
            java.util.Arrays.fill(dzs, from * group, to * group, 0f);
            for (int o = from; o < to; o++) dzs[o * group + winner[o]] = dhs[o];
        });
    }

    @Override public void gather(Matrix x, int[] index, Matrix y) {
        float[] xs = x.floats(), ys = y.floats();
        int d = Math.max(1, index.length), width = x.numCols();
        shares.ranges(ys.length, (from, to) -> {                          // these may begin and end within a row
            for (int n = from / d; n * d < to; n++)
                for (int i = Math.max(0, from - n * d), end = Math.min(d, to - n * d); i < end; i++)
                    ys[n * d + i] = index[i] < 0 ? 0f : xs[n * width + index[i]];
        });
    }

    @Override public void scatterAdd(Matrix y, int[] index, Matrix x) {
        float[] xs = x.floats(), ys = y.floats();
        shares.rows(x.numRows(), index.length, n -> {
            for (int i = 0, from = n * index.length, to = n * x.numCols(); i < index.length; i++)
                if (index[i] >= 0) xs[to + index[i]] += ys[from + i];
        });
    }

    @Override public void squaredDistances(Matrix x, Matrix xNorms, Matrix s, Matrix sNorms, Matrix d) {
        multiply(x, false, s, true, false, d);
        float[] xn = xNorms.floats(), sn = sNorms.floats(), ds = d.floats();
        int m = d.numCols();
        shares.rows(d.numRows(), m, n -> finishDistances(xn[n], sn, ds, n * m));
    }

    private static void finishDistances(float xNorm, float[] sNorms, float[] d, int from) {
        for (int j = 0; j < sNorms.length; j++) d[from + j] = Math.max(0f, xNorm + sNorms[j] - 2 * d[from + j]);
    }

    @Override public void logSumExpOfDistances(Matrix x, Matrix s, double[] factors, double[][] out) {
        distances.logSumExp(x, s, factors, out);
    }

    @Override public void nearest(Matrix x, Matrix s, int[] index, double[] distance) {
        distances.nearest(x, s, index, distance);
    }

    @Override public void addRowsByIndex(Matrix x, int[] index, double[] sums, int[] counts) {
        distances.addRowsByIndex(x, index, sums, counts);
    }

    @Override public void attend(Matrix q, Matrix k, Matrix v, List<Connections> heads, Matrix o, Matrix logSums) {
        attention.attend(q, k, v, heads, o, logSums);
    }

    @Override public void attendBackward(Matrix q, Matrix k, Matrix v, Matrix o, Matrix logSums, Matrix dO,
                                         List<Connections> heads, Matrix dq, Matrix dk, Matrix dv) {
        attention.backward(q, k, v, o, logSums, dO, heads, dq, dk, dv);
    }

    @Override public void attendAt(int position, Matrix q, Matrix k, Matrix v, List<Connections> heads, Matrix o) {
        attention.attendAt(position, q, k, v, heads, o);
    }

    @Override public void sgdStep(Matrix theta, Matrix v, Matrix g, double eta, double mu) {
        float[] t = theta.floats(), vs = v.floats(), gs = g.floats();
        shares.ranges(t.length, (from, to) -> VectorElementwise.momentum(t, vs, gs, (float) eta, (float) mu, from, to));
    }

    @Override public void maxNorm(Matrix W, double c) {
        float[] ws = W.floats(), factor = new float[W.numCols()];
        shares.columns(ws.length, factor.length, (from, to) -> VectorColumns.shorten(ws, factor.length, c, factor, from, to));
    }

    @Override public void adamStep(Matrix theta, Matrix m, Matrix s, Matrix g, double eta, double beta1, double beta2,
                                   double epsilon, double decay, double correction1, double correction2) {
        float[] t = theta.floats(), ms = m.floats(), ss = s.floats(), gs = g.floats();
        float b1 = (float) beta1, b2 = (float) beta2, c1 = (float) (1 - beta1), c2 = (float) (1 - beta2);
        float scale = (float) (eta / correction1), root = (float) (1 / Math.sqrt(correction2));
        float keep = (float) (1 - decay), eps = (float) epsilon;
        shares.ranges(t.length, (from, to) ->
                VectorElementwise.adam(t, ms, ss, gs, b1, c1, b2, c2, keep, scale, root, eps, from, to));
    }
}
