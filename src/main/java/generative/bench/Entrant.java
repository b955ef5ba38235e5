package generative.bench;

/// Who takes part in a contest: a running program, with so many threads.
///
/// @param name    what tables call it: a backend's name, or `peer`
/// @param server  the program
/// @param threads with which it is asked to work
/// @param ours    whether it is one of ours; otherwise it is the peer
public record Entrant(String name, ServerProcess server, int threads, boolean ours) {

    @Override public String toString() {
        return name + ", " + threads + (threads == 1 ? " thread" : " threads");
    }
}
