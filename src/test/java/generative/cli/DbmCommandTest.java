package generative.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("train")
class DbmCommandTest {

    @TempDir
    static Path folder;

    private static Console dbm(String... more) {
        Stream<String> words = Stream.of("dbm", "--first", "20", "--second", "10", "--epochs", "1");
        return Console.run(Stream.concat(words, Stream.of(more)).toArray(String[]::new));
    }

    @Test
    void trainingEndsWithDreams() {
        String out = folder.resolve("run").toString();
        Console console = dbm("--out", out);
        assertThat(console.err()).isEmpty();
        assertThat(console.code()).isZero();
        assertThat(console.out()).contains("DBM 784 – 20 – 10", "dreams.png are in " + out + ".");
        assertThat(folder.resolve("run/dreams.png")).isNotEmptyFile();
        assertThat(folder.resolve("run/log.csv")).content().startsWith("step,error,energy gap");
        assertThat(dbm("--out", out).err()).contains("holds a training already", "--resume");
        assertThat(dbm("--out", out, "--resume", "--seed", "2").err()).contains("seed is 1 where this run has 2");
        assertThat(dbm("--out", out, "--resume").code()).isZero();
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        for (String option : new String[] {"--first", "--second", "--epochs"})
            assertThat(Console.run("dbm", option, "0").err().strip())
                    .isEqualTo("--first, --second and --epochs must be 1 or more.");
        assertThat(Console.run("dbm", "--learning-rate", "0").err().strip())
                .isEqualTo("--learning-rate must be above 0, got 0.0.");
    }
}
