package generative.data;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/// Goes through the files of an archive from first to last.
sealed interface ArchiveReader extends Closeable permits TarReader, ZipReader {

    /// The name of the next file or link, with its folders, or null after the last; whatever else is there is passed
    /// over.
    String next() throws IOException;

    /// Whether it is a link: a name for something that is elsewhere, which nobody here goes to see.
    boolean isLink();

    /// Reads on in that file: the number of bytes that were put into `piece`, or −1 at its end.
    int read(byte[] piece) throws IOException;

    /// Whether a name is absolute on any system or climbs.
    static boolean leavesTheFolder(String name) {
        return name.startsWith("/") || name.contains("\\") || name.matches("[A-Za-z]:.*")
                || List.of(name.split("/")).contains("..");
    }
}
