package generative.sparse;

import static generative.sparse.AttentionPattern.block;
import static generative.sparse.AttentionPattern.dense;
import static generative.sparse.AttentionPattern.everyLth;
import static generative.sparse.AttentionPattern.everything;
import static generative.sparse.AttentionPattern.local;
import static generative.sparse.AttentionPattern.localOfPaper;
import static generative.sparse.AttentionPattern.self;
import static generative.sparse.AttentionPattern.summary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.math.Matrix;
import generative.sparse.HeadPatterns.Way;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReachabilityTest {

    /// Each position looks at the one before alone: after m layers it knows of the one m before, and of no other.
    @Test void aChainByHand() {
        AttentionPattern before = (i, N) -> i == 0 ? new int[0] : new int[] {i - 1};
        Reachability alone = Reachability.ofAttention(4, before, before), kept = Reachability.withResiduals(4, before, before);
        assertThat(List.of(alone.hops(3, 3), alone.hops(3, 2), alone.hops(3, 1), alone.hops(3, 0), alone.hops(0, 3)))
                .containsExactly(0, 1, 2, -1, -1);
        assertThat(alone.reaches(2, 3, 2)).as("what layer 1 brought is gone after layer 2").isFalse();
        assertThat(kept.reaches(2, 3, 2)).as("unless it is kept").isTrue();
        assertThat(alone.missing()).as("2 of 10 pairs are there").isEqualTo(8);
        assertThat(kept.missing()).as("position 3 does not know of 0").isEqualTo(1);
        assertThat(alone.layers()).isEqualTo(2);
        assertThat(alone.length()).isEqualTo(4);
    }

    /// The order of the layers: what the first layer brings to k, the second brings from k to i.
    @Test void theFirstLayerComesFirst() {
        AttentionPattern fromOneToTwo = (i, N) -> i == 2 ? new int[] {1} : new int[0];
        AttentionPattern fromZeroToOne = (i, N) -> i == 1 ? new int[] {0} : new int[0];
        assertThat(Reachability.ofAttention(3, fromZeroToOne, fromOneToTwo).hops(2, 0)).isEqualTo(2);
        assertThat(Reachability.ofAttention(3, fromOneToTwo, fromZeroToOne).hops(2, 0)).isEqualTo(-1);
    }

    private static void reachesAllThatCameBefore(Reachability way) {
        assertThat(way.complete()).isTrue();
        assertThat(way.missing()).isZero();
        assertThat(way.lookingAhead()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"16, 4", "64, 8", "1024, 32"})
    void stridedAttentionIsCompleteInEitherOrder(int N, int l) {
        reachesAllThatCameBefore(Reachability.ofAttention(N, local(l), everyLth(l)));
        reachesAllThatCameBefore(Reachability.ofAttention(N, everyLth(l), local(l)));
        reachesAllThatCameBefore(Reachability.ofAttention(N, localOfPaper(l), everyLth(l)));
        assertThat(Reachability.ofAttention(N, local(l - 1), everyLth(l)).complete()).as("a window that is too short").isFalse();
    }

    @ParameterizedTest
    @CsvSource({"16, 4, 1, 24", "64, 8, 2, 168", "1024, 32, 8, 9600"})
    void fixedAttentionForgetsItsOwnBlockUnlessItIsKept(int N, int l, int c, long pairs) {
        Reachability strict = Reachability.ofAttention(N, block(l), summary(l, c));
        assertThat(strict.missing()).isEqualTo(pairs);
        assertThat(strict.lookingAhead()).isZero();
        for (int i = 0; i < N; i++)
            for (int j = 0; j < i / l * l; j++)
                assertThat(strict.reaches(2, i, j)).as("%d of another block than %d", j, i).isTrue();
        reachesAllThatCameBefore(Reachability.withResiduals(N, block(l), summary(l, c)));
    }

    /// Summaries that are read before they are written tell of themselves alone; one more layer, and all is there.
    @Test void fixedAttentionNeedsTheBlockFirst() {
        Reachability wrongWay = Reachability.withResiduals(16, summary(4, 1), block(4), summary(4, 1));
        assertThat(wrongWay.hops(5, 3)).as("a summary").isEqualTo(1);
        assertThat(wrongWay.hops(5, 2)).as("a position that only its summary knows").isEqualTo(3);
        assertThat(wrongWay.complete()).isTrue();
        assertThat(Reachability.withResiduals(16, summary(4, 1), block(4)).complete()).isFalse();
    }

    @Test void oneDenseLayerIsEnoughAndNoneThatLooksAtItselfAlone() {
        reachesAllThatCameBefore(Reachability.ofAttention(33, dense()));
        Reachability alone = Reachability.withResiduals(5, self(), self(), self());
        assertThat(alone.missing()).isEqualTo(10);
        assertThat(alone.complete()).isFalse();
    }

    @Test void whoLooksAheadIsCounted() {
        assertThat(Reachability.ofAttention(6, everything()).lookingAhead()).isEqualTo(15);
        AttentionPattern next = (i, N) -> new int[] {Math.min(i + 1, N - 1)};
        assertThat(Reachability.withResiduals(6, next).lookingAhead()).isEqualTo(5);
    }

    /// A pattern of one's own: powers of two back. log₂ N hops are enough, and no pair needs more than it has ones.
    @Test void aPatternOfOnesOwn() {
        AttentionPattern powers = (i, N) -> java.util.stream.IntStream.concat(java.util.stream.IntStream.of(i),
                java.util.stream.IntStream.iterate(1, p -> p <= i, p -> 2 * p).map(p -> i - p)).sorted().toArray();
        Reachability way = Reachability.ofAttention(64, powers, powers, powers, powers, powers, powers);
        assertThat(way.complete()).isTrue();
        assertThat(way.hops(63, 0)).as("63 = 111111 in binary").isEqualTo(6);
        assertThat(way.hops(40, 0)).as("40 = 101000").isEqualTo(2);
        assertThat(Reachability.ofAttention(64, powers, powers, powers, powers, powers).missing()).as("63 to 0 alone")
                .isEqualTo(1);
    }

    @Test void theLayersOfANet() {
        Architecture turns = Architecture.of(2, List.of(4, 4), 3, 4, 2, HeadPatterns.strided(4, Way.BY_TURNS));
        Architecture heads = Architecture.of(2, List.of(4, 4), 3, 4, 2, HeadPatterns.strided(4, Way.BY_HEAD));
        assertThat(Reachability.of(turns, 1).complete()).isFalse();
        assertThat(Reachability.of(turns, 2).complete()).isTrue();
        assertThat(Reachability.of(turns, 2).hops(9, 5)).as("the column comes second").isEqualTo(2);
        assertThat(Reachability.of(heads, 1).hops(9, 5)).as("side by side, it is there at once").isEqualTo(1);
        assertThat(Reachability.of(heads, 1).hops(9, 8)).isEqualTo(1);
        assertThat(Reachability.of(turns.withPatterns(HeadPatterns.fixed(4, 1, Way.BY_TURNS)), 2).complete()).isTrue();
    }

    @Test void theHopsAsAMatrix() {
        Matrix hops = Reachability.withResiduals(4, local(2), local(2)).hops();
        assertThat(List.of(hops.get(3, 3), hops.get(3, 2), hops.get(3, 1))).containsExactly(0.0, 1.0, 2.0);
        assertThat(hops.get(3, 0)).isNaN();
        assertThat(hops.get(0, 1)).isNaN();
    }

    @Test void itSaysWhatIsMissing() {
        assertThat(Reachability.ofAttention(16, block(4), summary(4, 1)))
                .hasToString("16 positions, 2 layers: 24 of 136 pairs are not reached");
        assertThat(Reachability.ofAttention(16, dense())).hasToString("16 positions, 1 layer: all 136 pairs are reached");
        assertThat(Reachability.ofAttention(4, everything()))
                .hasToString("4 positions, 1 layer: all 10 pairs are reached, 6 look ahead");
    }

    @Test void whatCannotBeIsNamed() {
        assertThatThrownBy(() -> Reachability.ofAttention(4)).hasMessage("there is no layer to go through");
        assertThatThrownBy(() -> Reachability.of(Architecture.CIFAR10, 129)).hasMessage("a net of 128 layers has no first 129");
        assertThatThrownBy(() -> Reachability.of(Architecture.CIFAR10, 0)).hasMessage("a net of 128 layers has no first 0");
        assertThatThrownBy(() -> Reachability.withResiduals(5, everyLth(2), (i, N) -> new int[] {N}))
                .hasMessageContaining("positions must ascend");
    }
}
