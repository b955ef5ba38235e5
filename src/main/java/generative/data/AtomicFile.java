package generative.data;

import generative.UserException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Writes a file so that it is either wholly there or not at all.
///
/// The content goes to a temporary file beside it, is forced to the disk, and only then takes the final name; whatever
/// happens in between, a file that was there before stays as it was.
public final class AtomicFile {

    private AtomicFile() { }

    /// What puts the content into the stream.
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /// Writes `content` to `file`, making the folders above it, and answers with `file`.
    ///
    /// @throws UserException if that is not possible, naming the file and the reason
    public static Path write(Path file, Content content) {
        Path target = file.toAbsolutePath(), temporary = target.resolveSibling("." + target.getFileName() + ".part");
        boolean done = false;
        try {
            Files.createDirectories(target.getParent());
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
                content.writeTo(out);
                out.flush();
                channel.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            done = true;
            return file;
        } catch (IOException e) {
            throw cannotWrite(file, e);
        } finally {
            if (!done) deleteQuietly(temporary);
        }
    }

    /// Finds out whether `file` could be written, before a long computation whose result is to go there; makes its folder.
    ///
    /// @throws UserException the one that [#write] would throw
    public static void requireWritable(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, ".trial", null));
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
    }

    private static UserException cannotWrite(Path file, IOException e) {
        return new UserException("Cannot write " + file + " (" + reason(e) + "); choose a folder that you may write to and that has room.",
                e);
    }

    /// Deletes a file if it is there and that is possible; for use where another failure is the one to tell.
    static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException ignored) {
            // the first failure is the one to tell
        }
    }

    /// What an I/O exception means, in a few words and without a class name.
    public static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "access denied to " + denied.getFile();
            case java.nio.file.FileAlreadyExistsException exists -> exists.getFile() + " is a file, not a folder";
            case java.nio.file.NoSuchFileException missing -> missing.getFile() + " does not exist";
            case java.nio.file.FileSystemException other when other.getReason() != null -> other.getReason();
            case java.nio.charset.CharacterCodingException coding -> "it is no text in UTF-8";
            case java.io.EOFException early when early.getMessage() == null -> "it ends too early";
            case java.net.ConnectException nobody when nobody.getMessage() == null -> "nobody answers";
            default -> e.getMessage() == null ? "no reason given" : e.getMessage();
        };
    }
}
