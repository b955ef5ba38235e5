package generative.data;

import generative.math.Randoms;
import java.util.Arrays;
import java.util.stream.IntStream;

/// The same number of labelled images of every class, drawn at random: what a classifier gets where labels are dear.
public final class FewLabels {

    private FewLabels() { }

    /// `each` images of every class at random, sorted by class.
    public static int[] choose(int[] labels, int classes, int each, long seed) {
        int[] order = Randoms.permutation(labels.length, Randoms.of(seed));
        return IntStream.range(0, classes).flatMap(c -> {
            int[] some = Arrays.stream(order).filter(n -> labels[n] == c).limit(each).toArray();
            if (some.length < each) throw new IllegalArgumentException("there are " + some.length + " images of class "
                    + c + ", not " + each);
            return Arrays.stream(some);
        }).toArray();
    }

    /// How many images the rarest class has.
    public static int fewest(int[] labels, int classes) {
        return IntStream.range(0, classes).map(c -> (int) Arrays.stream(labels).filter(label -> label == c).count()).min().orElseThrow();
    }
}
