package generative;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/// Damaged copies of good files: what a bad disk, a cut connection or somebody with bad intentions makes of them.
///
/// ```
/// mutant = pack(one to four edits of a good file's bytes)
/// ```
/// `pack` puts back what an edit would always be recognised by, a packing or a check sum, so that the damage gets further in.
public final class Mutants {

    private static final int LARGEST_GROWTH = 1 << 14;                     // bytes that one edit may add
    private static final long[] NUMBERS = {0, 1, -1, 2, 7, 8, 127, 128, 255, 256, 32767, 32768, 65535, 65536, 1 << 24,
            Integer.MAX_VALUE, Integer.MAX_VALUE - 8, Integer.MIN_VALUE, 1L << 31, 0xffffffffL, 1L << 32,
            Long.MAX_VALUE, Long.MIN_VALUE};
    private static final List<String> WORDS = List.of("", "0", "1", "-1", "2", "3", "8", "65536", "2147483647", "-2147483648",
            "4294967296", "9223372036854775807", "99999999999999999999", "1e999", "-1e-999", "NaN", "Infinity", "1.5", "null",
            "\n", "\r\n", ",", "=", "\u0000", "\u001b[31m", "\\u0000", "\\uXYZ", "ä€😀", "../", "\"", "{", "}", "[", "]",
            "[[[[[[[[", "F32", "F64", "16777216", "%s");

    private record Good(byte[] bytes, UnaryOperator<byte[]> pack) {
        byte[] file() {
            return pack.apply(bytes);
        }
    }

    private final RandomGenerator random;
    private final List<Good> good = new ArrayList<>();

    public Mutants(RandomGenerator random) {
        this.random = random;
    }

    /// One more good file.
    ///
    /// @param pack makes the file of (damaged) content
    public void add(byte[] content, UnaryOperator<byte[]> pack) {
        good.add(new Good(content, pack));
    }

    /// The files that are damaged, whole.
    public List<byte[]> good() {
        return good.stream().map(Good::file).toList();
    }

    /// The next one.
    public byte[] next() {
        Good one = good.get(random.nextInt(good.size()));
        byte[] bytes = one.bytes;
        for (int edits = 1 + random.nextInt(4) * random.nextInt(2); edits > 0; edits--) bytes = edit(bytes);
        return one.pack.apply(bytes);
    }

    private byte[] edit(byte[] bytes) {
        int at = random.nextInt(bytes.length + 1), to = at + random.nextInt(bytes.length - at + 1);
        byte[] piece = Arrays.copyOfRange(bytes, at, to), copy = bytes.clone();
        return switch (random.nextInt(12)) {
            case 0, 1 -> {
                if (at < bytes.length) copy[at] ^= (byte) (1 << random.nextInt(8));
                yield copy;
            }
            case 2 -> {
                if (at < bytes.length) copy[at] = (byte) random.nextInt(256);
                yield copy;
            }
            case 3, 4 -> number(copy, at);
            case 5, 6 -> digits(bytes, at);
            case 7 -> Arrays.copyOf(bytes, at);                            // cut off
            case 8 -> replaced(bytes, at, at, piece.length > LARGEST_GROWTH ? new byte[1] : piece);        // twice
            case 9 -> replaced(bytes, at, at, random.nextBoolean() ? word() : noise());
            case 10 -> random.nextInt(8) > 0 ? replaced(bytes, at, to, new byte[0]) : flood(bytes, at);
            default -> {                                                   // a piece of this or of another file, elsewhere
                byte[] other = good.get(random.nextInt(good.size())).bytes;
                int from = random.nextInt(other.length + 1), length = random.nextInt(Math.min(LARGEST_GROWTH,
                        other.length - from) + 1);
                yield replaced(bytes, at, random.nextBoolean() ? at : Math.min(bytes.length, at + length),
                        Arrays.copyOfRange(other, from, from + length));
            }
        };
    }

    private static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, from);
        out.writeBytes(by);
        out.write(bytes, to, bytes.length - to);
        return out.toByteArray();
    }

    /// An extreme number over what stands there, of two, four or eight bytes in either order.
    private byte[] number(byte[] bytes, int at) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        long number = NUMBERS[random.nextInt(NUMBERS.length)] + (random.nextInt(3) == 0 ? bytes.length : 0);
        int size = 2 << random.nextInt(3), place = random.nextBoolean() ? at / size * size : at;
        if (place + size > bytes.length) return bytes;
        switch (size) {
            case 2 -> buffer.putShort(place, (short) number);
            case 4 -> buffer.putInt(place, (int) number);
            default -> buffer.putLong(place, number);
        }
        return bytes;
    }

    /// Another word in place of the next number or word that is written in letters.
    private byte[] digits(byte[] bytes, int at) {
        while (at < bytes.length && !Character.isLetterOrDigit(bytes[at])) at++;
        int to = at;
        while (to < bytes.length && (Character.isLetterOrDigit(bytes[to]) || bytes[to] == '.' || bytes[to] == '-')) to++;
        return replaced(bytes, at, to, word());
    }

    private byte[] word() {
        return WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] noise() {
        byte[] noise = new byte[1 + random.nextInt(20)];
        random.nextBytes(noise);
        return noise;
    }

    /// A short piece again and again.
    private byte[] flood(byte[] bytes, int at) {
        byte[] piece = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(40)));
        ByteArrayOutputStream flood = new ByteArrayOutputStream();
        while (piece.length > 0 && flood.size() < LARGEST_GROWTH) flood.writeBytes(piece);
        return replaced(bytes, at, at, flood.toByteArray());
    }
}
