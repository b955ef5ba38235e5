package generative.bench;

import generative.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Starts the programs of a run, and ends all of them.
final class Servers implements AutoCloseable {

    private final BenchOptions options;
    private final List<ServerProcess> running = new ArrayList<>();

    Servers(BenchOptions options) {
        this.options = options;
    }

    boolean hasPeer() {
        return !options.against().isEmpty();
    }

    /// A new process of the peer's.
    ServerProcess peer() {
        return added(new ServerProcess("the peer", options.against(), options.patience()));
    }

    /// A new process of ours.
    ServerProcess ours(String backend, int threads) {
        return added(new ServerProcess("the backend " + backend,
                ChildJvm.command(backend, threads, BenchServer.class.getName(),
                Double.toString(options.warmUp())), options.patience()));
    }

    /// One process for each backend and number of threads.
    ///
    /// @throws UserException if a required backend cannot run, or none can
    List<Entrant> allOurs(Consumer<String> notes) {
        List<Entrant> entrants = new ArrayList<>();
        for (String backend : options.backends()) {
            try {
                for (int threads : options.threads())
                    entrants.add(new Entrant(backend, ours(backend, threads), threads, true));
            } catch (UserException e) {
                if (options.required()) throw e;
                notes.accept("Without the backend " + backend + ": " + e.getMessage());
            }
        }
        if (entrants.isEmpty()) throw new UserException("None of the backends " + String.join(", ", options.backends())
                + " can run here; choose another with --backends.");
        return entrants;
    }

    /// One process of the peer's for all numbers of threads; none without a peer.
    List<Entrant> allPeers() {
        if (!hasPeer()) return List.of();
        ServerProcess peer = peer();
        return options.threads().stream().map(threads -> new Entrant("peer", peer, threads, false)).toList();
    }

    private ServerProcess added(ServerProcess server) {
        running.add(server);
        return server;
    }

    @Override public void close() {
        running.forEach(ServerProcess::close);
    }
}
