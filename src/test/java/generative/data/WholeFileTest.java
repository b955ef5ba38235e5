package generative.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WholeFileTest {

    @TempDir
    private Path folder;

    @Test
    void bytesAndTextAreRead() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "ä€\n");
        assertThat(WholeFile.text(file)).isEqualTo("ä€\n");
        assertThat(WholeFile.bytes(file)).isEqualTo(Files.readAllBytes(file)).hasSize(6);
        Files.write(file, new byte[] {'a', (byte) 0xe4});
        assertThatThrownBy(() -> WholeFile.text(file)).isInstanceOf(MalformedInputException.class);
    }

    @Test
    void whatDoesNotFitIntoMemoryIsRefused() throws IOException {
        Path huge = Watched.huge(folder.resolve("huge"));
        String sentence = "3221225472 bytes are more than fit into memory here, " + WholeFile.most();
        assertThatThrownBy(() -> WholeFile.bytes(huge)).isInstanceOf(IOException.class).hasMessage(sentence);
        assertThatThrownBy(() -> WholeFile.text(huge)).isInstanceOf(IOException.class).hasMessage(sentence);
    }
}
