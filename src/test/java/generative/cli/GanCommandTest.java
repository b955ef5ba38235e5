package generative.cli;

import static org.assertj.core.api.Assertions.assertThat;

import generative.data.Datasets;
import generative.data.Idx;
import generative.data.Safetensors;
import generative.math.Matrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// Trains one small net on synthetic digits and uses it in every way the commands offer.
@TestMethodOrder(MethodOrderer.MethodName.class)
@Tag("train")
class GanCommandTest {

    @TempDir
    static Path folder;
    private static Console trained;

    @BeforeAll
    static void train() {
        trained = Console.run("gan", "train", "--size", "small", "--epochs", "1", "--watch-every", "1", "--out", run());
    }

    private static String run() {
        return folder.resolve("run").toString();
    }

    @Test
    void trainingLeavesLogCheckpointAndPictures() throws IOException {
        assertThat(trained.err()).isEmpty();
        assertThat(trained.code()).isZero();
        assertThat(trained.out()).contains("100 of 100 steps", "epoch 1: best σ");
        assertThat(folder.resolve("run")).isDirectoryContaining("glob:**checkpoint-000000100.safetensors");
        for (String file : List.of("losses.png", "discriminator.png", "samples/epoch-0001.png", "parzen.csv", "run.properties"))
            assertThat(folder.resolve("run").resolve(file)).isNotEmptyFile();
        assertThat(Files.readAllLines(folder.resolve("run/log.csv")).getFirst()).isEqualTo("step,D loss,G loss,D on data,D on samples");
    }

    @Test
    void aSecondTrainingDoesNotWriteIntoTheFolderOfTheFirst() {
        Console console = Console.run("gan", "train", "--size", "small", "--epochs", "1", "--out", run());
        assertThat(console.code()).isEqualTo(1);
        assertThat(console.err().lines()).singleElement().asString().contains(run(), "holds a training already", "--resume", "--out");
    }

    @Test
    void aRunGoesOnFromTheNetsOfAnotherWithAnotherLearningRate() throws IOException {
        String next = folder.resolve("next").toString();
        Console console = Console.run("gan", "train", "--size", "small", "--epochs", "1", "--watch-every", "0", "--from", run(), "--out", next,
                "--learning-rate", "1e-9", "--rate-decay", "1.5", "--seed", "2");
        assertThat(console.err()).isEmpty();
        assertThat(console.out()).contains("Starting with the nets of " + folder.resolve("run/checkpoint-000000100.safetensors"));
        Matrix before = Safetensors.read(folder.resolve("run/checkpoint-000000100.safetensors")).tensors().get("G.W.0");
        Matrix after = Safetensors.read(folder.resolve("next/checkpoint-000000100.safetensors")).tensors().get("G.W.0");
        assertThat(after.minus(before).elementMaxAbs()).isLessThan(.005);            // moved by what was left of the momentum alone
        assertThat(folder.resolve("next/run.properties")).content().contains("rate=1.0E-9", "decay=1.5");
    }

    @Test
    void goingOnFromAnotherRunNeedsAFolderOfItsOwnAndNetsOfTheSameSize() {
        assertThat(Console.run("gan", "train", "--from", run()).err())
                .startsWith("--from needs --out, a new folder, so that the run in " + run() + " stays as it is.");
        assertThat(Console.run("gan", "train", "--epochs", "1", "--from", run(), "--out", folder.resolve("large").toString()).err())
                .contains("checkpoint-000000100.safetensors is of another model: its shape of G.W.0 is 100×256 where this run has 100×1200");
        assertThat(Console.run("gan", "train", "--epochs", "1", "--from", folder.resolve("no").toString(), "--out", folder.resolve("large2").toString()).err())
                .startsWith("There is no checkpoint in " + folder.resolve("no") + " to start from");
        assertThat(Console.run("gan", "train", "--learning-rate", "0").err()).startsWith("--learning-rate must be above 0, and --rate-decay 1 or more.");
    }

    @Test
    void resumingWithOtherOptionsIsRefused() {
        Console console = Console.run("gan", "train", "--size", "small", "--epochs", "2", "--seed", "9", "--resume", "--out", run());
        assertThat(console.code()).isEqualTo(1);
        assertThat(console.err().lines()).singleElement().asString()
                .contains("checkpoint-000000100.safetensors", "is of another model", "seed is 1 where this run has 9");
    }

    @Test
    void resumingWithoutACheckpointIsRefused() {
        Console console = Console.run("gan", "train", "--resume", "--out", folder.resolve("nothing").toString());
        assertThat(console.code()).isEqualTo(1);
        assertThat(console.err().lines()).singleElement().asString().contains("no checkpoint in", "run without --resume first");
    }

