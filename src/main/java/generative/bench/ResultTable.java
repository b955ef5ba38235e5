package generative.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The results as text: a line for each workload and entrant of ours.
///
/// ```
/// workload           backend    threads     ours ms  GFLOP/s  of peak     peer ms  ratio  round by round
/// gemm_64x64x64_nn   vector           2      0.0085     61.7     20 %      0.0081   0.95  0.95 0.96 0.93* 0.95 0.97
/// ```
/// A star marks a round that was disturbed.
final class ResultTable {

    private static final String FORMAT = "%-25s %-10s %7s %11s %8s %8s %11s %6s  %s";

    private final boolean withPeer;
    private final List<Comparison> comparisons = new ArrayList<>();

    ResultTable(boolean withPeer) {
        this.withPeer = withPeer;
    }

    String head() {
        return line("workload", "backend", "threads", "ours ms", "GFLOP/s", "of peak", withPeer ? "peer ms" : "", withPeer ? "ratio" : "",
                withPeer ? "round by round" : "");
    }

    /// The lines of one workload.
    String rows(Comparison comparison, double peak) {
        comparisons.add(comparison);
        return comparison.ours().stream().map(our -> row(comparison, our, peak)).collect(Collectors.joining(System.lineSeparator()));
    }

    private String row(Comparison comparison, Track our, double peak) {
        double gigaflops = comparison.gigaflops(our);
        String rounds = IntStream.range(0, comparison.ratios(our).size())
                .mapToObj(round -> number("%.2f", comparison.ratios(our).get(round)) + (comparison.disturbed(our, round) ? "*" : ""))
                .collect(Collectors.joining(" "));
        return line(comparison.workload().name(), our.entrant().name(), Integer.toString(our.entrant().threads()), milliseconds(our.median()),
                number("%.1f", gigaflops), number("%.0f %%", 100 * gigaflops / peak),
                comparison.fastestPeer().map(other -> milliseconds(other.median())).orElse(""), number("%.2f", comparison.ratio(our)), rounds);
    }

    /// For each of our entrants: the geometric mean of the ratios of the products, and the least.
    List<String> summary() {
        List<String> sentences = new ArrayList<>();
        comparisons.stream().flatMap(comparison -> comparison.ours().stream().map(our -> our.entrant().toString())).distinct().forEach(name -> {
            record Ratio(String workload, double value) { }
            List<Ratio> ratios = comparisons.stream().filter(comparison -> comparison.workload().name().startsWith("gemm_"))
                    .flatMap(comparison -> comparison.ours().stream().filter(our -> our.entrant().toString().equals(name))
                            .map(our -> new Ratio(comparison.workload().name(), comparison.ratio(our))))
                    .filter(ratio -> Double.isFinite(ratio.value)).toList();
            if (ratios.isEmpty()) return;
            Ratio least = ratios.stream().min(java.util.Comparator.comparingDouble(Ratio::value)).orElseThrow();
            sentences.add(String.format(Locale.ROOT, "%s: over %d products the geometric mean of the ratios is %.2f and the least %.2f (%s).", name,
                    ratios.size(), Statistics.geometricMean(ratios.stream().map(Ratio::value).toList()), least.value, least.workload));
        });
        return sentences;
    }

    private static String line(Object... cells) {
        return String.format(Locale.ROOT, FORMAT, cells).stripTrailing();
    }

    private static String milliseconds(double seconds) {
        double ms = 1e3 * seconds;
        return number(ms < .1 ? "%.4f" : ms < 10 ? "%.3f" : ms < 1000 ? "%.1f" : "%.0f", ms);
    }

    private static String number(String format, double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "";
    }
}
