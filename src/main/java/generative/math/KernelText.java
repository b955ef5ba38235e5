package generative.math;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The text of the OpenCL kernels, which stands in the files `opencl/*.cl` beside this class.
final class KernelText {

    static final int SMALL_TILE = 32, LARGE_TILE = 64;

    private static final List<String> FILES = List.of("groups.cl", "elementwise.cl", "rows.cl", "random.cl", "distances.cl");

    private KernelText() { }

    /// All files, one after the other; the product first: it says how all of them round.
    static String all() {
        StringBuilder text = new StringBuilder(read("product.cl"));
        for (int tile : new int[] {SMALL_TILE, LARGE_TILE})
            text.append("#define TILE " + tile + "\n#define PRODUCT product" + tile + "\n").append(read("tiles.cl"));
        FILES.forEach(name -> text.append(read(name)));
        return text.toString();
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
