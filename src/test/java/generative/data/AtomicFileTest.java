package generative.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.UserException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFileTest {

    @TempDir Path folder;

    private void assertNothingBeside(String name) throws IOException {
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).as("no temporary file").containsExactly(name);
        }
    }

    @Test
    void aNewFileIsWrittenAndTheFoldersAboveIt() {
        Path file = folder.resolve("a/b/c.txt");
        assertThat(AtomicFile.write(file, out -> out.write("new".getBytes()))).isSameAs(file).hasContent("new");
        assertThat(file.getParent()).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void theOldContentIsReplaced() throws IOException {
        Path file = Files.writeString(folder.resolve("x"), "a longer old content");
        AtomicFile.write(file, out -> out.write(Watched.bytes(300_000)));
        assertThat(file).hasBinaryContent(Watched.bytes(300_000));
        assertNothingBeside("x");
    }

    @Test
    void anEmptyFile() {
        assertThat(AtomicFile.write(folder.resolve("x"), out -> { })).isEmptyFile();
    }

    @Test
    void theOldContentStaysUntilAllIsWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("x"), "old");
        AtomicFile.write(file, out -> {
            out.write("new".getBytes());
            out.flush();
            assertThat(file).hasContent("old");
        });
        assertThat(file).hasContent("new");
    }

    /// The JDK's flight recorder notes what is forced to the disk: the temporary file, so before it takes its name.
    @Test
    void theContentIsOnTheDiskBeforeItTakesItsName() throws IOException {
        Path file = folder.resolve("x"), recorded = folder.resolve("recording.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.FileForce").withoutThreshold();
            recording.start();
            AtomicFile.write(file, out -> out.write("new".getBytes()));
            recording.stop();
            recording.dump(recorded);
        }
        List<RecordedEvent> here = RecordingFile.readAllEvents(recorded).stream()         // other threads may write elsewhere
                .filter(event -> event.getEventType().getName().equals("jdk.FileForce"))
                .filter(event -> event.getString("path").startsWith(folder.toString())).toList();
        assertThat(here).singleElement().satisfies(event -> {
            assertThat(event.getString("path")).isEqualTo(folder.resolve(".x.part").toString());
            assertThat(event.getBoolean("metaData")).isTrue();
        });
    }

    @Test
    void theOldContentStaysWhenWritingFails() throws IOException {
        Path file = Files.writeString(folder.resolve("x"), "old");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
            out.write(Watched.bytes(200_000));
            throw new IOException("No space left on device");
        })).isInstanceOf(UserException.class).hasMessage("Cannot write " + file
                + " (No space left on device); choose a folder that you may write to and that has room.");
        assertThat(file).hasContent("old");
        assertNothingBeside("x");
    }

    @Test
    void theOldContentStaysWhenTheContentCannotBeMade() throws IOException {
        Path file = Files.writeString(folder.resolve("x"), "old");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
            throw new IllegalStateException("a fault of the caller");
        })).isInstanceOf(IllegalStateException.class).hasMessage("a fault of the caller");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
            throw new OutOfMemoryError("a fault of the machine");
        })).isInstanceOf(OutOfMemoryError.class);
        assertThat(file).hasContent("old");
        assertNothingBeside("x");
    }

    @Test
    void aFolderThatIsAFile() throws IOException {
        Path blocked = Files.writeString(folder.resolve("blocked"), "a file");
        assertThatThrownBy(() -> AtomicFile.write(blocked.resolve("x"), out -> { })).isInstanceOf(UserException.class)
                .hasMessage("Cannot write "
                + blocked.resolve("x") + " (" + blocked
                + " is a file, not a folder); choose a folder that you may write to and that has room.");
        assertThat(blocked).hasContent("a file");
    }

    @Test
    void aFileThatIsAFolder() throws IOException {
        Path there = Files.createDirectories(folder.resolve("there/inside")).getParent();
        assertThatThrownBy(() -> AtomicFile.write(there, out -> out.write(1))).isInstanceOf(UserException.class)
                .hasMessageStartingWith("Cannot write " + there + " (");
        assertThat(there.resolve("inside")).isDirectory();
        assertNothingBeside("there");
    }

    @Test
    void reasonsAreTheWordsOfAPerson() {
        assertThat(AtomicFile.reason(new AccessDeniedException("x"))).isEqualTo("access denied to x");
        assertThat(AtomicFile.reason(new NoSuchFileException("x"))).isEqualTo("x does not exist");
        assertThat(AtomicFile.reason(new java.nio.file.FileSystemException("x", null, "Read-only file system")))
                .isEqualTo("Read-only file system");
        assertThat(AtomicFile.reason(new IOException("Broken pipe"))).isEqualTo("Broken pipe");
        assertThat(AtomicFile.reason(new java.io.EOFException())).isEqualTo("it ends too early");
        assertThat(AtomicFile.reason(new java.net.ConnectException())).isEqualTo("nobody answers");
        assertThat(AtomicFile.reason(new IOException())).isEqualTo("no reason given");
    }

    @Test
    void aTrialLeavesNothingButTheFolderAndFailsLikeWriting() throws IOException {
        AtomicFile.requireWritable(folder.resolve("new/page.html"));
        assertThat(folder.resolve("new")).isEmptyDirectory();
        Path file = Files.writeString(folder.resolve("file"), "kept");
        assertThatThrownBy(() -> AtomicFile.requireWritable(file.resolve("page.html"))).isInstanceOf(UserException.class)
                .hasMessageStartingWith("Cannot write " + file.resolve("page.html")).hasMessageContaining("is a file, not a folder");
        assertThat(file).hasContent("kept");
    }
}
