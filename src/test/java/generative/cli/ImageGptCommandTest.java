package generative.cli;

import static org.assertj.core.api.Assertions.assertThat;

import generative.data.Safetensors;
import generative.imagegpt.ColourPalette;
import generative.math.Matrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Trains tiny models on drawn digits, with both tasks, and uses them in every way the commands offer.
@Tag("train")
class ImageGptCommandTest {

    @TempDir
    static Path folder;
    private static Console ar, bert;

    @BeforeAll
    static void train() {
        ar = train("--steps", "6", "--out", at("ar"));
        bert = train("--steps", "2", "--objective", "bert", "--style", "paper", "--recompute", "--out", at("bert"));
    }

    private static Console train(String... more) {
        return Console.run(words(more));
    }

    private static String[] words(String... more) {
        Stream<String> words = Stream.of("imagegpt", "train", "--halved", "--images", "200", "--colours", "4", "--layers", "1", "--width", "8", "--heads", "2",
                "--batch", "2", "--watched", "2", "--watch-every", "3", "--checkpoint-every", "2");
        return Stream.concat(words, Stream.of(more)).toArray(String[]::new);
    }

    private static String at(String name) {
        return folder.resolve(name).toString();
    }

    private static String complaint(String... more) {
        Stream<String> words = Stream.of("imagegpt", "train", "--halved", "--width", "8", "--out", at("never"));
        return Console.complaint(Stream.concat(words, Stream.of(more)).toArray(String[]::new));
    }

    @Test
    void trainingWatchesAndLeavesSamplesPaletteAndCurves() throws IOException {
        assertThat(ar.err()).isEmpty();
        assertThat(ar.out()).contains("200 sequences of 196 tokens out of 4; ColourPalette of 4 greys", "ImageGpt AR, 1 layers of width 8, 2 heads",
                "after 3 steps, ", "after 6 steps, ", "nats a token (2 validation images)", "imagegpt evaluate --run");
        for (String file : List.of("loss.png", "log.csv", "validation.csv", "run.properties", "palette.safetensors", "step-3.png", "step-6.png"))
            assertThat(folder.resolve("ar").resolve(file)).isNotEmptyFile();
        assertThat(bert.err()).isEmpty();
        assertThat(bert.out()).contains("ImageGpt BERT, 1 layers", "everything");
        assertThat(folder.resolve("bert/step-2.png")).doesNotExist();
    }

    @Test
    void evaluationNeedsTheFolderAlone() {
        for (String run : List.of("ar", "bert")) {
            Console console = Console.run("imagegpt", "evaluate", "--run", at(run), "--images", "3");
            assertThat(console.err()).isEmpty();
            assertThat(console.out()).contains("validation: ", "test: ", "bits a token, perplexity ", "(3 images)");
        }
    }

    @Test
    void samplesAndCompletions() {
        Console samples = Console.run("imagegpt", "sample", "--run", at("ar"), "--n", "3");
        assertThat(samples.err()).isEmpty();
        assertThat(samples.out()).contains("3 samples of 196 pixels");
        assertThat(folder.resolve("ar/samples.png")).isNotEmptyFile();
        int[] given = {98, 98, 147, 98};
        String[] parts = {"upper", "left", "frame", "half-of-pixels"};
        for (int i = 0; i < parts.length; i++) {
            Console console = Console.run("imagegpt", "complete", "--run", at(i % 2 == 0 ? "ar" : "bert"), "--given", parts[i].replace('-', '_'), "--n", "1",
                    "--samples", "2");
            assertThat(console.err()).isEmpty();
            assertThat(console.out()).contains("1 images, each completed 2 times from " + given(parts[i], given[i]) + " of 196 tokens", "completions-" + parts[i]);
        }
    }

    /// A frame of 14/4 = 3 pixels around 8×8 leaves 64 out.
    private static int given(String part, int count) {
        return part.equals("frame") ? 196 - 64 : count;
    }

    @Test
    void columnsAndAnOrderOfItsOwn() {
        for (String order : List.of("columns", "random")) {
            Console console = train("--steps", "1", "--order", order, "--out", at(order));
            assertThat(console.err()).isEmpty();
            assertThat(console.out()).contains("ImageGpt AR in an order of its own");
        }
        Console halves = Console.run("imagegpt", "complete", "--run", at("columns"), "--given", "left", "--n", "1", "--samples", "1");
        assertThat(halves.err()).isEmpty();
    }

    @Test
    void aResumedRunEndsWithTheSameNumbers() throws IOException {
        train("--steps", "6", "--out", at("half"));
        Files.delete(folder.resolve("half/checkpoint-000000006.safetensors"));
        Console again = train("--steps", "6", "--out", at("half"), "--resume");
        assertThat(again.err()).isEmpty();
        assertThat(Files.readAllLines(folder.resolve("half/validation.csv"))).isEqualTo(Files.readAllLines(folder.resolve("ar/validation.csv")));
    }

