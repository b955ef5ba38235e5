package generative.exercises.sparse;

import generative.exercises.Expect;
import generative.exercises.Points;
import generative.sparse.AttentionPattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class GridStrideTest {

    /// An image of 4×4: position 9 is row 2, column 1; it sees columns 1 and 3 of row 0, and itself.
    @Test @Tag("example") @Points(2) void everySecondPixelOfASmallImage() {
        AttentionPattern pattern = new GridStride(4, 2);
        Expect.same("keys of 0", new int[] {0}, pattern.keys(0, 16));
        Expect.same("keys of 3", new int[] {1, 3}, pattern.keys(3, 16));
        Expect.same("keys of 4", new int[] {4}, pattern.keys(4, 16));
        Expect.same("keys of 9", new int[] {1, 3, 9}, pattern.keys(9, 16));
        Expect.same("keys of 14", new int[] {4, 6, 12, 14}, new GridStride(4, 2).keys(14, 16));
    }

    @Test @Tag("count") @Points(2) void theKeysCanBeCounted() {
        int w = 6, s = 3;
        for (int i = 0; i < w * w; i++)
            Expect.same("number of keys of " + i, i / w / s * (w / s) + i % w / s + 1,
                    new GridStride(w, s).keys(i, w * w).length, 0);
    }

    @Test @Tag("property") @Points(2) void strideOneIsDenseAndKeysOfKeysAreKeys() {
        AttentionPattern pattern = new GridStride(5, 2);
        for (int i = 0; i < 25; i++) {
            Expect.same("keys of " + i + " at s = 1", AttentionPattern.dense().keys(i, 25), new GridStride(5, 1).keys(i, 25));
            int[] keys = pattern.keys(i, 25);
            Expect.same("keys of the keys of " + i, keys,
                    IntStream.of(keys).flatMap(j -> IntStream.of(pattern.keys(j, 25))).distinct().sorted().toArray());
        }
    }
}
