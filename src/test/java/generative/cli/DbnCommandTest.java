package generative.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Trains small belief nets on synthetic digits.
@Tag("train")
class DbnCommandTest {

    @TempDir
    static Path folder;

    private static Console dbn(String... more) {
        Stream<String> words = Stream.of("dbn", "--k", "1", "--epochs", "1", "--samples", "60", "--steps", "5");
        return Console.run(Stream.concat(words, Stream.of(more)).toArray(String[]::new));
    }

    @Test
    void withLabelsItPaintsAndReads() {
        String run = folder.resolve("labels").toString();
        Console console = dbn("--layers", "20", "--top", "15", "--labels", "--up-down-epochs", "1", "--out", run);
        assertThat(console.err()).isEmpty();
        assertThat(console.code()).isZero();
        assertThat(console.out()).contains("784 ← RBM 30 (bits and a label of 10 classes) – 15", "errors of 2,000:", "deep belief net", "nats");
        for (String file : List.of("layer-1/log.csv", "top/log.csv", "up-down/log.csv", "digits.png", "samples.png", "filters.png"))
            assertThat(Path.of(run).resolve(file)).isNotEmptyFile();
        Console again = dbn("--layers", "20", "--top", "15", "--labels", "--up-down-epochs", "1", "--out", run, "--resume");
        assertThat(last(again)).as("nothing is trained twice").isEqualTo(last(console));
    }

    private static String last(Console console) {
        return console.out().lines().filter(line -> line.startsWith("deep belief net")).findFirst().orElseThrow();
    }

    @Test
    void withoutLabelsItOnlyPaints() {
        Console console = dbn("--layers", "20,12", "--top", "15", "--out", folder.resolve("plain").toString());
        assertThat(console.err()).isEmpty();
        assertThat(console.out()).contains("784 ← 20 ← RBM 12 (bits) – 15").doesNotContain("errors of");
        assertThat(folder.resolve("plain/digits.png")).doesNotExist();
    }

    @Test
    void wrongNumbersAreOneSentence() {
        Console console = dbn("--top", "0");
        assertThat(console.code()).isEqualTo(1);
        assertThat(console.err().strip()).isEqualTo(
                "--layers, --top, --k, --epochs, --steps and --samples must be 1 or more, --up-down-epochs 0 or more.");
    }
}
