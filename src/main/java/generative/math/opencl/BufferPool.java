package generative.math.opencl;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/// Memory of a device that was given back, kept for the next buffer of the same size.
///
/// The driver of a GPU takes longer to find new memory than many a kernel runs, and may wait for all kernels to take it back.
/// Since the queue does one command after the other, memory can be given to the next while a kernel still works on it: what the
/// next does comes later.
final class BufferPool {

    private final Library library;
    private final long limit;
    private final Map<Long, Deque<MemorySegment>> kept = new HashMap<>();
    private long bytes;

    /// @param limit the most bytes that are kept
    BufferPool(Library library, long limit) {
        this.library = library;
        this.limit = limit;
    }

    /// Memory of so many bytes, or null if none is kept.
    synchronized MemorySegment take(long size) {
        Deque<MemorySegment> fitting = kept.get(size);
        if (fitting == null || fitting.isEmpty()) return null;
        bytes -= size;
        return fitting.pop();
    }

    /// Keeps memory, or gives it back to the driver if that would be too much.
    synchronized void put(long size, MemorySegment memory) {
        if (bytes + size > limit) {
            library.run(CFunction.clReleaseMemObject, memory);
            return;
        }
        bytes += size;
        kept.computeIfAbsent(size, _ -> new ArrayDeque<>()).push(memory);
    }

    /// Gives all of it back to the driver.
    synchronized void clear() {
        for (Deque<MemorySegment> memories : kept.values())
            for (MemorySegment memory : memories) library.run(CFunction.clReleaseMemObject, memory);
        kept.clear();
        bytes = 0;
    }

    /// How many bytes are kept.
    synchronized long bytes() {
        return bytes;
    }
}
