package generative.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final Workload WORK = new Workload("gemm_1", List.of("a", "b"), 4e9, () -> () -> null);
    private static final Entrant OURS = new Entrant("vector", null, 2, true),
            PEER = new Entrant("peer", null, 2, false);

    static Track track(Entrant entrant, String asked, double... medians) {
        Track track = new Track(entrant, asked);
        for (int round = 0; round < medians.length; round++) track.set(round, slot(medians[round], 2), 0);
        return track;
    }

    static Reply.Slot slot(double median, double cpu) {
        return new Reply.Slot("x", 2, median, median, 1, cpu, 100, 0);
    }

    static Comparison comparison(Track ours, Track... peer) {
        return new Comparison(WORK, List.of(ours), List.of(peer), 8);
    }

    @Test
    void ratiosAreTakenWithinARoundAgainstTheFastestWay() {
        Track ours = track(OURS, "x", 1, 2, 4);
        Comparison comparison = comparison(ours, track(PEER, "a", 9, 9, 9), track(PEER, "b", 3, 2, 2));
        assertThat(comparison.fastestPeer().orElseThrow().asked()).isEqualTo("b");
        assertThat(comparison.ratios(ours)).containsExactly(3., 1., .5);
        assertThat(comparison.ratio(ours)).isEqualTo(1);
        assertThat(comparison.gigaflops(ours)).isCloseTo(2, within(1e-12));
    }

    @Test
    void withoutAPeerThereIsNoRatio() {
        Track ours = track(OURS, "x", 1);
        assertThat(comparison(ours).ratio(ours)).isNaN();
        assertThat(comparison(ours).ratios(ours)).isEmpty();
    }

    @Test
    void aSlotIsDisturbedIfItsProgramGotLessProcessorTimeThanInItsBest() {
        Track track = new Track(OURS, "x");
        double[] cpu = {2, 1.7, 1.5};
        for (int round = 0; round < 3; round++) track.set(round, slot(1, cpu[round]), 0);
        assertThat(track.disturbed(0)).isFalse();
        assertThat(track.disturbed(1)).isFalse();
        assertThat(track.disturbed(2)).isTrue();
    }

    @Test
    void aSlotIsDisturbedIfOthersUsedMoreThanATenthOfTheMachine() {
        Track track = track(OURS, "x", 1, 1);
        track.set(0, slot(1, 2), .09);
        track.set(1, slot(1, 2), .11);
        assertThat(track.disturbed(0)).isFalse();
        assertThat(track.disturbed(1)).isTrue();
        assertThat(track.others(1)).isEqualTo(.11);
    }

    @Test
    void disturbedRoundsDoNotCountIfThereAreOthers() {
        Track ours = track(OURS, "x", 1, 1, 50), peer = track(PEER, "a", 2, 3, 2);
        Comparison comparison = comparison(ours, peer);
        assertThat(comparison.ratio(ours)).isEqualTo(2);
        ours.set(2, slot(50, 2), .5);
        assertThat(comparison.disturbed(ours, 2)).isTrue();
        assertThat(comparison.ratio(ours)).isEqualTo(2.5);
        assertThat(ours.median()).isEqualTo(1);
        peer.set(0, slot(2, 2), .5);
        peer.set(1, slot(3, 2), .5);
        assertThat(comparison.ratio(ours)).as("all disturbed: all count").isEqualTo(2);
    }
}
