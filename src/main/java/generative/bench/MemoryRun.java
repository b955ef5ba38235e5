package generative.bench;

import generative.data.AtomicFile;
import generative.plot.BarChart;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/// How much memory each workload needs: the most that a fresh process has had (resident), ours beside the peer's.
///
/// The whole process counts, with its virtual machine or interpreter, its libraries and its compiler. Of a peer with
/// several ways to do the work, the one that needs least counts.
public final class MemoryRun {

    private static final String FORMAT = "%-25s %9s %9s %7s";

    private final BenchOptions options;
    private final Consumer<String> out;

    public MemoryRun(BenchOptions options, Consumer<String> out) {
        this.options = options;
        this.out = out;
    }

    /// Every workload, with the first of the backends and the first number of threads.
    public void run() {
        List<Workload> workloads = Workloads.matching(options.only());
        Path csv = options.out().resolve("memory.csv"), png = options.out().resolve("memory.png");
        AtomicFile.requireWritable(csv);
        String backend = options.backends().getFirst();
        int threads = options.threads().getFirst();
        StringBuilder lines = new StringBuilder("workload,ours MB,peer MB\n");
        BarChart chart = new BarChart("Most memory of a fresh process (" + backend + ", " + threads + " threads)",
                "the peer's ÷ ours")
                .logarithmic().level("as much as the peer", 1);
        boolean withPeer = !options.against().isEmpty();
        out.accept(line("workload", "ours MB", withPeer ? "peer MB" : "", withPeer ? "ratio" : ""));
        for (Workload workload : workloads) {
            double ours = ours(backend, threads, workload), peer = peer(threads, workload);
            out.accept(line(workload.name(), ResultTable.number("%.0f", ours), ResultTable.number("%.0f", peer),
                    ResultTable.number("%.2f", peer / ours)));
            lines.append(String.format(Locale.ROOT, "%s,%.1f,%.1f%n", workload.name(), ours, peer));
            if (peer > 0) chart.bar(workload.name(), Math.round(100 * peer / ours) / 100.0);
            ResultFiles.write(csv, lines.toString());
        }
        if (withPeer) chart.picture(chart.toString()).save(png);
        out.accept("The numbers are in " + csv + (withPeer ? ", the chart in " + png + "." : "."));
    }

    private double ours(String backend, int threads, Workload workload) {
        try (Servers servers = new Servers(options)) {
            return peak(servers.ours(backend, threads), workload.name(), threads).orElse(Double.NaN);
        }
    }

    private double peer(int threads, Workload workload) {
        double least = Double.NaN;
        if (options.against().isEmpty()) return least;
        for (String name : workload.peerNames()) {
            try (Servers servers = new Servers(options)) {
                double megabytes = peak(servers.peer(), name, threads).orElse(Double.NaN);
                if (!(least <= megabytes)) least = megabytes;
            }
        }
        return least;
    }

    private OptionalDouble peak(ServerProcess server, String name, int threads) {
        return switch (server.ask(name, threads, options.seconds())) {
            case Reply.Slot slot -> OptionalDouble.of(slot.peakMegabytes());
            case Reply.Refusal refusal -> {
                out.accept("No " + name + " from " + server + ": " + refusal.error());
                yield OptionalDouble.empty();
            }
        };
    }

    private static String line(Object... cells) {
        return String.format(Locale.ROOT, FORMAT, cells).stripTrailing();
    }
}
