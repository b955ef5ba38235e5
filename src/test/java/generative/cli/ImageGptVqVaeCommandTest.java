package generative.cli;

import static org.assertj.core.api.Assertions.assertThat;

import generative.data.ImageSet;
import generative.data.SyntheticDigits;
import generative.imagegpt.ImageTokens;
import generative.imagegpt.VqVae;
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

/// Trains a tiny VQ-VAE, goes on with it, and trains an Image GPT on its tokens.
@Tag("train")
class ImageGptVqVaeCommandTest {

    @TempDir
    static Path folder;
    private static Console whole;

    @BeforeAll
    static void train() {
        whole = train("--steps", "6", "--out", at("whole"));
    }

    private static Console train(String... more) {
        Stream<String> words = Stream.of("imagegpt", "vqvae", "--halved", "--images", "300", "--halvings", "1", "--width", "4",
                "--blocks", "0", "--codes", "8",
                "--depth", "3", "--batch", "10", "--watched", "20", "--watch-every", "3", "--checkpoint-every", "3");
        return Console.run(Stream.concat(words, Stream.of(more)).toArray(String[]::new));
    }

    private static String at(String name) {
        return folder.resolve(name).toString();
    }

    private static String complaint(String... more) {
        return Console.complaint(Stream.concat(Stream.of("imagegpt", "vqvae", "--out", at("never")), Stream.of(more))
                .toArray(String[]::new));
    }

    @Test
    void trainingWatchesAndLeavesPicturesAndTheModel() throws IOException {
        assertThat(whole.err()).isEmpty();
        assertThat(whole.out()).contains("synthetic digits: 300 images of 14×14, 10 classes; 1000 to watch",
                "VqVae 1×14×14 to 7×7 of 8 codes of 3 numbers, width 4, 0 blocks, 188 parameters", "after 3 steps, PSNR ",
                "after 6 steps, PSNR ", " of 8 codes (20 validation images)", "test images: PSNR ",
                "imagegpt train --palette " + folder.resolve("whole/vqvae.safetensors"));
        for (String file : List.of("psnr.png", "reconstructions.png", "step-3.png", "step-6.png", "log.csv"))
            assertThat(folder.resolve("whole").resolve(file)).isNotEmptyFile();
        assertThat(Files.readAllLines(folder.resolve("whole/validation.csv"))).hasSize(3);
    }

    /// What was saved encodes as the trained one did: the printed PSNR is found again.
    @Test
    void theSavedModelIsTheTrainedOne() {
        VqVae model = VqVae.load(folder.resolve("whole/vqvae.safetensors"));
        ImageSet test = SyntheticDigits.generate(2_000, 3).halved();
        assertThat(whole.out()).contains(String.format("test images: PSNR %.2f dB, perplexity %.1f of 8 codes", model.psnr(test),
                model.perplexity(test)),
                model.checksum());
    }

    @Test
    void aResumedRunEndsWithTheSameModel() throws IOException {
        train("--steps", "6", "--out", at("half"));
        Files.delete(folder.resolve("half/checkpoint-000000006.safetensors"));
        Files.delete(folder.resolve("half/vqvae.safetensors"));
        Console again = train("--steps", "6", "--out", at("half"), "--resume");
        assertThat(again.err()).isEmpty();
        assertThat(VqVae.load(folder.resolve("half/vqvae.safetensors")).checksum())
                .isEqualTo(VqVae.load(folder.resolve("whole/vqvae.safetensors")).checksum());
    }

    @Test
    void anImageGptReadsItsTokens() {
        Console console = Console.run("imagegpt", "train", "--halved", "--images", "300", "--palette",
                folder.resolve("whole/vqvae.safetensors").toString(),
                "--layers", "1", "--width", "8", "--heads", "2", "--steps", "2", "--batch", "2", "--watched", "4",
                "--out", at("gpt"));
        assertThat(console.err()).isEmpty();
        assertThat(console.out()).contains("sequences of 49 tokens out of 8; VqVae 1×14×14 to 7×7");
        assertThat(folder.resolve("gpt/step-2.png")).isNotEmptyFile();
        assertThat(ImageTokens.load(folder.resolve("gpt/palette.safetensors"))).isInstanceOf(VqVae.class);
        Console judged = Console.run("imagegpt", "evaluate", "--images", "20", "--run", at("gpt"));
        assertThat(judged.err()).isEmpty();
        assertThat(Console.complaint("imagegpt", "train", "--images", "300", "--palette",
                folder.resolve("whole/vqvae.safetensors").toString(), "--out", at("large")))
                .isEqualTo("The VQ-VAE takes images of 1×14×14 (channels×height×width), but those of "
                        + "synthetic digits are 1×28×28; use one that was made for "
                        + "such images.");
    }

    @Test
    void theModelsOfAStudyKeepTheTokensToo() {
        Console console = Console.run("imagegpt", "study", "--halved", "--images", "300", "--palette",
                folder.resolve("whole/vqvae.safetensors").toString(), "--sizes", "1x8", "--heads", "2", "--steps", "1", "--batch", "2",
                "--watched", "20", "--probe-images", "100", "--test-images", "20", "--out", at("study"));
        assertThat(console.err()).isEmpty();
        for (String kept : new String[] {"study/palette.safetensors", "study/1x8/palette.safetensors"})
            assertThat(ImageTokens.load(folder.resolve(kept))).isInstanceOf(VqVae.class);
    }

    @Test
    void imagesStandAboveWhatIsLeftOfThem() {
        VqVae model = VqVae.load(folder.resolve("whole/vqvae.safetensors"));
        ImageSet test = SyntheticDigits.generate(7, 3).halved();
        Matrix rows = ImageGptVqVaeCommand.inRows(model, test, 2, 3),
                again = model.decode(model.encode(test).batch(0, 1, 2, 3, 4, 5));
        Matrix expected = test.x().rows(0, 3).concatRows(again.rows(0, 3), test.x().rows(3, 6), again.rows(3, 6));
        assertThat(rows.toArray2()).isDeepEqualTo(expected.toArray2());
    }

    @Test
    void wrongWordsAreOneSentence() {
        assertThat(complaint("--steps", "0"))
                .isEqualTo("--steps, --watched, --watch-every and --checkpoint-every must be 1 or more.");
        assertThat(complaint("--images", "100", "--batch", "101"))
                .isEqualTo("--batch must lie between 1 and the 100 training images, got 101.");
        assertThat(complaint("--images", "100", "--halvings", "3"))
                .isEqualTo("Images of 1×28×28 cannot be cut into squares of 8×8: sides are multiples of that "
                + "up to 512, and channels 1 or 3.");
        assertThat(complaint("--images", "100", "--decay", "1"))
                .isEqualTo("Batch and learning rate must be above 0, β not below 0, γ in [0, 1) and the "
                + "restart in [0, 1], got 64, 0.001, 0.25, 1.0, 0.1.");
        assertThat(complaint("--images", "0"))
                .isEqualTo("--images must lie between 1 and the 10000 training images of synthetic, got 0.");
        assertThat(complaint("--data", "poems")).isEqualTo("There is no data set poems here; choose from " + ImagesOptions.NAMES
                + ".");
        assertThat(Console.run("imagegpt").out()).contains("vqvae");
    }
}
