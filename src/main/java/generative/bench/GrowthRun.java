package generative.bench;

import generative.UserException;
import generative.data.AtomicFile;
import generative.plot.LineChart;
import java.util.Arrays;
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
/// attention over N positions               dense: time ∝ N²       strided and fixed with l = √N: time ∝ N√N
/// ```
/// On logarithmic axes a power law is a straight line, and its exponent the slope. The line of the theory goes through
/// our largest size, where the fixed costs weigh least.
public final class GrowthRun {

    /// Work of many sizes.
    ///
    /// @param name     in the legend; empty where the series has one curve
    /// @param workload the name of the work of a size, as a format
    /// @param exponent of the power law
    private record Curve(String name, String workload, double exponent) {

        Workload of(int size) {
            return Workloads.find(workload.formatted(size));
        }

        String by(Entrant entrant) {
            return name.isEmpty() ? entrant.name() : name + ", " + entrant.name();
        }
    }

    /// One chart.
    private record Series(String name, String title, String xLabel, List<Integer> sizes, List<Curve> curves) {

        /// With the curves and sizes alone in whose workload's name the pattern finds something.
        Series only(Pattern pattern) {
            List<Integer> keptSizes = sizes.stream()
                    .filter(size -> curves.stream().anyMatch(curve -> finds(pattern, curve, size))).toList();
            List<Curve> keptCurves = curves.stream()
                    .filter(curve -> sizes.stream().anyMatch(size -> finds(pattern, curve, size))).toList();
            return new Series(name, title, xLabel, keptSizes, keptCurves);
        }

        private static boolean finds(Pattern pattern, Curve curve, int size) {
            return pattern.matcher(curve.workload.formatted(size)).find();
        }
    }

    private static final List<Series> ALL = List.of(
            new Series("growth-products", "Product of two n×n matrices", "n", List.of(64, 128, 256, 512, 1024, 2048),
                    List.of(new Curve("", "gemm_%1$dx%1$dx%1$d_nn", 3))),
            new Series("growth-batch", "Iteration of the adversarial net", "batch",
                    List.of(10, 20, 50, 100, 200, 500, 1000), List.of(new Curve("", "gan_b%d", 1))),
            new Series("growth-attention", "Attention of 4 heads of 64, forward and back", "N",
                    List.of(1024, 2048, 4096, 8192, 16384), List.of(new Curve("dense", "attn_dense_%d", 2),
                    new Curve("strided", "attn_strided_%d", 1.5),
                            new Curve("fixed", "attn_fixed_%d", 1.5))));

    private final BenchOptions options;
    private final Consumer<String> out;

    public GrowthRun(BenchOptions options, Consumer<String> out) {
        this.options = options;
        this.out = out;
    }

    /// All series, with the first number of threads; `--only` may keep some of the curves and sizes, two of a series or more.
    ///
    /// @throws UserException if a program fails, `--only` keeps too little, or the folder cannot be written
    public void run() {
        List<Series> chosen = ALL.stream().map(series -> series.only(Workloads.pattern(options.only())))
                .filter(series -> series.sizes.size() > 1).toList();
        if (chosen.isEmpty())
            throw new UserException("--only " + options.only()
                    + " keeps no two sizes of a series; try --only gemm, --only gan or --only attn.");
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
        double[] x = series.sizes.stream().mapToDouble(size -> size).toArray();
        LineChart chart = new LineChart(series.title + ", " + entrants.getFirst().threads() + " threads",
                series.xLabel, "milliseconds").logX().logY();
        for (Curve curve : series.curves) {
            double[][] seconds = new double[entrants.size()][x.length];
            for (int i = 0; i < x.length; i++) {
                Comparison comparison = contest.run(curve.of(series.sizes.get(i)), Double.NaN);
                for (int e = 0; e < entrants.size(); e++) {
                    Entrant entrant = entrants.get(e);
                    seconds[e][i] = median(comparison, entrant).orElse(Double.NaN);
                    csv.append(String.format(Locale.ROOT, "%s,%s,%d,%.9f%n", comparison.workload(), entrant.name(),
                            entrant.threads(), seconds[e][i]));
                }
                out.accept(comparison.workload() + line(entrants, seconds, i));
            }
            draw(series, curve, entrants, x, seconds, chart);
        }
        chart.picture(series.title + ": time against size").save(options.out().resolve(series.name + ".png"));
    }

    private void draw(Series series, Curve curve, List<Entrant> entrants, double[] x, double[][] seconds, LineChart chart) {
        for (int e = 0; e < entrants.size(); e++) {
            double[] ms = Arrays.stream(seconds[e]).map(s -> 1e3 * s).toArray();
            String name = curve.by(entrants.get(e));
            chart.line(name, x, ms).points(name, x, ms);
            out.accept(String.format(Locale.ROOT,
                    "%s, %s: the exponent is %.2f over all sizes and %.2f between the two largest, in theory %s.", series.title, name,
                    exponent(x, ms, 0), exponent(x, ms, x.length - 2), text(curve.exponent)));
        }
        int last = x.length - 1;
        double end = 1e3 * seconds[0][last];
        chart.dashed("theory: slope " + text(curve.exponent), x, IntStream.rangeClosed(0, last)
                .mapToDouble(i -> end * Math.pow(x[i] / x[last], curve.exponent)).toArray());
    }

    private static String text(double exponent) {
        return exponent == Math.rint(exponent) ? Integer.toString((int) exponent) : Double.toString(exponent);
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

    /// The slope of the straight line through the points (ln x, ln y) from number `first` on, by least squares.
    static double exponent(double[] x, double[] y, int first) {
        int n = x.length - first;
        double meanX = 0, meanY = 0, sxy = 0, sxx = 0;
        for (int i = first; i < x.length; i++) {
            meanX += Math.log(x[i]) / n;
            meanY += Math.log(y[i]) / n;
        }
        for (int i = first; i < x.length; i++) {
            sxy += (Math.log(x[i]) - meanX) * (Math.log(y[i]) - meanY);
            sxx += (Math.log(x[i]) - meanX) * (Math.log(x[i]) - meanX);
        }
        return sxy / sxx;
    }
}
