package generative.data;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// The files of a zip archive, as the JDK reads them.
final class ZipReader implements ArchiveReader {

    private final ZipInputStream in;
    private final long size;
    private final byte[] passedOver = new byte[1 << 12];
    private long unpacked;

    /// @param size of the archive in bytes
    ZipReader(InputStream in, long size) {
        this.in = new ZipInputStream(in);
        this.size = size;
    }

    @Override public String next() throws IOException {
        ZipEntry entry;
        do {
            while (read(passedOver) >= 0) { }                              // here, where it is counted
            entry = in.getNextEntry();
        } while (entry != null && entry.isDirectory());
        return entry == null ? null : entry.getName();
    }

    /// The JDK reads a link as a file whose content is the place it leads to.
    @Override public boolean isLink() {
        return false;
    }

    @Override public int read(byte[] piece) throws IOException {
        int got = in.read(piece);
        Gunzip.requireHonest(unpacked += Math.max(0, got), size);
        return got;
    }

    @Override public void close() throws IOException {
        in.close();
    }
}
