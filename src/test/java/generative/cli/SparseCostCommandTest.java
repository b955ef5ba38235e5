package generative.cli;

import static org.assertj.core.api.Assertions.assertThat;

import generative.sparse.Architecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The tables of costs, for a small net and small measurements.
class SparseCostCommandTest {

    @TempDir
    private Path folder;

    private Console cost(String... more) {
        return Console.run(words(more));
    }

    private String[] words(String... more) {
        return Stream.concat(Stream.of("sparse", "cost", "--sizes", "64", "--gflops", "1", "--out", folder.resolve("out")
                .toString()),
                Stream.of(more)).toArray(String[]::new);
    }

    private String complaint(String... more) {
        return Console.complaint(Stream.concat(Stream.of("sparse", "cost", "--gflops", "1"), Stream.of(more))
                .toArray(String[]::new));
    }

    @Test
    void aNetOfOnesOwnAndItsTables() throws IOException {
        Console console = Console.run("sparse", "cost", "--vocabulary", "5", "--axes", "4,3", "--layers", "2", "--width", "4",
                "--heads", "2",
                "--key-width", "2", "--inner-width", "6", "--batch", "5", "--sequences", "10", "--gflops", "0.001",
                "--sizes", "128,64", "--textbook-up-to", "64", "--out", folder.resolve("out").toString());
        assertThat(console.err()).isEmpty();
        assertThat(console.code()).isZero();
        assertThat(console.out()).contains("""
                2 layers of width 4, 2 heads, keys 2, inner 6, 4×3 positions, 5 tokens, by turns [local(3), everyLth(3)]

                token embedding                    20
                position embeddings                28
                start vector                        4
                attention                         120
                feed-forward nets                 116
                norms in blocks                    32
                final norm                          8
                output matrix                      20
                parameters                        348

                memory of a training step      textbook  recomputed        ours  recomputed
                parameters                     1.392 kB    1.392 kB    1.392 kB    1.392 kB
                gradients                      1.392 kB    1.392 kB    1.392 kB    1.392 kB
                Adam                           2.784 kB    2.784 kB    2.784 kB    2.784 kB
                activations                    34.94 kB    21.50 kB    35.90 kB    21.98 kB
                attention probabilities        11.52 kB    5.760 kB         0 B         0 B
                together                       52.03 kB    32.83 kB    41.47 kB    27.55 kB
                """, """
                10⁹ multiply-adds              products   attention   dense attention
                one sequence forward            2.5e-06     3.8e-07           9.4e-07
                forward and backward            7.6e-06     1.3e-06           3.1e-06
                """, "At 0.00100 GFLOP/s a step takes 89 ms, or 116 ms if it is recomputed.",
                "An epoch of 10 sequences of 12 tokens takes 178 ms, or 231 ms; real products stay below the peak.",
                "the published table beside its formula", "CIFAR image, 32×32×3       3,072       9.6 GB   9.664 GB",
                "One layer of 4 heads of 64 between forward and backward", "textbook ÷ ours");
        List<String> lines = console.out().lines().toList();
        assertThat(lines).as("in order of size").anyMatch(line -> line.matches(" +64 .* 327\\.7 kB .* 263\\.2 kB   1\\.2"))
                .anyMatch(line -> line.matches(" +128 +– +786\\.4 kB .* 526\\.3 kB   1\\.5"));
        assertThat(lines.getLast()).isEqualTo("cost.csv, memory.csv and memory.png are in " + folder.resolve("out") + ".");
        assertThat(Files.readAllLines(folder.resolve("out/cost.csv")))
                .startsWith("what,number", "\"parameters: token embedding\",20")
                .contains("\"parameters\",348", "\"connections\",126");
        assertThat(Files.readAllLines(folder.resolve("out/memory.csv"))).hasSize(3)
                .first().isEqualTo("N,textbook bytes,textbook formula,our bytes,our formula");
        assertThat(Files.readAllLines(folder.resolve("out/memory.csv")).get(2)).matches("128,NaN,786432,-?\\d+,526336");
        assertThat(folder.resolve("out/memory.png")).isNotEmptyFile();
    }

