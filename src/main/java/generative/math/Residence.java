package generative.math;

import generative.UserException;
import generative.math.opencl.DeviceBuffer;
import generative.math.opencl.OpenClException;
import generative.math.opencl.Session;
import java.lang.foreign.MemorySegment;

/// Where the newest numbers of a float matrix are: on the host, on a device, or on both.
///
/// ```
/// host ──(a kernel reads)──▶ both ──(a kernel writes)──▶ device
/// host ◀──(the host writes)── both ◀──(the host reads)── device
/// ```
/// Numbers move only when somebody asks for them on the other side, so what one kernel leaves for the next never does.
/// An array that was lent out can be read and written behind our back at any time; its numbers live on the host for
/// good: they are sent along with every kernel and fetched back at once.
///
/// Changes of place are made under [Session#LOCK]; the test whether there is anything to do is free.
final class Residence {

    private final int length;
    private volatile float[] numbers;                                     // null until somebody on the host asks for them
    private volatile boolean hostIsBehind;
    private volatile DeviceBuffer copy;                                   // null if the device has none
    private volatile boolean lent;

    /// Zeros.
    Residence(int length) {
        this.length = length;
    }

    Residence(float[] numbers) {
        this.length = numbers.length;
        this.numbers = numbers;
    }

    private float[] array() {
        float[] there = numbers;
        return there != null ? there : make();
    }

    private synchronized float[] make() {
        if (numbers == null) numbers = new float[length];
        return numbers;
    }

    // ---- the host's side ---------------------------------------------------------------------------------------

    /// The numbers, to be read and not kept.
    float[] read() {
        if (hostIsBehind) fetch();
        return array();
    }

    /// The numbers, to be written and not kept.
    float[] write() {
        if (copy != null) forget();
        return array();
    }

    /// The numbers, for good.
    float[] lend() {
        lent = true;
        return write();
    }

    private void fetch() {
        synchronized (Session.LOCK) {
            if (!hostIsBehind) return;                                    // another thread was faster
            try {
                copy.download(MemorySegment.ofArray(array()));
            } catch (OpenClException e) {
                throw new UserException("The OpenCL device failed and took results with it (" + e.getMessage()
                        + "); run again with -Dgenerative.backend=auto.", e);
            }
            hostIsBehind = false;
        }
    }

    private void forget() {
        synchronized (Session.LOCK) {
            fetch();
            if (copy != null) copy.free();
            copy = null;
        }
    }

    // ---- the device's side: all of it under the lock --------------------------------------------------------

    /// Whether a kernel would find the numbers without moving them.
    boolean onDevice() {
        return copy != null;
    }

    /// The numbers on the device, for a kernel that reads them.
    DeviceBuffer read(Session session) {
        leaveOthers(session);
        if (copy == null) {
            DeviceBuffer fresh = session.buffer((long) length * Float.BYTES);
            fresh.upload(MemorySegment.ofArray(array()));
            copy = fresh;
        }
        return copy;
    }

    /// Room on the device for a kernel that overwrites them all; it counts only when they are [#written].
    DeviceBuffer room(Session session) {
        leaveOthers(session);
        return copy != null ? copy : session.buffer((long) length * Float.BYTES);
    }

    /// From session to session numbers pass by way of the host.
    private void leaveOthers(Session session) {
        if (copy != null && copy.session() != session) forget();
    }

    /// A kernel is queued that leaves the newest numbers in this buffer.
    void written(DeviceBuffer buffer) {
        copy = buffer;
        hostIsBehind = true;
    }

    /// The kernel that asked for the numbers or wrote them is queued.
    void settle() {
        if (lent) write();
    }
}
