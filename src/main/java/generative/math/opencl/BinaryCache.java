package generative.math.opencl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// Keeps what a driver has compiled, so that a program is compiled once and not at every start.
///
/// A file is named by the SHA-256 of all that the binary depends on, and begins with the SHA-256 of its content: a file that
/// was damaged or cut short is taken for absent. A folder that cannot be written is no trouble either, only slower.
final class BinaryCache {

    /// The system property with the folder; empty for no cache.
    static final String PROPERTY = "generative.opencl.cache";

    private static final int DIGEST_BYTES = 32;

    private final Optional<Path> folder;

    BinaryCache(Optional<Path> folder) {
        this.folder = folder;
    }

    /// In the folder that the property names, else in the user's folder for such things.
    static BinaryCache standard() {
        String wish = System.getProperty(PROPERTY);
        if (wish != null) return new BinaryCache(wish.isEmpty() ? Optional.empty() : Optional.of(Path.of(wish)));
        String caches = System.getenv("XDG_CACHE_HOME");
        Path root = caches == null || caches.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(caches);
        return new BinaryCache(Optional.of(root.resolve("generative-models").resolve("opencl")));
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
                Files.move(part, file(dependencies), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
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
