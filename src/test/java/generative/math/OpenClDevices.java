package generative.math;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import generative.math.opencl.Device;
import generative.math.opencl.Session;

/// What the tests of the OpenCL path share: a backend that does everything on the device, however small, with either
/// kind of product. Where there is no device, who asks for one is skipped, visibly.
final class OpenClDevices {

    private OpenClDevices() { }

    /// Loaded by the first test that needs it.
    private static final class Holder {
        static final Session SESSION = new Session(Device.chosen().orElseThrow());
        static final OpenClBackend REGISTERS = backend(false), TILES = backend(true);
    }

    static void assumeDevice() {
        assumeTrue(!Device.all().isEmpty(), "there is no OpenCL device here: " + Device.whyNone());
    }

    static Session session() {
        assumeDevice();
        return Holder.SESSION;
    }

    /// Everything on the device; the product in register tiles.
    static OpenClBackend registers() {
        assumeDevice();
        return Holder.REGISTERS;
    }

    /// Everything on the device; the product in local tiles.
    static OpenClBackend tiles() {
        assumeDevice();
        return Holder.TILES;
    }

    private static OpenClBackend backend(boolean localTiles) {
        return new OpenClBackend(session(), KernelText.all(), Backends.ONE, 0, localTiles);
    }

    /// Everything in this session.
    static OpenClBackend backend(Session session) {
        return new OpenClBackend(session, KernelText.all(), Backends.ONE, 0, false);
    }

    /// Another one, whose buffers have so many bytes at most.
    static Session session(long limit) {
        assumeDevice();
        return new Session(Device.chosen().orElseThrow(), limit);
    }

    /// A float matrix with these numbers, the newest of which are on the device only: the array on the host has zeros.
    static Matrix resident(double[]... rows) {
        Matrix x = Matrix.of(rows), y = x.createLike();
        registers().plusRow(x, Matrix.zeros(1, x.numCols()), y);
        return y;
    }
}
