package generative.math;

import generative.math.DeviceWork.Argument;
import generative.math.opencl.Device;
import generative.math.opencl.DeviceBuffer;
import generative.math.opencl.Session;

/// The matrix product on an OpenCL device: tiles in registers on a CPU, tiles in local memory on anything else.
///
/// `product.cl` says why there are two. A transposed matrix is read by other strides:
/// element (i, d) of op(A) is A[i·rowStride + d·columnStride].
final class OpenClProduct {

    private static final int ROWS = 8, COLUMNS = 16, TILE = 64, SIDE = 16;           // as in product.cl

    private final DeviceWork work;
    private final Session session;
    private final boolean localTiles;

    OpenClProduct(DeviceWork work, Session session) {
        this(work, session, session.device().kind() != Device.Kind.CPU);
    }

    OpenClProduct(DeviceWork work, Session session, boolean localTiles) {
        this.work = work;
        this.session = session;
        this.localTiles = localTiles;
    }

    /// C = op(A) op(B), or C += op(A) op(B) when `add`.
    void multiply(Matrix A, boolean transposeA, Matrix B, boolean transposeB, boolean add, Matrix C) {
        int m = C.numRows(), n = C.numCols(), k = transposeA ? A.numRows() : A.numCols();
        int aRow = transposeA ? 1 : k, aDepth = transposeA ? m : 1;
        int bDepth = transposeB ? 1 : n, bColumn = transposeB ? k : 1;
        Argument to = add ? new Argument.InOut(C) : new Argument.Out(C);
        if (localTiles) {
            long[] global = {DeviceWork.roundUp(n, TILE) / TILE * SIDE, DeviceWork.roundUp(m, TILE) / TILE * SIDE};
            work.run("productTiles", global, new long[] {SIDE, SIDE}, new Argument.In(A), aRow, aDepth,
                    new Argument.In(B), bDepth, bColumn, to, m, n, k, add ? 1 : 0);
        } else if (!transposeB && n % COLUMNS == 0) {
            inRegisters(A, aRow, aDepth, new Argument.In(B), n, to, m, n, k, add);
        } else {
            int width = (int) DeviceWork.roundUp(n, COLUMNS);
            DeviceBuffer wide = session.buffer((long) k * width * Float.BYTES);
            work.grid("widen", width, k, new Argument.In(B), bDepth, bColumn, n, width, k, wide);
            inRegisters(A, aRow, aDepth, wide, width, to, m, n, k, add);
            wide.free();
        }
    }

    private void inRegisters(Matrix A, int aRow, int aDepth, Object B, int width, Argument C, int m, int n, int k, boolean add) {
        long[] global = {DeviceWork.roundUp(n, COLUMNS) / COLUMNS, DeviceWork.roundUp(m, ROWS) / ROWS};
        work.run("productRegisters", global, new long[] {1, 1}, new Argument.In(A), aRow, aDepth, B, width, C,
                m, n, k, add ? 1 : 0);
    }
}
