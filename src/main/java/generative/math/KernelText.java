package generative.math;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The text of the OpenCL kernels, which stands in the files `opencl/*.cl` beside this class.
final class KernelText {

    /// The product first: it says how all of them round.
    private static final List<String> FILES =
            List.of("product.cl", "groups.cl", "elementwise.cl", "rows.cl", "random.cl", "distances.cl");

    private KernelText() { }

    /// All files but that of attention, one after the other.
    static String all() {
        return FILES.stream().map(KernelText::read).collect(joining());
    }

    /// Those of attention, which are a program of their own, since few need them and they take long to compile.
    static String attention() {
        return read("attention.cl");
    }

    private static String read(String name) {
        try (InputStream in = KernelText.class.getResourceAsStream("opencl/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
