package generative.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class MuLawTest {

    /// By hand: |x| = 15/255 makes 1 + 255|x| = 16 = 256^½, so f = ±½ and t = ⌊127.5 (1 ± ½) + ½⌋.
    @Test
    void workedExample() {
        assertThat(MuLaw.encode(15 / 255.0)).isEqualTo(191);
        assertThat(MuLaw.encode(-15 / 255.0)).isEqualTo(64);
        assertThat(MuLaw.decode(191)).isCloseTo((Math.pow(256, 127 / 255.0) - 1) / 255, within(1e-15));
        assertThat(MuLaw.decode(64)).isCloseTo(-(Math.pow(256, 127 / 255.0) - 1) / 255, within(1e-15));
    }

    @Test
    void theEndsComeBackExactlyAndSilenceNearly() {
        assertThat(MuLaw.decode(MuLaw.encode(1))).isEqualTo(1);
        assertThat(MuLaw.decode(MuLaw.encode(-1))).isEqualTo(-1);
        assertThat(MuLaw.encode(0)).isEqualTo(128);
        assertThat(MuLaw.encode(-0.0)).isEqualTo(128);
        assertThat(MuLaw.decode(128)).isCloseTo(0, within(1e-4));
    }

    @Test
    void whatIsTooLoudIsClipped() {
        for (double x : new double[] {1.01, 1e9, Double.POSITIVE_INFINITY}) {
            assertThat(MuLaw.encode(x)).isEqualTo(255);
            assertThat(MuLaw.encode(-x)).isZero();
        }
    }

    @Test
    void theErrorStaysWithinItsBound() {
        double bound = Math.pow(256, 1 / 255.0) - 1, worst = 0;
        for (int i = -100_000; i <= 100_000; i++) {
            double x = i / 1e5, error = Math.abs(MuLaw.decode(MuLaw.encode(x)) - x) / ((Math.abs(x) + 1 / 255.0) * bound);
            worst = Math.max(worst, error);
        }
        assertThat(worst).as("of the bound").isBetween(.98, 1.0 + 1e-9);
    }

    @Test
    void louderSamplesHaveHigherTokensAndAllTokensAreUsed() {
        boolean[] used = new boolean[256];
        int last = 0;
        for (int i = -100_000; i <= 100_000; i++) {
            int token = MuLaw.encode(i / 1e5);
            assertThat(token).isBetween(last, 255);
            used[last = token] = true;
        }
        for (int t = 0; t < 256; t++) assertThat(used[t]).as("token %d", t).isTrue();
    }

    @Test
    void everyTokenComesBack() {
        for (int t = 0; t < 256; t++) assertThat(MuLaw.encode(MuLaw.decode(t))).isEqualTo(t);
        for (int t = 1; t < 256; t++) assertThat(MuLaw.decode(t)).isGreaterThan(MuLaw.decode(t - 1));
        assertThat(MuLaw.decode(new int[] {255, 0})).containsExactly(1, -1);
    }

    @Test
    void whatIsNoSampleAndNoToken() {
        assertThatThrownBy(() -> MuLaw.encode(Double.NaN)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a sample is no number");
        for (int t : new int[] {-1, 256}) assertThatThrownBy(() -> MuLaw.decode(t)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a token of µ-law is from 0 to 255, got " + t);
    }
}
