package generative.cli;

import static org.assertj.core.api.Assertions.assertThat;

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

/// Trains one small stochastic network on synthetic digits and judges it.
@TestMethodOrder(MethodOrderer.MethodName.class)
@Tag("train")
class GsnCommandTest {

    @TempDir
    static Path folder;
    private static Console trained;

    @BeforeAll
    static void train() {
        trained = gsn("--out", run());
    }

    private static Console gsn(String... more) {
        Stream<String> words = Stream.of("gsn", "--size", "small", "--epochs", "1", "--samples", "300", "--chains", "50");
        return Console.run(Stream.concat(words, Stream.of(more)).toArray(String[]::new));
    }

    private static String run() {
        return folder.resolve("run").toString();
    }

    private static List<String> estimates(Console console) {
        return console.out().lines().filter(line -> line.startsWith("GSN, ")).toList();
    }

    @Test
    void trainingEndsWithTwoEstimates() {
        assertThat(trained.err()).isEmpty();
        assertThat(trained.code()).isZero();
        assertThat(trained.out()).contains("GSN 784 – 100 – 100 tanh", "parzen-test.csv are in " + run() + ".");
        assertThat(estimates(trained)).hasSize(2);
        assertThat(estimates(trained).getFirst()).matches(
                "GSN, one chain +-?\\d+\\.\\d ± \\d+\\.\\d nats \\(σ = .*, 2000 images\\)");
        assertThat(estimates(trained).getLast()).startsWith("GSN, 50 chains ");
    }

    @Test
    void logPicturesAndTableAreLeft() throws IOException {
        for (String file : List.of("walk.png", "inpainting.png"))
            assertThat(folder.resolve("run").resolve(file)).isNotEmptyFile();
        assertThat(Files.readAllLines(folder.resolve("run/log.csv"))).hasSize(2).first().isEqualTo("step,first guess,last guess");
        assertThat(Files.readAllLines(folder.resolve("run/parzen-test.csv"))).hasSize(3);
    }

    @Test
    void resumingWhatIsFinishedJudgesItAgain() {
        assertThat(estimates(gsn("--resume", "--out", run()))).isEqualTo(estimates(trained));
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        String least = "--epochs, --samples and --checkpoint-every must be 1 or more.";
        assertThat(Console.complaint("gsn", "--epochs", "0")).isEqualTo(least);
        assertThat(Console.complaint("gsn", "--samples", "0")).isEqualTo(least);
        assertThat(Console.complaint("gsn", "--checkpoint-every", "0")).isEqualTo(least);
        assertThat(Console.complaint("gsn", "--epochs", "3", "--calm-from", "3"))
                .isEqualTo("--calm-from must lie between 0 and the 3 epochs, got 3.");
        assertThat(Console.complaint("gsn", "--calm-from", "-1")).isEqualTo("--calm-from must lie between 0 and the 24 epochs, got -1.");
        assertThat(Console.complaint("gsn", "--chains", "0"))
                .isEqualTo("--chains begin at training images, so choose from 1 to 10000, not 0.");
        assertThat(Console.complaint("gsn", "--chains", "10001")).endsWith("from 1 to 10000, not 10001.");
        assertThat(gsn("--out", run()).err()).contains("holds a training already", "--resume");
        assertThat(gsn("--out", run(), "--resume", "--seed", "2").err())
                .contains("is of another model", "seed is 1 where this run has 2");
        assertThat(Console.run("gsn", "--size", "huge").code()).isEqualTo(2);
    }
}
