package generative.cli;

import static org.assertj.core.api.Assertions.assertThat;

import generative.data.Datasets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The small nets on a CIFAR-10 of twenty-five images.
@Tag("train")
final class GanCifarCommandTest {

    @TempDir
    private Path folder;

    @BeforeEach void writeTheData() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        Files.write(folder.resolve("data/data_batch_1.bin"), records(15));
        Files.write(folder.resolve("data/test_batch.bin"), records(10));
    }

    private static byte[] records(int n) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        SplittableRandom random = new SplittableRandom(n);
        for (int r = 0; r < n; r++) {
            bytes.write(r % 10);
            for (int i = 0; i < 3072; i++) bytes.write(random.nextInt(256));
        }
        return bytes.toByteArray();
    }

    private Console cifar(String... options) {
        String[] words = {"gan", "cifar", "--folder", folder.resolve("data").toString(),
            "--out", folder.resolve("run").toString(), "--batch", "4", "--watch-every", "1", "--samples", "40"};
        String[] all = java.util.Arrays.copyOf(words, words.length + options.length);
        System.arraycopy(options, 0, all, words.length, options.length);
        return Console.run(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fully-connected", "convolutional"})
    void aTrainingLeavesLogPicturesAndTheEstimate(String nets) throws IOException {
        Console console = cifar("--nets", nets, "--epochs", "1");
        assertThat(console.err()).isEmpty();
        assertThat(console.code()).isZero();
        assertThat(console.out()).contains("12 photographs to train on, 3 for validation, 10 for testing",
                "3 of 3 steps", "adversarial net", "12 training images",
                nets.equals("convolutional") ? "TransposedConvolution" : "Linear 500 → 3072");
        Path run = folder.resolve("run");
        for (String file : List.of("log.csv", "losses.png", "discriminator.png", "samples/epoch-0001.png", "data.png",
                "samples-and-neighbours.png", "likelihood-against-sigma.png", "checkpoint-000000003.safetensors"))
            assertThat(run.resolve(file)).isNotEmptyFile();
        assertThat(Files.readAllLines(run.resolve("parzen-test.csv"))).hasSize(3);
    }

    @Test void itGoesOnWhereItStopped() {
        assertThat(cifar("--nets", "fully-connected", "--epochs", "1").code()).isZero();
        Console refused = cifar("--nets", "fully-connected", "--epochs", "2");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err().lines()).singleElement().asString().contains("holds a training already", "--resume");
        Console other = cifar("--nets", "fully-connected", "--epochs", "2", "--learning-rate", ".5", "--resume");
        assertThat(other.err().lines()).singleElement().asString().contains("is of another model", "learningRate=0.5");
        Console on = cifar("--nets", "fully-connected", "--epochs", "2", "--resume");
        assertThat(on.err()).isEmpty();
        assertThat(on.out()).contains("6 of 6 steps");
        assertThat(folder.resolve("run/samples/epoch-0002.png")).isNotEmptyFile();
    }

    @Test void impossibleNumbersAreRefused() {
        assertThat(cifar("--epochs", "0").err())
                .startsWith("--epochs and --watch-every must be 1 or more, --samples 40 or more.");
        assertThat(Console.run("gan", "cifar", "--samples", "39").err())
                .startsWith("--epochs and --watch-every must be 1 or more");
        assertThat(cifar("--learning-rate", "0").err())
                .startsWith("--learning-rate must be above 0, and --batch 1 or more.");
        assertThat(Console.run("gan", "cifar", "--folder", folder.resolve("data").toString(), "--batch", "13").err())
                .startsWith("A minibatch of 13 cannot be drawn from 12 images; choose a smaller --batch.");
        assertThat(cifar("--nets", "recurrent").code()).isEqualTo(2);
    }

    @Test void aFolderWithoutTheDataIsToldHowToGetThem() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        Console console = Console.run("gan", "cifar", "--folder", empty.toString());
        assertThat(console.code()).isEqualTo(1);
        assertThat(console.err().lines()).singleElement().asString()
                .contains("data_batch_1.bin", empty.toString(), "mvn -q compile exec:exec -Drun=\"download cifar10\"");
        org.junit.jupiter.api.Assumptions.assumeFalse(Files.exists(Datasets.root().resolve("cifar10")),
                "cifar10 is there");
        assertThat(Console.run("gan", "cifar").err()).startsWith("The data set cifar10 is not in");
    }
}