    @Test
    void evaluationScoresTheNetBesideTheSanityRows() throws IOException {
        Console console = Console.run("gan", "evaluate", "--run", run(), "--samples", "100");
        assertThat(console.err()).isEmpty();
        assertThat(console.code()).isZero();
        assertThat(console.out()).contains("adversarial net", "100 training images", "100 k-means centroids", "nats");
        assertThat(Files.readAllLines(folder.resolve("run/parzen-test.csv"))).hasSize(4);
        for (String file : List.of("samples-and-neighbours.png", "interpolation.png", "likelihood-against-sigma.png", "discriminator-answers.png"))
            assertThat(folder.resolve("run").resolve(file)).isNotEmptyFile();
    }

    @Test
    void samplesGoIntoAPictureAndIntoAnIdxFileThatParzenScores() {
        Path idx = folder.resolve("samples.idx");
        Console console = Console.run("gan", "sample", "--run", run(), "--n", "30", "--idx", idx.toString());
        assertThat(console.code()).isZero();
        assertThat(folder.resolve("run/samples.png")).isNotEmptyFile();
        assertThat(Idx.read(idx).dimensions()).containsExactly(30, 28, 28);

        Console scored = Console.run("parzen", "--samples", idx.toString(), "--n", "50", "--out", folder.resolve("chart.png").toString());
        assertThat(scored.err()).isEmpty();
        assertThat(scored.out()).contains("samples.idx", "50 training images", "50 k-means centroids");
        assertThat(folder.resolve("chart.png")).isNotEmptyFile();
    }

    @Test
    void parzenStudiesTheJudgeItself() {
        Console studied = Console.run("parzen", "--n", "50", "--study", "--out", folder.resolve("study/chart.png").toString());
        assertThat(studied.err()).isEmpty();
        assertThat(studied.out()).contains("10 samples", "100 samples", "Five times 50 other real images", "seed 4");
        assertThat(folder.resolve("study/parzen-count.png")).isNotEmptyFile();
        assertThat(Console.run("parzen", "--study", "--n", "1").err()).startsWith("--study needs --n of 2 or more.");
    }

    @Test
    void parzenNeedsSomethingToScore() {
        assertThat(Console.run("parzen", "--n", "0").err()).startsWith("There is nothing to score");
        assertThat(Console.run("parzen", "--n", "-1").err()).startsWith("--n must be 0 or more, got -1.");
    }

    @Test
    void parzenRefusesImagesOfAnotherSize() {
        Path idx = folder.resolve("tiny.idx");
        Idx.writeImages(idx, generative.math.Matrix.zeros(3, 4), 2, 2);
        assertThat(Console.run("parzen", "--samples", idx.toString()).err()).contains("tiny.idx holds images of 4 pixels where synthetic has 784");
    }

    @Test
    void aFolderWithoutATrainingIsRefused() {
        Path empty = folder.resolve("empty");
        Console console = Console.run("gan", "sample", "--run", empty.toString());
        assertThat(console.code()).isEqualTo(1);
        assertThat(console.err().lines()).singleElement().asString().contains("There is no " + empty, "train first with gan train --out " + empty);
    }

    @Test
    void aRunDescriptionThatMakesNoSenseIsRefused() throws IOException {
        Path broken = Files.createDirectories(folder.resolve("broken"));
        Files.writeString(broken.resolve("run.properties"), "data=mnist\nsize=HUGE\n");
        Console console = Console.run("gan", "evaluate", "--run", broken.toString());
        assertThat(console.code()).isEqualTo(1);
        assertThat(console.err().lines()).singleElement().asString().contains("Cannot understand", "run.properties");
    }

    @Test
    void impossibleNumbersAreRefused() {
        assertThat(Console.run("gan", "train", "--epochs", "0").err()).startsWith("--epochs, --k and --checkpoint-every must be 1 or more");
        assertThat(Console.run("gan", "train", "--k", "2").err()).startsWith("--k belongs to --update ALTERNATING");
        assertThat(Console.run("gan", "sample", "--run", run(), "--n", "0").err()).startsWith("--n must be 1 or more");
        assertThat(Console.run("gan", "evaluate", "--run", run(), "--samples", "0").err()).startsWith("--samples must be 1 or more");
    }

    @Test
    void aDataSetThatIsNotThereIsToldHowToGet() {
        org.junit.jupiter.api.Assumptions.assumeFalse(Files.exists(Datasets.root().resolve("fashion-mnist")), "fashion-mnist is there");
        Console console = Console.run("gan", "train", "--data", "fashion-mnist", "--out", folder.resolve("other").toString());
        assertThat(console.code()).isEqualTo(1);
        assertThat(console.err().lines()).singleElement().asString().contains("fashion-mnist", "mvn -q compile exec:exec -Drun=\"download fashion-mnist\"");
    }
}
