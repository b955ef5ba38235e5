package generative.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads a file as a whole, if it is one that fits into memory.
///
/// The JDK's own methods end the program with an `OutOfMemoryError` where it does not.
public final class WholeFile {

    private WholeFile() { }

    /// The most bytes that are read at once: as many as an array has, or half of the memory that this Java may use.
    public static long most() {
        return Math.min(Integer.MAX_VALUE - 8, Runtime.getRuntime().maxMemory() / 2);
    }

    /// @throws IOException also if it is too large, which the message says
    public static byte[] bytes(Path file) throws IOException {
        requireFits(Files.size(file));
        return Files.readAllBytes(file);
    }

    /// The text of a file in UTF-8.
    ///
    /// @throws IOException also if it is too large or no such text
    public static String text(Path file) throws IOException {
        requireFits(Files.size(file));
        return Files.readString(file);
    }

    /// @throws IOException if so many bytes are too many
    static void requireFits(long size) throws IOException {
        if (size > most()) throw new IOException(size + " bytes are more than fit into memory here, " + most());
    }
}
