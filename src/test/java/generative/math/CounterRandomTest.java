package generative.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Statistics over a million numbers; offsets of four to five standard deviations.
final class CounterRandomTest {

    private static final int N = 1 << 20;

    /// The lines of the class doc, worked out in whole numbers of any size.
    @Test void theBitsAreThoseOfTheFormula() {
        assertThat(IntStream.range(0, 4).map(i -> CounterRandom.bits(0x0123456789abcdefL, i)).toArray())
                .containsExactly(BITS);
    }

    private static final int[] BITS = {1617887305, 774656091, 407549341, 1215487125};

    @ParameterizedTest @ValueSource(longs = {0, 1, -1, 0x0123456789abcdefL, 1L << 32, 1L << 63})
    void allBytesAreEquallyLikely(long key) {
        for (int shift = 0; shift < 32; shift += 8) {
            int[] count = new int[256];
            for (int i = 0; i < N; i++) count[CounterRandom.bits(key, i) >>> shift & 255]++;
            double chi2 = 0, expected = N / 256.0;
            for (int c : count) chi2 += (c - expected) * (c - expected) / expected;
            assertThat(chi2).as("χ² of the byte at bit " + shift).isBetween(255 - 5 * 22.6, 255 + 5 * 22.6);
        }
    }

    @ParameterizedTest @ValueSource(ints = {1, 2, 15, 16, 17, 32, 100, 784, 1200})
    void neighboursAtAnyDistanceHaveNothingToDoWithEachOther(int lag) {
        for (long key : new long[] {0, 99}) {
            double sum = 0;
            for (int i = 0; i < N; i++)
                sum += (CounterRandom.uniform(key, i) - .5) * (CounterRandom.uniform(key, i + lag) - .5);
            assertThat(sum * 12 / N).isCloseTo(0, Offset.offset(5 / Math.sqrt(N)));
        }
    }

    /// Keys that differ in one bit, at the same places.
    @Test void streamsOfNearKeysHaveNothingToDoWithEachOther() {
        for (int bit = 0; bit < 64; bit++) {
            double sum = 0;
            for (int i = 0; i < 1 << 16; i++)
                sum += (CounterRandom.uniform(5, i) - .5) * (CounterRandom.uniform(5 ^ 1L << bit, i) - .5);
            assertThat(sum * 12 / (1 << 16)).as("bit " + bit).isCloseTo(0, Offset.offset(5.0 / (1 << 8)));
        }
    }

    /// Turning over one bit of the place turns over each of the 32 bits about every other time.
    @Test void everyBitOfThePlaceReachesEveryBitOfTheResult() {
        int samples = 4096;
        for (int in = 0; in < 32; in++) {
            int[] turned = new int[32];
            for (int i = 0; i < samples; i++) {
                int x = i * 0x2545f491;
                int difference = CounterRandom.bits(7, x) ^ CounterRandom.bits(7, x ^ 1 << in);
                for (int out = 0; out < 32; out++) turned[out] += difference >>> out & 1;
            }
            for (int out = 0; out < 32; out++)
                assertThat(turned[out] / (double) samples).as("bit " + in + " to bit " + out).isBetween(.4, .6);
        }
    }

    @Test void normalNumbersAreThatAndPairsAreIndependent() {
        double mean = 0, square = 0, fourth = 0, product = 0, ofSquares = 0;
        int beyond3 = 0;
        for (int i = 0; i < N; i++) {
            double g = CounterRandom.gaussian(3, i), partner = CounterRandom.gaussian(3, i ^ CounterRandom.PAIR);
            mean += g / N;
            square += g * g / N;
            fourth += g * g * g * g / N;
            product += g * partner / N;
            ofSquares += (g * g - 1) * (partner * partner - 1) / N;
            if (Math.abs(g) > 3) beyond3++;
        }
        double s = 1 / Math.sqrt(N);
        assertThat(mean).isCloseTo(0, Offset.offset(5 * s));
        assertThat(square).isCloseTo(1, Offset.offset(5 * Math.sqrt(2) * s));
        assertThat(fourth).isCloseTo(3, Offset.offset(5 * Math.sqrt(96) * s));
        assertThat(product).isCloseTo(0, Offset.offset(5 * Math.sqrt(2) * s));
        assertThat(ofSquares).isCloseTo(0, Offset.offset(5 * 2 * Math.sqrt(2) * s));
        assertThat(beyond3 / (double) N).isCloseTo(.0026998, Offset.offset(5 * Math.sqrt(.0027) * s));
    }

    @Test void theEndsAreWhatTheDocSays() {
        assertThat(IntStream.range(0, N).mapToObj(i -> CounterRandom.uniform(1, i)))
                .allMatch(u -> u >= 0 && u < 1 && u * 0x1p24f == Math.rint(u * 0x1p24f));
        assertThat(IntStream.range(0, N).mapToDouble(i -> Math.abs(CounterRandom.gaussian(1, i))).max().getAsDouble())
                .isBetween(4.3, 6.7);
    }
}
