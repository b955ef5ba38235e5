package generative.math;

import generative.math.opencl.OpenClException;

/// Decides where an operation runs: on the device where that pays, until the device fails; from then on everything on the host.
///
/// That it failed is said once, in one sentence on the error stream.
final class DeviceOrHost {

    private final DeviceWork work;                                        // null where there is no device
    private final Backend host;
    private volatile String trouble;                                      // why the host does it all, or null

    DeviceOrHost(DeviceWork work, Backend host) {
        this.work = work;
        this.host = host;
    }

    /// There is no device.
    DeviceOrHost(Backend host, String trouble) {
        this(null, host);
        giveUp(trouble);
    }

    String describe() {
        return trouble == null
                ? "OpenCL backend: " + work.device() + ", because -Dgenerative.backend=opencl asks for it; what does not pay "
                        + "there is done by the " + host.describe()
                : "OpenCL was asked for, but cannot be used (" + trouble + "); in its place runs the " + host.describe();
    }

    /// Why the host does it all, or null.
    String trouble() {
        return trouble;
    }

    /// Runs the kernels if that pays, and tells whether they did it.
    boolean onDevice(long multiplyAdds, Runnable kernels, Matrix... inputs) {
        if (trouble != null || !work.pays(multiplyAdds, inputs)) return false;
        try {
            kernels.run();
            return true;
        } catch (OpenClException e) {
            giveUp(e.getMessage());
            return false;
        }
    }

    /// Waits for what the device has still to do.
    void finish() {
        if (trouble != null) return;
        try {
            work.finish();
        } catch (OpenClException e) {
            giveUp(e.getMessage());
        }
    }

    private synchronized void giveUp(String why) {
        if (trouble != null) return;
        trouble = why;
        System.err.println(describe());
    }
}
