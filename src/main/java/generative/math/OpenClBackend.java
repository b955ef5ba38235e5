package generative.math;

import static generative.math.DeviceWork.read;
import static generative.math.DeviceWork.write;

import generative.math.DeviceWork.Argument.In;
import generative.math.DeviceWork.Argument.InOut;
import generative.math.DeviceWork.Argument.IndicesIn;
import generative.math.DeviceWork.Argument.IndicesOut;
import generative.math.DeviceWork.Argument.Out;
import generative.math.opencl.Device;
import generative.math.opencl.OpenClException;
import generative.math.opencl.Program;
import generative.math.opencl.Session;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The operations of [ReferenceBackend] for float matrices on an OpenCL device, by the kernels in `opencl/*.cl`.
///
/// What one operation leaves on the device the next one finds there ([Residence]); [DeviceWork] decides which
/// operations run on the device (the property `generative.opencl.worthwhile`, in multiply-adds, moves its threshold; 0
/// sends all there), and a backend of the host does the others. That one also takes over, after one sentence on the
/// error stream, where there is no device, or when the device fails.
final class OpenClBackend implements Backend {

    private final Backend host;
    private final DeviceOrHost place;
    private final DeviceWork work;                                        // the last four are null where there is no device
    private final OpenClProduct product;
    private final OpenClDistances distances;
    private final OpenClAttention attention;
    private final RowOperations rows;

    OpenClBackend(Session session, String source, Backend host, WorkSplit split, long worthwhile) {
        this.host = host;
        work = new DeviceWork(session, new Program(session, source, ""), split, worthwhile);
        place = new DeviceOrHost(work, host);
        product = new OpenClProduct(work, session);
        distances = new OpenClDistances(work, session, product, OpenClDistances.PRODUCTS);
        attention = split.localTiles() ? new OpenClAttention(session, split) : null;
        rows = new OpenClRows(place, work, host);
    }

    private OpenClBackend(Backend host, String trouble) {
        this.host = host;
        place = new DeviceOrHost(host, trouble);
        work = null;
        product = null;
        distances = null;
        attention = null;
        rows = host;
    }

    /// On the device that the user wishes, or the best one, if it works.
    /// @throws generative.UserException if there are devices, but not the one wished for
    static OpenClBackend create(Backend host) {
        return create(Device::chosen, KernelText.all(), host);
    }

    static OpenClBackend create(Supplier<Optional<Device>> choice, String source, Backend host) {
        try {
            Device device = choice.get().orElse(null);
            if (device == null) return new OpenClBackend(host, Device.whyNone());
            return new OpenClBackend(new Session(device), source, host, WorkSplit.of(device), DeviceWork.worthwhile());
        } catch (OpenClException e) {
            return new OpenClBackend(host, e.getMessage());
        }
    }

    @Override public String describe() {
        return place.describe();
    }

    @Override public Optional<String> trouble() {
        return Optional.ofNullable(place.trouble());
    }

    @Override public void finish() { place.finish(); }

    private boolean onDevice(long multiplyAdds, Runnable kernels, Matrix... inputs) {
        return place.onDevice(multiplyAdds, kernels, inputs);
    }

    @Override public RowOperations rows() { return rows; }

    private static int size(Matrix x) {
        return x.getNumElements();
    }

    @Override public void multiply(Matrix A, boolean transposeA, Matrix B, boolean transposeB, boolean add, Matrix C) {
        long multiplyAdds = (long) size(A) * C.numCols();
        if (!onDevice(multiplyAdds, () -> product.multiply(A, transposeA, B, transposeB, add, C), A, B))
            host.multiply(read(A), transposeA, read(B), transposeB, add, write(C));
    }

    @Override public void affine(Matrix x, Matrix W, Matrix b, Matrix y) {
        if (!onDevice((long) size(x) * y.numCols(), () -> product.affine(x, W, b, y), x, W))
            host.affine(read(x), read(W), read(b), write(y));
    }

    @Override public void plusRow(Matrix x, Matrix row, Matrix y) {
        int d = x.numCols(), N = x.numRows();
        if (!onDevice(0, () -> work.grid("plusRow", d, N, new In(x), new In(row), new Out(y), d, N), x, row))
            host.plusRow(read(x), read(row), write(y));
    }

