package generative.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// Makes the whole table small, on synthetic digits: once two rows, then the rest.
@TestMethodOrder(MethodOrderer.MethodName.class)
@Tag("train")
class Table1CommandTest {

    @TempDir
    static Path folder;

    private static Console table(String... more) {
        List<String> words = new java.util.ArrayList<>(List.of("table1", "--quick", "--samples", "200", "--out", folder.resolve("run").toString()));
        words.addAll(List.of(more));
        return Console.run(words.toArray(String[]::new));
    }

    @Test
    void aFirstRowsAreMadeAndTheOthersLeftEmpty() {
        Console console = table("--rows", "dbn,cae", "--no-sanity");
        assertThat(console.err()).isEmpty();
        assertThat(console.code()).isZero();
        assertThat(console.out()).containsPattern("DBN +-?\\d+\\.\\d ± \\d+\\.\\d +138 ± 2 +\\.?\\d").containsPattern("deep GSN +214 ± 1.1\n")
                .doesNotContain("training images ");
        assertThat(folder.resolve("run/dbn.png")).isNotEmptyFile();
        assertThat(folder.resolve("run/gan.png")).doesNotExist();
    }

    @Test
    void bTheSameAgainGoesOnWithWhatIsMissing() throws IOException {
        Path csv = folder.resolve("run/table1.csv");
        String dbn = "DBN,77.125,1.000,0.50000,2000,200";                  // a row that is there is not judged again
        Files.writeString(csv, Files.readString(csv).replaceFirst("(?m)^DBN,.*$", dbn));
        Console console = table();
        assertThat(console.err()).isEmpty();
        assertThat(console.out()).contains("adversarial nets", "200 training images", "200 k-means centroids").doesNotContain("layer 1");
        assertThat(Files.readAllLines(folder.resolve("run/table1.csv"))).hasSize(7).contains(dbn);
        for (String file : List.of("gsn.png", "gan.png", "table1.png", "gan/run.properties")) assertThat(folder.resolve("run").resolve(file)).isNotEmptyFile();
    }

    @Test
    void cADamagedTableIsNamed() throws IOException {
        Path file = folder.resolve("damaged.csv");
        Files.writeString(file, "row,mean nats,standard error,sigma,test images,samples\nDBN,much\n");
        assertThatThrownBy(() -> new Table1(file)).isInstanceOf(UserException.class).hasMessage("Cannot understand " + file
                + " (For input string: \"much\"); remove it, and the rows are judged again.");
        Files.writeString(file, "something else\n");
        assertThatThrownBy(() -> new Table1(file)).hasMessage("Cannot understand " + file
                + " (its first line is no head of a table); remove it, and the rows are judged again.");
    }

    @Test
    void dWrongWordsAreOneSentence() {
        Console console = Console.run("table1", "--rows", "vae");
        assertThat(console.code()).isEqualTo(1);
        assertThat(console.err().strip()).isEqualTo("There is no row vae in the table; choose from dbn, cae, gsn, gan.");
        assertThat(Console.run("table1", "--samples", "3").err().strip()).isEqualTo("--samples must be 40 or more, got 3.");
    }
}
