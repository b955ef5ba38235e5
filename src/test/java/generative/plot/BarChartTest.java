package generative.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class BarChartTest {

    private static final Color BAR = Theme.colour(5);

    /// Lengths of the bars from top to bottom, in pixels.
    private static int[] lengths(BufferedImage image, int bars) {
        int[] all = Pixels.box(image, BAR, 0, 0, 1, 1), lengths = new int[bars];
        int found = 0, longest = 0;
        for (int y = all[1]; y <= all[3] + 1; y++) {
            int length = 0;
            for (int x = all[0]; x <= all[2]; x++) if (Pixels.near(image.getRGB(x, y), BAR)) length++;
            if (length == 0 && longest > 0) {
                lengths[found++] = longest;
                longest = 0;
            }
            longest = Math.max(longest, length);
        }
        assertThat(found).isEqualTo(bars);
        return lengths;
    }

    @Test void barsAreAsLongAsTheirValuesFromTopToBottom() {
        int[] lengths = lengths(new BarChart("t", "y").bar("a", 100).bar("b", 50).bar("c", 25).picture("three bars")
                .image(), 3);
        assertThat((double) lengths[1] / lengths[0]).isCloseTo(0.5, Offset.offset(0.02));
        assertThat((double) lengths[2] / lengths[0]).isCloseTo(0.25, Offset.offset(0.02));
    }

    @Test void onALogarithmicAxisTwiceAsMuchAndHalfAsMuchAreAsFarFromOne() {
        BufferedImage image = new BarChart("t", "y").bar("twice", 2).bar("half", .5).bar("four", 4).bar("none", 0)
                .logarithmic().level("1", 1).picture("four bars").image();
        int[] lengths = lengths(image, 3);
        assertThat((double) lengths[1] / lengths[0]).isCloseTo(1, Offset.offset(0.02));
        assertThat((double) lengths[2] / lengths[0]).isCloseTo(2, Offset.offset(0.03));
        int[] upper = Pixels.box(image, BAR, 0, 0, 1, .3), all = Pixels.box(image, BAR, 0, 0, 1, 1);
        assertThat(upper[0]).as("where the first bar begins").isGreaterThan(all[0] + lengths[1] - 10);
    }

    @Test void anErrorHasAWhiskerAndALevelALine() {
        BarChart plain = new BarChart("t", "y").bar("a", 100).bar("b", 50);
        BarChart whisker = new BarChart("t", "y").bar("a", 100).bar("b", 50, 30);
        int bare = Pixels.count(plain.picture("p").image(), Theme.INK),
                with = Pixels.count(whisker.picture("p").image(), Theme.INK);
        assertThat(with).isGreaterThan(bare + 200);
        assertThat(Pixels.count(plain.level("chance", 30).picture("p").image(), Theme.REFERENCE)).isGreaterThan(200);
    }

    @Test void numbersAreRoundedToWhatAReaderNeeds() {
        assertThat(new BarChart("t", "y").bar("a", 225, 2).bar("b", 1.76543, 0.01234).bar("c", -20570.4)
                .bar("d", Double.NaN).bar("e", 0))
                .hasToString("BarChart \"t\" of [a 225 ± 2, b 1.765 ± 0.012, c −20570, d no result, e 0]");
    }

    @Test void negativeAndMissingValuesAreDrawn() {
        assertThat(lengths(new BarChart("t", "y").bar("a", -3, 1).bar("b", 3).bar("c", Double.NaN).picture("p")
                .image(), 2)).hasSize(2);
        assertThat(new BarChart("t", "y").picture("none").image()).isNotNull();
        assertThatThrownBy(() -> new BarChart("t", "y").bar("a", 1).bar("a", 2))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("\"a\"");
    }

    @Test void samplesToLookAt() {
        Pixels.keep("bars", new BarChart("Log-likelihood on MNIST by Parzen windows", "nats (higher is better)")
                .bar("deep belief net (paper)", 138, 2).bar("stacked contractive autoencoder", 121, 1.6)
                .bar("deep GSN", 214, 1.1)
                .bar("adversarial nets (paper)", 225, 2).bar("adversarial nets (ours, 50 epochs on two cores)", 203.4,
                12.2)
                .level("training images", 240).level("another", 60).picture("look"));
        BarChart ratios = new BarChart("Time of the peer ÷ our time, vector, 2 threads",
                "ratio (above 1: ours is faster)").logarithmic().level("as fast as the peer", 1);
        for (int i = 0; i < 29; i++) ratios.bar(i == 3 ? "gemm_3136x1024x256_nt" : "workload " + i, i == 7
                ? Double.NaN : Math.pow(1.17, i - 4));
        Pixels.keep("bars-logarithmic", ratios.picture("look"));
        Pixels.keep("bars-negative", new BarChart("Both signs", "nats").bar("bad", -310.5, 40).bar("fair", 20, 4)
                .bar("good", 200).bar("lost", Double.NaN).picture("look"));
    }
}
