package generative.math.opencl;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// Keeps what a driver has compiled, so that a program is compiled once and not at every start.
///
/// A file is named by the SHA-256 of all that the binary depends on, and begins with the SHA-256 of its content: a file
/// that was damaged or cut short is taken for absent. A folder that cannot be written is no trouble either, only
/// slower.
final class BinaryCache {

    /// The system property with the folder; `none` for no cache.
    static final String PROPERTY = "generative.opencl.cache";

    private static final int DIGEST_BYTES = 32;

    private final Optional<Path> folder;

    BinaryCache(Optional<Path> folder) {
        this.folder = folder;
    }

    /// In the folder that the property names, else in the user's folder for such things.
    static BinaryCache standard() {
        return new BinaryCache(folder(System.getProperty(PROPERTY, ""), System.getenv("XDG_CACHE_HOME"),
                System.getProperty("user.home")));
    }

    static Optional<Path> folder(String wish, String caches, String home) {
        if (!wish.isEmpty()) return wish.equals("none") ? Optional.empty() : Optional.of(Path.of(wish));
        Path root = caches == null || caches.isEmpty() ? Path.of(home, ".cache") : Path.of(caches);
        return Optional.of(root.resolve("generative-models").resolve("opencl"));
    }

    /// The binary that was kept for these dependencies.
    Optional<byte[]> get(String... dependencies) {
        if (folder.isEmpty()) return Optional.empty();
        try {
            byte[] file = Files.readAllBytes(file(dependencies));
            if (file.length < DIGEST_BYTES) return Optional.empty();
            byte[] content = Arrays.copyOfRange(file, DIGEST_BYTES, file.length);
            boolean whole = Arrays.equals(file, 0, DIGEST_BYTES, sha256(content), 0, DIGEST_BYTES);
            return whole ? Optional.of(content) : Optional.empty();
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    /// Written beside its place and moved there, so that nobody ever reads half of it.
    void put(byte[] content, String... dependencies) {
        if (folder.isEmpty()) return;
        try {
            Files.createDirectories(folder.get());
            Path part = Files.createTempFile(folder.get(), "program", ".part");
            try {
                byte[] digest = sha256(content), file = Arrays.copyOf(digest, DIGEST_BYTES + content.length);
                System.arraycopy(content, 0, file, DIGEST_BYTES, content.length);
                Files.write(part, file);
                Files.move(part, file(dependencies), ATOMIC_MOVE, REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException unwritable) {
            return;                                                       // the next start compiles again
        }
    }

    private Path file(String... dependencies) {
        byte[] name = sha256(String.join("\0", dependencies).getBytes(StandardCharsets.UTF_8));
        return folder.orElseThrow().resolve(HexFormat.of().formatHex(name) + ".bin");
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
