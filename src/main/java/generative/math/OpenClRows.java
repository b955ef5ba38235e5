package generative.math;

import static generative.math.DeviceWork.read;
import static generative.math.DeviceWork.write;

import generative.math.DeviceWork.Argument.In;
import generative.math.DeviceWork.Argument.InOut;
import generative.math.DeviceWork.Argument.IndicesIn;
import generative.math.DeviceWork.Argument.IndicesOut;
import generative.math.DeviceWork.Argument.Out;

/// The operations on whole rows on an OpenCL device, by the kernels in `opencl/rows.cl`: a part of [OpenClBackend].
final class OpenClRows implements RowOperations {

    private final DeviceOrHost place;
    private final DeviceWork work;
    private final RowOperations host;

    OpenClRows(DeviceOrHost place, DeviceWork work, RowOperations host) {
        this.place = place;
        this.work = work;
        this.host = host;
    }

    @Override public void rowLogSumExp(Matrix x, double factor, Matrix out) {
        int d = x.numCols(), N = x.numRows();
        if (!place.onDevice(0, () -> work.rows("rowLogSumExp", N, new In(x), (float) factor, new Out(out), d), x))
            host.rowLogSumExp(read(x), factor, write(out));
    }

    @Override public void softmax(Matrix x, Matrix y) {
        int d = x.numCols(), N = x.numRows();
        if (!place.onDevice(0, () -> work.rows("softmax", N, new In(x), new Out(y), d), x)) host.softmax(read(x), write(y));
    }

    /// The losses of the rows are added up on the host, in double.
    @Override public double softmaxLoss(Matrix a, int[] label, Matrix gradient) {
        int d = a.numCols(), N = a.numRows();
        Matrix loss = Matrix.zeros(N, 1);
        if (!place.onDevice(0, () -> work.rows("softmaxLoss", N, new In(a), new IndicesIn(label), new Out(loss),
                new Out(gradient), d), a))
            return host.softmaxLoss(read(a), label, write(gradient));
        double sum = 0;
        for (int n = 0; n < N; n++) sum += loss.get(n);
        return sum;
    }

    @Override public void rowArgMin(Matrix x, int[] index) {
        int d = x.numCols(), N = x.numRows();
        if (!place.onDevice(0, () -> work.rows("rowArgMin", N, new In(x), new IndicesOut(index), d), x))
            host.rowArgMin(read(x), index);
    }

    /// Without a b the kernel gets g in its place, which it does not look at.
    @Override public void normalise(Matrix x, Matrix g, Matrix b, double epsilon, Matrix y, Matrix statistics) {
        int d = x.numCols(), N = x.numRows();
        if (!place.onDevice(0, () -> work.rows("normalise", N, new In(x), new In(g), new In(b == null ? g : b), b == null ? 0 : 1,
                (float) epsilon, new Out(y), new Out(statistics), d), x))
            host.normalise(read(x), read(g), b == null ? null : read(b), epsilon, write(y), write(statistics));
    }

    @Override public void normaliseBackward(Matrix x, Matrix statistics, Matrix g, boolean centred, Matrix dy, Matrix dx) {
        int d = x.numCols(), N = x.numRows();
        if (!place.onDevice(0, () -> work.rows("normaliseBackward", N, new In(x), new In(statistics), new In(g), centred ? 1 : 0,
                new In(dy), new Out(dx), d), x, dy))
            host.normaliseBackward(read(x), read(statistics), read(g), centred, read(dy), write(dx));
    }

    @Override public void addGainGradient(Matrix x, Matrix statistics, Matrix dy, Matrix dg) {
        int d = x.numCols(), N = x.numRows(), sixteens = (d + 15) / 16;
        if (!place.onDevice(0, () -> work.rows("addGainGradient", sixteens, new In(x), new In(statistics), new In(dy),
                new InOut(dg), N, d), x, dy))
            host.addGainGradient(read(x), read(statistics), read(dy), write(dg));
    }

    @Override public void addRows(Matrix x, int[] index, Matrix sums) {
        int d = x.numCols(), N = x.numRows(), sixteens = (d + 15) / 16;
        if (!place.onDevice(0, () -> work.rows("addRows", sixteens, new In(x), new IndicesIn(index), new InOut(sums), N, d), x))
            host.addRows(read(x), index, write(sums));
    }
}
