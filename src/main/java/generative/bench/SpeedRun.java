package generative.bench;

import generative.UserException;
import generative.data.AtomicFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// The main run: all programs compete in every workload, and the results are told as they come.
public final class SpeedRun {

    /// The reference backend makes about 5 GFLOP/s; what takes it longer than a second is left out unless it is named.
    private static final double LARGEST_FOR_REFERENCE = 5e9;

    private final BenchOptions options;
    private final Consumer<String> out;
    private final List<String> text = new ArrayList<>();

    public SpeedRun(BenchOptions options, Consumer<String> out) {
        this.options = options;
        this.out = out;
    }

    /// Everything; answers with the comparisons in the order of the table.
    ///
    /// @throws UserException if a program fails, no workload has the name, or the folder cannot be written
    public List<Comparison> run() {
        List<Workload> workloads = Workloads.matching(options.only());
        AtomicFile.requireWritable(options.out().resolve("bench.csv"));
        List<Comparison> comparisons = new ArrayList<>();
        try (Servers servers = new Servers(options)) {
            List<Entrant> peers = servers.allPeers(), ours = servers.allOurs(this::say);
            for (int threads : options.threads()) {
                compete(ours.stream().filter(entrant -> entrant.threads() == threads).toList(),
                        peers.stream().filter(peer -> peer.threads() == threads).toList(), workloads, comparisons);
            }
        }
        ResultTable.summary(comparisons).forEach(this::say);
        ResultFiles.save(comparisons, text, options.out());
        List<Path> charts = ResultCharts.save(comparisons, options.out());
        if (!options.against().isEmpty() && comparisons.stream()
                .allMatch(comparison -> comparison.fastestPeer().isEmpty()))
            throw new UserException("The peer has none of these workloads; its names must be those of bench --list.");
        out.accept("The numbers are in " + options.out().resolve("bench.csv")
                + (charts.isEmpty() ? "." : ", the charts in "
                + String.join(", ", charts.stream().map(Path::toString).toList()) + "."));
        return comparisons;
    }

    /// One number of threads.
    private void compete(List<Entrant> ours, List<Entrant> peers, List<Workload> workloads,
            List<Comparison> comparisons) {
        double peak = Peak.gigaflops(ours.getFirst(), options.seconds());
        if (Double.isFinite(peak)) say(String.format(Locale.ROOT, "Peak of this machine with %d %s: %.1f GFLOP/s.",
                ours.getFirst().threads(), ours.getFirst().threads() == 1 ? "thread" : "threads", peak));
        say(ResultTable.head(!peers.isEmpty()));
        for (Workload workload : workloads) {
            List<Entrant> entrants = new ArrayList<>(ours.stream().filter(entrant -> fastEnough(entrant, workload))
                    .toList());
            if (entrants.isEmpty()) continue;
            entrants.addAll(peers);
            Comparison comparison = new Contest(entrants, options.rounds(), options.seconds(), this::say)
                    .run(workload, peak);
            if (comparison.ours().isEmpty()) continue;
            comparisons.add(comparison);
            ResultTable.rows(comparison).forEach(this::say);
            ResultFiles.save(comparisons, text, options.out());            // what there is survives Ctrl-C
        }
    }

    private boolean fastEnough(Entrant entrant, Workload workload) {
        return !entrant.name().equals("reference") || workload.flop() <= LARGEST_FOR_REFERENCE
                || workload.answersTo(options.only());
    }

    private void say(String line) {
        text.add(line);
        out.accept(line);
    }
}