    @Override public void addColumnSums(Matrix x, Matrix sums) {
        int d = x.numCols(), N = x.numRows(), sixteens = (d + 15) / 16;
        if (!onDevice(0, () -> work.rows("addColumnSums", sixteens, new In(x), new InOut(sums), N, d), x))
            host.addColumnSums(read(x), write(sums));
    }

    @Override public void apply(Elementwise f, Matrix x, Matrix y) {
        if (!onDevice(0, () -> work.elements("apply" + f, size(x), new In(x), new Out(y), size(x)), x))
            host.apply(f, read(x), write(y));
    }

    @Override public void applyBackward(Elementwise f, Matrix x, Matrix y, Matrix dy, Matrix dx) {
        if (!onDevice(0, () -> work.elements("slope" + f, size(x), new In(x), new In(y), new In(dy), new Out(dx),
                size(x)), x, y, dy)) host.applyBackward(f, read(x), read(y), read(dy), write(dx));
    }

    @Override public void plus(Matrix a, Matrix b, Matrix c) {
        if (!onDevice(0, () -> work.elements("plus", size(c), new In(a), new In(b), new Out(c), size(c)), a, b))
            host.plus(read(a), read(b), write(c));
    }

    @Override public void times(Matrix a, Matrix b, Matrix c) {
        if (!onDevice(0, () -> work.elements("times", size(c), new In(a), new In(b), new Out(c), size(c)), a, b))
            host.times(read(a), read(b), write(c));
    }

    @Override public void dropout(Matrix x, long key, double keep, double scale, Matrix y) {
        int limit = (int) Math.ceil(keep * 0x1p24);
        if (!onDevice(0, () -> work.elements("dropout", size(x), new In(x), Randoms.mix(key), limit, (float) scale,
                new Out(y), size(x)), x)) host.dropout(read(x), key, keep, scale, write(y));
    }

    @Override public void bernoulli(Matrix p, long key, Matrix y) {
        if (!onDevice(0, () -> work.elements("bernoulli", size(p), new In(p), Randoms.mix(key), new Out(y), size(p)), p))
            host.bernoulli(read(p), key, write(y));
    }

    /// Always on the host: it sums in double, which not every device can.
    @Override public double logisticLoss(Matrix a, Matrix t, int N, Matrix gradient) {
        return host.logisticLoss(read(a), read(t), N, write(gradient));
    }

    @Override public void uniform(long key, double low, double high, Matrix out) {
        float step = (float) (high - low) * CounterRandom.STEP, last = CounterRandom.lastBelow(low, high);
        if (!onDevice(0, () -> work.elements("uniformNumbers", size(out), Randoms.mix(key), (float) low, step, last,
                new Out(out), size(out)), out)) host.uniform(key, low, high, write(out));
    }

    @Override public void gaussian(long key, double std, Matrix out) {
        if (!onDevice(0, () -> work.elements("gaussianNumbers", size(out), Randoms.mix(key), (float) std,
                new Out(out), size(out)), out)) host.gaussian(key, std, write(out));
    }

    @Override public void groupMax(Matrix z, int group, Matrix h, int[] winner) {
        if (!onDevice(0, () -> work.elements("groupMax", size(h), new In(z), group, new Out(h), new IndicesOut(winner),
                size(h)), z)) host.groupMax(read(z), group, write(h), winner);
    }

    @Override public void groupMaxBackward(Matrix dh, int group, int[] winner, Matrix dz) {
        if (!onDevice(0, () -> work.elements("groupMaxBackward", size(dh), new In(dh), group, new IndicesIn(winner),
                new Out(dz), size(dh)), dh)) host.groupMaxBackward(read(dh), group, winner, write(dz));
    }

    @Override public void gather(Matrix x, int[] index, Matrix y) {
        int d = index.length, N = x.numRows();
        if (d == 0 || !onDevice(0, () -> work.grid("gather", d, N, new In(x), x.numCols(), new IndicesIn(index),
                new Out(y), d, N), x)) host.gather(read(x), index, write(y));
    }

