package generative.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The table, the files and the charts.
class ResultsTest {

    private static final Entrant OURS = new Entrant("vector", null, 2, true),
            PEER = new Entrant("peer", null, 2, false);

    private static Comparison comparison(String name, double flop, double ours, double... peer) {
        Workload workload = new Workload(name, flop, () -> () -> null);
        Track our = ComparisonTest.track(OURS, name, peer.length == 0 ? new double[] {ours} : fill(ours, peer.length));
        return new Comparison(workload, List.of(our), peer.length == 0 ? List.of()
                : List.of(ComparisonTest.track(PEER, name, peer)), 200);
    }

    private static double[] fill(double value, int length) {
        double[] values = new double[length];
        java.util.Arrays.fill(values, value);
        return values;
    }

    @Test
    void aRowTellsTimeSpeedShareAndRatios() {
        Comparison comparison = comparison("gemm_64x64x64_nn", 524288, 1e-5, 2e-5, 1e-5, 3e-5);
        assertThat(ResultTable.rows(comparison)).singleElement().asString().isEqualTo(
                "gemm_64x64x64_nn          vector           2      0.0100     52.4     26 %      0.0200   2.00  2.00 1.00 3.00");
        assertThat(ResultTable.head(true)).isEqualTo(
                "workload                  backend    threads     ours ms  GFLOP/s  of peak     peer ms  ratio  round by round");
    }

    @Test
    void withoutAPeerOrAProductTheColumnsStayEmpty() {
        assertThat(ResultTable.rows(comparison("exp_1m", 0, 2.5)))
                .containsExactly("exp_1m                    vector           2        2500");
        assertThat(ResultTable.head(false)).endsWith("of peak");
    }

    @Test
    void aDisturbedRoundHasAStarAndIsCounted() {
        Comparison comparison = comparison("exp_1m", 0, .02, .02, .04);
        comparison.ours().getFirst().set(1, ComparisonTest.slot(.02, 2), .5);
        assertThat(ResultTable.rows(comparison)).singleElement().asString().endsWith("1.00  1.00 2.00*");
        assertThat(ResultTable.summary(List.of(comparison))).containsExactly(
                "1 of 2 rounds are disturbed (*): somebody else used the machine. They count only where there are no others.");
    }

    @Test
    void theSummaryIsAboutTheProductsAlone() {
        List<Comparison> all = List.of(comparison("gemm_a", 1, 1, 2), comparison("gemm_b", 1, 2, 1),
                comparison("exp_1m", 0, 1, 9), comparison("gemm_c", 1, 1));
        assertThat(ResultTable.summary(all)).containsExactly(
                "vector, 2 threads: over 2 products the geometric mean of the ratios is 1.00, the least is 0.50 (gemm_b).");
    }

    @Test
    void everySlotHasALineInTheFile(@TempDir Path folder) throws Exception {
        ResultFiles.save(List.of(comparison("gemm_a", 4, .5, 1, 2)), List.of("said", "so"), folder);
        assertThat(Files.readAllLines(folder.resolve("bench.csv"))).containsExactly(
                "workload,by,asked as,threads,round,median seconds,least seconds,steps,cpu,others,peak MB,flop,disturbed",
                "gemm_a,vector,gemm_a,2,1,0.500000000,0.500000000,1,2.000,0.000,100.0,4,no",
                "gemm_a,vector,gemm_a,2,2,0.500000000,0.500000000,1,2.000,0.000,100.0,4,no",
                "gemm_a,peer,gemm_a,2,1,1.000000000,1.000000000,1,2.000,0.000,100.0,4,no",
                "gemm_a,peer,gemm_a,2,2,2.000000000,2.000000000,1,2.000,0.000,100.0,4,no");
        assertThat(folder.resolve("bench.txt")).hasContent("said\nso\n");
    }

    @Test
    void aResultWithoutAnyCalmRoundHasAStarInTheChart() {
        Comparison calm = comparison("gemm_a", 1, 1, 2, 2), noisy = comparison("gemm_b", 1, 1, 3, 3);
        calm.ours().getFirst().set(0, ComparisonTest.slot(1, 2), .5);
        for (int round = 0; round < 2; round++) noisy.ours().getFirst().set(round, ComparisonTest.slot(1, 2), .5);
        assertThat(ResultCharts.ratios(OURS, List.of(calm, noisy)))
                .hasToString("BarChart \"The peer's time ÷ ours (vector, 2 threads)\" of [gemm_a 2, gemm_b * 3]");
    }

    @Test
    void thereIsAChartOfRatiosOrOneOfSpeeds(@TempDir Path folder) {
        assertThat(ResultCharts.save(List.of(comparison("gemm_a", 1, 1, 2), comparison("exp_1m", 0, 1)), folder))
                .containsExactly(folder.resolve("ratio-vector-2.png"));
        assertThat(ResultCharts.save(List.of(comparison("gemm_a", 1e10, .1), comparison("exp_1m", 0, 1)), folder))
                .containsExactly(folder.resolve("gflops-vector-2.png"));
        assertThat(ResultCharts.save(List.of(comparison("exp_1m", 0, 1)), folder)).as("nothing to draw").isEmpty();
        assertThat(folder.resolve("ratio-vector-2.png")).isNotEmptyFile();
        assertThat(folder.resolve("gflops-vector-2.png")).isNotEmptyFile();
    }
}
