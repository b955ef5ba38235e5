package generative.bench;

import generative.plot.BarChart;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Draws results as bars, one picture for each of our entrants: the ratios to the peer, or GFLOP/s where there is no
/// peer. A star behind a name says that all its rounds were disturbed.
final class ResultCharts {

    private ResultCharts() { }

    /// Answers with the files.
    static List<Path> save(List<Comparison> comparisons, Path folder) {
        Map<Entrant, List<Comparison>> byEntrant = new LinkedHashMap<>();
        for (Comparison comparison : comparisons)
            for (Track our : comparison.ours())
                byEntrant.computeIfAbsent(our.entrant(), fresh -> new ArrayList<>()).add(comparison);
        List<Path> files = new ArrayList<>();
        byEntrant.forEach((entrant, theirs) -> {
            boolean counted = theirs.stream().anyMatch(comparison -> comparison.workload().flop() > 0);
            boolean withPeer = theirs.stream().anyMatch(comparison -> comparison.fastestPeer().isPresent());
            if (!withPeer && !counted) return;
            BarChart chart = withPeer ? ratios(entrant, theirs) : gigaflops(entrant, theirs);
            String name = (withPeer ? "ratio-" : "gflops-") + entrant.name() + "-" + entrant.threads() + ".png";
            files.add(chart.picture(chart.toString()).save(folder.resolve(name)));
        });
        return files;
    }

    static BarChart ratios(Entrant entrant, List<Comparison> comparisons) {
        BarChart chart = new BarChart("The peer's time ÷ ours (" + entrant + ")", "ratio (above 1: ours is faster)")
                .logarithmic();
        for (Comparison comparison : comparisons)
            if (comparison.fastestPeer().isPresent()) {
                Track our = track(comparison, entrant);
                chart.bar(comparison.workload().name() + (alwaysDisturbed(comparison, our) ? " *" : ""),
                        rounded(comparison.ratio(our)));
            }
        return chart.level("as fast as the peer", 1);
    }

    /// Whether there is no round to rely on.
    private static boolean alwaysDisturbed(Comparison comparison, Track our) {
        return IntStream.range(0, our.slots().size()).allMatch(round -> comparison.disturbed(our, round));
    }

    private static BarChart gigaflops(Entrant entrant, List<Comparison> comparisons) {
        BarChart chart = new BarChart("Speed of the matrix products (" + entrant + ")", "GFLOP/s");
        for (Comparison comparison : comparisons) {
            double speed = comparison.gigaflops(track(comparison, entrant));
            if (Double.isFinite(speed)) chart.bar(comparison.workload().name(), rounded(speed));
        }
        double peak = comparisons.getFirst().peak();
        return Double.isFinite(peak) ? chart.level("peak of the machine", peak) : chart;
    }

    private static Track track(Comparison comparison, Entrant entrant) {
        return comparison.ours().stream().filter(our -> our.entrant().equals(entrant)).findFirst().orElseThrow();
    }

    /// Two digits behind the point are more than a noisy machine can tell.
    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
