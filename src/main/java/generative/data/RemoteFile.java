package generative.data;

import java.net.URI;
import java.util.List;

/// A file on the network, and how to know that what came is that file.
///
/// @param address where it is; its last part is the file's name
/// @param size    in bytes
/// @param sha256  of its bytes, 64 hexadecimal digits; empty where nobody has published it
/// @param members what is to be taken out of it if it is an archive; empty if it is used as it is
public record RemoteFile(URI address, long size, String sha256, List<Member> members) {

    /// The size of a member that is only known to be small, such as a list of class names.
    public static final long SMALL = -1;

    /// A file in an archive, in whatever folder there.
    ///
    /// @param size in bytes, or [#SMALL]
    public record Member(String name, long size) { }

    public RemoteFile {
        if (size < 1) throw new IllegalArgumentException("a file of " + size + " bytes cannot be fetched");
        if (!sha256.isEmpty() && !sha256.matches("[0-9a-f]{64}"))
            throw new IllegalArgumentException("a SHA-256 has 64 hexadecimal digits, got " + sha256);
        members = List.copyOf(members);
    }

    /// The name of the file.
    public String name() {
        return address.getPath().substring(address.getPath().lastIndexOf('/') + 1);
    }
}
