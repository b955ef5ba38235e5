package generative.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineChartTest {

    private static final Color BLUE = Theme.colour(0), VERMILLION = Theme.colour(1);
    private static final double LEGEND = 0.8;                          // the part of the height above the legend

    private static LineChart chart() {
        return new LineChart("title", "x", "y");
    }

    private static int[] plotted(BufferedImage image, Color colour) {
        return Pixels.box(image, colour, 0, 0, 1, LEGEND);
    }

    @Test void aFlatLineLiesWhereItsValueIs() {
        double[] x = {0, 1}, low = {1, 1}, high = {3, 3};
        BufferedImage image = chart().line("low", x, low).line("high", x, high).yRange(0, 4).picture("two lines").image();
        int[] lower = plotted(image, BLUE), upper = plotted(image, VERMILLION);
        assertThat(lower[3] - lower[1]).as("thickness").isBetween(2, 6);
        assertThat(lower[2] - lower[0]).as("length").isGreaterThan(image.getWidth() / 2);
        double gap = lower[1] - upper[1];                              // half the axis lies between 1 and 3
        double axis = 2 * gap, bottom = lower[1] + axis / 4;
        assertThat(bottom - axis).as("the axis ends below the title").isBetween(0.05 * image.getHeight(), 0.2 * image.getHeight());
    }

    @Test void nanIsAGap() {
        double[] x = IntStream.rangeClosed(0, 100).asDoubleStream().toArray(), y = new double[101];
        for (int i = 40; i < 60; i++) y[i] = i % 2 == 0 ? Double.NaN : Double.POSITIVE_INFINITY;
        BufferedImage image = chart().line("a", x, y).picture("a line with a gap").image();
        int[] line = plotted(image, BLUE);
        int middle = (line[0] + line[2]) / 2, row = (line[1] + line[3]) / 2;
        for (int d = -60; d <= 60; d++) assertThat(Pixels.near(image.getRGB(middle + d, row), BLUE)).isFalse();
        assertThat(Pixels.near(image.getRGB(line[0] + 20, row), BLUE)).isTrue();
        assertThat(Pixels.near(image.getRGB(line[2] - 20, row), BLUE)).isTrue();
    }

    @Test void aBandIsShadedBetweenItsCurvesInTheColourOfItsLine() {
        double[] x = {0, 1, 2};
        BufferedImage image = chart().line("a", x, new double[] {2, 2, 2})
                .band("a", x, new double[] {1, 1, 1}, new double[] {3, 3, 3}).yRange(0, 4).picture("a band").image();
        int[] line = plotted(image, BLUE);
        Color shade = new Color(204, 227, 240);                        // 20 % blue on white
        int[] band = plotted(image, shade);
        assertThat((line[1] + line[3]) / 2.0 - band[1]).isCloseTo(band[3] - (line[1] + line[3]) / 2.0, org.assertj.core.data.Offset.offset(4.0));
        assertThat(band[4]).isGreaterThan((band[2] - band[0]) * (band[3] - band[1]) * 8 / 10);
        assertThat(plotted(image, VERMILLION)[4]).isZero();
    }

    @Test void aDashedLineHasDashesAlsoWhenItsPointsAreDense() {
        double[] x = IntStream.range(0, 2000).asDoubleStream().toArray();
        int solid = plotted(chart().line("a", x, new double[2000]).picture("solid").image(), BLUE)[4];
        int dashed = plotted(chart().dashed("a", x, new double[2000]).picture("dashed").image(), BLUE)[4];
        assertThat(dashed).isBetween(solid / 2, solid * 3 / 4);
    }

    /// Layers and steps are counted: between 1 and 2 there is nothing to mark.
    @Test void anAxisOfWholeNumbersIsMarkedAtWholeNumbers() {
        double[] y = {1, 2, 1, 2, 1};
        assertThat(gridLines(chart().line("a", new double[] {0, 1, 2, 3, 4}, y))).isEqualTo(5);
        assertThat(gridLines(chart().line("a", new double[] {0, 1, 2, 3, 3.9}, y))).isGreaterThan(5);
    }

    /// Vertical lines of the grid, in a row of pixels above all that is drawn.
    private static int gridLines(LineChart chart) {
        BufferedImage image = chart.yRange(0, 10).picture("a grid").image();
        int row = image.getHeight() * 3 / 10, lines = 0;
        for (int x = 1; x < image.getWidth(); x++)
            if (Pixels.near(image.getRGB(x, row), Theme.GRID) && !Pixels.near(image.getRGB(x - 1, row), Theme.GRID)) lines++;
        return lines;
    }

    @Test void onALogarithmicAxisTenAndAThousandAreEquallyFarFromAHundred() {
        BufferedImage image = chart().points("a", new double[] {0, 10}, new double[] {0, 0})
                .points("b", new double[] {100}, new double[] {0}).points("c", new double[] {1000}, new double[] {0})
                .logX().picture("three points").image();
        double[] at = new double[3];
        for (int i = 0; i < 3; i++) {
            int[] dot = solidDot(image, i);
            at[i] = (dot[0] + dot[2]) / 2.0;
        }
        assertThat(at[1] - at[0]).isCloseTo(at[2] - at[1], org.assertj.core.data.Offset.offset(2.0)).isGreaterThan(200);
    }

    @Test void onALogarithmicYAxisAPowerLawIsAStraightLine() {
        double[] x = {1, 10, 100};
        BufferedImage image = chart().points("a", new double[] {1, 1}, new double[] {1, -1}).points("b", new double[] {10}, new double[] {100})
                .points("c", new double[] {100}, new double[] {10_000}).line("d", x, new double[] {1, 100, 10_000}).logX().logY().picture("y = x²").image();
        double[] at = new double[3];
        for (int i = 0; i < 3; i++) {
            int[] dot = solidDot(image, i);
            at[i] = (dot[1] + dot[3]) / 2.0;
        }
        assertThat(at[0] - at[1]).isCloseTo(at[1] - at[2], org.assertj.core.data.Offset.offset(2.0)).isGreaterThan(200);
    }

    private static int[] solidDot(BufferedImage image, int i) {
        Color c = Theme.colour(i);
        Color seen = new Color((c.getRed() * 3 + 255) / 4, (c.getGreen() * 3 + 255) / 4, (c.getBlue() * 3 + 255) / 4);
        int[] dot = plotted(image, seen);
        assertThat(dot[4]).isPositive();
        return dot;
    }

    @Test void theAxisReachesToLevelsAndMarks() {
        double[] x = {0, 1}, y = {0, 1};
        BufferedImage plain = chart().line("a", x, y).picture("plain").image();
        BufferedImage more = chart().line("a", x, y).level("two", 2).mark("later", 3).picture("with references").image();
        int[] before = plotted(plain, BLUE), after = plotted(more, BLUE);
        assertThat(after[3] - after[1]).isCloseTo((before[3] - before[1]) / 2, org.assertj.core.data.Offset.offset(8));
        assertThat(after[2] - after[0]).isCloseTo((before[2] - before[0]) / 3, org.assertj.core.data.Offset.offset(8));
        assertThat(Pixels.count(more, Theme.REFERENCE)).isGreaterThan(Pixels.count(plain, Theme.REFERENCE) + 1000);
    }

    @Test void oneNumberOrNoneIsStillAChart() {
        assertThat(plotted(chart().line("a", new double[] {1}, new double[] {5}).picture("a dot").image(), BLUE)[4]).isPositive();
        assertThat(chart().line("a", new double[] {1}, new double[] {Double.NaN}).picture("nothing").image()).isNotNull();
        assertThat(chart().picture("empty").image().getWidth()).isEqualTo(1280);
    }

    @Test void differentLengthsAreNamed() {
        assertThatThrownBy(() -> chart().line("loss", new double[3], new double[2]))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("\"loss\" has 3 values of x and 2 of y");
    }

    @Test void samplesToLookAt() {
        Random random = new Random(1);
        int n = 300;
        double[] x = new double[n], d = new double[n], g = new double[n], lo = new double[n], hi = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = i * 50;
            d[i] = 2 * Math.log(2) - Math.exp(-i / 60.0) + 0.05 * random.nextGaussian();
            g[i] = 0.7 + 1.2 * Math.exp(-i / 80.0) + 0.05 * random.nextGaussian();
            lo[i] = g[i] - 0.25;
            hi[i] = g[i] + 0.25;
        }
        for (int i = 180; i < 195; i++) d[i] = Double.NaN;
        Pixels.keep("line", new LineChart("The losses of the two players", "step", "loss (nats)")
                .line("discriminator", x, d).band("generator ± std", x, lo, hi).dashed("generator ± std", x, g)
                .level("2 ln 2: a draw", 2 * Math.log(2)).level("ln 2", Math.log(2)).mark("learning rate halved", 4000)
                .mark("stopped", 14000).picture("look"));
        double[] sizes = {1, 10, 100, 1000, 10000}, gain = {2, 3.5, 5.1, 7.9, 9.4};
        Pixels.keep("line-log", new LineChart("A rather long title that says what the student should see in this picture, "
                + "over two lines", "training images", "test error (%)").points("measured", sizes, gain)
                .line("fit", sizes, gain).line("third", sizes, new double[] {3, 4, 5, 6, 7}).line("number four", sizes, new double[] {2, 3, 4, 5, 6})
                .dashed("another long name of a model", sizes, new double[] {1, 2, 3, 4, 5}).points("six", sizes, new double[] {0, 1, 2, 3, 4}).logX().picture("look"));
    }
}
