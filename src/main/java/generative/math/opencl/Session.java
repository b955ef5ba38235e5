package generative.math.opencl;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicLong;

/// Work on one device: a context, which owns its memory, and a queue, which does one command after the other.
///
/// Commands are queued and run later; only reading a buffer waits for them. Everything is given back to the driver when
/// the Java object that stands for it is garbage.
public final class Session {

    /// Held while a kernel gets its arguments and while numbers change their place. One for all sessions, since numbers
    /// may pass from one to another.
    public static final Object LOCK = new Object();

    private static final Cleaner CLEANER = Cleaner.create();
    private static final int TRIES = 20, PAUSE_MILLISECONDS = 10, POOL_SHARE = 8;

    final Library library;
    final Device device;
    final MemorySegment context, queue;
    final Staging staging;
    final BufferPool pool;
    private final long limit;
    private final AtomicLong used = new AtomicLong();

    /// On this device, with at most three quarters of its memory. A processor's memory is the machine's own, which others want too: of that
    /// a sixth at most. Buffers are given back when Java collects its garbage, and while there is room for more, it need not.
    public Session(Device device) {
        this(device, device.kind() == Device.Kind.CPU ? device.memory() / 6 : device.memory() / 4 * 3);
    }

    /// @param limit the most bytes that all buffers together may have
    public Session(Device device, long limit) {
        this.library = Library.find().orElseThrow();
        this.device = device;
        this.limit = limit;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment devices = arena.allocateFrom(ValueLayout.ADDRESS, device.handle());
            context = library.make(CFunction.clCreateContext, MemorySegment.NULL, 1, devices,
                    MemorySegment.NULL, MemorySegment.NULL);
        }
        whenGarbage(this, CFunction.clReleaseContext, context);
        queue = library.make(CFunction.clCreateCommandQueue, context, device.handle(), 0L);
        whenGarbage(this, CFunction.clReleaseCommandQueue, queue);
        staging = new Staging(this);
        pool = new BufferPool(library, limit / POOL_SHARE);
        whenGarbage(this, pool::clear);
    }

    public Device device() {
        return device;
    }

    /// The bytes that all buffers have now.
    public long used() {
        return used.get();
    }

    /// A buffer on the device; what is in it at first is left open.
    ///
    /// @throws OpenClException if the device has no room for it
    public DeviceBuffer buffer(long bytes) {
        reserve(bytes);
        try {
            return new DeviceBuffer(this, bytes);
        } catch (OpenClException e) {
            released(bytes);
            throw e;
        }
    }

    /// What is kept for later makes room first. Java does not know how large the buffers are that a dead object holds, so it
    /// is asked to look for dead objects when there is no more room.
    private void reserve(long bytes) {
        for (int tries = 0; used.addAndGet(bytes) + pool.bytes() > limit; tries++) {
            used.addAndGet(-bytes);
            pool.clear();
            if (tries == TRIES || bytes > limit)
                throw new OpenClException(CFunction.clCreateBuffer.name(), ErrorNames.MEM_OBJECT_ALLOCATION_FAILURE,
                        (used.get() >> 20) + " of " + (limit >> 20) + " MB are taken, and " + (bytes >> 20)
                                + " more are needed");
            System.gc();
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLISECONDS);                             // the cleaner has a thread of its own
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void released(long bytes) {
        used.addAndGet(-bytes);
    }

    /// Waits until all that is queued is done.
    public void finish() {
        library.run(CFunction.clFinish, queue);
    }

    Cleaner.Cleanable whenGarbage(Object owner, CFunction release, MemorySegment handle) {
        return CLEANER.register(owner, new Release(library, release, handle));
    }

    Cleaner.Cleanable whenGarbage(Object owner, Runnable action) {
        return CLEANER.register(owner, action);
    }

    /// It must not know the object whose death it waits for.
    record Release(Library library, CFunction function, MemorySegment handle) implements Runnable {
        @Override public void run() {
            library.run(function, handle);
        }
    }
}
