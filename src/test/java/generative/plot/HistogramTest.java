package generative.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class HistogramTest {

    /// Blue at 45 % on white, vermillion likewise, and vermillion over blue.
    private static final Color BLUE = new Color(140, 192, 220), RED = new Color(236, 183, 140), BOTH = new Color(173, 148, 121);

    private static int[] bars(BufferedImage image, Color colour) {
        return Pixels.box(image, colour, 0, 0, 1, 0.8);
    }

    @Test void aBarIsAsHighAsItsShare() {
        BufferedImage image = new Histogram("t", "x").add("a", new double[] {0, 0, 0, 1}).bins(2).picture("3 to 1").image();
        int[] all = bars(image, BLUE);
        int bottom = all[3], high = 0, low = 0, x0 = all[0] + 20, x1 = all[2] - 20;
        for (int y = 0; y <= bottom; y++) {
            if (Pixels.near(image.getRGB(x0, y), BLUE)) high++;
            if (Pixels.near(image.getRGB(x1, y), BLUE)) low++;
        }
        assertThat((double) high / low).isCloseTo(3, Offset.offset(0.1));
    }

    @Test void samplesShareTheirBinsAndShineThrough() {
        BufferedImage image = new Histogram("t", "x").add("a", new double[] {0, 1}).add("b", new double[] {1, 2}).bins(2)
                .picture("overlap").image();                           // bins [0,1) and [1,2]
        int[] overlap = bars(image, BOTH), red = bars(image, RED), blue = bars(image, BLUE);
        assertThat(overlap[4]).isGreaterThan(1000);
        assertThat(red[4]).isGreaterThan(1000);
        assertThat(blue[2]).as("only blue in the left bin").isLessThan(overlap[0] + 5);
    }

    @Test void aLargerSampleOfTheSameValuesLooksTheSame() {
        double[] few = {0, 1, 1, 2}, many = {0, 0, 1, 1, 1, 1, 2, 2};
        assertThat(bars(new Histogram("t", "x").add("a", few).picture("p").image(), BLUE))
                .isEqualTo(bars(new Histogram("t", "x").add("a", many).picture("p").image(), BLUE));
    }

    @Test void leavesOutWhatIsNotFiniteAndTakesEqualValues() {
        BufferedImage image = new Histogram("t", "x").add("a", new double[] {5, 5, Double.NaN, Double.NEGATIVE_INFINITY}).bins(3)
                .picture("one bar").image();
        assertThat(bars(image, BLUE)[4]).isGreaterThan(1000);
        assertThatThrownBy(() -> new Histogram("t", "x").add("nothing", new double[] {Double.NaN}))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("nothing");
        assertThatThrownBy(() -> new Histogram("t", "x").bins(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test void sampleToLookAt() {
        Random random = new Random(2);
        Pixels.keep("histogram", new Histogram("Samples of the generator against the data", "value")
                .add("data", random.doubles(20000).map(u -> 4 + 0.5 * random.nextGaussian()).toArray())
                .add("generator", random.doubles(5000).map(u -> 3.6 + 0.8 * random.nextGaussian()).toArray()).picture("look"));
    }
}
