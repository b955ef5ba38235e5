package generative.math;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import generative.math.opencl.Device;
import generative.math.opencl.Session;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/// What the tests of the OpenCL path share: backends that do everything on the device, however small, with its work split as for
/// a CPU and as for a GPU. Where there is no device, who asks for one is skipped, visibly.
final class OpenClDevices {

    private OpenClDevices() { }

    /// How the work may be split.
    enum Way {
        CPU(WorkSplit.CPU),
        SMALL_GPU(new WorkSplit(true, 1, 64)),
        LARGE_GPU(new WorkSplit(true, 50, 64));

        final WorkSplit split;

        Way(WorkSplit split) {
            this.split = split;
        }

        /// Everything on the device.
        OpenClBackend backend() {
            assumeDevice();
            return Holder.BACKENDS.get(this);
        }
    }

    /// Loaded by the first test that needs it.
    private static final class Holder {
        static final Session SESSION = new Session(Device.chosen().orElseThrow());
        static final Map<Way, OpenClBackend> BACKENDS = Arrays.stream(Way.values()).collect(Collectors.toMap(way -> way,
                way -> backend(SESSION, way.split)));
    }

    static void assumeDevice() {
        assumeTrue(!Device.all().isEmpty(), "there is no OpenCL device here: " + Device.whyNone());
    }

    static Session session() {
        assumeDevice();
        return Holder.SESSION;
    }

    /// Everything on the device, as on a CPU.
    static OpenClBackend cpu() {
        return Way.CPU.backend();
    }

    /// Everything in this session.
    static OpenClBackend backend(Session session) {
        return backend(session, WorkSplit.CPU);
    }

    private static OpenClBackend backend(Session session, WorkSplit split) {
        return new OpenClBackend(session, KernelText.all(), Backends.ONE, split, 0);
    }

    /// Another one, whose buffers have so many bytes at most.
    static Session session(long limit) {
        assumeDevice();
        return new Session(Device.chosen().orElseThrow(), limit);
    }

    /// A float matrix with these numbers, the newest of which are on the device only: the array on the host has zeros.
    static Matrix resident(double[]... rows) {
        Matrix x = Matrix.of(rows), y = x.createLike();
        cpu().plusRow(x, Matrix.zeros(1, x.numCols()), y);
        return y;
    }
}
