package generative.math;

import generative.math.DeviceWork.Argument;
import generative.math.opencl.DeviceBuffer;
import generative.math.opencl.Session;
import java.lang.foreign.MemorySegment;

/// Squared distances between many rows on an OpenCL device, folded into one number a row as soon as they are known.
///
/// ```
/// ‖x − s‖² = ‖x‖² + ‖s‖² − 2 x·s        the products of some rows of x with all s at a time, then one of the folds:
/// least    = min over s                 and with it ln Σ exp(f ‖x − s‖²) = f least + ln Σ exp(f (‖x − s‖² − least))
/// nearest  = argmin over s
/// ```
/// The last step of the logarithm is made here, in double. The N×M matrix of products never exists, only a few rows of
/// it.
final class OpenClDistances {

    static final int PRODUCTS = 1 << 22;                                  // at a time: 16 MB

    private final DeviceWork work;
    private final Session session;
    private final OpenClProduct product;
    private final int products;

    /// @param products how many products there are at a time, but one row of x in any case
    OpenClDistances(DeviceWork work, Session session, OpenClProduct product, int products) {
        this.work = work;
        this.session = session;
        this.product = product;
        this.products = products;
    }

    /// The rows from … from+rows−1 of x meet all s.
    private interface Fold {
        void rows(int from, int rows, DeviceBuffer products, int width, DeviceBuffer xNorms, DeviceBuffer sNorms);
    }

    void logSumExp(Matrix x, Matrix s, double[] factors, double[][] out) {
        int N = x.numRows();
        DeviceBuffer least = floats(N), sums = floats((long) N * factors.length);
        forEachTile(x, s, (from, rows, products, width, xNorms, sNorms) -> {
            work.rows("leastDistance", rows, products, width, xNorms, sNorms, from, least);
            for (int k = 0; k < factors.length; k++)
                work.rows("sumOfExp", rows, products, width, xNorms, sNorms, from, least, (float) factors[k],
                        sums, k * N);
        });
        float[] minima = download(least, N), total = download(sums, N * factors.length);
        for (int k = 0; k < factors.length; k++)
            for (int n = 0; n < N; n++)
                out[k][n] = minima[n] == Float.POSITIVE_INFINITY ? Double.NEGATIVE_INFINITY
                        : factors[k] * minima[n] + Math.log(total[k * N + n]);
    }

    void nearest(Matrix x, Matrix s, int[] index, double[] distance) {
        int N = x.numRows();
        DeviceBuffer where = floats(N), least = floats(N);
        forEachTile(x, s, (from, rows, products, width, xNorms, sNorms) ->
                work.rows("nearest", rows, products, width, xNorms, sNorms, from, where, least));
        where.download(MemorySegment.ofArray(index));
        where.free();
        float[] found = download(least, N);
        for (int n = 0; n < N; n++) distance[n] = found[n];
    }

    private void forEachTile(Matrix x, Matrix s, Fold fold) {
        int N = x.numRows(), width = OpenClProduct.width(s.numRows()), rows = Math.clamp(products / width, 1, N);
        DeviceBuffer wide = product.widen(s, true), tile = floats((long) rows * width);
        DeviceBuffer xNorms = squaredNorms(x, N), sNorms = squaredNorms(s, width);
        for (int from = 0; from < N; from += rows) {
            int count = Math.min(rows, N - from);
            product.multiplyWide(x, from, count, wide, width, tile);
            fold.rows(from, count, tile, width, xNorms, sNorms);
        }
        for (DeviceBuffer buffer : new DeviceBuffer[] {wide, tile, xNorms, sNorms}) buffer.free();
    }

    private DeviceBuffer squaredNorms(Matrix x, int padded) {
        DeviceBuffer norms = floats(padded);
        work.rows("squaredNorms", padded, new Argument.In(x), x.numCols(), norms, x.numRows());
        return norms;
    }

    private DeviceBuffer floats(long count) {
        return session.buffer(count * Float.BYTES);
    }

    private static float[] download(DeviceBuffer buffer, int count) {
        float[] numbers = new float[count];
        buffer.download(MemorySegment.ofArray(numbers));
        buffer.free();
        return numbers;
    }
}
