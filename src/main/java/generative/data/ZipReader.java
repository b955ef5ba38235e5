package generative.data;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// The files of a zip archive, as the JDK reads them.
final class ZipReader implements ArchiveReader {

    private final ZipInputStream in;

    ZipReader(InputStream in) {
        this.in = new ZipInputStream(in);
    }

    @Override public String next() throws IOException {
        ZipEntry entry;
        do entry = in.getNextEntry(); while (entry != null && entry.isDirectory());
        return entry == null ? null : entry.getName();
    }

    /// The JDK reads a link as a file whose content is the place it leads to.
    @Override public boolean isLink() {
        return false;
    }

    @Override public int read(byte[] piece) throws IOException {
        return in.read(piece);
    }

    @Override public void close() throws IOException {
        in.close();
    }
}
