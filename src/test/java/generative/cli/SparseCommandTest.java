package generative.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Trains tiny transformers on text, images and sounds and uses them in every way the commands offer.
class SparseCommandTest {

    @TempDir
    static Path folder;
    private static Console text, images;

    @BeforeAll
    static void train() {
        text = train("--data", "sentences", "--length", "16", "--steps", "6", "--out", at("text"));
        images = train("--data", "synthetic", "--steps", "2", "--out", at("images"));
    }

    private static Console train(String... more) {
        Stream<String> words = Stream.of("sparse", "train", "--layers", "1", "--width", "8", "--heads", "2", "--batch", "2", "--watched", "2",
                "--watch-every", "2", "--checkpoint-every", "2");
        return Console.run(Stream.concat(words, Stream.of(more)).toArray(String[]::new));
    }

    private static String at(String name) {
        return folder.resolve(name).toString();
    }

    private static String complaint(String... more) {
        Stream<String> words = Stream.of("sparse", "train", "--data", "sentences", "--length", "16", "--out", at("never"));
        return Console.complaint(Stream.concat(words, Stream.of(more)).toArray(String[]::new));
    }

    @Test
    void trainingWatchesAndLeavesSamplesAndCurves() throws IOException {
        assertThat(text.err()).isEmpty();
        assertThat(text.code()).isZero();
        assertThat(text.out()).contains("overlapping sequences of 16 tokens out of 256", "4×4 positions, 256 tokens, merged [local(4), everyLth(4)]",
                "after 2 steps, ", "after 6 steps, ", "nats = ", "sparse evaluate --run");
        for (String file : List.of("loss.png", "log.csv", "validation.csv", "run.properties", "step-2.txt", "step-6.txt"))
            assertThat(folder.resolve("text").resolve(file)).isNotEmptyFile();
        assertThat(Files.readAllLines(folder.resolve("text/validation.csv"))).hasSize(4);
    }

    @Test
    void imagesAreSeenAsRowsAndColumns() {
        assertThat(images.err()).isEmpty();
        assertThat(images.out()).contains("28×28 positions, 256 tokens, merged [local(28), everyLth(28)]");
        assertThat(folder.resolve("images/step-2.png")).isNotEmptyFile();
    }

    @Test
    void soundsBecomeFilesToListenTo() {
        Console console = train("--data", "sounds", "--length", "64", "--steps", "2", "--pattern", "fixed", "--way", "by-turns", "--out", at("sounds"));
        assertThat(console.err()).isEmpty();
        assertThat(console.out()).contains("8×8 positions, 256 tokens, by turns [block(8), merged(summary(8, 2), self) and 3 variants]");
        assertThat(folder.resolve("sounds/step-2-4.wav")).isNotEmptyFile();
        Console sampled = Console.run("sparse", "sample", "--run", at("sounds"), "--n", "1");
        assertThat(sampled.out()).contains("1 samples of 64 bytes");
        assertThat(folder.resolve("sounds/samples-1.wav")).isNotEmptyFile();
    }

    @Test
    void evaluationNeedsTheFolderAlone() {
        Console console = Console.run("sparse", "evaluate", "--run", at("text"), "--sequences", "3");
        assertThat(console.err()).isEmpty();
        assertThat(console.out()).contains("saved after 6 steps", "validation: ", "(3 sequences)").doesNotContain("test: ");
        assertThat(Console.run("sparse", "evaluate", "--run", at("images"), "--sequences", "1").out()).contains("validation: ", "test: ");
    }

    @Test
    void textGoesOnFromAPrompt() throws IOException {
        Console console = Console.run("sparse", "sample", "--run", at("text"), "--n", "2", "--prompt", "Anna", "--temperature", ".5");
        assertThat(console.err()).isEmpty();
        assertThat(Files.readString(folder.resolve("text/samples.txt")).split("\n----\n")).hasSize(2).allMatch(sample -> sample.startsWith("Anna"));
    }