    @Tag("long")
    @Test
    void bothWaysToCompleteHalfADigitAreCompared() {
        assertThat(Console.run("gan", "inpaint", "--size", "small", "--epochs", "1", "--images", "200", "--out", at("gan")).code()).isZero();
        Console whole = Console.run("imagegpt", "train", "--images", "200", "--colours", "4", "--order", "columns", "--layers", "1", "--width", "8", "--heads", "2",
                "--batch", "1", "--steps", "1", "--watched", "1", "--out", at("whole"));
        assertThat(whole.err()).isEmpty();
        Console console = Console.run("imagegpt", "compare", "--run", at("whole"), "--gan", at("gan"), "--n", "2", "--samples", "2");
        assertThat(console.err()).isEmpty();
        assertThat(console.out()).contains("2 images, 2 completions of each; known: the left half")
                .containsPattern("Image GPT +\\d\\.\\d{4} ").containsPattern("adversarial net +none ").contains("the originals");
        assertThat(folder.resolve("whole/compared.png")).isNotEmptyFile();
        assertThat(Console.complaint("imagegpt", "compare", "--run", at("ar"), "--gan", at("gan"))).isEqualTo("The images of " + at("gan")
                + " are 28×28 and those of " + at("ar") + " 14×14; train both on the same.");
        assertThat(Console.complaint("imagegpt", "compare", "--run", at("ar"), "--gan", at("nowhere"))).contains(
                "holds no training; train first with gan inpaint --out");
    }

    @Test
    void publishedSizesAndWeights() throws Exception {
        Console sizes = Console.run("imagegpt", "sizes");
        assertThat(sizes.out()).contains("iGPT-S", "76,571,648", "455,157,760", "1,362,250,752", "6,801,438,720");
        String file = Path.of(ColourPalette.class.getResource("published.safetensors").toURI()).toString();
        assertThat(Console.run("imagegpt", "sizes", "--weights", file, "--heads", "2").out()).contains("ImageGpt AR, 2 layers of width 4, 2 heads",
                ": 472 parameters");
        assertThat(Console.complaint("imagegpt", "sizes", "--gflops", "0")).isEqualTo("--gflops must be above 0, and --heads not below.");
    }

    /// A palette that is not the model's, and a model with another number of colours.
    @Test
    void paletteAndModelBelongTogether() throws IOException {
        train("--steps", "2", "--out", at("other"));
        Path palette = folder.resolve("other/palette.safetensors");
        ColourPalette before = ColourPalette.load(palette);
        new ColourPalette(before.colours().scale(.5)).save(palette);
        assertThat(Console.complaint("imagegpt", "evaluate", "--run", at("other"))).startsWith("The checkpoint ").contains("is of another model: its data is ",
                "tokens " + before.checksum());
        new ColourPalette(Matrix.of(new double[][] {{-1}, {0}, {1}})).save(palette);
        assertThat(Console.complaint("imagegpt", "evaluate", "--run", at("other"))).contains("is of another model: its model is ", "4 tokens", "3 tokens");
        new ColourPalette(Matrix.of(new double[][] {{-1, 0, 0}, {0, 1, 1}})).save(palette);
        assertThat(Console.complaint("imagegpt", "evaluate", "--run", at("other"))).isEqualTo("The palette has 3 numbers for a colour, but the images of "
                + "synthetic digits have 1; use a palette that was made for such images.");
        new Safetensors(java.util.Map.of(), java.util.Map.of("x", Matrix.row(1))).write(palette);
        assertThat(Console.complaint("imagegpt", "evaluate", "--run", at("other"))).isEqualTo(palette + " holds no palette; make one anew.");
    }

    @Test
    void wrongWordsAreOneSentence() {
        assertThat(complaint("--heads", "3")).isEqualTo("3 heads do not divide the width 8; choose a number of heads that does.");
        assertThat(complaint("--images", "0")).isEqualTo("--images must lie between 1 and the 10000 training images of synthetic, got 0.");
        assertThat(complaint("--colours", "1")).isEqualTo("--colours must lie between 2 and 65536, got 1.");
        assertThat(complaint("--images", "5", "--colours", "3000")).endsWith("too few for a palette of 3000; choose a smaller one.");
        assertThat(complaint("--data", "poems"))
                .isEqualTo("There is no data set poems here; choose from " + ImagesOptions.NAMES + ".");
        assertThat(complaint("--warm-up", "5000")).startsWith("Steps, batch and learning rate must be above 0 and the warm-up shorter than the training");
        assertThat(complaint("--watched", "0")).isEqualTo("--watched, --watch-every and --checkpoint-every must be 1 or more.");
        assertThat(Console.complaint("imagegpt", "sample", "--run", at("ar"), "--n", "0")).isEqualTo("--n must be 1 or more, got 0.");
        assertThat(Console.complaint("imagegpt", "sample", "--run", at("ar"), "--temperature", "0")).isEqualTo("--temperature must be above 0, got 0.0.");
        assertThat(Console.complaint("imagegpt", "complete", "--run", at("ar"), "--samples", "0")).isEqualTo("--n and --samples must be 1 or more.");
        assertThat(Console.complaint("imagegpt", "complete", "--run", at("ar"), "--temperature", "0")).isEqualTo("--temperature must be above 0, got 0.0.");
        assertThat(Console.complaint("imagegpt", "evaluate", "--run", at("ar"), "--images", "0")).isEqualTo("--images must be 1 or more, got 0.");
        assertThat(Console.complaint("imagegpt", "evaluate", "--run", at("nowhere"))).contains("holds no training; train first with imagegpt train --out");
        assertThat(Console.complaint("imagegpt", "compare", "--run", at("ar"), "--gan", at("gan"), "--samples", "1")).isEqualTo(
                "--n must be 1 or more, and --samples 2 or more.");
    }
}
