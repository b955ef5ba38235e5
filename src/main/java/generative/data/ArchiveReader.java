package generative.data;

import java.io.Closeable;
import java.io.IOException;

/// Goes through the files of an archive from first to last.
sealed interface ArchiveReader extends Closeable permits TarReader, ZipReader {

    /// The name of the next file, with its folders, or null after the last; whatever is no plain file is passed over.
    String next() throws IOException;

    /// Reads on in that file: the number of bytes that were put into `piece`, or −1 at its end.
    int read(byte[] piece) throws IOException;
}
