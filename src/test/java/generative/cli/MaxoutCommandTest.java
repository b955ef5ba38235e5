package generative.cli;

import static org.assertj.core.api.Assertions.assertThat;

import generative.data.ImageSet;
import generative.data.Mnist;
import generative.data.Safetensors;
import generative.data.SyntheticDigits;
import generative.math.Matrix;
import generative.training.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// Trains one small classifier of synthetic digits in both phases and uses it in every way the commands offer.
@TestMethodOrder(MethodOrderer.MethodName.class)
@Tag("train")
class MaxoutCommandTest {

    @TempDir
    static Path folder;
    private static Console trained;

    @BeforeAll
    static void train() {
        trained = train("--second-epochs", "5", "--calm", "0", "--out", run());
    }

    /// One epoch of phase 1 with a small net.
    private static Console train(String... more) {
        Stream<String> words = Stream.of("maxout", "train", "--size", "small", "--epochs", "1");
        return Console.run(Stream.concat(words, Stream.of(more)).toArray(String[]::new));
    }

    private static String run() {
        return folder.resolve("run").toString();
    }

    private static String last(Console console) {
        return console.out().lines().filter(line -> line.startsWith("test images:")).findFirst().orElseThrow();
    }

    @Test
    void trainingGoesThroughBothPhasesAndEndsWithTheTestError() {
        assertThat(trained.err()).isEmpty();
        assertThat(trained.code()).isZero();
        assertThat(trained.out()).contains("254,410 parameters", "phase 1, epoch 1: on the validation images",
                "errors of 1,000 validation images, after epoch 1; loss on the training images then:",
                "the best so far", "phase 2, epoch 1:", "validation images: ");
        assertThat(last(trained)).matches(
                "test images: +\\d+ errors of 2,000: \\d+\\.\\d\\d ± \\d\\.\\d\\d %, loss \\d\\.\\d{4} nats");
    }

    /// The loss is then still falling so fast that one more epoch is enough.
    @Test
    void asPublishedPhaseTwoEndsWhenTheLossIsDown() {
        assertThat(trained.out()).doesNotContain("phase 2, epoch 5").contains(
                "The loss on the validation images is down to that on the training images then: phase 2 is over.");
    }

    @Test
    void logsChartsAndPicturesAreLeft() throws IOException {
        for (String file : List.of("phase-1/errors.png", "phase-1/losses.png", "phase-2/errors.png",
                "phase-2/losses.png", "mistakes.png", "filters.png", "run.properties"))
            assertThat(folder.resolve("run").resolve(file)).isNotEmptyFile();
        assertThat(Files.readAllLines(folder.resolve("run/phase-1/log.csv")).getFirst()).isEqualTo("step,loss,error");
        assertThat(Files.readAllLines(folder.resolve("run/phase-1/validation.csv"))).hasSize(2)
                .first().isEqualTo("step,error,loss");
        List<String> mistakes = Files.readAllLines(folder.resolve("run/mistakes.csv"));
        assertThat(mistakes.getFirst()).isEqualTo("test image,label,answer");
        assertThat(last(trained)).contains(" " + (mistakes.size() - 1) + " errors of 2,000");
        ImageSet test = SyntheticDigits.generate(2000, 3);
        for (String line : mistakes.subList(1, mistakes.size())) {
            String[] cells = line.split(",");
            assertThat(cells[1]).isNotEqualTo(cells[2]).isEqualTo("" + test.labels()[Integer.parseInt(cells[0])]);
        }
    }

    @Test
    void evaluationSaysTheSameAgain() {
        Console console = Console.run("maxout", "evaluate", "--run", run());
        assertThat(console.err()).isEmpty();
        assertThat(console.out()).contains("Loaded " + folder.resolve("run/phase-2/checkpoint-000000110.safetensors")
                + ", saved after 110 steps of phase 2.");
        assertThat(last(console)).isEqualTo(last(trained));
    }

    @Test
    void resumingWhatIsOverSaysTheSameAgain() {
        Console console = train("--second-epochs", "5", "--calm", "0", "--resume", "--out", run());
        assertThat(console.err()).isEmpty();
        assertThat(last(console)).isEqualTo(last(trained));
    }

    @Test
    void withoutPhaseTwoTheBestOfPhaseOneIsTheResult() throws IOException {
        Path one = folder.resolve("one");
        Console console = train("--second-epochs", "0", "--out", one.toString());
        assertThat(console.code()).isZero();
        assertThat(one.resolve("phase-2")).doesNotExist();
        Console again = Console.run("maxout", "evaluate", "--run", one.toString());
        assertThat(again.out()).contains("the parameters after epoch 1 of phase 1.");
        assertThat(last(again)).isEqualTo(last(console));

        assertThat(Console.complaint("maxout", "train", "--size", "small", "--epochs", "1", "--seed", "2", "--resume",
                "--out", one.toString())).contains("is of another model", "seed is 1 where this run has 2");
        assertThat(one.resolve("run.properties")).as("what was refused has left no trace").content().contains("seed=1");
    }

