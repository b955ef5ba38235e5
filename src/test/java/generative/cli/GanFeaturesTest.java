package generative.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Trains one small net on synthetic digits, a net that infers its noise, and classifiers on what it has learned.
@Tag("train")
class GanFeaturesTest {

    @TempDir
    static Path folder;
    private static Console inferred;

    @BeforeAll
    static void train() {
        assertThat(Console.run("gan", "train", "--size", "small", "--epochs", "1", "--watch-every", "0", "--out", run())
                .code()).isZero();
        inferred = Console.run("gan", "infer", "--run", run(), "--steps", "20", "--samples", "100");
    }

    private static String run() {
        return folder.resolve("run").toString();
    }

    @Test
    void inferenceIsTrainedJudgedAndPictured() throws IOException {
        assertThat(inferred.err()).isEmpty();
        assertThat(inferred.code()).isZero();
        assertThat(inferred.out()).contains("LearnedInference Linear 784 → 256 · Relu · Linear 256 → 256 · Relu · "
                + "Linear 256 → 100", "20 of 20 steps")
                .containsPattern("z of fresh samples \\(a blind guess: 1\\) +\\d\\.\\d{4}")
                        .containsPattern("pixels of test images, reconstructed +0\\.\\d{4}")
                .containsPattern("test images, the nearest of 100 samples +0\\.\\d{4}");
        Path place = folder.resolve("run/inference");
        assertThat(Files.readAllLines(place.resolve("errors.csv"))).hasSize(6).element(0)
                .isEqualTo("what,squared error");
        assertThat(Files.readAllLines(place.resolve("log.csv"))).hasSize(5).element(0).isEqualTo("step,z error");
        for (String file : new String[] {"reconstructions.png", "z-error.png", "checkpoint-000000020.safetensors"})
            assertThat(place.resolve(file)).isNotEmptyFile();
    }

    @Test
    void inferenceGoesOnWhereItWas() {
        Console again = Console.run("gan", "infer", "--run", run(), "--steps", "20");
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("holds a training already", "--resume", "--out");
        Console resumed = Console.run("gan", "infer", "--run", run(), "--steps", "20", "--samples", "100", "--resume");
        assertThat(resumed.err()).isEmpty();
        assertThat(resumed.out()).doesNotContain("20 of 20 steps").contains(
                inferred.out().lines().filter(line -> line.contains("pixels of test images")).findFirst()
                        .orElseThrow());
        assertThat(Console.run("gan", "infer", "--run", run(), "--steps", "22", "--resume").err())
                .contains("is of another model: its descent is calmFrom=10, calmTo=20 where this run has calmFrom=11, "
                        + "calmTo=22");
    }

    @Tag("long")
    @Test
    void classifiersWithFewLabelsAreCompared() throws IOException {
        Console console = Console.run("gan", "features", "--run", run(), "--labels", "50", "--seeds", "2");
        assertThat(console.err()).isEmpty();
        assertThat(console.code()).isZero();
        String number = "\\d+\\.\\d\\d ± +\\d+\\.\\d\\d";
        assertThat(console.out()).containsPattern("50 +pixels +" + number + " *\\R");
        for (String kind : new String[] {"hidden units of D", "the same, untrained", "hidden units of e"})
            assertThat(console.out()).containsPattern("50 +" + kind + " +" + number + " +[+-]" + number);
        assertThat(console.out()).contains("over 2 choices of the labelled images; 2000 test images");
        assertThat(Files.readAllLines(folder.resolve("run/features.csv"))).hasSize(9).element(0)
                .isEqualTo("labels,features,seed,error,lambda");
        assertThat(folder.resolve("run/features.png")).isNotEmptyFile();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            infer --steps 1          | --steps must be 2 or more, got 1.
            infer --samples 0        | --samples must be 1 or more, got 0.
            infer --learning-rate 0  | --learning-rate must be above 0, got 0.0.
            features --seeds 0       | --seeds must be 1 or more, got 0.
            features --labels 50,55  | --labels must be the same number of each of 10 classes, from 5 to 1000, so 55 will not do; choose 100, say.
            features --labels 10010  | --labels must be the same number of each of 10 classes, from 5 to 1000, so 10010 will not do; choose 100, say.
            """)
    void mistakesEndInOneSentence(String words, String sentence) {
        Console console = Console.run(("gan " + words + " --run " + run()).split(" "));
        assertThat(console.code()).isEqualTo(1);
        assertThat(console.err().strip()).isEqualTo(sentence);
    }

    @Test
    void aFolderWithoutATrainingIsRefused() {
        String empty = folder.resolve("empty").toString();
        for (String command : new String[] {"infer", "features"})
            assertThat(Console.run("gan", command, "--run", empty).err()).startsWith("There is no " + empty)
                    .contains("train first with gan train --out " + empty);
    }
}
