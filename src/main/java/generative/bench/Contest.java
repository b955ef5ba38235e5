package generative.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Lets several programs do the same work in turns, so that a noisy machine hits all of them alike.
///
/// ```
/// round 1   A B C        round 2   C B A        round 3   A B C …
/// ```
/// Ratios are taken within a round. A round with a disturbed slot ([Track#disturbed]) is repeated, at most twice; if
/// it is disturbed still, the last one counts and is marked.
public final class Contest {

    private static final int REPEATS = 2;

    private final List<Entrant> entrants;
    private final int rounds;
    private final double seconds;
    private final Consumer<String> notes;

    /// @param entrants who takes part; they have the same number of threads
    /// @param rounds   1 or more
    /// @param seconds  the length of a slot
    /// @param notes    takes a sentence about whoever refuses a workload
    public Contest(List<Entrant> entrants, int rounds, double seconds, Consumer<String> notes) {
        this.entrants = List.copyOf(entrants);
        this.rounds = rounds;
        this.seconds = seconds;
        this.notes = notes;
    }

    /// All rounds of one workload; `peak` goes into the result as it is.
    public Comparison run(Workload workload, double peak) {
        List<Track> tracks = new ArrayList<>();
        for (Entrant entrant : entrants) {
            if (entrant.ours()) tracks.add(new Track(entrant, workload.name()));
            else for (String name : workload.peerNames()) tracks.add(new Track(entrant, name));
        }
        for (int round = 0; round < rounds; round++) play(tracks, round);
        for (int repeat = 0; repeat < REPEATS; repeat++)
            for (int round = 0; round < rounds; round++) if (disturbed(tracks, round)) play(tracks, round);
        return new Comparison(workload, tracks.stream().filter(track -> track.entrant().ours()).toList(),
                tracks.stream().filter(track -> !track.entrant().ours()).toList(), peak);
    }

    /// One slot for each; whoever refuses leaves.
    private void play(List<Track> tracks, int round) {
        List<Track> order = round % 2 == 0 ? List.copyOf(tracks) : tracks.reversed().stream().toList();
        for (Track track : order) {
            ServerProcess server = track.entrant().server();
            Bystanders bystanders = new Bystanders(server.handle());
            switch (server.ask(track.asked(), track.entrant().threads(), seconds)) {
                case Reply.Slot slot -> track.set(round, slot, bystanders.share());
                case Reply.Refusal refusal -> {
                    notes.accept("No " + refusal.workload() + " from " + server + ": " + refusal.error());
                    tracks.remove(track);
                }
            }
        }
    }

    private static boolean disturbed(List<Track> tracks, int round) {
        return tracks.stream().anyMatch(track -> track.disturbed(round));
    }
}
