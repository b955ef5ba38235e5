package generative.math.opencl;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/// The OpenCL library of this machine, found once, and the way its functions are called.
///
/// The library that is found is only the loader: the drivers of the devices are listed elsewhere (on Linux in
/// `/etc/OpenCL/vendors`) and may be absent although it is there.
final class Library {

    static final List<String> NAMES = List.of("libOpenCL.so.1", "libOpenCL.so", "OpenCL.dll",
            "/System/Library/Frameworks/OpenCL.framework/OpenCL");

    private final Map<CFunction, MethodHandle> handles = new EnumMap<>(CFunction.class);

    @SuppressWarnings("restricted")                                       // C is trusted to be as CFunction says
    private Library(SymbolLookup symbols) {
        for (CFunction function : CFunction.values()) {
            MethodHandle handle = Linker.nativeLinker().downcallHandle(
                    symbols.findOrThrow(function.name()), function.descriptor());
            handles.put(function, handle.asSpreader(Object[].class, handle.type().parameterCount())
                    .asType(MethodType.methodType(Object.class, Object[].class)));
        }
    }

    /// Loaded when first asked for; empty where there is none.
    private static final class Holder {
        static final Optional<Library> INSTANCE = find(NAMES);
    }

    static Optional<Library> find() {
        return Holder.INSTANCE;
    }

    /// The first of these names that loads and has all the functions.
    @SuppressWarnings("restricted")
    static Optional<Library> find(List<String> names) {
        for (String name : names) {
            try {
                return Optional.of(new Library(SymbolLookup.libraryLookup(name, Arena.global())));
            } catch (IllegalArgumentException | NoSuchElementException absent) {
                continue;                                                 // the next name
            }
        }
        return Optional.empty();
    }

    /// Calls a function that answers with an error code.
    ///
    /// @throws OpenClException if the code is not 0
    void run(CFunction function, Object... arguments) {
        int code = (int) call(function, arguments);
        if (code != 0) throw new OpenClException(function.name(), code);
    }

    /// Calls a function that makes something; the pointer to the error code is added here.
    ///
    /// @throws OpenClException if nothing was made
    MemorySegment make(CFunction function, Object... arguments) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment code = arena.allocate(ValueLayout.JAVA_INT);
            Object[] all = Arrays.copyOf(arguments, arguments.length + 1);
            all[arguments.length] = code;
            MemorySegment made = (MemorySegment) call(function, all);
            if (code.get(ValueLayout.JAVA_INT, 0) != 0)
                throw new OpenClException(function.name(), code.get(ValueLayout.JAVA_INT, 0));
            return made;
        }
    }

    private Object call(CFunction function, Object[] arguments) {
        try {
            return (Object) handles.get(function).invokeExact(arguments);
        } catch (Throwable wrong) {                                      // arguments that do not fit: a fault of ours
            String what = function + " cannot be called with " + Arrays.toString(arguments);
            throw new IllegalArgumentException(what, wrong);
        }
    }

    /// What one of the `cl…Info` functions has to say; `head` are its arguments up to the name of the property.
    byte[] info(CFunction function, Object... head) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment size = arena.allocate(ValueLayout.JAVA_LONG);
            run(function, with(head, 0L, MemorySegment.NULL, size));
            MemorySegment value = arena.allocate(Math.max(1, size.get(ValueLayout.JAVA_LONG, 0)));
            run(function, with(head, size.get(ValueLayout.JAVA_LONG, 0), value, MemorySegment.NULL));
            return value.asSlice(0, size.get(ValueLayout.JAVA_LONG, 0)).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    /// The same as text, without the zero at its end.
    String text(CFunction function, Object... head) {
        byte[] bytes = info(function, head);
        int length = bytes.length;
        while (length > 0 && bytes[length - 1] == 0) length--;
        return new String(bytes, 0, length, StandardCharsets.UTF_8).strip();
    }

    static Object[] with(Object[] head, Object... tail) {
        Object[] all = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, all, head.length, tail.length);
        return all;
    }
}
