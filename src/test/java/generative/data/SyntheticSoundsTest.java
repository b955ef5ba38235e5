package generative.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.math.Matrix;
import generative.math.Randoms;
import org.junit.jupiter.api.Test;

final class SyntheticSoundsTest {

    /// By hand: with p = 2 and d = ½ each sample is a quarter of the sum of the ones 2 and 3 before.
    @Test
    void aStringFeedsBackItsMean() {
        float[] x = SyntheticSounds.string(6, 2, .5, Randoms.of(1));
        for (int n = 3; n < 6; n++) assertThat(x[n]).isCloseTo((x[n - 2] + x[n - 3]) / 4, within(1e-7f));
        for (int n = 0; n < 3; n++) assertThat(Math.abs(x[n])).isBetween(0f, .9f);
        assertThat(x[0]).isNotEqualTo(x[1]);
        assertThat(SyntheticSounds.string(2, 5, .9, Randoms.of(1))).as("shorter than its period").hasSize(2);
    }

    /// The sum of x[n] x[n+lag] is greatest at the period, which lies half a sample above p.
    @Test
    void aStringRepeatsItselfAfterItsPeriodAndDiesAway() {
        float[] x = SyntheticSounds.string(8000, 40, .995, Randoms.of(2));
        int best = 0;
        double[] similar = new double[60];
        for (int lag = 20; lag < 60; lag++) {
            for (int n = 4000; n < 7900; n++) similar[lag] += x[n] * x[n + lag];
            if (best == 0 || similar[lag] > similar[best]) best = lag;
        }
        assertThat(best).isBetween(40, 41);
        assertThat(energy(x, 6000, 8000)).isLessThan(energy(x, 0, 2000) / 2);
    }

    private static double energy(float[] x, int from, int to) {
        double sum = 0;
        for (int n = from; n < to; n++) sum += x[n] * x[n];
        return sum;
    }

    /// From 1/100 to 1/25 of the rate: the first 1000 samples have about 10 waves, the last 40; the mean over time is geometric.
    @Test
    void aGlideGoesFromOnePitchToTheOther() {
        float[] x = SyntheticSounds.glide(20_000, .01, .04, .5);
        assertThat(waves(x, 0, 1000)).isBetween(9, 12);
        assertThat(waves(x, 9500, 10_500)).isBetween(19, 21);
        assertThat(waves(x, 19_000, 20_000)).isBetween(37, 41);
        float most = 0;
        for (float v : x) most = Math.max(most, Math.abs(v));
        assertThat(most).isCloseTo(.5f, within(1e-3f));
        assertThat(x[0]).isZero();
        assertThat(SyntheticSounds.glide(3, .25, .25, 1)[1]).as("a quarter of a wave").isCloseTo(1, within(1e-6f));
    }

    private static int waves(float[] x, int from, int to) {
        int up = 0;
        for (int n = from + 1; n < to; n++) if (x[n - 1] < 0 && x[n] >= 0) up++;
        return up;
    }

    @Test
    void theyAreAsManyAsAskedAndWithinBounds() {
        SoundSet sounds = SyntheticSounds.generate(20, 1500, 4000, 1);
        assertThat(sounds).hasToString("synthetic sounds: 20 sounds of 1500 samples, 0.375 s each, 2 classes");
        assertThat(sounds.x().elementMaxAbs()).isLessThanOrEqualTo(1);
        assertThat(java.util.Arrays.stream(sounds.labels()).sum()).isEqualTo(10);
        for (int i = 0; i < 20; i++) assertThat(energy(sounds.samples(i), 0, 1500)).as("sound %d", i).isPositive();
        assertThat(TokenSet.of(sounds)).hasToString("synthetic sounds: 20 sequences of 1500 tokens out of 256");
    }

    @Test
    void sameSeedSameSounds() {
        SoundSet one = SyntheticSounds.generate(6, 300, 4000, 5), other = SyntheticSounds.generate(6, 300, 4000, 5);
        assertThat(one.x().floats()).isEqualTo(other.x().floats());
        assertThat(one.labels()).isEqualTo(other.labels());
        assertThat(SyntheticSounds.generate(6, 300, 4000, 6).x().floats()).isNotEqualTo(one.x().floats());
        for (int i = 0; i < 6; i++) for (int j = 0; j < i; j++) assertThat(one.samples(i)).isNotEqualTo(one.samples(j));
    }

    @Test
    void whatCannotBeIsNamed() {
        refused(() -> SyntheticSounds.generate(0, 1, 4000, 1), "one sound of one sample or more must be asked for, got 0 of 1");
        refused(() -> SyntheticSounds.generate(1, 0, 4000, 1), "one sound of one sample or more must be asked for, got 1 of 0");
        refused(() -> SyntheticSounds.generate(1, 1, 999, 1), "a second has 1000 samples or more, got 999");
        refused(() -> new SoundSet("bad", Matrix.zeros(2, 3), new int[3], 8000), "sounds 2×3 do not have 3 labels");
        refused(() -> new SoundSet("bad", Matrix.zeros(2, 3), new int[0], 0), "a second has 1 sample or more, got 0");
        assertThat(new SoundSet("bare", Matrix.zeros(2, 3), new int[0], 3))
                .hasToString("bare: 2 sounds of 3 samples, 1.000 s each");
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
