package generative.bench;

import generative.UserException;
import generative.data.AtomicFile;
import generative.plot.LineChart;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.IntStream;

/// How the time grows with the size of the work, beside what the theory says.
///
/// ```
/// product of two n×n matrices              time ∝ n³
/// iteration of the adversarial net         time = a + b · batch: the update costs the same for any batch
/// ```
/// On logarithmic axes a power law is a straight line, and its exponent the slope. The line of the theory goes through
/// our largest size, where the fixed costs weigh least.
public final class GrowthRun {

    /// @param workload the name of the work of a size, as a format
    /// @param exponent of the power law
    private record Series(
            String name, String title, String xLabel, List<Integer> sizes, String workload, int exponent) {

        Workload of(int size) {
            return Workloads.find(workload.formatted(size));
        }

        /// With the sizes alone in whose workload's name the pattern finds something.
        Series only(Pattern pattern) {
            List<Integer> kept = sizes.stream().filter(size -> pattern.matcher(of(size).name()).find()).toList();
            return new Series(name, title, xLabel, kept, workload, exponent);
        }
    }

    private static final List<Series> ALL = List.of(
            new Series("growth-products", "Product of two n×n matrices", "n", List.of(64, 128, 256, 512, 1024, 2048),
                    "gemm_%1$dx%1$dx%1$d_nn", 3),
            new Series("growth-batch", "Iteration of the adversarial net", "batch",
                    List.of(10, 20, 50, 100, 200, 500, 1000), "gan_b%d", 1));

    private final BenchOptions options;
    private final Consumer<String> out;

    public GrowthRun(BenchOptions options, Consumer<String> out) {
        this.options = options;
        this.out = out;
    }

    /// Both series, with the first number of threads; `--only` may keep some of the sizes, two of a series or more.
    ///
    /// @throws UserException if a program fails, `--only` keeps too little, or the folder cannot be written
    public void run() {
        List<Series> chosen = ALL.stream().map(series -> series.only(Workloads.pattern(options.only())))
                .filter(series -> series.sizes.size() > 1).toList();
        if (chosen.isEmpty())
            throw new UserException("--only " + options.only()
                    + " keeps no two sizes of a series; try --only gemm or --only gan.");
        AtomicFile.requireWritable(options.out().resolve("growth.csv"));
        StringBuilder csv = new StringBuilder("workload,by,threads,median seconds\n");
        int threads = options.threads().getFirst();
        try (Servers servers = new Servers(options)) {
            List<Entrant> entrants = Stream.concat(servers.allOurs(out).stream(), servers.allPeers().stream())
                    .filter(entrant -> entrant.threads() == threads).toList();
            Contest contest = new Contest(entrants, options.rounds(), options.seconds(), out);
            for (Series series : chosen) measure(series, contest, entrants, csv);
        }
        ResultFiles.write(options.out().resolve("growth.csv"), csv.toString());
        out.accept("The numbers are in " + options.out().resolve("growth.csv") + ", the charts beside it.");
    }

    private void measure(Series series, Contest contest, List<Entrant> entrants, StringBuilder csv) {
        double[][] seconds = new double[entrants.size()][series.sizes.size()];
        for (int i = 0; i < series.sizes.size(); i++) {
            Comparison comparison = contest.run(series.of(series.sizes.get(i)), Double.NaN);
            for (int e = 0; e < entrants.size(); e++) {
                Entrant entrant = entrants.get(e);
                seconds[e][i] = median(comparison, entrant).orElse(Double.NaN);
                csv.append(String.format(Locale.ROOT, "%s,%s,%d,%.9f%n", comparison.workload(), entrant.name(),
                        entrant.threads(), seconds[e][i]));
            }
            out.accept(comparison.workload() + line(entrants, seconds, i));
        }
        double[] x = series.sizes.stream().mapToDouble(size -> size).toArray();
        LineChart chart = new LineChart(series.title + ", " + entrants.getFirst().threads() + " threads",
                series.xLabel, "milliseconds").logX().logY();
        for (int e = 0; e < entrants.size(); e++) {
            double[] ms = milliseconds(seconds[e]);
            chart.line(entrants.get(e).name(), x, ms).points(entrants.get(e).name(), x, ms);
            out.accept(String.format(Locale.ROOT,
                    "%s, %s: the slope between the two largest sizes is %.2f, in theory %d.", series.title,
                    entrants.get(e).name(), slope(x, ms), series.exponent));
        }
        int last = x.length - 1;
        double end = 1e3 * seconds[0][last];
        Path file = options.out().resolve(series.name + ".png");
        chart.dashed("theory: slope " + series.exponent, x, IntStream.rangeClosed(0, last)
                .mapToDouble(i -> end * Math.pow(x[i] / x[last], series.exponent)).toArray())
                .picture(series.title + ": time against size").save(file);
    }

    private static Optional<Double> median(Comparison comparison, Entrant entrant) {
        return (entrant.ours() ? comparison.ours() : comparison.peer()).stream()
                .filter(track -> track.entrant().equals(entrant))
                .findFirst().map(Track::median);
    }

    private static String line(List<Entrant> entrants, double[][] seconds, int i) {
        StringBuilder line = new StringBuilder(": ");
        for (int e = 0; e < entrants.size(); e++)
            line.append(e == 0 ? "" : ", ").append(entrants.get(e).name()).append(' ')
                    .append(ResultTable.milliseconds(seconds[e][i])).append(" ms");
        return line.toString();
    }

    private static double[] milliseconds(double[] seconds) {
        return java.util.Arrays.stream(seconds).map(s -> 1e3 * s).toArray();
    }

    /// d ln y / d ln x at the end.
    private static double slope(double[] x, double[] y) {
        int n = x.length;
        return Math.log(y[n - 1] / y[n - 2]) / Math.log(x[n - 1] / x[n - 2]);
    }
}
