package generative.bench;

import java.util.List;
import java.util.function.Supplier;

/// A piece of work that is measured: what it is called, how much there is to calculate, and how it is made ready.
///
/// @param name      by which it is asked for
/// @param peerNames what the peer calls the same work; several where the peer has several ways to do it
/// @param flop      floating-point operations in the matrix products of one step, a multiply-add counting as two; 0
///                  where there is none worth counting
/// @param prepare   makes the data and answers with the step
public record Workload(String name, List<String> peerNames, double flop, Supplier<Step> prepare) {

    /// One unit of work. Its result is kept for a moment, so that no compiler leaves the work out.
    public interface Step {
        Object run();
    }

    public Workload {
        if (peerNames.isEmpty()) throw new IllegalArgumentException(name + " needs a name for the peer");
        peerNames = List.copyOf(peerNames);
    }

    /// Work that the peer knows by the same name.
    Workload(String name, double flop, Supplier<Step> prepare) {
        this(name, List.of(name), flop, prepare);
    }

    /// Whether it answers to this name: its own or one of the peer's.
    boolean answersTo(String asked) {
        return name.equals(asked) || peerNames.contains(asked);
    }

    @Override public String toString() {
        return name;
    }
}