    @Test
    void imagesAreCompleted() {
        Console console = Console.run("sparse", "complete", "--run", at("images"), "--images", "1", "--samples", "1");
        assertThat(console.err()).isEmpty();
        assertThat(console.out()).contains("1 images, each completed 1 times from 392 of 784 tokens");
        assertThat(folder.resolve("images/completions.png")).isNotEmptyFile();
    }

    @Test
    void whereItLooksIsDrawnAndMeasured() {
        Console console = Console.run("sparse", "attention", "--run", at("images"), "--images", "1");
        assertThat(console.err()).isEmpty();
        assertThat(console.out()).contains("layer 1, head 2", "layer 1, 1 images: ", "all alike: ");
        for (String file : List.of("attention.png", "attention-heads.png")) assertThat(folder.resolve("images").resolve(file)).isNotEmptyFile();
        assertThat(Console.complaint("sparse", "attention", "--run", at("text"))).isEqualTo(
                "Attention is drawn over images, but " + at("text") + " was trained on sentences; train on mnist, say.");
        assertThat(Console.complaint("sparse", "attention", "--run", at("images"), "--image", "2000")).isEqualTo(
                "--image must lie between 0 and 1999, --images between 1 and 2000.");
    }

    @Test
    void aResumedRunEndsWithTheSameNumbers() throws IOException {
        train("--data", "sentences", "--length", "16", "--steps", "6", "--out", at("half"));
        Files.delete(folder.resolve("half/checkpoint-000000006.safetensors"));
        Console again = train("--data", "sentences", "--length", "16", "--steps", "6", "--out", at("half"), "--resume");
        assertThat(again.err()).isEmpty();
        assertThat(Files.readAllLines(folder.resolve("half/validation.csv"))).isEqualTo(Files.readAllLines(folder.resolve("text/validation.csv")));
    }

    @Test
    void patternsAreComparedOnTheSameDataAndTheSameCommandGoesOn() throws IOException {
        String[] words = {"sparse", "compare", "--data", "sentences", "--length", "16", "--layers", "1", "--width", "8", "--heads", "2", "--batch", "2",
            "--steps", "2", "--seeds", "2", "--sequences", "2", "--timing-rounds", "1", "--out", at("compare")};
        Console console = Console.run(words);
        assertThat(console.err()).isEmpty();
        assertThat(console.out()).contains("dense, seed 1: ", "fixed, seed 2: ").containsPattern("strided  [\\d.]+ ± [\\d.]+ \\(2 seeds\\) +\\d+ ms");
        List<String> results = Files.readAllLines(folder.resolve("compare/results.csv"));
        assertThat(results).hasSize(7).first().isEqualTo("pattern,seed,nats,standard error,bits");
        for (String file : List.of("bits.png", "time.png")) assertThat(folder.resolve("compare").resolve(file)).isNotEmptyFile();
        assertThat(Console.run(words).code()).isZero();
        Console one = Console.run("sparse", "evaluate", "--run", at("compare/fixed-2"), "--sequences", "2");
        assertThat(one.out()).contains("merged [block(4)", results.getLast().split(",")[2].substring(0, 4));
        assertThat(Files.readAllLines(folder.resolve("compare/results.csv"))).isEqualTo(results);
    }

    @Test
    void aTextOfYourOwn() throws IOException {
        Path file = folder.resolve("own.txt");
        Files.writeString(file, "to be or not to be, that is the question; ".repeat(30));
        Console console = train("--text", file.toString(), "--length", "16", "--steps", "1", "--out", at("own"));
        assertThat(console.err()).isEmpty();
        assertThat(console.out()).contains("own.txt: ");
        Files.writeString(file, "");
        assertThat(complaint("--text", file.toString())).isEqualTo(file + " is empty; choose a file with a text in it.");
    }

