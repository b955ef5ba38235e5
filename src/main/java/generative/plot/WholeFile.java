package generative.plot;

import generative.UserException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A file that is written whole or not at all: the bytes go to a neighbour `name.part`, which then takes the name.
///
/// A run that is interrupted never leaves half a picture behind, and a viewer never sees one.
public final class WholeFile {

    /// What fills the file.
    @FunctionalInterface public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private WholeFile() { }

    /// Writes the file and the folders above it; where that cannot be, one sentence says why.
    public static Path write(Path file, Content content) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            if (file.getParent() != null) Files.createDirectories(file.getParent());
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
                content.writeTo(out);
            }
            return Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            discard(part);
            throw new UserException("Cannot write " + file + " (" + reason(e)
                    + "); choose a place where you may write and that has room.", e);
        }
    }

    private static void discard(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException leftBehind) {
            // the sentence about the file itself says more than one about its remains
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "permission denied for " + denied.getFile();
            case FileAlreadyExistsException exists -> exists.getFile() + " is a file, not a folder";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> e.getMessage();
        };
    }
}
