package generative.math.opencl;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Memory of the host through which numbers pass on their way to a device and back.
///
/// The driver made it, so it is pinned where that matters: a GPU reads and writes it by itself. Numbers of Java cannot be
/// reached so, since they move when the collector tidies up. To map each buffer instead would be no copy at all on a CPU,
/// but on a GPU the driver takes new pinned memory for each buffer that is mapped for the first time, and that takes it more
/// than a millisecond.
final class Staging {

    private static final long READ_WRITE = 1, HOST_MEMORY = 16, MAP_BOTH = 3;
    private static final long BYTES = 4 << 20, SIZE = 4;                  // a float's, an int's

    private final Library library;
    private final MemorySegment queue, address;

    @SuppressWarnings("restricted")                                       // the driver says how long it is
    Staging(Session session) {
        library = session.library;
        queue = session.queue;
        MemorySegment buffer = library.make(CFunction.clCreateBuffer, session.context, READ_WRITE | HOST_MEMORY, BYTES,
                MemorySegment.NULL);
        session.whenGarbage(this, CFunction.clReleaseMemObject, buffer);
        address = library.make(CFunction.clEnqueueMapBuffer, queue, buffer, 1, MAP_BOTH, 0L, BYTES, 0, MemorySegment.NULL,
                MemorySegment.NULL).reinterpret(BYTES);
    }

    /// Fills a buffer of the device.
    synchronized void upload(MemorySegment from, MemorySegment buffer) {
        for (long at = 0; at < from.byteSize(); at += BYTES) {
            long bytes = Math.min(BYTES, from.byteSize() - at);
            MemorySegment.copy(array(from), (int) (at / SIZE), address, kind(from), 0, (int) (bytes / SIZE));
            move(CFunction.clEnqueueWriteBuffer, buffer, at, bytes);
        }
    }

    /// Fills numbers of the host.
    synchronized void download(MemorySegment buffer, MemorySegment to) {
        for (long at = 0; at < to.byteSize(); at += BYTES) {
            long bytes = Math.min(BYTES, to.byteSize() - at);
            move(CFunction.clEnqueueReadBuffer, buffer, at, bytes);
            MemorySegment.copy(address, kind(to), 0, array(to), (int) (at / SIZE), (int) (bytes / SIZE));
        }
    }

    /// Numbers go as numbers of their array, not as bytes of its segment: with Java 25.0.3, segments of 32 bytes that were copied once
    /// in a while kept their bytes 8 to 15.
    private static Object array(MemorySegment numbers) {
        return numbers.heapBase().orElseThrow();
    }

    private static ValueLayout kind(MemorySegment numbers) {
        return array(numbers) instanceof int[] ? ValueLayout.JAVA_INT : ValueLayout.JAVA_FLOAT;
    }

    /// Waits until it is done, and thus for all commands before.
    private void move(CFunction direction, MemorySegment buffer, long at, long bytes) {
        library.run(direction, queue, buffer, 1, at, bytes, address, 0, MemorySegment.NULL, MemorySegment.NULL);
    }
}