    @Test
    void wrongWordsAreOneSentence() {
        assertThat(complaint("--heads", "3")).isEqualTo("3 heads do not divide the width 128; choose a number of heads that does.");
        assertThat(complaint("--l", "5")).isEqualTo(
                "The pattern everyLth(5) repeats every 5 positions, which does not divide the length 16; choose an l that does.");
        assertThat(complaint("--pattern", "fixed", "--c", "9")).isEqualTo("A block of 4 has no 9 summary positions.");
        assertThat(complaint("--warm-up", "5000")).startsWith("Steps, batch and learning rate must be above 0 and the warm-up shorter than the training");
        assertThat(complaint("--dropout", "1")).isEqualTo("--dropout is a share from 0 to below 1, got 1.0.");
        assertThat(Console.complaint("sparse", "train", "--data", "sentences", "--length", "1")).isEqualTo("--length must be 2 or more, got 1.");
        assertThat(complaint("--watched", "0")).isEqualTo("--watched, --watch-every and --checkpoint-every must be 1 or more.");
        assertThat(Console.complaint("sparse", "train", "--data", "poems")).isEqualTo("There is no data set poems here; choose from " + SequenceData.NAMES + ".");
        assertThat(Console.run("sparse", "train", "--way", "sideways").err().strip())
                .contains("there is no way sideways; choose from by-turns, merged, by-head");
        assertThat(Console.complaint("sparse", "compare", "--seeds", "0")).isEqualTo(
                "--seeds, --sequences, --timing-rounds and --checkpoint-every must be 1 or more.");
        assertThat(Console.complaint("sparse", "evaluate", "--run", at("nowhere"))).contains("holds no training; train first with sparse train --out");
        assertThat(Console.complaint("sparse", "evaluate", "--run", at("text"), "--sequences", "0")).isEqualTo("--sequences must be 1 or more, got 0.");
        assertThat(Console.complaint("sparse", "sample", "--run", at("text"), "--n", "0")).isEqualTo("--n must be 1 or more, got 0.");
        assertThat(Console.complaint("sparse", "sample", "--run", at("text"), "--temperature", "0")).isEqualTo("--temperature must be above 0, got 0.0.");
        assertThat(Console.complaint("sparse", "sample", "--run", at("images"), "--prompt", "a")).isEqualTo(
                "--prompt is for texts, but " + at("images") + " was trained on synthetic.");
        assertThat(Console.complaint("sparse", "sample", "--run", at("text"), "--prompt", "a".repeat(17))).isEqualTo(
                "--prompt has 17 bytes, but the model reads 16; shorten it.");
        assertThat(Console.complaint("sparse", "complete", "--run", at("text"))).isEqualTo(
                "Only images can be completed, but " + at("text") + " was trained on sentences; use sparse sample --prompt for texts.");
        assertThat(Console.complaint("sparse", "complete", "--run", at("images"), "--rows", "29")).isEqualTo(
                "--rows must lie between 0 and the 28 rows of an image, got 29.");
        assertThat(Console.complaint("sparse", "complete", "--run", at("images"), "--samples", "0")).isEqualTo("--images and --samples must be 1 or more.");
        assertThat(Console.complaint("sparse", "complete", "--run", at("images"), "--temperature=-1")).isEqualTo(
                "--temperature must be above 0, got -1.0.");
    }

    @Test
    void aDamagedRunFileIsNamed() throws IOException {
        Path place = Files.createDirectories(folder.resolve("damaged"));
        Files.writeString(place.resolve("run.properties"), "pattern=round\n");
        assertThat(Console.complaint("sparse", "evaluate", "--run", place.toString())).startsWith("Cannot understand " + place.resolve("run.properties"))
                .endsWith("train again into another folder.");
    }

    @Test
    void withoutAWordItSaysWhatThereIs() {
        assertThat(Console.run("sparse").out()).contains("train", "evaluate", "sample", "complete", "attention", "compare", "cost");
    }
}
