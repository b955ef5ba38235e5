package generative.cli;

import static org.assertj.core.api.Assertions.assertThat;

import generative.bench.FakePeer;
import generative.bench.FakePeer.Manner;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole command with the smallest workloads, slots of a thousandth of a second and a fake peer.
class BenchCommandTest {

    @TempDir
    private Path folder;

    private String peer(Manner manner) {
        return FakePeer.command(manner, "peer", folder.resolve("log")).stream()
                .map(word -> "\"" + word.replace("\\", "\\\\") + "\"")
                .collect(Collectors.joining(" "));
    }

    /// With these options, and the quickest where they leave something out.
    private Console bench(String... options) {
        List<String> words = new ArrayList<>(List.of("bench"));
        Map.of("--rounds", "2", "--budget", ".001", "--warm-up", "0", "--threads", "1", "--out", folder.resolve("out")
                .toString())
                .forEach((name, value) -> {
                    if (!List.of(options).contains(name)) words.addAll(List.of(name, value));
                });
        words.addAll(List.of(options));
        return Console.run(words.toArray(String[]::new));
    }

    @Test
    void theWorkloadsAreListed() {
        assertThat(bench("--list").out().lines()).contains("gemm_64x64x64_nn", "gan_eager", "parzen_cdist", "adam_1m")
                .hasSizeGreaterThan(28);
    }

    @Test
    void oursAloneAreMeasured() {
        Console console = bench("--only", "gemm_64x", "--backends", "vector,reference");
        assertThat(console.err()).isEmpty();
        assertThat(console.code()).isZero();
        assertThat(console.out()).contains("Peak of this machine with 1 thread: ", "workload",
                "gemm_64x64x64_nn          vector",
                "gemm_64x64x64_nn          reference", "The numbers are in " + folder.resolve("out")
                .resolve("bench.csv"));
        for (String file : List.of("bench.csv", "bench.txt", "gflops-vector-1.png", "gflops-reference-1.png"))
            assertThat(folder.resolve("out").resolve(file)).isNotEmptyFile();
    }

    @Test
    void againstAPeerTheRatioIsTold() throws IOException {
        Console console = bench("--only", "gemm_64x|exp_1m", "--backends", "vector", "--against",
                peer(Manner.SLOW_AT_PRODUCTS));
        assertThat(console.err()).isEmpty();
        assertThat(console.out()).contains("peer ms", "2000", "over 1 products the geometric mean of the ratios is");
        assertThat(Files.readAllLines(folder.resolve("out/bench.csv")).stream()
                .filter(line -> line.contains(",peer,"))).hasSize(4);
        assertThat(folder.resolve("out/ratio-vector-1.png")).isNotEmptyFile();
    }

    @Test
    void theReferenceLeavesOutTheLargestUnlessItIsNamed() {
        Console console = bench("--only", "gemm_2048", "--backends", "reference");
        assertThat(console.out()).contains("workload").doesNotContain("gemm_2048x");
    }

    @Test
    void aPeerThatKnowsNothingIsTold() {
        Console console = bench("--only", "gemm_64x", "--backends", "vector", "--against", peer(Manner.REFUSES));
        assertThat(console.out()).contains("No gemm_64x64x64_nn from the peer: KeyError('gemm_64x64x64_nn')",
                "gemm_64x64x64_nn          vector");
        assertThat(console.code()).isEqualTo(1);
        assertThat(console.err().lines()).singleElement().asString()
                .isEqualTo("The peer has none of these workloads; its names must be those of bench --list.");
    }

    @Test
    void aPeerThatFailsIsOneSentence() {
        for (Manner manner : List.of(Manner.DIES_AT_ONCE, Manner.DIES_WHEN_ASKED, Manner.ANSWERS_GARBAGE)) {
            Console console = bench("--only", "gemm_64x", "--backends", "vector", "--against", peer(manner));
            assertThat(console.code()).as(manner.name()).isEqualTo(1);
            assertThat(console.err().lines()).as(manner.name()).singleElement().asString().contains("he peer ");
        }
        assertThat(bench("--only", "gemm_64x", "--against", "no-such-program --serve").err())
                .startsWith("Cannot start the peer (no-such-program --serve: ");
    }

    @Test
    void aBackendThatIsAskedForMustRun() {
        Console console = bench("--only", "gemm_64x", "--backends", "abacus");
        assertThat(console.code()).isEqualTo(1);
        assertThat(console.err().lines()).singleElement().asString()
                .contains("The backend abacus ended with exit code 1", "names no backend");
    }

