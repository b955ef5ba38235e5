package generative.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipException;

/// The files of a tar archive: blocks of 512 bytes, a header before each file, the content filled up to whole blocks.
///
/// ```
/// header   0…99 name     124…135 size, octal     148…155 sum of the header's bytes, octal
///          156 type      345…499 folders that come before the name
/// ```
/// Plain files (type `0` or a zero byte) and links (`1` and `2`) are given out. Folders, devices and the records that
/// only describe the next entry (long names, times) are passed over. The archive ends with a block of zeros.
///
/// Source of the format: POSIX 1003.1, pax interchange format, section "ustar".
final class TarReader implements ArchiveReader {

    private static final int BLOCK = 512;

    private final InputStream in;
    private long left, filling;                                             // bytes of content, and of filling behind it
    private boolean link;

    TarReader(InputStream in) {
        this.in = in;
    }

    @Override public String next() throws IOException {
        while (true) {
            in.skipNBytes(left + filling);
            byte[] header = in.readNBytes(BLOCK);
            left = filling = 0;
            if (header.length < BLOCK) throw new EOFException("it ends too early");
            if (isZero(header)) {
                while (in.read(header) >= 0) { }                            // so that a gzip stream checks its sum
                return null;
            }
            check(header);
            left = octal(header, 124, 12);
            filling = Math.floorMod(-left, BLOCK);
            String folders = text(header, 345, 155), name = text(header, 0, 100);
            link = header[156] == '1' || header[156] == '2';
            if (header[156] == '0' || header[156] == 0 || link)
                return folders.isEmpty() || !isUstar(header) ? name : folders + "/" + name;
        }
    }

    @Override public boolean isLink() {
        return link;
    }

    @Override public int read(byte[] piece) throws IOException {
        if (left == 0) return -1;
        int got = in.read(piece, 0, (int) Math.min(piece.length, left));
        if (got < 0) throw new EOFException("it ends too early");
        left -= got;
        return got;
    }

    @Override public void close() throws IOException {
        in.close();
    }

    /// The sum is taken with blanks where it will stand itself.
    private static void check(byte[] header) throws IOException {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) sum += i >= 148 && i < 156 ? ' ' : header[i] & 255;
        if (sum != octal(header, 148, 8)) throw new ZipException("a header with a wrong sum");
    }

    private static long octal(byte[] header, int from, int length) throws IOException {
        String digits = text(header, from, length).strip();
        if (!digits.matches("[0-7]{1,12}")) throw new ZipException("a header without a size");
        return Long.parseLong(digits, 8);
    }

    private static boolean isUstar(byte[] header) {
        return text(header, 257, 5).equals("ustar");
    }

    /// Up to the first zero byte.
    private static String text(byte[] header, int from, int length) {
        int to = from;
        while (to < from + length && header[to] != 0) to++;
        return new String(header, from, to - from, StandardCharsets.UTF_8);
    }

    private static boolean isZero(byte[] header) {
        for (byte b : header) if (b != 0) return false;
        return true;
    }
}
