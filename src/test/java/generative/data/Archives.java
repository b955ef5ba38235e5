package generative.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Makes archives for tests, also such as no honest program makes.
public final class Archives {

    private Archives() { }

    /// One entry of a tar archive: header (POSIX ustar), content, filling.
    static byte[] entry(String name, char type, byte[] content) {
        byte[] entry = new byte[512 + (content.length + 511) / 512 * 512];
        put(entry, 0, name);
        put(entry, 100, "0000644");
        put(entry, 124, "%011o".formatted(content.length));
        put(entry, 136, "00000000000");
        entry[156] = (byte) type;
        put(entry, 257, "ustar");
        put(entry, 263, "00");
        sign(entry);
        System.arraycopy(content, 0, entry, 512, content.length);
        return entry;
    }

    /// Writes the sum of the header where it belongs.
    static void sign(byte[] entry) {
        Arrays.fill(entry, 148, 156, (byte) ' ');
        int sum = 0;
        for (int i = 0; i < 512; i++) sum += entry[i] & 255;
        put(entry, 148, "%06o\0 ".formatted(sum));
    }

    private static void put(byte[] entry, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, entry, at, bytes.length);
    }

    /// The entries one after the other, with the two empty blocks at the end, gzipped.
    static byte[] tarGz(byte[]... entries) {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        for (byte[] entry : entries) tar.writeBytes(entry);
        tar.writeBytes(new byte[1024]);
        return gzip(tar.toByteArray());
    }

    public static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    public static byte[] zip(Map<String, byte[]> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }
}
