package generative.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What a contest found out about one workload.
///
/// ```
/// ratio in round r  =  peer's median in round r / our median in round r            above 1: ours is faster
/// ratio             =  the median over the undisturbed rounds, or over all where none was undisturbed
/// ```
/// A peer with several ways to do the work is represented by its fastest.
///
/// @param workload what was done
/// @param ours     one track for each of our backends that did it
/// @param peer     one track for each way of the peer; none without a peer, or if it refused
/// @param peak     what the machine can do with as many threads, in GFLOP/s; NaN if unknown
public record Comparison(Workload workload, List<Track> ours, List<Track> peer, double peak) {

    /// The peer's fastest way.
    public Optional<Track> fastestPeer() {
        return peer.stream().min(Comparator.comparingDouble(Track::median));
    }

    /// Round by round; empty without a peer.
    public List<Double> ratios(Track our) {
        return fastestPeer().map(other -> IntStream.range(0, our.slots().size())
                .mapToObj(round -> other.slots().get(round).median() / our.slots().get(round).median()).toList())
                .orElse(List.of());
    }

    /// The median of the ratios; NaN without a peer.
    public double ratio(Track our) {
        List<Double> all = ratios(our);
        List<Double> calm = IntStream.range(0, all.size()).filter(round -> !disturbed(our, round)).mapToObj(all::get)
                .toList();
        return Statistics.median(calm.isEmpty() ? all : calm);
    }

    /// Whether our slot or the peer's was disturbed in this round.
    public boolean disturbed(Track our, int round) {
        return our.disturbed(round) || fastestPeer().filter(other -> other.disturbed(round)).isPresent();
    }

    /// Floating-point operations a second, in 10⁹; NaN where they are not counted.
    public double gigaflops(Track our) {
        return workload.flop() > 0 ? workload.flop() / our.median() * 1e-9 : Double.NaN;
    }
}
