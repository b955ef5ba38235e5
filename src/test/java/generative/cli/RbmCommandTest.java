package generative.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Trains small machines on synthetic digits and uses them in every way the commands offer.
@Tag("train")
class RbmCommandTest {

    @TempDir
    static Path folder;
    private static Console trained;

    @BeforeAll
    static void train() {
        trained = train("--epochs", "2", "--out", run());
    }

    private static Console train(String... more) {
        Stream<String> words = Stream.of("rbm", "train", "--hidden", "10", "--k", "1", "--watch-every", "1");
        return Console.run(Stream.concat(words, Stream.of(more)).toArray(String[]::new));
    }

    private static String run() {
        return folder.resolve("run").toString();
    }

    @Test
    void trainingWatchesTheLikelihoodAndLeavesCharts() throws IOException {
        assertThat(trained.err()).isEmpty();
        assertThat(trained.code()).isZero();
        assertThat(trained.out()).contains("CD-1, fresh bits for RBM 784 (bits) – 10", "epoch 1: validation images -", "epoch 2: validation images -");
        for (String file : List.of("likelihood.png", "free-energy-gap.png", "filters.png", "run.properties"))
            assertThat(folder.resolve("run").resolve(file)).isNotEmptyFile();
        assertThat(Files.readAllLines(folder.resolve("run/watch.csv"))).hasSize(3).first()
                .isEqualTo("step,validation,training,pseudo-likelihood,free-energy gap");
        assertThat(Files.readAllLines(folder.resolve("run/log.csv"))).hasSize(3).first().isEqualTo("step,gap,hidden on");
    }

    /// Ten hidden units are few enough to go through all their states.
    @Test
    void evaluationAgreesWithGoingThroughAllStates() {
        Console console = Console.run("rbm", "evaluate", "--run", run(), "--steps", "300");
        assertThat(console.err()).isEmpty();
        Matcher ais = Pattern.compile("ln Z = ([\\d.]+) ± ([\\d.]+) \\(100 runs\\)").matcher(console.out());
        Matcher exact = Pattern.compile("all states: ln Z = ([\\d.]+)").matcher(console.out());
        assertThat(ais.find() && exact.find()).isTrue();
        assertThat(Math.abs(Double.parseDouble(ais.group(1)) - Double.parseDouble(exact.group(1))))
                .isLessThan(5 * Double.parseDouble(ais.group(2)) + .01);
        assertThat(console.out()).contains("training   images: mean ln p = -", "test       images: mean ln p = -", "(2,000 images, bits drawn once)");
        assertThat(folder.resolve("run/chains.png")).isNotEmptyFile();
    }

    @Test
    void aResumedRunEndsWithTheSameNumbers() throws IOException {
        Path half = folder.resolve("half");
        train("--epochs", "2", "--out", half.toString(), "--checkpoint-every", "1");
        Files.delete(half.resolve("checkpoint-000000200.safetensors"));
        assertThat(train("--epochs", "2", "--out", half.toString(), "--resume").code()).isZero();
        assertThat(Files.readAllLines(half.resolve("watch.csv"))).isEqualTo(Files.readAllLines(folder.resolve("run/watch.csv")));
    }

    @Test
    void persistentChainsAreKept() {
        Console console = train("--epochs", "1", "--persistent", "20", "--weight-decay", ".0002", "--out", folder.resolve("pcd").toString());
        assertThat(console.err()).isEmpty();
        assertThat(console.out()).contains("PCD-1, weight decay 2.0E-4, fresh bits for RBM 784 (bits) – 10");
    }

    @Test
    void longerDreamsCanStartWithATrainedMachine() {
        Console console = Console.run("rbm", "train", "--hidden", "10", "--k", "2", "--epochs", "1", "--watch-every", "0", "--from", run(),
                "--out", folder.resolve("longer").toString());
        assertThat(console.err()).isEmpty();
        assertThat(console.out()).contains("CD-2, fresh bits", "Starting with the machine of " + run());
    }

    @Test
    void wrongWordsAreOneSentence() {
        assertThat(Console.complaint("rbm", "train", "--k", "0")).isEqualTo(
                "--hidden, --k, --epochs and --checkpoint-every must be 1 or more, --persistent and --watch-every 0 or more.");
        assertThat(Console.complaint("rbm", "train", "--momentum", "1")).isEqualTo(
                "--learning-rate must be above 0, --momentum from 0 to below 1, --weight-decay 0 or more.");
        assertThat(Console.complaint("rbm", "train", "--epochs", "3", "--calm-from", "4")).isEqualTo(
                "--calm-from must lie between 0 and the 3 epochs, got 4.");
        assertThat(Console.complaint("rbm", "train", "--from", run())).isEqualTo(
                "--from needs --out, a new folder, so that the run in " + run() + " stays as it is.");
        String nowhere = folder.resolve("nowhere").toString();
        assertThat(Console.complaint("rbm", "train", "--hidden", "10", "--from", nowhere, "--out", folder.resolve("new").toString()))
                .isEqualTo("There is no checkpoint in " + nowhere + " to start from; name the folder of a training.");
        assertThat(Console.complaint("rbm", "evaluate", "--run", run(), "--runs", "1")).isEqualTo("--runs must be 2 or more, --steps 1 or more.");
        assertThat(Console.complaint("rbm", "evaluate", "--run", nowhere)).startsWith("There is no " + nowhere);
    }

    /// The first checkpoint meets a disk that is always full.
    @Test
    void aFullDiskIsOneSentenceAndNothingIsInTheWayWhenThereIsRoom() throws IOException {
        assumeTrue(Files.exists(Path.of("/dev/full")), "this system has no /dev/full, a file on a disk that is always full");
        Path full = Files.createDirectories(folder.resolve("full")), file = full.resolve("checkpoint-000000100.safetensors");
        Files.createSymbolicLink(full.resolve("." + file.getFileName() + ".part"), Path.of("/dev/full"));
        String[] words = {"--epochs", "2", "--checkpoint-every", "1", "--out", full.toString()};
        Console console = train(words);
        assertThat(console.code()).isEqualTo(1);
        assertThat(console.err()).isEqualTo("Cannot write " + file
                + " (No space left on device); choose a folder that you may write to and that has room.\n");
        assertThat(full).isDirectoryNotContaining("glob:**.{safetensors,part}");
        assertThat(train(words).code()).isZero();
        for (String name : List.of("log.csv", "watch.csv", "checkpoint-000000200.safetensors"))
            assertThat(Files.readAllBytes(full.resolve(name))).as(name).isEqualTo(Files.readAllBytes(Path.of(run(), name)));
    }

    @Test
    void withoutAWordTheCommandsAreListed() {
        assertThat(Console.run("rbm").out()).contains("train", "evaluate");
    }
}
