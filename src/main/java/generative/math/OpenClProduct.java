package generative.math;

import generative.math.DeviceWork.Argument;
import generative.math.opencl.DeviceBuffer;
import generative.math.opencl.Session;

/// The matrix product on an OpenCL device: tiles in registers on a CPU, tiles in local memory on anything else.
///
/// `product.cl` says why there are two. A transposed matrix is read by other strides: element (i, d) of op(A) is
/// A[i·rowStride + d·columnStride].
final class OpenClProduct {

    private static final int ROWS = 8, COLUMNS = 16, TILE = 32, SIDE = 8;             // as in product.cl
    private static final int NO_ADDEND = -1;

    private final DeviceWork work;
    private final Session session;

    OpenClProduct(DeviceWork work, Session session) {
        this.work = work;
        this.session = session;
    }

    /// C = op(A) op(B), or C += op(A) op(B) when `add`.
    void multiply(Matrix A, boolean transposeA, Matrix B, boolean transposeB, boolean add, Matrix C) {
        int n = C.numCols();
        if (add) multiply(A, transposeA, B, transposeB, new Argument.In(C), n, new Argument.InOut(C), n);
        else multiply(A, transposeA, B, transposeB, new Argument.In(A), NO_ADDEND, new Argument.Out(C), n);
    }

    /// y = x W + b.
    void affine(Matrix x, Matrix W, Matrix b, Matrix y) {
        multiply(x, false, W, false, new Argument.In(b), 0, new Argument.Out(y), y.numCols());
    }

    private void multiply(Matrix A, boolean transposeA, Matrix B, boolean transposeB, Argument D, int dRow,
                          Argument C, int n) {
        int m = transposeA ? A.numCols() : A.numRows(), k = transposeA ? A.numRows() : A.numCols();
        int aRow = transposeA ? 1 : k, aDepth = transposeA ? m : 1;
        Object a = new Argument.In(A), b = new Argument.In(B);
        if (work.split().localTiles()) {
            inLocalTiles(a, 0, aRow, aDepth, b, transposeB ? 1 : n, transposeB ? k : 1, D, dRow, C, m, n, k);
        } else if (!transposeB && n % COLUMNS == 0) {
            inRegisters(a, 0, aRow, aDepth, b, n, D, dRow, C, m, n, k);
        } else {
            DeviceBuffer wide = widen(B, transposeB);
            inRegisters(a, 0, aRow, aDepth, wide, width(n), D, dRow, C, m, n, k);
            wide.free();
        }
    }

    /// n rounded up to whole vectors.
    static int width(int n) {
        return (int) DeviceWork.roundUp(n, COLUMNS);
    }

    /// op(B) with zeros behind its rows, so that each has [#width] numbers.
    DeviceBuffer widen(Matrix B, boolean transposeB) {
        int k = transposeB ? B.numCols() : B.numRows(), n = transposeB ? B.numRows() : B.numCols(), width = width(n);
        DeviceBuffer wide = session.buffer((long) k * width * Float.BYTES);
        work.grid("widen", width, k, new Argument.In(B), transposeB ? 1 : n, transposeB ? k : 1, n, width, k, wide);
        return wide;
    }

    /// The product of the rows from … from+m−1 of x with a matrix that was widened.
    void multiplyWide(Matrix x, int from, int m, DeviceBuffer wide, int width, DeviceBuffer products) {
        Argument rows = new Argument.In(x);
        int k = x.numCols();
        if (work.split().localTiles()) inLocalTiles(rows, from * k, k, 1, wide, width, 1, rows, NO_ADDEND, products, m, width, k);
        else inRegisters(rows, from * k, k, 1, wide, width, rows, NO_ADDEND, products, m, width, k);
    }

    private void inLocalTiles(Object A, int aFrom, int aRow, int aDepth, Object B, int bDepth, int bColumn,
                              Object D, int dRow, Object C, int m, int n, int k) {
        long[] global = {DeviceWork.roundUp(n, TILE) / TILE * SIDE, DeviceWork.roundUp(m, TILE) / TILE * SIDE};
        work.run("productTiles", global, new long[] {SIDE, SIDE},
                A, aFrom, aRow, aDepth, B, bDepth, bColumn, D, dRow, C, m, n, k);
    }

    private void inRegisters(Object A, int aFrom, int aRow, int aDepth, Object B, int width, Object D, int dRow,
                             Object C, int m, int n, int k) {
        long[] global = {DeviceWork.roundUp(n, COLUMNS) / COLUMNS, DeviceWork.roundUp(m, ROWS) / ROWS};
        work.run("productRegisters", global, new long[] {1, 1}, A, aFrom, aRow, aDepth, B, width, D, dRow, C, m, n, k);
    }
}
