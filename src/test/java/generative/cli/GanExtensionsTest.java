package generative.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The commands that train the extensions, each for one epoch of small nets on the built-in digits.
@Tag("train")
class GanExtensionsTest {

    @TempDir
    private Path folder;

    private String out() {
        return folder.resolve("run").toString();
    }

    @Test
    void conditionalDrawsByClassAndSaysHowOftenItIsTheRightOne() {
        Console console = Console.run("gan", "conditional", "--size", "small", "--epochs", "1", "--images", "1000", "--out", out());
        assertThat(console.err()).isEmpty();
        assertThat(console.code()).isZero();
        assertThat(console.out()).contains("Generator Linear 110 → 256", "10 of 10 steps")
                .containsPattern("samples +\\d+\\.\\d % of 2000").containsPattern("test images +\\d\\d\\.\\d % of 2000");
        assertThat(folder.resolve("run/by-class.png")).isNotEmptyFile();
        assertThat(folder.resolve("run/samples/epoch-0001.png")).isNotEmptyFile();
        assertThat(folder.resolve("run/losses.png")).isNotEmptyFile();
        Console again = Console.run("gan", "conditional", "--size", "small", "--epochs", "1", "--images", "1000", "--out", out());
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("holds a training already", "--resume");
    }

    @Test
    void inpaintCompletesImagesAndMeasuresIt() {
        Console console = Console.run("gan", "inpaint", "--size", "small", "--epochs", "1", "--images", "1000", "--out", out());
        assertThat(console.err()).isEmpty();
        assertThat(console.out()).contains("Generator Linear 492 → 256").containsPattern("one completion +0\\.0\\d\\d\\d")
                .containsPattern("mean training image +0\\.0\\d\\d\\d");
        assertThat(folder.resolve("run/completions.png")).isNotEmptyFile();
    }

    @Test
    void compareTrainsEachVariantAndGoesOnWhereItWas() throws IOException {
        String[] words = {"gan", "compare", "--what", "dropout", "--epochs", "1", "--images", "1000", "--seeds", "1", "--samples", "100", "--out", out()};
        Console console = Console.run(words);
        assertThat(console.err()).isEmpty();
        assertThat(console.out()).contains("dropout in D, seed 1", "no dropout, seed 1")
                .containsPattern("no dropout +-?\\d+\\.\\d ± +0\\.0 +\\d\\.\\d{3}");
        assertThat(Files.readAllLines(folder.resolve("run/comparison.csv"))).hasSize(3).element(0).isEqualTo("variant,seed,test nats,diversity");
        assertThat(folder.resolve("run/comparison.png")).isNotEmptyFile();
        assertThat(folder.resolve("run/no-dropout-1")).isDirectoryContaining("glob:**checkpoint-000000010.safetensors");
        String first = Files.readString(folder.resolve("run/comparison.csv"));
        Console again = Console.run(words);
        assertThat(again.err()).isEmpty();
        assertThat(again.out()).doesNotContain("10 of 10 steps");
        assertThat(folder.resolve("run/comparison.csv")).hasContent(first);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            inpaint --images 99                     | --images must lie between 100 and the 10000 training images of synthetic, got 99.
            conditional --loudness 0                | --loudness must be above 0, got 0.0.
            conditional --epochs 0                  | --epochs must be 1 or more, got 0.
            inpaint --epochs 3 --calm-from 3        | --calm-from must lie between 0 and the 3 epochs, got 3.
            train --epochs 3 --calm-from 4          | --calm-from must lie between 0 and the 3 epochs, got 4.
            compare --what noise --seeds 0          | --epochs and --seeds must be 1 or more, --samples 2 or more.
            """)
    void mistakesEndInOneSentence(String words, String sentence) {
        Console console = Console.run(("gan " + words).split(" "));
        assertThat(console.code()).isEqualTo(1);
        assertThat(console.err().strip()).isEqualTo(sentence);
    }
}
