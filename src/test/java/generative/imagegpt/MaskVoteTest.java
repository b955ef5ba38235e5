package generative.imagegpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.math.Randoms;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MaskVoteTest {

    @Test void theClassNamedMostOftenWins() {
        int[][] answers = {{3, 0, 2}, {3, 1, 2}, {1, 1, 0}, {3, 0, 2}, {0, 1, 2}};
        for (int seed = 0; seed < 10; seed++) assertThat(MaskVote.of(answers, 4, Randoms.of(seed))).containsExactly(3, 1, 2);
    }

    /// Two votes for 1, two for 4, one for 5: half of the lots fall on each of the first two, and none on the third.
    @Test void equalsDrawLots() {
        int[][] answers = {{1}, {4}, {5}, {4}, {1}};
        int[] chosen = IntStream.range(0, 400).map(seed -> MaskVote.of(answers, 6, Randoms.of(seed))[0]).toArray();
        assertThat(chosen).containsOnly(1, 4);
        assertThat(IntStream.of(chosen).filter(c -> c == 1).count()).isBetween(150L, 250L);
        assertThat(MaskVote.of(answers, 6, Randoms.of(7))).isEqualTo(MaskVote.of(answers, 6, Randoms.of(7)));
    }

    @Test void aSingleAnswerIsTheVote() {
        assertThat(MaskVote.of(new int[][] {{2, 0}}, 3, Randoms.of(1))).containsExactly(2, 0);
    }

    @Test void whatMakesNoSenseIsNamed() {
        assertThatThrownBy(() -> MaskVote.of(new int[0][], 2, Randoms.of(1))).hasMessage("a vote needs 1 answer or more");
        assertThatThrownBy(() -> MaskVote.of(new int[][] {{0, 1}, {0}}, 2, Randoms.of(1))).hasMessage(
                "one draw has answers about 2 images, another about 1");
    }
}
