package generative.data;

import generative.UserException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A sound in a WAV file: one channel of 16-bit samples.
///
/// ```
/// "RIFF" size "WAVE"
/// "fmt " 16: kind 1 (PCM), 1 channel, rate, 2·rate bytes a second, 2 bytes a sample, 16 bits
/// "data" size samples            sample = round(32767 x)      x = sample / 32767      x ∈ [−1, 1]; beyond, it is clipped
/// ```
/// All numbers are little-endian. Other chunks between these are passed over when a file is read.
///
/// Source of the format: Microsoft and IBM, *Multimedia Programming Interface and Data Specifications 1.0* (1991).
///
/// @param samples in [−1, 1]
/// @param rate    samples a second
public record Wav(float[] samples, int rate) {

    private static final int HEADER = 44, MAX = 32767;

    /// Writes the file, whole or not at all, and answers with it.
    public Path write(Path file) {
        return AtomicFile.write(file, out -> out.write(bytes()));
    }

    /// What stands in the file.
    public byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(Math.addExact(HEADER, Math.multiplyExact(2, samples.length)))
                .order(ByteOrder.LITTLE_ENDIAN);
        put(bytes, "RIFF").putInt(bytes.capacity() - 8);
        put(bytes, "WAVE");
        put(bytes, "fmt ").putInt(16).putShort((short) 1).putShort((short) 1).putInt(rate).putInt(2 * rate).putShort((short) 2)
                .putShort((short) 16);
        put(bytes, "data").putInt(2 * samples.length);
        for (float x : samples) bytes.putShort((short) Math.round(MAX * Math.clamp(x, -1f, 1f)));
        return bytes.array();
    }

    private static ByteBuffer put(ByteBuffer bytes, String word) {
        return bytes.put(word.getBytes(StandardCharsets.US_ASCII));
    }

    /// Reads a file of one channel of 16-bit samples.
    ///
    /// @throws UserException one sentence that names the file, what is wrong, and what to do
    public static Wav read(Path file) {
        if (!Files.isRegularFile(file)) throw new UserException("There is no file " + file + "; check the path.");
        try {
            return parse(file, ByteBuffer.wrap(WholeFile.bytes(file)).order(ByteOrder.LITTLE_ENDIAN));
        } catch (IOException e) {
            throw new UserException("Cannot read " + file + " (" + AtomicFile.reason(e)
                    + "); check that it is a readable file.", e);
        }
    }

    private static Wav parse(Path file, ByteBuffer bytes) {
        if (bytes.remaining() < 12 || !word(bytes).equals("RIFF") || !word(bytes.position(8)).equals("WAVE"))
            throw bad(file, "it does not begin as a WAV file does");
        int rate = 0;
        while (bytes.remaining() >= 8) {
            String chunk = word(bytes);
            int size = bytes.getInt();
            if (size < 0 || size > bytes.remaining())
                throw bad(file, "it ends after " + bytes.remaining() + " of the " + Integer.toUnsignedString(size)
                        + " bytes of its part '" + chunk + "'");
            if (chunk.equals("data") && rate > 0) return new Wav(samples(bytes, size), rate);
            if (chunk.equals("fmt ")) rate = rate(file, bytes.slice(bytes.position(), size).order(ByteOrder.LITTLE_ENDIAN));
            bytes.position(Math.min(bytes.limit(), bytes.position() + size + size % 2));       // parts begin at even places
        }
        throw bad(file, "it has no part '" + (rate > 0 ? "data" : "fmt ") + "'");
    }

    private static String word(ByteBuffer bytes) {
        byte[] word = new byte[4];
        bytes.get(word);
        return new String(word, StandardCharsets.US_ASCII);
    }

    private static int rate(Path file, ByteBuffer format) {
        if (format.remaining() < 16) throw bad(file, "its part 'fmt ' has only " + format.remaining() + " bytes");
        int kind = format.getShort(0) & 0xffff, channels = format.getShort(2), rate = format.getInt(4);
        int bits = format.getShort(14);
        if (kind != 1 || channels != 1 || bits != 16)
            throw bad(file, "it has kind " + kind + ", " + channels + " channels and " + bits
                    + " bits where kind 1, 1 channel and 16 bits are wanted");
        if (rate < 1) throw bad(file, "it claims " + rate + " samples a second");
        return rate;
    }

    private static float[] samples(ByteBuffer bytes, int size) {
        float[] samples = new float[size / 2];
        for (int i = 0; i < samples.length; i++) samples[i] = Math.max(-1f, bytes.getShort() / (float) MAX);
        return samples;
    }

    private static UserException bad(Path file, String what) {
        return new UserException(file + " is no WAV file that can be read here, since " + what
                + "; save the sound as 16-bit PCM with one channel.");
    }

    /// The header of a file, byte by byte.
    public static void demo() {
        byte[] bytes = new Wav(MuLaw.decode(128, 255, 0), 12_000).bytes();
        for (int line = 0; line < bytes.length; line += 10) {
            StringBuilder hex = new StringBuilder(), letters = new StringBuilder();
            for (int i = line; i < Math.min(bytes.length, line + 10); i++) {
                hex.append(String.format("%02x ", bytes[i]));
                letters.append(Text.show(bytes[i] & 255));
            }
            System.out.printf("%3d  %-30s %s%n", line, hex, letters);
        }
        System.out.println("44 bytes of header, where e0 2e is the rate, 12000; then three samples: silence, the two loudest.");
    }

    @Override public String toString() {
        return String.format(java.util.Locale.ROOT, "a sound of %d samples, %.3f s", samples.length,
                samples.length / (double) rate);
    }
}
