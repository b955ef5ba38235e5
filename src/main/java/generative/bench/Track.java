package generative.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// What one entrant did with one workload: a slot for every round.
///
/// A slot is *disturbed* if others used more than a tenth of the machine meanwhile, or if the program got less than 80
/// % of the processor time that it got in its best slot of the same work.
public final class Track {

    private static final double MOST_FOR_OTHERS = .1, LEAST_OF_BEST = .8;

    private final Entrant entrant;
    private final String asked;
    private final List<Reply.Slot> slots = new ArrayList<>();
    private final List<Double> others = new ArrayList<>();

    /// @param asked the name by which the entrant knows the work
    public Track(Entrant entrant, String asked) {
        this.entrant = entrant;
        this.asked = asked;
    }

    public Entrant entrant() {
        return entrant;
    }

    public String asked() {
        return asked;
    }

    /// In the order of the rounds.
    public List<Reply.Slot> slots() {
        return Collections.unmodifiableList(slots);
    }

    /// Puts the slot of this round in its place, which may be that of an earlier slot.
    ///
    /// @param byOthers the share of the machine that others used meanwhile
    void set(int round, Reply.Slot slot, double byOthers) {
        if (round == slots.size()) {
            slots.add(slot);
            others.add(byOthers);
        } else {
            slots.set(round, slot);
            others.set(round, byOthers);
        }
    }

    /// The share of the machine that others used during this round.
    public double others(int round) {
        return others.get(round);
    }

    /// Whether somebody else ran during the slot of this round.
    public boolean disturbed(int round) {
        double best = slots.stream().mapToDouble(Reply.Slot::cpu).max().orElse(0);
        return others.get(round) > MOST_FOR_OTHERS || slots.get(round).cpu() < LEAST_OF_BEST * best;
    }

    /// The median over the undisturbed rounds, or over all of them where none was undisturbed; in seconds.
    public double median() {
        List<Double> calm = IntStream.range(0, slots.size()).filter(round -> !disturbed(round))
                .mapToObj(round -> slots.get(round).median()).toList();
        return Statistics.median(calm.isEmpty() ? slots.stream().map(Reply.Slot::median).toList() : calm);
    }

    @Override public String toString() {
        return asked + " by " + entrant + " in " + slots.size() + " slots";
    }
}
