package generative.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import generative.UserException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TextTest {

    @TempDir
    Path folder;

    private final Text digits = Text.of("digits", "0123456789");

    @Test
    void windowsBeginAtEveryPlace() {
        TokenSet windows = digits.windows(4);
        assertThat(windows).hasToString("digits: 7 overlapping sequences of 4 tokens out of 256");
        assertThat(Text.show(windows.sequence(0))).isEqualTo("0123");
        assertThat(Text.show(windows.sequence(6))).isEqualTo("6789");
        assertThat(Text.show(windows.rows(2, 5).sequence(1))).isEqualTo("3456");
        assertThat(digits.windows(10).size()).isEqualTo(1);
    }

    @Test
    void piecesDoNotOverlap() {
        TokenSet pieces = digits.pieces(4);
        assertThat(pieces).hasToString("digits: 2 sequences of 4 tokens out of 256");
        assertThat(Text.show(pieces.sequence(1))).isEqualTo("4567");
    }

    @Test
    void theFirstNineTenthsAreForTraining() {
        assertThat(digits.train()).hasToString("digits: 9 bytes of text");
        assertThat(Text.show(digits.validation().pieces(1).sequence(0))).isEqualTo("9");
        assertThat(Text.show(digits.train().part(0, 1.0 / 3).windows(3).sequence(0))).isEqualTo("012");
        assertThat(digits.validation().at(0)).isEqualTo('9');
        assertThatThrownBy(() -> digits.validation().at(1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> digits.part(.5, .4)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a part begins and ends between 0 and 1, got 0.5 to 0.4");
    }

    @Test
    void bytesAreNumbersFrom0To255() throws Exception {
        Path file = Files.write(folder.resolve("bytes"), new byte[] {0, 127, -128, -1});
        Text text = Text.read(file);
        assertThat(text.pieces(4).sequence(0)).containsExactly(0, 127, 128, 255);
        assertThat(text.at(3)).isEqualTo(255);
        assertThat(text).hasToString("bytes: 4 bytes of text");
        assertThat(Text.of("umlaut", "ä").length()).as("in UTF-8").isEqualTo(2);
    }

    @Test
    void whatIsShownCanBePrinted() {
        assertThat(Text.show('a', '\n', ' ', '~', 0, 127, 200)).isEqualTo("a↵ ~···");
        byte[] bytes = "Müll Ωé€ 𝄞\u202Eab".getBytes(StandardCharsets.UTF_8);
        int[] tokens = IntStream.range(0, bytes.length).map(i -> bytes[i] & 255).toArray();
        assertThat(Text.show(tokens)).as("but nothing that turns a line round").isEqualTo("Müll Ωé€ 𝄞·ab");
        assertThat(Text.show(Arrays.copyOfRange(tokens, 2, 6))).as("half a letter").isEqualTo("·ll ");
    }

    @Test
    void aTextThatIsTooShort() {
        assertThatThrownBy(() -> digits.windows(11)).isInstanceOf(UserException.class)
                .hasMessage("digits has 10 bytes, which is less than the 11 of one sequence; "
                        + "take a longer text or shorter sequences.");
        assertThatThrownBy(() -> digits.validation().pieces(2)).isInstanceOf(UserException.class)
                .hasMessage("digits has 1 bytes, which is less than the 2 of one sequence; "
                        + "take a longer text or shorter sequences.");
        assertThatThrownBy(() -> digits.windows(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a sequence has 1 token or more, got 0");
    }

    @Test
    void filesThatAreNoTexts() throws Exception {
        Path empty = Files.createFile(folder.resolve("empty.txt"));
        assertThatThrownBy(() -> Text.read(empty)).isInstanceOf(UserException.class)
                .hasMessage(empty + " is empty; choose a file with a text in it.");
        Path none = folder.resolve("none.txt");
        assertThatThrownBy(() -> Text.read(none)).isInstanceOf(UserException.class)
                .hasMessage("There is no file " + none + "; check the path or put the text there.");
    }

    @Test
    void textsAmongTheDataSets() throws Exception {
        Files.createDirectories(folder.resolve("text"));
        Files.writeString(folder.resolve("text").resolve("tinyshakespeare.txt"), "First Citizen:");
        assertThat(Text.load("tinyshakespeare", folder)).hasToString("tinyshakespeare.txt: 14 bytes of text");
        assertThatThrownBy(() -> Text.load("enwik8", folder)).isInstanceOf(UserException.class)
                .hasMessageStartingWith("The data set enwik8 is not in ").hasMessageContaining("download enwik8");
        Files.createDirectories(folder.resolve("enwik8"));
        Files.writeString(folder.resolve("enwik8").resolve("enwik8"), "<mediawiki");
        assertThat(Text.load("enwik8", folder).length()).isEqualTo(10);
        assertThatThrownBy(() -> Text.load("hamlet", folder)).isInstanceOf(UserException.class)
                .hasMessage("There is no text hamlet; choose from tinyshakespeare and enwik8, or name a file.");
    }

    @Test
    void theRealOne() {
        assumeTrue(Files.isRegularFile(Datasets.root().resolve("text/tinyshakespeare.txt")),
                "skipped: there is no tinyshakespeare.txt");
        Text text = Text.load("tinyshakespeare");
        assertThat(text.length()).isEqualTo(1_115_394);
        assertThat(Text.show(text.train().pieces(28).sequence(0))).isEqualTo("First Citizen:↵Before we pro");
        assertThat(text.train().length()).isEqualTo(1_003_854);
        assertThat(text.validation().length()).isEqualTo(111_540);
    }
}
