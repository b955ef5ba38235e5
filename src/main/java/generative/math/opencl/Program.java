package generative.math.opencl;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Kernels, compiled for the device of a session: functions that run once for every point of a grid.
public final class Program {

    private static final int BINARY_SIZES = 0x1165, BINARIES = 0x1166, BUILD_LOG = 0x1183;

    private final Session session;
    private final MemorySegment handle;
    private final Map<String, MemorySegment> kernels = new HashMap<>();

    /// Compiles the source, or takes what was compiled before.
    ///
    /// @throws OpenClException with what the compiler says, if it does not compile
    public Program(Session session, String source, String options) {
        this(session, source, options, BinaryCache.standard());
    }

    Program(Session session, String source, String options, BinaryCache cache) {
        this.session = session;
        Device device = session.device;
        String[] dependencies = {device.platform(), device.name(), device.driver(), options, source};
        Optional<MemorySegment> kept = cache.get(dependencies).flatMap(binary -> load(binary, options));
        if (kept.isPresent()) {
            handle = kept.get();
        } else {
            handle = compile(source, options);
            cache.put(binary(), dependencies);
        }
    }

    private MemorySegment compile(String source, String options) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocateFrom(ValueLayout.ADDRESS, arena.allocateFrom(source));
            return build(session.library.make(CFunction.clCreateProgramWithSource, session.context, 1, text,
                    MemorySegment.NULL), options);
        }
    }

    /// Empty if the driver does not want this binary (any more).
    private Optional<MemorySegment> load(byte[] binary, String options) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, binary);
            return Optional.of(build(session.library.make(CFunction.clCreateProgramWithBinary, session.context, 1,
                    arena.allocateFrom(ValueLayout.ADDRESS, session.device.handle()),
                    arena.allocateFrom(ValueLayout.JAVA_LONG, binary.length),
                    arena.allocateFrom(ValueLayout.ADDRESS, bytes), MemorySegment.NULL), options));
        } catch (OpenClException unwanted) {
            return Optional.empty();
        }
    }

    private MemorySegment build(MemorySegment program, String options) {
        session.whenGarbage(this, CFunction.clReleaseProgram, program);
        try (Arena arena = Arena.ofConfined()) {
            session.library.run(CFunction.clBuildProgram, program, 1,
                    arena.allocateFrom(ValueLayout.ADDRESS, session.device.handle()), arena.allocateFrom(options),
                    MemorySegment.NULL, MemorySegment.NULL);
            return program;
        } catch (OpenClException e) {
            String log = session.library.text(CFunction.clGetProgramBuildInfo, program, session.device.handle(), BUILD_LOG);
            throw new OpenClException(CFunction.clBuildProgram.name(), e.code(), firstError(log));
        }
    }

    /// The first line of a compiler's log that speaks of an error, or the first of all.
    static String firstError(String log) {
        return log.lines().filter(line -> line.contains("error")).findFirst()
                .or(() -> log.lines().findFirst()).orElse("");
    }

    private byte[] binary() {
        byte[] sizes = session.library.info(CFunction.clGetProgramInfo, handle, BINARY_SIZES);
        long size = ByteBuffer.wrap(sizes).order(ByteOrder.nativeOrder()).getLong();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate(Math.max(1, size));
            session.library.run(CFunction.clGetProgramInfo, handle, BINARIES, ValueLayout.ADDRESS.byteSize(),
                    arena.allocateFrom(ValueLayout.ADDRESS, bytes), MemorySegment.NULL);
            return bytes.toArray(ValueLayout.JAVA_BYTE);
        }
    }

    /// Queues one run of a kernel.
    ///
    /// @param global    the size of the grid, in 1 to 3 dimensions, each a multiple of the group's
    /// @param group     the size of a group of work items, which share local memory
    /// @param arguments what the kernel takes: `DeviceBuffer`, `Integer`, `Long` or `Float`
    public void run(String kernel, long[] global, long[] group, Object... arguments) {
        synchronized (Session.LOCK) {                                     // arguments are set one by one
            MemorySegment k = kernels.computeIfAbsent(kernel, this::kernel);
            try (Arena arena = Arena.ofConfined()) {
                for (int i = 0; i < arguments.length; i++) setArgument(k, i, arguments[i], arena);
                session.library.run(CFunction.clEnqueueNDRangeKernel, session.queue, k, global.length,
                        MemorySegment.NULL, arena.allocateFrom(ValueLayout.JAVA_LONG, global),
                        arena.allocateFrom(ValueLayout.JAVA_LONG, group),
                        0, MemorySegment.NULL, MemorySegment.NULL);
            }
            Reference.reachabilityFence(arguments);                       // from here on the queue holds the buffers
        }
    }

    private MemorySegment kernel(String name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment kernel = session.library.make(CFunction.clCreateKernel, handle, arena.allocateFrom(name));
            session.whenGarbage(this, CFunction.clReleaseKernel, kernel);
            return kernel;
        }
    }

    private void setArgument(MemorySegment kernel, int index, Object argument, Arena arena) {
        MemorySegment value = switch (argument) {
            case DeviceBuffer buffer -> arena.allocateFrom(ValueLayout.ADDRESS, buffer.handle);
            case Integer number -> arena.allocateFrom(ValueLayout.JAVA_INT, number);
            case Long number -> arena.allocateFrom(ValueLayout.JAVA_LONG, number);
            case Float number -> arena.allocateFrom(ValueLayout.JAVA_FLOAT, number);
            default -> throw new IllegalArgumentException("a kernel takes no " + argument.getClass().getSimpleName());
        };
        session.library.run(CFunction.clSetKernelArg, kernel, index, value.byteSize(), value);
    }
}
