package generative.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What one entrant did with one workload: a slot for every round.
///
/// A slot is *disturbed* if the program got less than 80 % of the processor time that it got in its best slot of the same work: then
/// somebody else ran.
public final class Track {

    private static final double SHARE = .8;

    private final Entrant entrant;
    private final String asked;
    private final List<Reply.Slot> slots = new ArrayList<>();

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
    void set(int round, Reply.Slot slot) {
        if (round == slots.size()) slots.add(slot);
        else slots.set(round, slot);
    }

    /// Whether somebody else ran during the slot of this round.
    public boolean disturbed(int round) {
        double best = slots.stream().mapToDouble(Reply.Slot::cpu).max().orElse(0);
        return slots.get(round).cpu() < SHARE * best;
    }

    /// The median over the rounds, in seconds.
    public double median() {
        return Statistics.median(slots.stream().map(Reply.Slot::median).toList());
    }

    @Override public String toString() {
        return asked + " by " + entrant + " in " + slots.size() + " slots";
    }
}
