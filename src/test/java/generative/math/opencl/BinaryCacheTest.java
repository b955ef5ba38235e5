package generative.math.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BinaryCacheTest {

    @TempDir Path folder;

    private BinaryCache cache() {
        return new BinaryCache(Optional.of(folder.resolve("a").resolve("b")));
    }

    private Path onlyFile() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("a").resolve("b"))) {
            return files.toList().getFirst();
        }
    }

    @Test void givesBackWhatItWasGiven() {
        cache().put(new byte[] {1, 2, 3}, "device", "source");
        assertThat(cache().get("device", "source")).hasValue(new byte[] {1, 2, 3});
        assertThat(cache().get("device", "other source")).isEmpty();
        assertThat(cache().get("devices", "ource")).isEmpty();
    }

    @Test void theLastOneIsKept() {
        cache().put(new byte[] {1, 2, 3}, "device");
        cache().put(new byte[] {4}, "device");
        assertThat(cache().get("device")).hasValue(new byte[] {4});
    }

    @Test void aDamagedOrShortenedFileIsTakenForAbsent() throws IOException {
        cache().put(new byte[] {1, 2, 3}, "device");
        byte[] whole = Files.readAllBytes(onlyFile());
        for (int length = 0; length < whole.length; length++) {
            Files.write(onlyFile(), Arrays.copyOf(whole, length));
            assertThat(cache().get("device")).as("%d bytes", length).isEmpty();
        }
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 64;
            Files.write(onlyFile(), damaged);
            assertThat(cache().get("device")).as("byte %d changed", i).isEmpty();
        }
    }

    @Test void nothingIsLeftBesideTheFile() throws IOException {
        cache().put(new byte[] {1}, "device");
        try (Stream<Path> files = Files.list(folder.resolve("a").resolve("b"))) {
            assertThat(files).hasSize(1).allMatch(file -> file.toString().endsWith(".bin"));
        }
    }

    @Test void aFolderThatCannotBeMadeIsNoTrouble() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");
        BinaryCache cache = new BinaryCache(Optional.of(file.resolve("below")));
        cache.put(new byte[] {1}, "device");
        assertThat(cache.get("device")).isEmpty();
    }

    @Test void theFolderIsTheUsersUnlessAnotherIsWishedFor() {
        Path own = Path.of("/home/me/.cache/generative-models/opencl");
        assertThat(BinaryCache.folder("", null, "/home/me")).hasValue(own);
        assertThat(BinaryCache.folder("", "", "/home/me")).hasValue(own);
        assertThat(BinaryCache.folder("", "/caches", "/home/me")).hasValue(Path.of("/caches/generative-models/opencl"));
        assertThat(BinaryCache.folder("/there", "/caches", "/home/me")).hasValue(Path.of("/there"));
        assertThat(BinaryCache.folder("none", "/caches", "/home/me")).isEmpty();
    }

    @Test void withoutAFolderNothingIsKept() {
        BinaryCache none = new BinaryCache(Optional.empty());
        none.put(new byte[] {1}, "device");
        assertThat(none.get("device")).isEmpty();
    }
}
