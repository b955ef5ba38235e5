package generative.math.opencl;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;

/// Memory on a device. It is given back by [#free()], or when this object is garbage.
///
/// The garbage collector looks for garbage when the host's memory fills up, and knows nothing of a device's. That it comes in
/// time, each buffer takes a sixteenth of its size on the host as well.
public final class DeviceBuffer {

    private static final long READ_WRITE = 1, WEIGHT = 16, MOST_WEIGHT = 64 << 20;

    private final Session session;
    private final long bytes;
    final MemorySegment handle;
    private final Cleaner.Cleanable cleanable;
    private final byte[] weight;                                          // never read

    /// Room for it was reserved by the session.
    DeviceBuffer(Session session, long bytes) {
        this.session = session;
        this.bytes = bytes;
        long size = Math.max(4, bytes);                                   // OpenCL knows no empty buffer
        MemorySegment old = session.pool.take(size);
        MemorySegment memory = old != null ? old
                : session.library.make(CFunction.clCreateBuffer, session.context, READ_WRITE, size, MemorySegment.NULL);
        handle = memory;
        weight = new byte[(int) Math.min(bytes / WEIGHT, MOST_WEIGHT)];
        Session owner = session;
        cleanable = session.whenGarbage(this, () -> {
            owner.pool.put(size, memory);
            owner.released(bytes);
        });
    }

    public long bytes() {
        return bytes;
    }

    /// The session on whose device it is.
    public Session session() {
        return session;
    }

    /// Fills the buffer with numbers of the host, given by `MemorySegment.ofArray`.
    public void upload(MemorySegment from) {
        session.staging.upload(from, handle);
        Reference.reachabilityFence(this);
    }

    /// Waits for all commands before, then copies the buffer into numbers of the host.
    public void download(MemorySegment to) {
        session.staging.download(handle, to);
        Reference.reachabilityFence(this);
    }

    /// Gives the memory back at once; commands that are queued still have it.
    public void free() {
        cleanable.clean();
    }
}
