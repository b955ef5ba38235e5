package generative.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// Unpacks gzip, and knows when something is wrong with how much comes out.
///
/// ```
/// most(size) = max(16 MiB, 100 · size)        bytes that may come out of a packed file of so many
/// ```
/// The sets of the papers unpack to less than ten times their size; zeros, to a thousand times, and a file made of nothing else
/// fills any memory or disk.
final class Gunzip {

    private static final int RATIO = 100, ALWAYS = 16 << 20;

    private Gunzip() { }

    /// @param packed the file
    /// @param size   of the file in bytes
    static InputStream open(InputStream packed, long size) throws IOException {
        return new FilterInputStream(new GZIPInputStream(packed, 1 << 16)) {

            private long unpacked;

            @Override public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
            }

            @Override public int read(byte[] piece, int from, int length) throws IOException {
                try {
                    int got = in.read(piece, from, length);
                    requireHonest(unpacked += Math.max(0, got), size);
                    return got;
                } catch (StackOverflowError e) {                           // the JDK calls itself for each part that is empty
                    throw new ZipException("it is made of thousands of empty parts");
                }
            }

            @Override public long skip(long n) throws IOException {
                int got = read(new byte[Math.clamp(n, 0, 1 << 13)]);
                return Math.max(0, got);
            }
        };
    }

    /// @throws ZipException if so much comes out of so little
    static void requireHonest(long unpacked, long size) throws ZipException {
        long most = Math.max(ALWAYS, RATIO * size);
        if (unpacked > most) throw new ZipException("more than " + most + " bytes would come out of " + size);
    }
}
