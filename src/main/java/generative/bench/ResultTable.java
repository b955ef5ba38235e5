package generative.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The results as text: a line for each workload and entrant of ours.
///
/// ```
/// workload           backend    threads     ours ms  GFLOP/s  of peak     peer ms  ratio  round by round
/// gemm_64x64x64_nn   vector           2      0.0085     61.7     20 %      0.0081   0.95  0.95 0.96 0.93* 0.95 0.97
/// ```
/// A star marks a round that was disturbed; it counts only where all rounds were.
final class ResultTable {

    private static final String FORMAT = "%-25s %-10s %7s %11s %8s %8s %11s %6s  %s";

    private record Ratio(String workload, double value) { }

    private ResultTable() { }

    static String head(boolean withPeer) {
        return line("workload", "backend", "threads", "ours ms", "GFLOP/s", "of peak",
                withPeer ? "peer ms" : "", withPeer ? "ratio" : "", withPeer ? "round by round" : "");
    }

    /// The lines of one workload.
    static List<String> rows(Comparison comparison) {
        return comparison.ours().stream().map(our -> row(comparison, our)).toList();
    }

    private static String row(Comparison comparison, Track our) {
        double gigaflops = comparison.gigaflops(our);
        List<Double> ratios = comparison.ratios(our);
        String rounds = IntStream.range(0, ratios.size())
                .mapToObj(round -> number("%.2f", ratios.get(round)) + (comparison.disturbed(our, round) ? "*" : ""))
                .collect(Collectors.joining(" "));
        return line(comparison.workload().name(), our.entrant().name(), Integer.toString(our.entrant().threads()),
                milliseconds(our.median()), number("%.1f", gigaflops),
                number("%.0f %%", 100 * gigaflops / comparison.peak()),
                comparison.fastestPeer().map(other -> milliseconds(other.median())).orElse(""),
                number("%.2f", comparison.ratio(our)), rounds);
    }

    /// How many rounds were disturbed, if any; and for each of our entrants the geometric mean of the ratios of the
    /// products, and the least.
    static List<String> summary(List<Comparison> comparisons) {
        List<String> sentences = new ArrayList<>();
        long rounds = 0, disturbed = 0;
        for (Comparison comparison : comparisons)
            for (Track our : comparison.ours()) {
                rounds += our.slots().size();
                disturbed += IntStream.range(0, our.slots().size()).filter(round -> comparison.disturbed(our, round))
                        .count();
            }
        if (disturbed > 0) sentences.add(disturbed + " of " + rounds
                + " rounds are disturbed (*): somebody else used the machine. They count "
                + "only where there are no others.");
        Map<Entrant, List<Ratio>> ratios = new LinkedHashMap<>();
        for (Comparison comparison : comparisons)
            if (comparison.workload().name().startsWith("gemm_") && comparison.fastestPeer().isPresent())
                for (Track our : comparison.ours()) ratios.computeIfAbsent(our.entrant(), fresh -> new ArrayList<>())
                        .add(new Ratio(comparison.workload().name(), comparison.ratio(our)));
        ratios.forEach((entrant, all) -> {
            Ratio least = all.stream().min(Comparator.comparingDouble(Ratio::value)).orElseThrow();
            sentences.add(String.format(Locale.ROOT,
                    "%s: over %d products the geometric mean of the ratios is %.2f, the least is %.2f (%s).",
                    entrant, all.size(), Statistics.geometricMean(all.stream().map(Ratio::value).toList()),
                    least.value, least.workload));
        });
        return sentences;
    }

    private static String line(Object... cells) {
        return String.format(Locale.ROOT, FORMAT, cells).stripTrailing();
    }

    static String milliseconds(double seconds) {
        double ms = 1e3 * seconds;
        return number(ms < .1 ? "%.4f" : ms < 10 ? "%.3f" : ms < 1000 ? "%.1f" : "%.0f", ms);
    }

    static String number(String format, double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "";
    }
}
