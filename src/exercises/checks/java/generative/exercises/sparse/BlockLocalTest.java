package generative.exercises.sparse;

import static org.assertj.core.api.Assertions.assertThat;

import generative.exercises.Expect;
import generative.exercises.Points;
import generative.sparse.AttentionPattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class BlockLocalTest {

    @Test @Tag("example") @Points(2) void blocksOfThree() {
        AttentionPattern pattern = new BlockLocal(3);
        Expect.same("keys of 0", new int[] {0}, pattern.keys(0, 10));
        Expect.same("keys of 4", new int[] {0, 1, 2, 3, 4}, pattern.keys(4, 10));
        Expect.same("keys of 5", new int[] {0, 1, 2, 3, 4, 5}, pattern.keys(5, 10));
        Expect.same("keys of 6", new int[] {3, 4, 5, 6}, pattern.keys(6, 10));
        Expect.same("keys of 9", new int[] {6, 7, 8, 9}, pattern.keys(9, 10));
    }

    @Test @Tag("count") @Points(1) void theConnectionsCanBeCounted() {
        for (int l : new int[] {1, 4, 7}) for (int blocks : new int[] {1, 2, 5}) {
            long expected = (long) blocks * l * (l + 1) / 2 + (blocks - 1L) * l * l;
            long count = new BlockLocal(l).connections(blocks * l).count();
            Expect.same("connections for l = " + l + ", N = " + blocks * l, expected, count, 0);
        }
        Expect.same("keys in a block longer than the sequence", AttentionPattern.dense().keys(6, 7),
                new BlockLocal(100).keys(6, 7));
    }

    /// After r layers a position knows of the r blocks before its own, and of nothing earlier or later.
    @Test @Tag("reach") @Points(2) void eachLayerCarriesOneBlockFurther() {
        int l = 4, N = 23;
        for (int i = 0; i < N; i++) {
            int[] reached = {i};
            for (int layer = 1; layer <= 3; layer++) {
                reached = IntStream.of(reached).flatMap(m -> IntStream.of(new BlockLocal(l).keys(m, N)))
                        .distinct().sorted().toArray();
                int[] expected = IntStream.rangeClosed(Math.max(0, (i / l - layer) * l), i).toArray();
                Expect.same("reach of " + i + " in " + layer + " layers", expected, reached);
            }
            assertThat(new BlockLocal(l).keys(i, N).length).as("keys of " + i).isGreaterThanOrEqualTo(Math.min(i, l) + 1);
        }
    }
}