    @Tag("long")
    @Test
    void anEpochIsThatOfThePublishedData() {
        assertThat(cost("--architecture", "enwik8", "--layers", "1", "--heads", "1").out())
                .contains("An epoch of 7,324 sequences of 12,288 tokens");
        assertThat(cost("--architecture", "imagenet64").out()).contains("parameters                151,645,184",
                "An epoch of 1,281,167 sequences of 12,288 tokens");
    }

    private static String net(String... words) {
        ArchitectureOptions options = new ArchitectureOptions();
        new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(words);
        return options.architecture().toString();
    }

    /// What is left out is as in the published net, and widths that hang together grow together.
    @Test
    void whatIsNotSaidIsAsPublished() {
        assertThat(net()).isEqualTo(Architecture.CIFAR10.toString());
        assertThat(net("--layers", "3", "--width", "64")).isEqualTo("3 layers of width 64, 2 heads, keys 32, inner 128, "
                + "32×32×3 positions, 256 tokens, by turns [local(96), everyLth(96)]");
        assertThat(net("--pattern", "dense")).endsWith("256 tokens, dense");
        assertThat(net("--axes", "8,16")).as("a row of the new grid").endsWith("by turns [local(16), everyLth(16)]");
        assertThat(net("--l", "48", "--way", "by-head")).endsWith("by head [local(48), everyLth(48)]");
        assertThat(net("--architecture", "enwik8", "--axes", "16,8"))
                .endsWith("merged [block(8), merged(summary(8, 2), self) and 3 variants]");
        assertThat(net("--pattern", "fixed", "--c", "96")).endsWith("by turns [block(96), merged(summary(96, 96), self)]");
        assertThat(net("--architecture", "imagenet64", "--pattern", "strided")).endsWith("by turns [local(192), everyLth(192)]");
    }

    @Test
    void withoutANumberThePeakOfTheMachineIsMeasured() {
        Console console = Console.run("sparse", "cost", "--layers", "1", "--sizes", "32", "--out", folder.resolve("out")
                .toString());
        assertThat(console.err()).isEmpty();
        assertThat(console.out()).containsPattern("At \\S+ GFLOP/s, the peak of this machine with \\d+ threads, a step takes ");
    }

    @Test
    void whatIsWrongIsSaidInOneLine() throws IOException {
        assertThat(complaint("--batch", "0")).isEqualTo("--batch must be 1 or more, got 0.");
        assertThat(complaint("--sequences", "0")).isEqualTo("--sequences must be 1 or more, got 0.");
        assertThat(Console.complaint("sparse", "cost", "--gflops", "0")).isEqualTo("--gflops must be above 0, got 0.0.");
        assertThat(complaint("--sizes", "16,0")).isEqualTo("--sizes must be 1 or more, got 0.");
        assertThat(complaint("--textbook-up-to", "-1")).isEqualTo("--textbook-up-to must be 0 or more, got -1.");
        assertThat(complaint("--sizes", "2000000000"))
                .startsWith("Attention over 2000000000 positions does not fit into the memory that Java may take, ")
                .endsWith("; choose smaller --sizes.");
        assertThat(complaint("--heads", "3"))
                .isEqualTo("There is no such net: 3 heads do not divide the width 256 and the key width 128; "
                + "choose a number of heads that does.");
        assertThat(complaint("--l", "7")).isEqualTo("There is no such net: the pattern everyLth(7) repeats every 7 positions, "
                + "which does not divide the length 3072; choose an l that does.");
        assertThat(complaint("--pattern", "fixed", "--c", "97"))
                .isEqualTo("There is no such net: a block of 96 has no 97 summary positions.");
        assertThat(complaint("--axes", "100000,100000"))
                .isEqualTo("There is no such net: a grid of [100000, 100000] or a width of 256 is more than "
                + "can be numbered; choose smaller ones.");
        assertThat(cost("--way", "sideways").err()).contains("there is no way sideways; choose from by-turns, merged, by-head");
        assertThat(cost("--architecture", "gpt").err()).contains("'gpt'");
        Path file = Files.writeString(folder.resolve("file"), "not a folder");
        assertThat(complaint("--out", file.resolve("x").toString())).startsWith("Cannot write " + file.resolve("x"));
    }
}
