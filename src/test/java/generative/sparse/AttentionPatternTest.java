package generative.sparse;

import static generative.sparse.AttentionPattern.block;
import static generative.sparse.AttentionPattern.dense;
import static generative.sparse.AttentionPattern.everyLth;
import static generative.sparse.AttentionPattern.everything;
import static generative.sparse.AttentionPattern.local;
import static generative.sparse.AttentionPattern.localOfPaper;
import static generative.sparse.AttentionPattern.merged;
import static generative.sparse.AttentionPattern.self;
import static generative.sparse.AttentionPattern.summary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AttentionPatternTest {

    @Test void keysByHand() {
        assertThat(local(3).keys(5, 8)).containsExactly(3, 4, 5);
        assertThat(localOfPaper(3).keys(5, 8)).containsExactly(2, 3, 4, 5);
        assertThat(everyLth(3).keys(7, 8)).containsExactly(1, 4, 7);
        assertThat(block(4).keys(6, 8)).containsExactly(4, 5, 6);
        assertThat(summary(4, 2).keys(6, 8)).containsExactly(2, 3, 6);
        assertThat(summary(4, 1, 1).keys(7, 8)).containsExactly(2, 6);
        assertThat(merged(block(4), summary(4, 1)).keys(6, 8)).containsExactly(3, 4, 5, 6);
    }

    /// Counts that others computed from the formulas of the paper.
    @ParameterizedTest
    @CsvSource({"16, 4, 70, 58, 40, 82, 136", "64, 8, 540, 484, 288, 708, 2080",
                "1024, 32, 33264, 32272, 16896, 48144, 524800", "3072, 96, -1, 290352, 50688, -1, 4720128"})
    void stridedConnections(int N, int l, long paper, long code, long column, long union, long all) {
        if (paper > 0) assertThat(localOfPaper(l).connections(N).count()).isEqualTo(paper);
        assertThat(local(l).connections(N).count()).isEqualTo(code);
        assertThat(everyLth(l).connections(N).count()).isEqualTo(column);
        if (union > 0) {
            assertThat(merged(local(l), everyLth(l)).connections(N).count()).isEqualTo(union);
            assertThat(merged(localOfPaper(l), everyLth(l)).connections(N).count()).isEqualTo(union);
        }
        assertThat(dense().connections(N).count()).isEqualTo(all);
    }

    @ParameterizedTest
    @CsvSource({"16, 4, 1, 40, 28, 64", "64, 8, 2, 288, 472, 736", "1024, 32, 8, 16896, 128128, 143872"})
    void fixedConnections(int N, int l, int c, long block, long summary, long union) {
        assertThat(block(l).connections(N).count()).isEqualTo(block);
        assertThat(summary(l, c).connections(N).count()).isEqualTo(summary);
        assertThat(merged(block(l), summary(l, c)).connections(N).count()).isEqualTo(union);
    }

    static Stream<AttentionPattern> patterns() {
        AttentionPattern own = (i, N) -> i == 0 ? new int[] {0} : new int[] {0, i};
        return Stream.of(dense(), everything(), self(), local(1), local(5), localOfPaper(5), everyLth(1), everyLth(6), everyLth(40), block(6),
                block(7), summary(6, 1), summary(6, 2), summary(6, 2, 1), summary(7, 3, 1), merged(local(5), everyLth(5)),
                merged(block(6), summary(6, 2)), merged(everyLth(4), local(9), summary(5, 1)), own, merged(own, local(2)));
    }

    /// What the kernels work on is what the definition says, for lengths that l divides and others.
    @ParameterizedTest
    @MethodSource("patterns")
    void connectionsAreTheKeys(AttentionPattern pattern) {
        for (int N : new int[] {1, 2, 6, 30, 31})
            for (int i = 0; i < N; i++)
                assertThat(pattern.connections(N).keys(i)).as("%s, query %d of %d", pattern, i, N).containsExactly(pattern.keys(i, N));
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void nobodyLooksAhead(AttentionPattern pattern) {
        if (pattern.toString().equals("everything")) return;
        for (int i = 0; i < 30; i++) assertThat(IntStream.of(pattern.keys(i, 30)).allMatch(within(i))).as("%s, query %d", pattern, i).isTrue();
    }

    private static java.util.function.IntPredicate within(int i) {
        return j -> 0 <= j && j <= i;
    }

    @Test void headsTakeSummariesInTurn() {
        assertThat(summary(8, 3, 0).keys(7, 8)).containsExactly(5, 6, 7);
        assertThat(summary(8, 3, 1).keys(7, 8)).containsExactly(2, 3, 4);
        assertThat(summary(8, 3, 2)).isEqualTo(summary(8, 3, 0));
    }

    @Test void fewGroupsAreEnough() {
        assertThat(dense().connections(1024).groups()).hasSize(1);
        assertThat(merged(local(32), everyLth(32)).connections(1024).groups()).hasSize(33);
        assertThat(merged(block(32), summary(32, 8)).connections(1024).groups()).hasSize(2);
    }

    @Test void namesSayWhatIsWhat() {
        assertThat(merged(block(4), summary(4, 2, 1))).hasToString("merged(block(4), summary(4, 2, 1))");
        assertThat(List.of(dense(), self(), everything(), localOfPaper(3), everyLth(2)))
                .hasToString("[dense, self, everything, localOfPaper(3), everyLth(2)]");
        assertThat(AttentionPattern.strided(4)).hasToString("[local(4), everyLth(4)]");
        assertThat(AttentionPattern.fixed(4, 1)).hasToString("[block(4), merged(summary(4, 1), self)]");
    }

    @Test void whatCannotBeIsNamed() {
        assertThatThrownBy(() -> local(0)).hasMessage("a pattern needs a length l of 1 or more, got 0");
        assertThatThrownBy(() -> summary(4, 5)).hasMessage("a block of 4 has no 5 summary positions");
        assertThatThrownBy(AttentionPattern::merged).hasMessage("there is nothing to merge");
        AttentionPattern backwards = (i, N) -> new int[] {1, 0};
        assertThatThrownBy(() -> backwards.connections(2)).hasMessage("positions must ascend from 0 to 1, but 0 follows 1");
    }
}
