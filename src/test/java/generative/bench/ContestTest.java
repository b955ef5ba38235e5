package generative.bench;

import static org.assertj.core.api.Assertions.assertThat;

import generative.bench.FakePeer.Manner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two fake programs in turns. Whether other processes of the machine disturb them is not in the test's hands, so what
/// it holds is what happens whether or not they do.
class ContestTest {

    private static final Workload EXP = new Workload("exp_1m", 0, () -> () -> null);
    private static final Workload KMEANS = new Workload("kmeans",
            List.of("kmeans_gemm_c8192", "kmeans_gemm_c1024", "kmeans_cdist_c8192"), 0,
            () -> () -> null);

    @TempDir
    private Path folder;
    private final List<String> notes = new ArrayList<>();

    private Comparison contest(Manner ours, Manner peer, int rounds, Workload workload) {
        Path log = folder.resolve("log");
        try (ServerProcess a = new ServerProcess("A", FakePeer.command(ours, "A", log), Duration.ofSeconds(60));
             ServerProcess b = new ServerProcess("B", FakePeer.command(peer, "B", log), Duration.ofSeconds(60))) {
            return new Contest(List.of(new Entrant("vector", a, 2, true), new Entrant("peer", b, 2, false)), rounds,
                    .001, notes::add).run(workload, 5);
        }
    }

    private List<String> asked() throws IOException {
        return Files.readAllLines(folder.resolve("log")).stream().filter(line -> !line.startsWith("pid")).toList();
    }

    @Test
    void theyTakeTurnsAndEveryOtherRoundBeginsWithTheOther() throws IOException {
        Comparison comparison = contest(Manner.GOOD, Manner.GOOD, 3, EXP);
        assertThat(asked().stream().limit(6).map(line -> line.substring(0, 1)))
                .containsExactly("A", "B", "B", "A", "A", "B");
        assertThat(comparison.ours()).singleElement().satisfies(our -> assertThat(our.slots()).hasSize(3));
        assertThat(comparison.peak()).isEqualTo(5);
        assertThat(comparison.ratio(comparison.ours().getFirst())).isEqualTo(1);
        assertThat(notes).isEmpty();
    }

    @Test
    void thePeerIsAskedForAllItsWaysAndTheFastestCounts() throws IOException {
        Comparison comparison = contest(Manner.GOOD, Manner.THREE_WAYS, 2, KMEANS);
        assertThat(asked().subList(0, 8)).containsExactly("A kmeans 2 0.001", "B kmeans_gemm_c8192 2 0.001",
                "B kmeans_gemm_c1024 2 0.001",
                "B kmeans_cdist_c8192 2 0.001", "B kmeans_cdist_c8192 2 0.001", "B kmeans_gemm_c1024 2 0.001",
                "B kmeans_gemm_c8192 2 0.001", "A kmeans 2 0.001");
        assertThat(comparison.fastestPeer().orElseThrow().asked()).isEqualTo("kmeans_gemm_c1024");
        assertThat(comparison.ratio(comparison.ours().getFirst())).isEqualTo(2);
    }

    /// The fake's second answer has half the processor time; so has each answer in a repeated round, and at last the
    /// round is left as it is.
    @Test
    void aDisturbedRoundIsRepeatedTwiceAtMost() throws IOException {
        Comparison comparison = contest(Manner.DISTURBED, Manner.REFUSES, 2, EXP);
        List<Reply.Slot> slots = comparison.ours().getFirst().slots();
        assertThat(slots).hasSize(2);
        assertThat(slots.get(1).median()).as("the second round was made again").isGreaterThan(2);
        assertThat(asked().stream().filter(line -> line.startsWith("A"))).hasSizeBetween(3, 6);
    }

    @Test
    void whoRefusesLeavesAndIsAskedNoMore() throws IOException {
        Comparison comparison = contest(Manner.GOOD, Manner.REFUSES, 3, EXP);
        assertThat(comparison.peer()).isEmpty();
        assertThat(comparison.ours()).hasSize(1);
        assertThat(notes).containsExactly("No exp_1m from B: KeyError('exp_1m')");
        assertThat(asked().stream().filter(line -> line.startsWith("B"))).hasSize(1);
    }

    @Test
    void theShareOfOthersIsAShare() {
        Bystanders bystanders = new Bystanders(ProcessHandle.current());
        assertThat(bystanders.share()).isBetween(0.0, 1.0);
    }
}
