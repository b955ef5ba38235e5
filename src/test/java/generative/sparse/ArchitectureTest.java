package generative.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.sparse.HeadPatterns.Way;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final HeadPatterns DENSE = HeadPatterns.dense();

    @Test void thePublishedSizes() {
        assertThat(Architecture.CIFAR10)
                .hasToString("128 layers of width 256, 2 heads, keys 128, inner 512, 32×32×3 positions, 256 tokens, "
                + "by turns [local(96), everyLth(96)]");
        assertThat(Architecture.ENWIK8)
                .hasToString("30 layers of width 512, 8 heads, keys 512, inner 2048, 96×128 positions, 256 tokens, "
                + "merged [block(128), merged(summary(128, 32), self) and 3 variants]");
        assertThat(Architecture.IMAGENET64)
                .hasToString("48 layers of width 512, 16 heads, keys 512, inner 2048, 64×64×3 positions, 256 tokens, "
                + "by turns [local(128), everyLth(128)]");
        assertThat(List.of(Architecture.CIFAR10.positions(), Architecture.ENWIK8.positions(),
                Architecture.IMAGENET64.positions()))
                .containsExactly(3072, 12288, 12288);
    }

    @Test void mostNetsHaveKeysAsWideAsTheyAreAndFourTimesAsManyHiddenUnits() {
        Architecture net = Architecture.of(10, List.of(4, 6), 2, 12, 3, DENSE);
        assertThat(net.keyWidth()).isEqualTo(12);
        assertThat(net.innerWidth()).isEqualTo(48);
        assertThat(net.positions()).isEqualTo(24);
    }

    @Test void otherPatternsLeaveTheSizesAsTheyAre() {
        Architecture net = Architecture.CIFAR10.withPatterns(DENSE);
        assertThat(net.patterns()).isEqualTo(DENSE);
        assertThat(net.withPatterns(Architecture.CIFAR10.patterns())).isEqualTo(Architecture.CIFAR10);
        assertThatThrownBy(() -> Architecture.CIFAR10.withPatterns(HeadPatterns.strided(5, Way.MERGED)))
                .hasMessageContaining("the pattern everyLth(5) repeats every 5 positions, which does not divide the length 3072");
    }

    @Test void aListThatChangesLaterChangesNothing() {
        List<Integer> axes = new ArrayList<>(List.of(2, 3));
        Architecture net = Architecture.of(2, axes, 1, 1, 1, DENSE);
        axes.set(0, 100);
        assertThat(net.positions()).isEqualTo(6);
    }

    private static void refused(ThrowingCallable making, String sentence) {
        assertThatThrownBy(making).isInstanceOf(IllegalArgumentException.class).hasMessage(sentence);
    }

    private static String sizes(String got) {
        return "a transformer needs a vocabulary of 2 or more and all other sizes 1 or more, got " + got;
    }

    @Test void aSizeThatIsTooSmallIsNamedWithAllOthers() {
        refused(() -> new Architecture(1, List.of(4), 2, 8, 2, 4, 16, DENSE),
                sizes("1 tokens, axes [4], 2 layers, widths 8, 4 and 16, 2 heads"));
        refused(() -> new Architecture(2, List.of(4), 0, 8, 2, 4, 16, DENSE),
                sizes("2 tokens, axes [4], 0 layers, widths 8, 4 and 16, 2 heads"));
        refused(() -> new Architecture(2, List.of(4), 2, 0, 2, 4, 16, DENSE),
                sizes("2 tokens, axes [4], 2 layers, widths 0, 4 and 16, 2 heads"));
        refused(() -> new Architecture(2, List.of(4), 2, 8, 0, 4, 16, DENSE),
                sizes("2 tokens, axes [4], 2 layers, widths 8, 4 and 16, 0 heads"));
        refused(() -> new Architecture(2, List.of(4), 2, 8, 2, 0, 16, DENSE),
                sizes("2 tokens, axes [4], 2 layers, widths 8, 0 and 16, 2 heads"));
        refused(() -> new Architecture(2, List.of(4), 2, 8, 2, 4, 0, DENSE),
                sizes("2 tokens, axes [4], 2 layers, widths 8, 4 and 0, 2 heads"));
        refused(() -> new Architecture(2, List.of(), 2, 8, 2, 4, 16, DENSE),
                sizes("2 tokens, axes [], 2 layers, widths 8, 4 and 16, 2 heads"));
        refused(() -> new Architecture(2, List.of(4, 0), 2, 8, 2, 4, 16, DENSE),
                "the sides of the grid must be 1 or more, got [4, 0]");
        assertThat(new Architecture(2, List.of(1), 1, 1, 1, 1, 1, DENSE).positions()).isEqualTo(1);
    }

    @Test void headsMustDivideBothWidths() {
        refused(() -> Architecture.of(2, List.of(4), 1, 8, 3, DENSE),
                "3 heads do not divide the width 8; choose a number of heads that does");
        refused(() -> new Architecture(2, List.of(4), 1, 8, 4, 6, 8, DENSE),
                "4 heads do not divide the width 8 and the key width 6; choose a number of heads that does");
    }

    @Test void thePeriodOfEveryPatternMustDivideTheLength() {
        String advice = ", which does not divide the length 12; choose an l that does";
        refused(() -> Architecture.of(2, List.of(3, 4), 1, 8, 1, HeadPatterns.strided(5, Way.BY_TURNS)),
                "the pattern everyLth(5) repeats every 5 positions" + advice);
        refused(() -> Architecture.of(2, List.of(3, 4), 1, 8, 1, HeadPatterns.fixed(8, 2, Way.BY_TURNS)),
                "the pattern block(8) repeats every 8 positions" + advice);
        AttentionPattern merged = AttentionPattern.merged(AttentionPattern.everyLth(4), AttentionPattern.summary(6, 1),
                AttentionPattern.block(8));
        refused(() -> Architecture.of(2, List.of(3, 4), 1, 8, 1, HeadPatterns.of(Way.MERGED, List.of(merged))),
                "the pattern merged(everyLth(4), summary(6, 1), block(8)) repeats every 24 positions" + advice);
        assertThat(Architecture.of(2, List.of(3, 4), 1, 8, 1, HeadPatterns.of(Way.MERGED, List.of(AttentionPattern.local(5))))
                .positions())
                .as("a window may have any length").isEqualTo(12);
    }
}
