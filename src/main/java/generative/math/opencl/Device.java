package generative.math.opencl;

import static java.util.stream.Collectors.joining;

import generative.UserException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A processor that OpenCL can compute on.
///
/// @param number       its place in [#all()], from 0
/// @param memory       in bytes
/// @param computeUnits processors of its own, or cores
/// @param driver       the version of its driver
public record Device(int number, String platform, String name, Kind kind, long memory, int computeUnits, String driver,
                     MemorySegment handle) {

    /// The system property that chooses a device.
    public static final String PROPERTY = "generative.opencl.device";

    private static final int NAME = 0x102B, TYPE = 0x1000, COMPUTE_UNITS = 0x1002, MEMORY = 0x101F, DRIVER = 0x102D;
    private static final int PLATFORM_NAME = 0x0902;
    private static final long EVERY_TYPE = 0xFFFFFFFFL;

    /// What a device is, the best one first.
    public enum Kind {
        GPU, ACCELERATOR, CPU, OTHER;

        private static Kind of(long bits) {
            return (bits & 4) != 0 ? GPU : (bits & 8) != 0 ? ACCELERATOR : (bits & 2) != 0 ? CPU : OTHER;
        }
    }

    /// All devices of all platforms; none where there is no library or no driver.
    public static List<Device> all() {
        return Library.find().map(Device::all).orElse(List.of());
    }

    /// Why [#all()] is empty, as part of a sentence.
    public static String whyNone() {
        return Library.find().isPresent()
                ? "an OpenCL library is installed, but no driver that has a device; on Debian, pocl-opencl-icd is one "
                        + "for any CPU"
                : "no OpenCL library is installed (" + String.join(", ", Library.NAMES)
                        + "); on Debian, ocl-icd-libopencl1 is one";
    }

    private static List<Device> all(Library library) {
        List<Device> devices = new ArrayList<>();
        try (Arena arena = Arena.ofConfined()) {
            for (MemorySegment platform : handles(library, arena, CFunction.clGetPlatformIDs)) {
                String platformName = library.text(CFunction.clGetPlatformInfo, platform, PLATFORM_NAME);
                for (MemorySegment device : handles(library, arena, CFunction.clGetDeviceIDs, platform, EVERY_TYPE))
                    devices.add(describe(library, devices.size(), platformName, device));
            }
        }
        return List.copyOf(devices);
    }

    /// Asks twice, as C does: how many are there, and which.
    private static List<MemorySegment> handles(Library library, Arena arena, CFunction function, Object... head) {
        MemorySegment count = arena.allocate(ValueLayout.JAVA_INT);
        try {
            library.run(function, Library.with(head, 0, MemorySegment.NULL, count));
        } catch (OpenClException e) {
            if (e.code() == ErrorNames.PLATFORM_NOT_FOUND || e.code() == ErrorNames.DEVICE_NOT_FOUND) return List.of();
            throw e;
        }
        int n = count.get(ValueLayout.JAVA_INT, 0);
        MemorySegment found = arena.allocate(ValueLayout.ADDRESS, Math.max(1, n));
        if (n > 0) library.run(function, Library.with(head, n, found, MemorySegment.NULL));
        List<MemorySegment> handles = new ArrayList<>();
        for (int i = 0; i < n; i++) handles.add(found.getAtIndex(ValueLayout.ADDRESS, i));
        return handles;
    }

    private static Device describe(Library library, int number, String platform, MemorySegment device) {
        return new Device(number, platform, library.text(CFunction.clGetDeviceInfo, device, NAME),
                Kind.of(number(library, device, TYPE)), number(library, device, MEMORY),
                (int) number(library, device, COMPUTE_UNITS), library.text(CFunction.clGetDeviceInfo, device, DRIVER),
                device);
    }

    private static long number(Library library, MemorySegment device, int property) {
        byte[] value = library.info(CFunction.clGetDeviceInfo, device, property);
        ByteBuffer bytes = ByteBuffer.wrap(value).order(ByteOrder.nativeOrder());
        return bytes.remaining() == 4 ? bytes.getInt() : bytes.getLong();
    }

    /// The device that [#PROPERTY] asks for, or the best one; empty where there are none.
    public static Optional<Device> chosen() {
        return choose(all());
    }

    /// The same out of these.
    public static Optional<Device> choose(List<Device> devices) {
        return choose(devices, System.getProperty(PROPERTY, ""));
    }

    /// By number or by part of the name; without a wish a GPU before an accelerator before a CPU.
    ///
    /// @throws UserException if there are devices, but not the one wished for
    static Optional<Device> choose(List<Device> devices, String wish) {
        if (wish.isEmpty() || devices.isEmpty()) return devices.stream().min(Comparator.comparing(Device::kind));
        String part = wish.toLowerCase(Locale.ROOT);
        Optional<Device> found = devices.stream().filter(d -> wish.equals(Integer.toString(d.number))).findFirst()
                .or(() -> devices.stream().filter(d -> d.name.toLowerCase(Locale.ROOT).contains(part)).findFirst());
        if (found.isPresent()) return found;
        throw new UserException("-D" + PROPERTY + "=" + wish + " is neither the number nor a part of the name of a "
                + "device; there are " + devices.stream().map(d -> d.number + " (" + d.name + ")").collect(joining(", ")) + ".");
    }

    /// "GPU Name, 8 compute units, 4.0 GB".
    @Override public String toString() {
        return String.format(Locale.ROOT, "%s %s, %d compute unit%s, %.1f GB",
                kind, name, computeUnits, computeUnits == 1 ? "" : "s", memory / 1e9);
    }
}
