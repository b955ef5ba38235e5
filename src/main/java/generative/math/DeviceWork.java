package generative.math;

import generative.math.opencl.Device;
import generative.math.opencl.DeviceBuffer;
import generative.math.opencl.Program;
import generative.math.opencl.Session;
import java.lang.foreign.MemorySegment;
import org.ejml.data.FMatrixRMaj;

/// Runs kernels on the numbers of matrices: brings what they read to the device and leaves there what they write.
///
/// It also decides which operations run on the device at all: products that are large enough, since they are what a
/// device is for; of the rest those that find at least half of their numbers there, since moving numbers takes longer
/// than computing with them.
final class DeviceWork {

    private static final String WORTHWHILE = "generative.opencl.worthwhile";
    private static final long MULTIPLY_ADDS = 1 << 20;
    private static final int GROUP = 256, WIDE = 64, HIGH = 4;

    private final Session session;
    private final Program program;
    private final WorkSplit split;
    private final long worthwhile;

    /// @param worthwhile from how many multiply-adds on an operation runs on the device, wherever its numbers are
    DeviceWork(Session session, Program program, WorkSplit split, long worthwhile) {
        this.session = session;
        this.program = program;
        this.split = split;
        this.worthwhile = worthwhile;
    }

    /// What the user wishes, or 2²⁰.
    static long worthwhile() {
        return Long.getLong(WORTHWHILE, MULTIPLY_ADDS);
    }

    WorkSplit split() {
        return split;
    }

    Device device() {
        return session.device();
    }

    /// Waits until all kernels are done.
    void finish() {
        session.finish();
    }

    /// What a kernel does with the numbers of a matrix, or with indices.
    sealed interface Argument {
        record In(Matrix matrix) implements Argument { }
        record InOut(Matrix matrix) implements Argument { }
        record Out(Matrix matrix) implements Argument { }
        record IndicesIn(int[] indices) implements Argument { }
        record IndicesOut(int[] indices) implements Argument { }
    }

    /// Whether an operation on these float matrices is to run on the device.
    boolean pays(long multiplyAdds, Matrix... matrices) {
        long there = 0, here = 0;
        for (Matrix matrix : matrices) {
            int count = matrix.getNumElements();
            if (count == 0) return false;                                 // there is no empty grid
            if (matrix.residence().onDevice()) there += count;
            else here += count;
        }
        return multiplyAdds >= worthwhile || there >= here;
    }

    /// One work item for each of `length` elements.
    void elements(String kernel, int length, Object... arguments) {
        run(kernel, new long[] {roundUp(length, GROUP)}, new long[] {GROUP}, arguments);
    }

    /// One group of work items for each of `rows` rows.
    void rows(String kernel, int rows, Object... arguments) {
        run(kernel, new long[] {(long) rows * split.rowItems()}, new long[] {split.rowItems()}, arguments);
    }

    /// One work item for each element of rows of `d` elements.
    void grid(String kernel, int d, int rows, Object... arguments) {
        run(kernel, new long[] {roundUp(d, WIDE), roundUp(rows, HIGH)}, new long[] {WIDE, HIGH}, arguments);
    }

    static long roundUp(long n, int multiple) {
        return (n + multiple - 1) / multiple * multiple;
    }

    /// Queues one run of a kernel; see [Program#run]. Among the arguments may be an [Argument].
    void run(String kernel, long[] global, long[] group, Object... arguments) {
        synchronized (Session.LOCK) {
            Object[] plain = new Object[arguments.length];
            for (int i = 0; i < plain.length; i++) plain[i] = toDevice(arguments[i]);
            program.run(kernel, global, group, plain);
            for (int i = 0; i < plain.length; i++) written(arguments[i], plain[i]);
            for (int i = 0; i < plain.length; i++) settle(arguments[i], plain[i]);
        }
    }

    private Object toDevice(Object argument) {
        return switch (argument) {
            case Argument.In(Matrix matrix) -> matrix.residence().read(session);
            case Argument.InOut(Matrix matrix) -> matrix.residence().read(session);
            case Argument.Out(Matrix matrix) -> matrix.residence().room(session);
            case Argument.IndicesIn(int[] indices) -> {
                DeviceBuffer buffer = session.buffer((long) indices.length * Integer.BYTES);
                buffer.upload(MemorySegment.ofArray(indices));
                yield buffer;
            }
            case Argument.IndicesOut(int[] indices) -> session.buffer((long) indices.length * Integer.BYTES);
            default -> argument;
        };
    }

    private static void written(Object argument, Object plain) {
        switch (argument) {
            case Argument.InOut(Matrix matrix) -> matrix.residence().written((DeviceBuffer) plain);
            case Argument.Out(Matrix matrix) -> matrix.residence().written((DeviceBuffer) plain);
            default -> { }
        }
    }

    /// When all that was written is known to be: one matrix may be several arguments.
    private static void settle(Object argument, Object plain) {
        switch (argument) {
            case Argument.In(Matrix matrix) -> matrix.residence().settle();
            case Argument.InOut(Matrix matrix) -> matrix.residence().settle();
            case Argument.Out(Matrix matrix) -> matrix.residence().settle();
            case Argument.IndicesIn _ -> ((DeviceBuffer) plain).free();
            case Argument.IndicesOut(int[] indices) -> {
                ((DeviceBuffer) plain).download(MemorySegment.ofArray(indices));
                ((DeviceBuffer) plain).free();
            }
            default -> { }
        }
    }

    /// The numbers of x for a host's backend that reads them.
    static Matrix read(Matrix x) {
        return new Matrix(FMatrixRMaj.wrap(x.numRows(), x.numCols(), x.residence().read()));
    }

    /// The numbers of x for a host's backend that also writes them.
    static Matrix write(Matrix x) {
        return new Matrix(FMatrixRMaj.wrap(x.numRows(), x.numCols(), x.residence().write()));
    }
}
