package generative.data;

import generative.UserException;
import generative.math.Matrix;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.ZipException;

/// The IDX format of MNIST: an array of bytes with its dimensions in front, gzipped or not.
///
/// ```
/// 2 bytes 0   1 byte type (8 = unsigned byte)   1 byte rank   rank × 4 bytes dimensions, big-endian   the bytes
/// ```
/// So images begin with 00 00 08 03 (2051), labels with 00 00 08 01 (2049). Whether a file is gzipped is seen from its first two
/// bytes, but a name that ends in `.gz` promises it. Nothing is allocated beyond what the file really holds, whatever its
/// header claims, and no more comes out of a packed file than [Gunzip] lets pass.
///
/// Source of the format: LeCun, Cortes and Burges, *The MNIST Database*.
public final class Idx {

    private static final int GZIP = 0x1f8b, UNSIGNED_BYTE = 8;

    private Idx() { }

    /// @param dimensions for images: number, height, width; for labels: number
    /// @param values     row-major, unsigned
    public record IdxArray(int[] dimensions, byte[] values) { }

    /// Reads an array of any rank.
    ///
    /// @throws UserException one sentence that names the file, what is wrong, and what to do
    public static IdxArray read(Path file) {
        if (!Files.isRegularFile(file)) throw new UserException("There is no file " + file
                + "; check the path or download the data again.");
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file)); InputStream in = unpacked(file, raw)) {
            return read(file, in);
        } catch (EOFException e) {
            throw bad(file, "it ends too early");
        } catch (ZipException e) {
            throw bad(file, "its gzip packing is broken (" + e.getMessage() + ")");
        } catch (IOException e) {
            throw new UserException("Cannot read " + file + " (" + AtomicFile.reason(e) + "); check that it is a readable file.", e);
        }
    }

    private static InputStream unpacked(Path file, InputStream raw) throws IOException {
        raw.mark(2);
        int first = raw.read(), second = raw.read();
        raw.reset();
        if (first < 0) throw bad(file, "it is empty");
        if ((first << 8 | second) == GZIP) return new BufferedInputStream(Gunzip.open(raw, Files.size(file)));
        if (file.toString().endsWith(".gz"))
            throw bad(file, "its name ends in .gz, but it does not begin as a gzip file does");
        return raw;
    }

    private static IdxArray read(Path file, InputStream in) throws IOException {
        byte[] magic = in.readNBytes(4);
        if (magic.length < 4) throw bad(file, "it has only " + magic.length + " bytes");
        if (magic[0] != 0 || magic[1] != 0 || magic[2] != UNSIGNED_BYTE || magic[3] < 1)
            throw bad(file, "it begins with the number " + Integer.toUnsignedString(ByteBuffer.wrap(magic).getInt())
                    + " where 2051 (images) or 2049 (labels) was expected");
        int[] dimensions = new int[magic[3]];
        long size = 1, most = 1;                                           // `most` counts a 0 as 1
        for (int i = 0; i < dimensions.length; i++) {
            byte[] four = in.readNBytes(4);
            if (four.length < 4) throw bad(file, "it ends in the middle of its dimensions");
            dimensions[i] = ByteBuffer.wrap(four).getInt();
            if (dimensions[i] < 0 || dimensions[i] > (Integer.MAX_VALUE - 8) / most)
                throw bad(file, "it claims an impossible size of " + shape(Arrays.copyOf(dimensions, i + 1)));
            size *= dimensions[i];
            most *= Math.max(1, dimensions[i]);
        }
        ByteArrayOutputStream values = new ByteArrayOutputStream(1 << 16);     // grows with what really comes
        byte[] piece = new byte[1 << 16];
        while (values.size() < size) {
            int got = in.read(piece, 0, (int) Math.min(piece.length, size - values.size()));
            if (got < 0) throw bad(file, "it ends after " + values.size() + " of the " + size + " bytes that its size "
                    + shape(dimensions) + " needs");
            values.write(piece, 0, got);
        }
        if (in.read() >= 0) throw bad(file, "it goes on after the " + size + " bytes that its size " + shape(dimensions) + " needs");
        return new IdxArray(dimensions, values.toByteArray());
    }

    /// Images as rows, values in [0, 1]: N×(height·width).
    public static Matrix images(Path file) {
        return images(file, read(file));
    }

    /// The array of this file as rows of images.
    static Matrix images(Path file, IdxArray array) {
        if (array.dimensions.length != 3)
            throw another(file, array, "images (number×height×width)");
        long pixels = (long) array.dimensions[1] * array.dimensions[2];
        Matrix x = Matrix.zeros(array.dimensions[0], (int) pixels);
        float[] to = x.floats();
        for (int i = 0; i < to.length; i++) to[i] = (array.values[i] & 255) / 255f;
        return x;
    }

    /// Labels as numbers.
    public static int[] labels(Path file) {
        IdxArray array = read(file);
        if (array.dimensions.length != 1)
            throw another(file, array, "labels (a list of numbers)");
        int[] labels = new int[array.values.length];
        for (int i = 0; i < labels.length; i++) labels[i] = array.values[i] & 255;
        return labels;
    }

    /// Writes images, values in [0, 1] rounded to bytes, without gzip.
    public static void writeImages(Path file, Matrix x, int height, int width) {
        if (x.numCols() != height * width)
            throw new IllegalArgumentException("images of " + height + "×" + width + " do not fit into rows of " + x.shape());
        byte[] values = new byte[x.getNumElements()];
        for (int i = 0; i < values.length; i++) values[i] = (byte) Math.round(255 * Math.clamp(x.get(i), 0.0, 1.0));
        byte[] header = ByteBuffer.allocate(16).putInt(2051).putInt(x.numRows()).putInt(height).putInt(width).array();
        AtomicFile.write(file, out -> {
            out.write(header);
            out.write(values);
        });
    }

    /// "60000×28×28".
    static String shape(int[] dimensions) {
        return Arrays.stream(dimensions).mapToObj(Integer::toUnsignedString).collect(Collectors.joining("×"));
    }

    private static UserException another(Path file, IdxArray array, String expected) {
        return new UserException(file + " holds an array of size " + shape(array.dimensions) + " where " + expected
                + " were expected; choose another file.");
    }

    private static UserException bad(Path file, String what) {
        return new UserException(file + " is no whole IDX file: " + what + "; download it again.");
    }
}
