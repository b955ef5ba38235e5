package generative.math.opencl;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;

/// Memory on a device. It is given back by [#free()], or when this object is garbage.
///
/// The host reaches it by mapping: the driver hands out an address at which the numbers stand (on a CPU that is the
/// memory itself, on a GPU a copy), and takes it back.
public final class DeviceBuffer {

    private static final long READ_WRITE = 1, MAP_READ = 1, MAP_OVERWRITE = 4;

    private final Session session;
    private final long bytes;
    final MemorySegment handle;
    private final Cleaner.Cleanable cleanable;

    /// Room for it was reserved by the session.
    DeviceBuffer(Session session, long bytes) {
        this.session = session;
        this.bytes = bytes;
        long size = Math.max(4, bytes);                                   // OpenCL knows no empty buffer
        handle = session.library.make(CFunction.clCreateBuffer, session.context, READ_WRITE, size, MemorySegment.NULL);
        Session owner = session;
        Runnable release = new Session.Release(session.library, CFunction.clReleaseMemObject, handle);
        cleanable = session.whenGarbage(this, () -> {
            release.run();
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
        if (bytes > 0) withAddress(MAP_OVERWRITE, address -> address.copyFrom(from));
    }

    /// Waits for all commands before, then copies the buffer into numbers of the host.
    public void download(MemorySegment to) {
        if (bytes > 0) withAddress(MAP_READ, to::copyFrom);
    }

    private interface Use {
        void of(MemorySegment address);
    }

    @SuppressWarnings("restricted")                                       // the driver says how long it is
    private void withAddress(long flags, Use use) {
        MemorySegment address = session.library.make(CFunction.clEnqueueMapBuffer, session.queue, handle, 1, flags,
                0L, bytes, 0, MemorySegment.NULL, MemorySegment.NULL);
        try {
            use.of(address.reinterpret(bytes));
        } finally {
            session.library.run(CFunction.clEnqueueUnmapMemObject, session.queue, handle, address,
                    0, MemorySegment.NULL, MemorySegment.NULL);
            Reference.reachabilityFence(this);
        }
    }

    /// Gives the memory back at once; commands that are queued still have it.
    public void free() {
        cleanable.clean();
    }
}
