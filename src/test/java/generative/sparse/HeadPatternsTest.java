package generative.sparse;

import static generative.sparse.AttentionPattern.block;
import static generative.sparse.AttentionPattern.dense;
import static generative.sparse.AttentionPattern.everyLth;
import static generative.sparse.AttentionPattern.local;
import static generative.sparse.AttentionPattern.merged;
import static generative.sparse.AttentionPattern.self;
import static generative.sparse.AttentionPattern.summary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.sparse.HeadPatterns.Way;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadPatternsTest {

    @Test void byTurnsALayerHasOneSet() {
        HeadPatterns strided = HeadPatterns.strided(4, Way.BY_TURNS);
        for (int head = 0; head < 3; head++) {
            assertThat(strided.at(0, head)).isEqualTo(strided.at(2, head)).hasToString("local(4)");
            assertThat(strided.at(1, head)).isEqualTo(strided.at(3, head)).isEqualTo(everyLth(4));
        }
    }

    @Test void mergedEveryHeadHasTheUnion() {
        AttentionPattern union = HeadPatterns.strided(4, Way.MERGED).at(5, 7);
        assertThat(union).hasToString("merged(local(4), everyLth(4))");
        assertThat(union.keys(9, 16)).containsExactly(1, 5, 6, 7, 8, 9);
    }

    @Test void byHeadTheSetsStandSideBySide() {
        HeadPatterns strided = HeadPatterns.strided(4, Way.BY_HEAD);
        for (int layer = 0; layer < 3; layer++) {
            assertThat(strided.at(layer, 0)).hasToString("local(4)");
            assertThat(strided.at(layer, 1)).hasToString("everyLth(4)");
            assertThat(strided.at(layer, 2)).hasToString("local(4)");
        }
    }

    /// Four heads of fixed attention read four parts of a block of 8, the fifth begins anew; the block itself is the same for
    /// all.
    @Test void headsTakeTheVariantsOfASetInTurn() {
        HeadPatterns turns = HeadPatterns.fixed(8, 2, Way.BY_TURNS), merge = HeadPatterns.fixed(8, 2, Way.MERGED);
        for (int head = 0; head < 5; head++) {
            assertThat(turns.at(0, head)).hasToString("block(8)");
            assertThat(turns.at(1, head)).isEqualTo(merged(summary(8, 2, head), self()));
            assertThat(merge.at(0, head).keys(15, 16)).isEqualTo(merged(block(8), summary(8, 2, head)).keys(15, 16));
        }
        assertThat(turns.at(1, 4)).isEqualTo(turns.at(1, 0)).isNotEqualTo(turns.at(1, 1));
        assertThat(merge.at(0, 1).keys(12, 16)).containsExactly(4, 5, 8, 9, 10, 11, 12);
        HeadPatterns heads = HeadPatterns.fixed(8, 2, Way.BY_HEAD);
        assertThat(List.of(heads.at(0, 0), heads.at(0, 1), heads.at(0, 2), heads.at(0, 3)))
                .hasToString("[block(8), merged(summary(8, 2), self), block(8), merged(summary(8, 2, 1), self)]");
    }

    @Test void asManySummariesAsFitIntoABlock() {
        assertThat(HeadPatterns.fixed(128, 32, Way.MERGED).sets().get(1)).hasSize(4);
        assertThat(HeadPatterns.fixed(7, 3, Way.MERGED).sets().get(1)).hasSize(2);
        assertThat(HeadPatterns.fixed(4, 4, Way.MERGED).sets().get(1)).hasSize(1);
    }

    @Test void denseIsOnePatternForAll() {
        assertThat(HeadPatterns.dense().at(3, 2).keys(4, 8)).containsExactly(0, 1, 2, 3, 4);
        assertThat(HeadPatterns.of(Way.BY_TURNS, List.of(dense(), self())).at(1, 0)).hasToString("self");
    }

    @Test void aListThatChangesLaterChangesNothing() {
        List<AttentionPattern> set = new ArrayList<>(List.of(dense()));
        List<List<AttentionPattern>> sets = new ArrayList<>(List.of(set));
        HeadPatterns patterns = new HeadPatterns(Way.MERGED, sets);
        set.clear();
        sets.clear();
        assertThat(patterns.at(0, 0)).hasToString("dense");
    }

    @Test void namesSayWhatIsWhat() {
        assertThat(HeadPatterns.dense()).hasToString("dense");
        assertThat(HeadPatterns.strided(96, Way.BY_TURNS)).hasToString("by turns [local(96), everyLth(96)]");
        assertThat(HeadPatterns.fixed(128, 32, Way.MERGED))
                .hasToString("merged [block(128), merged(summary(128, 32), self) and 3 variants]");
        assertThat(HeadPatterns.of(Way.BY_HEAD, List.of(local(2), self()))).hasToString("by head [local(2), self]");
    }

    @Test void whatCannotBeIsNamed() {
        assertThatThrownBy(() -> new HeadPatterns(Way.BY_TURNS, List.of())).hasMessage("there is a set without a pattern");
        assertThatThrownBy(() -> new HeadPatterns(Way.MERGED, List.of(List.of(dense()), List.of())))
                .hasMessage("there is a set without a pattern");
        assertThatThrownBy(() -> HeadPatterns.strided(0, Way.MERGED))
                .hasMessage("a pattern needs a length l of 1 or more, got 0");
        assertThatThrownBy(() -> HeadPatterns.fixed(4, 0, Way.MERGED)).hasMessage("a block of 4 has no 0 summary positions");
        assertThatThrownBy(() -> HeadPatterns.fixed(4, 5, Way.MERGED)).hasMessage("a block of 4 has no 5 summary positions");
    }
}