    /// 30 of 50 steps as published, then straight down to 0; nothing of that with 0 per cent.
    @Test
    void theCalmEndIsTheLastPartOfEachPhase() {
        ImageSet drawn = SyntheticDigits.generate(600, 1);
        Mnist digits = new Mnist(drawn.rows(0, 500), drawn.rows(500, 600), drawn);
        MaxoutRun calm = new MaxoutRun(DataOption.Name.SYNTHETIC, MaxoutRun.Size.SMALL, 10, 5, 40, .05, 1);
        var first = calm.first(digits);
        for (int step = 0; step < 50; step++) first.step(step);
        assertThat(first.config().get("descent"))
                .contains("learningRate=0.1,", "maxNorm=1.9365, calmFrom=30, calmTo=50");
        assertThat(calm.second(first, digits).config().get("descent"))
                .contains("learningRate=0.05,", "firstMomentum=0.69438", "calmFrom=18, calmTo=30");
        MaxoutRun published = new MaxoutRun(DataOption.Name.SYNTHETIC, MaxoutRun.Size.SMALL, 10, 5, 0, .05, 1);
        assertThat(published.first(digits).config().get("descent")).contains("calmFrom=0, calmTo=0");
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThat(Console.complaint("maxout", "train", "--epochs", "0"))
                .isEqualTo("--epochs and --checkpoint-every must be 1 or more, --second-epochs 0 or more.");
        assertThat(Console.complaint("maxout", "train", "--second-epochs", "-1")).startsWith("--epochs and --checkpoint-every");
        assertThat(Console.complaint("maxout", "train", "--calm", "101"))
                .isEqualTo("--calm is per cent, from 0 to 100, got 101.");
        assertThat(Console.complaint("maxout", "train", "--second-rate", "0"))
                .isEqualTo("--second-rate must be above 0, got 0.0.");
        assertThat(Console.run("maxout", "train", "--size", "huge").code()).isEqualTo(2);
        assertThat(Console.complaint("maxout", "train", "--size", "small", "--out", run()))
                .contains("phase-1 holds a training already", "--resume");
    }

    @Test
    void aFolderThatHoldsNoTrainingIsRefused() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertThat(Console.complaint("maxout", "evaluate", "--run", empty.toString())).isEqualTo("There is no "
                + empty.resolve("run.properties") + ", so " + empty + " holds no training; train first with "
                + "maxout train --out " + empty + ".");
        Files.copy(folder.resolve("run/run.properties"), empty.resolve("run.properties"));
        assertThat(Console.complaint("maxout", "evaluate", "--run", empty.toString())).isEqualTo("There is no checkpoint in "
                + empty.resolve("phase-1") + "; train first with maxout train --out " + empty + ".");
        Files.writeString(empty.resolve("run.properties"), "data=mnist\nsize=HUGE\n");
        assertThat(Console.complaint("maxout", "evaluate", "--run", empty.toString()))
                .startsWith("Cannot understand " + empty.resolve("run.properties"))
                .endsWith("; train again into another folder.");
    }

    @Test
    void aTrainingInterruptedInItsFirstEpochHasNothingToJudge() throws IOException {
        Path early = Files.createDirectories(folder.resolve("early"));
        Files.copy(folder.resolve("run/run.properties"), early.resolve("run.properties"));
        MaxoutRun run = MaxoutRun.load(early);
        Mnist digits = DataOption.load(run.data());
        Path file = Checkpoint.save(early.resolve("phase-1"), run.first(digits), 7);
        assertThat(Console.complaint("maxout", "evaluate", "--run", early.toString())).isEqualTo(file
                + " was saved before the end of the first epoch; go on with maxout train --resume --out "
                + early + ".");
    }

    @Test
    void noColumnIsLongerThanTheLargestNorm() {
        Path file = Checkpoint.latest(folder.resolve("run/phase-2")).orElseThrow();
        Matrix W = Safetensors.read(file).tensors().get("net.W.0");
        for (int j = 0; j < W.numCols(); j++) assertThat(Math.sqrt(W.cols(j, j + 1).sumOfSquares())).isLessThan(1.9366);
    }

    @Test
    void theHelpListsBothCommands() {
        assertThat(Console.run("maxout").out()).contains("train", "evaluate", "permutation-invariant");
    }
}
