package generative;

import generative.math.Matrix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;

/// Damage for safetensors files that a check sum or a header's length would not give away.
public final class SafetensorsMutants {

    private static final Pattern TENSOR = Pattern.compile(
            "(\"dtype\":\"F(32|64)\",\"shape\":\\[(\\d{0,10}),?(\\d{0,10})],)\"data_offsets\":\\[\\d+,\\d+]");
    private static final int MOST = 1 << 16;

    private SafetensorsMutants() { }

    /// A file with this header, and numbers behind it.
    public static byte[] file(byte[] header, byte[] numbers) {
        return ByteBuffer.allocate(8 + header.length + numbers.length).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length)
                .put(header).put(numbers).array();
    }

    /// Where a file was written.
    public interface Save {
        Path into(Path folder) throws IOException;
    }

    /// What is written.
    public static byte[] written(Save save) throws IOException {
        Path folder = Files.createTempDirectory("good");
        try {
            return Files.readAllBytes(save.into(folder));
        } finally {
            ReaderFuzz.delete(folder);
        }
    }

    /// Adds a good file to a reader: as it is, without its check sums, and so that its header alone is damaged, with places
    /// that fit to the
    /// shapes or not.
    public static ReaderFuzz add(ReaderFuzz reader, byte[] file) {
        byte[] unsummed = new String(file, StandardCharsets.ISO_8859_1).replace("crc32c", "unused")
                .getBytes(StandardCharsets.ISO_8859_1);
        int end = 8 + (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
        byte[] numbers = Arrays.copyOfRange(file, end, file.length);
        byte[] header = Arrays.copyOfRange(unsummed, 8, end);
        reader.file(file).file(unsummed).file(header, damaged -> file(damaged, numbers));
        boolean usual = Arrays.equals(laidOut(header, numbers), unsummed);          // not every program writes as this one does
        return usual ? reader.file(header, damaged -> laidOut(damaged, numbers)) : reader;
    }

    /// A file whose tensors lie one behind the other, however large they claim to be; the numbers for it are there if they are
    /// not many.
    private static byte[] laidOut(byte[] header, byte[] numbers) {
        long[] end = new long[1];
        String places = TENSOR.matcher(new String(header, StandardCharsets.ISO_8859_1)).replaceAll(tensor -> {
            long from = end[0];
            end[0] += Integer.parseInt(tensor.group(2)) / 8 * number(tensor.group(3)) * number(tensor.group(4));
            return tensor.group(1) + "\"data_offsets\":[" + from + "," + end[0] + "]";
        });
        boolean lie = end[0] < 0 || end[0] > MOST;
        return file(places.getBytes(StandardCharsets.ISO_8859_1), lie ? numbers : Arrays.copyOf(numbers, (int) end[0]));
    }

    private static long number(String digits) {
        return digits.isEmpty() ? 1 : Long.parseLong(digits);
    }

    /// Numbers 1, 2, 3, … of double precision, for files that somebody else wrote so.
    public static Matrix doubles(int rows, int cols) {
        Matrix m = Matrix.zeros(rows, cols).inDouble();
        for (int i = 0; i < m.getNumElements(); i++) m.set(i, i + 1);
        return m;
    }
}