    @Override public void scatterAdd(Matrix y, int[] index, Matrix x) {
        int d = index.length, N = x.numRows();
        if (!onDevice(0, () -> work.rows("scatterAdd", N, new In(y), d, new IndicesIn(index), new InOut(x),
                x.numCols()), y)) host.scatterAdd(read(y), index, write(x));
    }

    @Override public void squaredDistances(Matrix x, Matrix xNorms, Matrix s, Matrix sNorms, Matrix d) {
        int M = d.numCols(), N = d.numRows();
        if (!onDevice((long) size(x) * M, () -> {
            product.multiply(x, false, s, true, false, d);
            work.grid("finishDistances", M, N, new In(xNorms), new In(sNorms), new InOut(d), M, N);
        }, x, s)) host.squaredDistances(read(x), read(xNorms), read(s), read(sNorms), write(d));
    }

    @Override public void logSumExpOfDistances(Matrix x, Matrix s, double[] factors, double[][] out) {
        if (!onDevice((long) size(x) * s.numRows(), () -> distances.logSumExp(x, s, factors, out), x, s))
            host.logSumExpOfDistances(read(x), read(s), factors, out);
    }

    @Override public void nearest(Matrix x, Matrix s, int[] index, double[] distance) {
        if (!onDevice((long) size(x) * s.numRows(), () -> distances.nearest(x, s, index, distance), x, s))
            host.nearest(read(x), read(s), index, distance);
    }

    /// Always on the host: it sums in double, which not every device can.
    @Override public void addRowsByIndex(Matrix x, int[] index, double[] sums, int[] counts) {
        host.addRowsByIndex(read(x), index, sums, counts);
    }

    @Override public void attend(Matrix q, Matrix k, Matrix v, List<Connections> heads, Matrix o, Matrix logSums) {
        if (attention == null || !onDevice(OpenClAttention.multiplyAdds(heads, q, v),
                () -> attention.attend(q, k, v, heads, o, logSums), q, k, v))
            host.attend(read(q), read(k), read(v), heads, write(o), write(logSums));
    }

    @Override public void attendBackward(Matrix q, Matrix k, Matrix v, Matrix o, Matrix logSums, Matrix dO,
                                         List<Connections> heads, Matrix dq, Matrix dk, Matrix dv) {
        if (attention == null || !onDevice(3 * OpenClAttention.multiplyAdds(heads, q, v),
                () -> attention.backward(q, k, v, o, logSums, dO, heads, dq, dk, dv), q, k, v, dO))
            host.attendBackward(read(q), read(k), read(v), read(o), read(logSums), read(dO), heads,
                    write(dq), write(dk), write(dv));
    }

    /// Always on the host: one query is little work.
    @Override public void attendAt(int position, Matrix q, Matrix k, Matrix v, List<Connections> heads, Matrix o) {
        host.attendAt(position, read(q), read(k), read(v), heads, write(o));
    }

    @Override public void sgdStep(Matrix theta, Matrix v, Matrix g, double eta, double mu) {
        if (!onDevice(0, () -> work.elements("sgdStep", size(g), new InOut(theta), new InOut(v), new InOut(g),
                (float) eta, (float) mu, size(g)), theta, v, g))
            host.sgdStep(write(theta), write(v), write(g), eta, mu);
    }

    @Override public void maxNorm(Matrix W, double c) {
        int d = W.numCols(), N = W.numRows(), sixteens = (d + 15) / 16;
        if (!onDevice(0, () -> work.rows("maxNorm", sixteens, new InOut(W), (float) c, N, d), W))
            host.maxNorm(write(W), c);
    }

    @Override public void adamStep(Matrix theta, Matrix m, Matrix s, Matrix g, double eta, double beta1, double beta2,
                                   double epsilon, double decay, double correction1, double correction2) {
        float scale = (float) (eta / correction1), root = (float) (1 / Math.sqrt(correction2));
        if (!onDevice(0, () -> work.elements("adamStep", size(g), new InOut(theta), new InOut(m), new InOut(s),
                new InOut(g), (float) beta1, (float) (1 - beta1), (float) beta2, (float) (1 - beta2),
                (float) (1 - decay), scale, root, (float) epsilon, size(g)), theta, m, s, g))
            host.adamStep(write(theta), write(m), write(s), write(g), eta, beta1, beta2, epsilon, decay,
                    correction1, correction2);
    }
}
