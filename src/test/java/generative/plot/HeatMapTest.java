package generative.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.math.Matrix;
import java.awt.Color;
import java.awt.image.BufferedImage;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class HeatMapTest {

    private static double lightness(Color c) {                         // CIE L*
        double[] linear = new double[3];
        float[] rgb = c.getRGBColorComponents(null);
        for (int i = 0; i < 3; i++) linear[i] = rgb[i] <= 0.04045 ? rgb[i] / 12.92 : Math.pow((rgb[i] + 0.055) / 1.055, 2.4);
        return 116 * Math.cbrt(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]) - 16;
    }

    @Test void equalStepsOfTheValueAreEqualStepsOfBrightness() {
        ColourScale scale = new ColourScale(-1, 1);
        double first = lightness(scale.colour(-1)), step = (lightness(scale.colour(1)) - first) / 20;
        assertThat(step).isGreaterThan(3.5);
        for (int i = 0; i <= 20; i++)
            assertThat(lightness(scale.colour(-1 + 0.1 * i))).as("step " + i).isCloseTo(first + i * step, Offset.offset(2.5));
        assertThat(scale.colour(9)).isEqualTo(scale.colour(1));
        assertThat(scale.colour(Double.NaN)).isEqualTo(Color.GRAY);
    }

    @Test void everyCellHasItsColourAndRowZeroIsAtTheTop() {
        Matrix values = Matrix.of(new double[][] {{0, 0.25}, {0.6, 1}});
        ColourScale scale = new ColourScale(0, 1);
        BufferedImage image = new HeatMap("t", values).picture("four cells").image();
        int[] dark = field(image, scale.colour(0)), next = field(image, scale.colour(0.25));
        int[] under = field(image, scale.colour(0.6)), bright = field(image, scale.colour(1));
        assertThat(dark[2]).as("left of").isLessThan(next[0] + 3);
        assertThat(dark[3]).as("above").isLessThan(under[1] + 3);
        assertThat(bright[0]).isCloseTo(next[0], Offset.offset(2));
        assertThat(bright[1]).isCloseTo(under[1], Offset.offset(2));
        assertThat((double) (dark[2] - dark[0]) / (dark[3] - dark[1])).as("about square").isBetween(0.8, 1.25);
    }

    /// The box of a cell's colour, without the bar at the right.
    private static int[] field(BufferedImage image, Color colour) {
        int[] box = Pixels.box(image, colour, 0, 0, 0.75, 1);
        assertThat(box[4]).isGreaterThan(10_000);
        return box;
    }

    @Test void aRangeMovesTheColours() {
        BufferedImage image = new HeatMap("t", Matrix.row(0.5, 0.5)).range(0, 1).picture("half").image();
        field(image, new ColourScale(0, 1).colour(0.5));
        assertThatThrownBy(() -> new HeatMap("t", Matrix.row(1)).range(1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new HeatMap("t", Matrix.zeros(0, 3))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("0×3");
    }

    @Test void samplesToLookAt() {
        int n = 36;
        Matrix attention = Matrix.zeros(n, n), wide = Matrix.zeros(3, 40), large = Matrix.zeros(1000, 1000);
        for (int i = 0; i < n; i++)
            for (int j = 0; j <= i; j++) attention.set(i, j, (i - j) % 6 == 0 || i - j < 6 ? 1.0 / (1 + (i - j) % 7) : 0);
        for (int i = 0; i < 120; i++) wide.set(i, Math.sin(i / 9.0));
        for (int i = 0; i < 1000; i++) for (int j = 0; j <= i; j++) large.set(i, j, (i - j) % 32 == 0 || i - j < 32 ? 1 : 0);
        Pixels.keep("heat", new HeatMap("Strided attention: each row sees its own past", attention)
                .axes("position attended to", "position").valueLabel("weight").range(0, 1).picture("look"));
        Pixels.keep("heat-wide", new HeatMap("Three rows", wide).picture("look"));
        Pixels.keep("heat-large", new HeatMap("A thousand positions", large).axes("key", "query").picture("look"));
    }
}
