package generative.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RandomsTest {

    @Test void theSameSeedAndPathGiveTheSameStream() {
        RandomGenerator a = Randoms.of(7, 3, 1), b = Randoms.of(7, 3, 1);
        for (int i = 0; i < 1000; i++) assertThat(a.nextLong()).isEqualTo(b.nextLong());
    }

    @Test void differentSeedsAndPathsGiveDifferentStreams() {
        Set<Long> first = new HashSet<>();
        for (long seed = -50; seed < 50; seed++) {
            first.add(Randoms.of(seed).nextLong());
            for (long epoch = 0; epoch < 10; epoch++) {
                first.add(Randoms.of(seed, epoch).nextLong());
                for (long step = 0; step < 10; step++) first.add(Randoms.of(seed, epoch, step).nextLong());
            }
        }
        assertThat(first).hasSize(100 + 1000 + 10_000);
    }

    @Test void streamsOfNearPathsHaveNothingToDoWithEachOther() {
        double product = 0;                                                     // of 10,000 pairs: σ = .01
        for (int i = 0; i < 10_000; i++)
            product += Randoms.of(1, i).nextGaussian() * Randoms.of(1, i + 1).nextGaussian();
        assertThat(product / 10_000).isCloseTo(0, Offset.offset(.04));
    }

    /// 300×300 = 90,000 numbers, more than one block of 16,384; offsets of four standard deviations.
    @Test void uniformNumbersFillTheirRange() {
        Matrix u = Randoms.uniform(300, 300, -1, 3, Randoms.of(1));
        assertThat(u.shape()).isEqualTo("300×300");
        assertThat(u.elementMin()).isBetween(-1.0, -.999);
        assertThat(u.elementMax()).isBetween(2.999, Math.nextDown(3.0));
        assertThat(u.mean()).isCloseTo(1, Offset.offset(.0155));                // σ = 4/√12 / 300
        assertThat(u.minus(1).sumOfSquares() / 90_000).isCloseTo(4 / 3.0, Offset.offset(.016));
        int[] tenths = new int[10];
        for (float x : u.floats()) tenths[(int) ((x + 1) * 2.5f)]++;
        assertThat(Arrays.stream(tenths).min().getAsInt()).isGreaterThan(9000 - 360);
        assertThat(Arrays.stream(tenths).max().getAsInt()).isLessThan(9000 + 360);
    }

    @Test void theUpperEndIsNeverReachedEvenWhereFloatsAreFarApart() {
        Matrix u = Randoms.uniform(100, 100, 1_000_000, 1_000_001, Randoms.of(1));        // floats 1/16 apart
        assertThat(u.elementMax()).isEqualTo(1_000_000.9375);
        assertThat(u.elementMin()).isEqualTo(1_000_000);
        assertThat(Randoms.uniform(2, 2, 0, 0, Randoms.of(1)).toArray2()).isDeepEqualTo(new double[2][2]);
    }

    @Test void gaussianNumbersHaveTheMomentsOfTheNormalDistribution() {
        Matrix g = Randoms.gaussian(300, 300, 2, Randoms.of(1)).scale(.5);
        double n = 90_000, third = 0, fourth = 0;
        int within = 0;
        for (float x : g.floats()) {
            third += Math.pow(x, 3) / n;
            fourth += Math.pow(x, 4) / n;
            if (Math.abs(x) < 1) within++;
        }
        assertThat(g.mean()).isCloseTo(0, Offset.offset(4 / 300.0));
        assertThat(g.sumOfSquares() / n).isCloseTo(1, Offset.offset(4 * Math.sqrt(2 / n)));
        assertThat(third).isCloseTo(0, Offset.offset(4 * Math.sqrt(15 / n)));
        assertThat(fourth).isCloseTo(3, Offset.offset(4 * Math.sqrt(96 / n)));
        assertThat(within / n).isCloseTo(.682689, Offset.offset(.0062));
    }

    @Test void blocksDoNotRepeatEachOther() {
        float[] u = Randoms.uniform(1, 5 * 16_384, 0, 1, Randoms.of(1)).floats();
        assertThat(Arrays.copyOfRange(u, 0, 16_384)).isNotEqualTo(Arrays.copyOfRange(u, 16_384, 2 * 16_384));
        assertThat(IntStream.range(0, u.length).mapToObj(i -> u[i]).distinct().count()).isGreaterThan(81_400);
    }

    @Test void theBitsDoNotDependOnTheNumberOfThreads() throws Exception {
        Matrix here = Randoms.gaussian(300, 300, 1, Randoms.of(1));
        for (int threads : new int[] {1, 4}) {
            try (ForkJoinPool pool = new ForkJoinPool(threads)) {
                Matrix there = pool.submit(() -> Randoms.gaussian(300, 300, 1, Randoms.of(1))).get();
                assertThat(there.isIdentical(here, 0)).as(threads + " threads").isTrue();
            }
        }
    }

    @Test void oneGeneratorGivesOneMatrixAfterTheOther() {
        RandomGenerator random = Randoms.of(1);
        Matrix first = Randoms.gaussian(5, 5, 1, random), second = Randoms.gaussian(5, 5, 1, random);
        assertThat(first.isIdentical(second, 0)).isFalse();
        assertThat(Randoms.gaussian(5, 5, 1, Randoms.of(1)).isIdentical(first, 0)).isTrue();
    }

    @ParameterizedTest @ValueSource(ints = {0, 1, 2, 3, 10, 1000})
    void aPermutationHoldsEveryNumberOnce(int n) {
        int[] order = Randoms.permutation(n, Randoms.of(1));
        assertThat(order).hasSize(n);
        assertThat(Arrays.stream(order).sorted().toArray()).isEqualTo(IntStream.range(0, n).toArray());
    }

    @Test void allPermutationsAreEquallyLikely() {
        int[] count = new int[27];
        RandomGenerator random = Randoms.of(1);
        for (int i = 0; i < 6000; i++) {
            int[] p = Randoms.permutation(3, random);
            count[p[0] * 9 + p[1] * 3 + p[2]]++;
        }
        int[] seen = Arrays.stream(count).filter(c -> c > 0).toArray();
        assertThat(seen).hasSize(6);
        for (int c : seen) assertThat(c).isBetween(1000 - 116, 1000 + 116);     // σ = 28.9
    }
}
