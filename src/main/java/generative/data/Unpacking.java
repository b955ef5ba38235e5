package generative.data;

import generative.UserException;
import generative.data.RemoteFile.Member;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipException;

/// Takes the wanted files out of an archive (`.tar.gz` or `.zip`), and nothing else.
///
/// A file is wanted by its name, whatever the folder in the archive, and goes right into the target folder. An
/// archive with an entry that would leave the folder, or with a link in place of a wanted file, is refused. No more
/// is written than the catalogue says and than [Gunzip] lets pass; an archive that lacks something or breaks off
/// leaves nothing behind.
final class Unpacking {

    private static final long SMALL = 1 << 20;                             // bytes that a file of unknown size may have

    private Unpacking() { }

    /// @throws UserException one sentence that names the archive, what is wrong, and what to do
    static void unpack(Path archive, List<Member> members, Path folder) {
        Map<String, Member> missing = new LinkedHashMap<>();
        for (Member member : members) missing.put(member.name(), member);
        List<Path> written = new ArrayList<>();
        boolean done = false;
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive), 1 << 16);
                ArchiveReader reader = reader(archive, file)) {
            for (String entry; (entry = reader.next()) != null; ) {
                if (ArchiveReader.leavesTheFolder(entry))
                    throw bad(archive, "its entry " + entry + " would leave the folder");
                Member member = missing.remove(entry.substring(entry.lastIndexOf('/') + 1));
                if (member == null) continue;
                if (reader.isLink()) throw bad(archive, "its entry " + entry + " is a link and no file");
                written.add(copy(archive, reader, member, folder));
            }
            if (!missing.isEmpty()) throw bad(archive, "it lacks " + String.join(", ", missing.keySet()));
            done = true;
        } catch (IOException e) {
            throw broken(archive, e);
        } finally {
            if (!done) written.forEach(AtomicFile::deleteQuietly);
        }
    }

    private static ArchiveReader reader(Path archive, InputStream file) throws IOException {
        String name = archive.getFileName().toString();
        if (name.endsWith(".zip")) return new ZipReader(file, Files.size(archive));
        if (name.endsWith(".tar.gz"))
            return new TarReader(new BufferedInputStream(Gunzip.open(file, Files.size(archive)), 1 << 16));
        throw new IllegalArgumentException("cannot unpack " + name + ", only .tar.gz and .zip");
    }

    private static Path copy(Path archive, ArchiveReader reader, Member member, Path folder) {
        boolean known = member.size() != RemoteFile.SMALL;
        long most = known ? member.size() : SMALL;
        return AtomicFile.write(folder.resolve(member.name()), out -> {
            long size = 0;
            byte[] piece = new byte[1 << 16];
            for (int got; (got = read(archive, reader, piece)) >= 0; out.write(piece, 0, got))
                if ((size += got) > most)
                    throw bad(archive, "its file " + member.name() + " has more than " + most + " bytes");
            if (known && size < most)
                throw bad(archive, "its file " + member.name() + " has " + size + " bytes, not " + most);
        });
    }

    private static int read(Path archive, ArchiveReader reader, byte[] piece) {
        try {
            return reader.read(piece);
        } catch (IOException e) {
            throw broken(archive, e);
        }
    }

    private static UserException broken(Path archive, IOException e) {
        return switch (e) {
            case EOFException early -> bad(archive, "it ends too early");
            case ZipException packing -> bad(archive, "its packing is broken (" + packing.getMessage() + ")");
            default -> new UserException("Cannot read " + archive + " (" + AtomicFile.reason(e)
                    + "); check that it is a readable file.", e);
        };
    }

    private static UserException bad(Path archive, String what) {
        return new UserException(archive + " cannot be unpacked: " + what + "; delete it and download it again.");
    }
}