    @Test
    void whatIsWrongIsSaidInOneLine() throws IOException {
        assertThat(bench("--only", "sigmiod").err().lines()).containsExactly(
                "No workload matches sigmiod; the nearest is sigmoid_1m, and bench --list shows them all.");
        assertThat(bench("--rounds", "0").err().lines()).containsExactly("--rounds must be 1 or more, got 0.");
        assertThat(bench("--budget", "0").err().lines()).containsExactly("--budget must be above 0, got 0.0.");
        assertThat(bench("--warm-up", "-1").err().lines()).containsExactly("--warm-up must be 0 or more, got -1.0.");
        assertThat(bench("--patience", "0").err().lines()).containsExactly("--patience must be above 0, got 0.0.");
        assertThat(bench("--threads", "1,0").err().lines()).containsExactly("--threads must be 1 or more, got 0.");
        assertThat(bench("--memory", "--growth").err().lines()).singleElement().asString()
                .contains("--memory", "--growth", "mutually exclusive");
        Path file = Files.writeString(folder.resolve("file"), "not a folder");
        assertThat(bench("--only", "gemm_64x", "--out", file.resolve("x").toString()).err())
                .startsWith("Cannot write " + file.resolve("x"));
        assertThat(bench("--growth", "--only", "gemm_64x").err()).startsWith("--only gemm_64x keeps no two sizes of a series;");
        assertThat(bench("--growth", "--only", "exp").err().lines()).containsExactly(
                "--only exp keeps no two sizes of a series; try --only gemm, --only gan or --only attn.");
    }

    @Test
    void memoryIsComparedInFreshProcesses() throws IOException {
        Console console = bench("--memory", "--only", "gemm_64x", "--against", peer(Manner.GOOD));
        assertThat(console.err()).isEmpty();
        assertThat(console.out()).contains("ours MB   peer MB   ratio");
        assertThat(Files.readAllLines(folder.resolve("out/memory.csv"))).hasSize(2).last().asString()
                .startsWith("gemm_64x64x64_nn,").endsWith(",300.0");
        assertThat(folder.resolve("out/memory.png")).isNotEmptyFile();
    }

    @Test
    void growthIsDrawnBesideTheTheory() throws IOException {
        Console console = bench("--growth", "--only", "gemm_64x|gemm_128x", "--against", peer(Manner.GOOD));
        assertThat(console.err()).isEmpty();
        assertThat(console.out()).contains("gemm_64x64x64_nn: vector ", ", peer 1000 ms",
                "Product of two n×n matrices, peer: the exponent is 0.00 over all sizes and 0.00 between the two largest, in theory 3.");
        assertThat(Files.readAllLines(folder.resolve("out/growth.csv"))).hasSize(5)
                .contains("gemm_128x128x128_nn,peer,1,1.000000000");
        assertThat(folder.resolve("out/growth-products.png")).isNotEmptyFile();
        assertThat(folder.resolve("out/growth-batch.png")).doesNotExist();
    }

    @Test
    void theFirstStepOfAFreshProcessIsTimed() {
        Console console = bench("--first-step", "--rounds", "1");
        assertThat(console.err()).isEmpty();
        assertThat(console.out()).containsPattern("\\d+\\.\\d\\d s   \\(JVM .*, digits .*, nets .*, step ")
                .contains("The first training step of the tour's net ends ", "(median of 1)");
    }

    @Test
    void itCanBeThePeerItself() {
        InputStream in = System.in;
        System.setIn(new ByteArrayInputStream("gem 1 1\n".getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(bench("--serve").out().lines()).hasSize(2).first().isEqualTo("READY");
        } finally {
            System.setIn(in);
        }
    }

    /// A process that is asked to end takes those that it started with it.
    @Test
    void whoEndsTheBenchmarkEndsThePeer() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process bench = new ProcessBuilder(java, "--add-modules", "jdk.incubator.vector", "-cp",
                System.getProperty("java.class.path"), Main.class.getName(),
                "bench", "--growth", "--only", "gemm_64x|gemm_128x", "--warm-up", "0", "--budget", ".001", "--out",
                folder.resolve("out").toString(),
                "--against", peer(Manner.IS_SILENT)).redirectErrorStream(true).start();
        try {
            List<String> log = List.of();
            while (log.size() < 2 && bench.isAlive()) {
                Thread.onSpinWait();
                if (Files.exists(folder.resolve("log"))) log = Files.readAllLines(folder.resolve("log"));
            }
            assertThat(log).as("the peer was asked").hasSize(2);
            ProcessHandle peer = ProcessHandle.of(Long.parseLong(log.getFirst().substring(4))).orElseThrow();
            List<ProcessHandle> children = bench.descendants().toList();
            bench.toHandle().destroy();
            assertThat(bench.waitFor(20, TimeUnit.SECONDS)).isTrue();
            peer.onExit().get(20, TimeUnit.SECONDS);
            for (ProcessHandle child : children) child.onExit().get(20, TimeUnit.SECONDS);
        } finally {
            bench.destroyForcibly();
        }
    }
}
