package generative.math;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The text of the OpenCL kernels, which stands in the files `opencl/*.cl` beside this class.
final class KernelText {

    /// The product first: it says how all of them round.
    private static final List<String> FILES = List.of(
            "product.cl", "elementwise.cl", "rows.cl", "random.cl", "distances.cl");

    private KernelText() { }

    /// All files, one after the other.
    static String all() {
        StringBuilder text = new StringBuilder();
        for (String name : FILES) {
            try (InputStream in = KernelText.class.getResourceAsStream("opencl/" + name)) {
                text.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return text.toString();
    }
}
