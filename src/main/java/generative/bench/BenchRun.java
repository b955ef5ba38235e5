package generative.bench;

import generative.UserException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A whole run: starts the programs, lets them compete in every workload, and tells the results as they come.
public final class BenchRun implements AutoCloseable {

    /// @param only     a regular expression for the names of the workloads
    /// @param backends ours that take part
    /// @param required whether a backend that cannot run is an error; otherwise it is left out with a sentence
    /// @param against  the peer's command; empty for none
    /// @param threads  numbers of threads to try
    /// @param rounds   slots for each program and workload
    /// @param seconds  the length of a slot
    /// @param warmUp   unmeasured seconds for a workload that is new to one of ours
    /// @param patience how long an answer may take
    public record Options(String only, List<String> backends, boolean required, List<String> against, List<Integer> threads, int rounds,
                          double seconds, double warmUp, Duration patience) { }

    /// The reference backend makes about 5 GFLOP/s; what takes it longer than a second is left out unless it is named.
    private static final double LARGEST_FOR_REFERENCE = 5e9;

    private final Options options;
    private final Consumer<String> out;
    private final List<ServerProcess> servers = new ArrayList<>();

    public BenchRun(Options options, Consumer<String> out) {
        this.options = options;
        this.out = out;
    }

    /// Everything; answers with the comparisons in the order of the table.
    public List<Comparison> run() {
        List<Workload> workloads = Workloads.matching(options.only);
        List<Entrant> peers = startPeer(), ours = startOurs();
        ResultTable table = new ResultTable(!peers.isEmpty());
        List<Comparison> comparisons = new ArrayList<>();
        for (int threads : options.threads) {
            List<Entrant> entrants = new ArrayList<>(ours.stream().filter(entrant -> entrant.threads() == threads).toList());
            double peak = Peak.gigaflops(entrants.getFirst(), options.seconds);
            if (Double.isFinite(peak)) out.accept(String.format(java.util.Locale.ROOT, "Peak of this machine with %d %s: %.1f GFLOP/s.", threads,
                    threads == 1 ? "thread" : "threads", peak));
            out.accept(table.head());
            for (Workload workload : workloads) {
                List<Entrant> able = new ArrayList<>(entrants.stream().filter(entrant -> fastEnough(entrant, workload)).toList());
                if (able.isEmpty()) continue;
                peers.stream().filter(peer -> peer.threads() == threads).forEach(able::add);
                Comparison comparison = new Contest(able, options.rounds, options.seconds, out).run(workload);
                if (comparison.ours().isEmpty()) continue;
                out.accept(table.rows(comparison, peak));
                comparisons.add(comparison);
            }
        }
        table.summary().forEach(out);
        return comparisons;
    }

    private boolean fastEnough(Entrant entrant, Workload workload) {
        return !entrant.name().equals("reference") || workload.flop() <= LARGEST_FOR_REFERENCE || workload.answersTo(options.only);
    }

    /// One process for any number of threads.
    private List<Entrant> startPeer() {
        if (options.against.isEmpty()) return List.of();
        ServerProcess peer = started(new ServerProcess("the peer", options.against, options.patience));
        return options.threads.stream().map(threads -> new Entrant("peer", peer, threads, false)).toList();
    }

    /// One process for each backend and number of threads.
    private List<Entrant> startOurs() {
        List<Entrant> entrants = new ArrayList<>();
        for (String backend : options.backends) {
            try {
                for (int threads : options.threads) entrants.add(new Entrant(backend, started(ours(backend, threads)), threads, true));
            } catch (UserException e) {
                if (options.required) throw e;
                out.accept("Without the backend " + backend + ": " + e.getMessage());
            }
        }
        if (entrants.isEmpty()) throw new UserException("None of the backends " + String.join(", ", options.backends) + " can run here.");
        return entrants;
    }

    private ServerProcess ours(String backend, int threads) {
        return new ServerProcess("the backend " + backend, ChildJvm.command(backend, threads, BenchServer.class.getName(),
                Double.toString(options.warmUp)), options.patience);
    }

    private ServerProcess started(ServerProcess server) {
        servers.add(server);
        return server;
    }

    @Override public void close() {
        servers.forEach(ServerProcess::close);
    }
}
