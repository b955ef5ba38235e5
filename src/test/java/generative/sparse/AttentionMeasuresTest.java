package generative.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.math.Matrix;
import generative.plot.Picture;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AttentionMeasuresTest {

    private static final Raster RASTER = new Raster(6, 6, 1);

    private static AttentionMeasures of(AttentionPattern pattern, int window) {
        return AttentionMeasures.of(AttentionMeasures.equally(pattern, RASTER), RASTER, window);
    }

    /// An image of 2×2: the queries take ½ from themselves and ½ from the first pixel, the first all from itself.
    @Test void workedExample() {
        Matrix weights = Matrix.of(new double[][] {{1, 0, 0, 0}, {.5, .5, 0, 0}, {.5, 0, .5, 0}, {.5, 0, 0, .5}});
        AttentionMeasures m = AttentionMeasures.of(weights, new Raster(2, 2, 1), 2);
        assertThat(m.steps()).isCloseTo((0 + .5 + 1 + 1.5) / 4, within(1e-6));
        assertThat(m.distance()).isCloseTo((0 + .5 + .5 + .5 * Math.sqrt(2)) / 4, within(1e-6));
        assertThat(m.window()).as("the last two").isCloseTo((1 + 1 + .5 + .5) / 4, within(1e-6));
        assertThat(m.pixel()).isCloseTo((1 + .5 + .5 + .5) / 4, within(1e-6));
        assertThat(m.row()).as("query 1 takes from the first").isCloseTo(.5 / 4, within(1e-6));
        assertThat(m.column()).as("query 2 takes from the first").isCloseTo(.5 / 4, within(1e-6));
        assertThat(m.entropy()).isCloseTo(3 * Math.log(2) / 4, within(1e-6)).isEqualTo(m.logKeys(), within(1e-6));
    }

    @Test void purelyLocal() {
        AttentionPattern before = (i, N) -> new int[] {Math.max(0, i - 1)};
        AttentionMeasures m = of(before, 2);
        assertThat(m.steps()).isCloseTo(35 / 36.0, within(1e-6));
        assertThat(m.window()).isCloseTo(1, within(1e-6));
        assertThat(of(before, 1).window()).as("the first alone looks at itself").isCloseTo(1 / 36.0, within(1e-6));
        assertThat(m.entropy()).as("one key: no doubt").isZero();
        assertThat(m.logKeys()).isZero();
        assertThat(m.row()).as("all but the first of each row").isCloseTo(30 / 36.0, within(1e-6));
        assertThat(m.column()).isZero();
    }

    @Test void purelyAlongTheRow() {
        AttentionPattern row = (i, N) -> i % 6 == 0 ? new int[] {i} : IntStream.range(i / 6 * 6, i).toArray();
        AttentionMeasures m = of(row, 6), uniform = AttentionMeasures.uniform(RASTER, 6);
        assertThat(m.row()).isCloseTo(30 / 36.0, within(1e-6)).isGreaterThan(3 * uniform.row());
        assertThat(m.pixel()).isCloseTo(6 / 36.0, within(1e-6));
        assertThat(m.column()).isZero();
        assertThat(m.window()).isCloseTo(1, within(1e-6));
    }

    @Test void purelyUpTheColumn() {
        AttentionPattern column = (i, N) -> i < 6 ? new int[] {i} : IntStream.iterate(i % 6, j -> j < i, j -> j + 6).toArray();
        AttentionMeasures m = of(column, 6), uniform = AttentionMeasures.uniform(RASTER, 6);
        assertThat(m.column()).isCloseTo(30 / 36.0, within(1e-6)).isGreaterThan(3 * uniform.column());
        assertThat(m.row()).isZero();
        assertThat(m.window()).as("none but the first row's").isCloseTo(6 / 36.0, within(1e-6));
        assertThat(m.steps()).isCloseTo(6 * m.distance(), within(1e-5));
    }

    @Test void uniformIsTheSameAsEquallyOverAllThatCameBefore() {
        AttentionMeasures dense = of(AttentionPattern.dense(), 4), uniform = AttentionMeasures.uniform(RASTER, 4);
        assertThat(dense.steps()).isCloseTo(uniform.steps(), within(1e-5)).isCloseTo(35 / 4.0, within(1e-5));
        assertThat(dense.row()).isCloseTo(uniform.row(), within(1e-6));
        assertThat(dense.column()).isCloseTo(uniform.column(), within(1e-6));
        assertThat(dense.entropy()).isCloseTo(uniform.logKeys(), within(1e-6));
        assertThat(uniform.logKeys()).isCloseTo(IntStream.rangeClosed(1, 36).mapToDouble(Math::log).sum() / 36, within(1e-6));
    }

    /// The three colours of a pixel belong together.
    @Test void channelsOfOnePixel() {
        Raster colour = new Raster(2, 2, 3);
        assertThat(List.of(colour.pixel(5), colour.row(5), colour.column(5), colour.row(6), colour.column(11)))
                .containsExactly(1, 0, 1, 1, 1);
        AttentionPattern colourBefore = (i, N) -> new int[] {i % 3 == 0 ? i : i - 1};
        assertThat(AttentionMeasures.of(AttentionMeasures.equally(colourBefore, colour), colour, 3).pixel()).isEqualTo(1);
        assertThat(colour.distance(0, 11)).isCloseTo(Math.sqrt(2), within(1e-6));
        AttentionPattern sameColour = (i, N) -> new int[] {i < 3 ? i : i - 3};
        AttentionMeasures m = AttentionMeasures.of(AttentionMeasures.equally(sameColour, colour), colour, 3);
        assertThat(m.pixel()).as("the first pixel").isCloseTo(3 / 12.0, within(1e-6));
        assertThat(m.row()).as("right from left, above and below").isCloseTo(6 / 12.0, within(1e-6));
        assertThat(m.window()).as("three back is beyond three").isCloseTo(3 / 12.0, within(1e-6));
    }

    @Test void anImageMayBeWide() {
        Raster wide = new Raster(2, 5, 1);
        assertThat(List.of(wide.row(4), wide.row(5), wide.column(4), wide.column(5))).containsExactly(0, 1, 4, 0);
        AttentionPattern above = (i, N) -> new int[] {i < 5 ? i : i - 5};
        assertThat(AttentionMeasures.of(AttentionMeasures.equally(above, wide), wide, 1).column()).isEqualTo(.5);
    }

    @Test void queriesThatSeeNothingAreLeftOut() {
        Matrix weights = Matrix.zeros(4, 4);
        weights.set(3, 1, 1);
        assertThat(AttentionMeasures.of(weights, new Raster(2, 2, 1), 1))
                .extracting(AttentionMeasures::steps, AttentionMeasures::column)
                .containsExactly(2.0, 1.0);
    }

    @Test void theMeanOfHeads() {
        AttentionMeasures near = of(AttentionPattern.self(), 1), all = of(AttentionPattern.dense(), 1),
                mean = AttentionMeasures.mean(List.of(near, all));
        assertThat(mean.steps()).isCloseTo((near.steps() + all.steps()) / 2, within(1e-6));
        assertThat(mean.logKeys()).isCloseTo(all.logKeys() / 2, within(1e-6));
    }

    @Test void aTableOfHeads() {
        Matrix local = AttentionMeasures.equally(AttentionPattern.local(2), RASTER),
                dense = AttentionMeasures.equally(AttentionPattern.dense(), RASTER);
        assertThat(AttentionMeasures.table(List.of(List.of(local, dense), List.of(dense, local)), RASTER, 2)).isEqualTo("""
                                    steps   pixels   last 2   pixel     row  column  entropy  at most
                layer 1, head 1      0.49     0.77   100.0%   51.4%   41.7%    0.0%    0.674    0.674
                layer 1, head 2      8.75     2.56    20.4%   11.6%   20.8%   11.3%    2.659    2.659
                layer 2, head 1      8.75     2.56    20.4%   11.6%   20.8%   11.3%    2.659    2.659
                layer 2, head 2      0.49     0.77   100.0%   51.4%   41.7%    0.0%    0.674    0.674
                all alike            8.75     2.56    20.4%   11.6%   20.8%   11.3%    2.659    2.659
                """);
    }

    @Test void whatCannotBeIsNamed() {
        Raster four = new Raster(2, 2, 1);
        assertThatThrownBy(() -> AttentionMeasures.of(Matrix.zeros(4, 3), four, 1))
                .hasMessage("weights 4×3 are not those of the 4 positions of 2×2");
        Matrix negative = Matrix.zeros(4, 4), heavy = Matrix.zeros(4, 4);
        negative.set(1, 0, -.5);
        heavy.set(2, 1, 1.5);
        assertThatThrownBy(() -> AttentionMeasures.of(negative, four, 1))
                .hasMessage("the weight of position 0 for query 1 is -0.5");
        assertThatThrownBy(() -> AttentionMeasures.of(heavy, four, 1))
                .hasMessage("the weights of query 2 add up to 1.5, not to 1");
        assertThatThrownBy(() -> AttentionMeasures.uniform(four, 0)).hasMessage("a window has 1 position or more, not 0");
        assertThatThrownBy(() -> AttentionMeasures.of(Matrix.zeros(4, 4), four, 1))
                .hasMessage("there is nothing of which to take the mean");
        assertThatThrownBy(() -> new Raster(2, 0, 1)).hasMessage("no image is 2×0×1");
        assertThatThrownBy(() -> Raster.of(List.of(2))).hasMessage("an image has 2 or 3 axes, not [2]");
        assertThat(Raster.of(List.of(2, 3)).positions()).isEqualTo(6);
        assertThat(Raster.of(List.of(2, 3, 4))).hasToString("2×3×4");
        assertThat(Raster.of(List.of(2, 3)).axes()).containsExactly(2, 3);
        assertThat(Raster.of(List.of(2, 3, 4)).axes()).containsExactly(2, 3, 4);
    }

    // ---- pictures ----------------------------------------------------------------------------------------------

    private static int count(Picture picture, int rgb) {
        BufferedImage image = picture.image();
        int count = 0;
        for (int pixel : image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
            if ((pixel & 0xFFFFFF) == rgb) count++;
        return count;
    }

    /// 168 pixels for 6 cells: 28 a side. The query is blue, the one it looks at orange, the others grey, the later ones white.
    @Test void aQueryOverAnImage() {
        AttentionPattern before = (i, N) -> new int[] {Math.max(0, i - 1)};
        Matrix black = Matrix.zeros(1, 36);
        Map<String, Matrix> head = Map.of("head", AttentionMeasures.equally(before, RASTER));
        Picture picture = AttentionPictures.overImage(black, RASTER, head, 20);
        assertThat(count(picture, 0x1E8FFF)).isEqualTo(28 * 28);
        assertThat(count(picture, 0xFF8C00)).isEqualTo(28 * 28);
        assertThat(count(picture, 0x1E1E1E)).isEqualTo(19 * 28 * 28);
        assertThat(picture.alt()).contains("[head]", "orange over grey");
    }

    /// Two channels of a pixel with a quarter each weigh as much as one with a half.
    @Test void channelsAreAddedUp() {
        Matrix weights = Matrix.zeros(6, 6);
        weights.set(5, 0, .25);
        weights.set(5, 1, .25);
        weights.set(5, 2, .5);
        Picture picture = AttentionPictures.overImage(Matrix.zeros(1, 6), new Raster(1, 3, 2), Map.of("head", weights), 5);
        assertThat(count(picture, 0xFF8C00)).isEqualTo(2 * 56 * 56);
    }

    /// A quarter of the strongest weight is half of the way from grey to orange: the eye sees weak weights too.
    @Test void weakWeightsAreSeen() {
        Matrix weights = Matrix.zeros(3, 3);
        weights.set(2, 0, .8);
        weights.set(2, 1, .2);
        Picture picture = AttentionPictures.overImage(Matrix.row(0, .4, 1), new Raster(1, 3, 1), Map.of("head", weights), 2);
        assertThat(count(picture, 0xFF8C00)).isEqualTo(56 * 56);
        assertThat(count(picture, 0xAD732D)).as("half of 0x5A5A5A").isEqualTo(56 * 56);
    }

    @Test void wrongShapesAreNamed() {
        Map<String, Matrix> right = Map.of("head", Matrix.zeros(36, 36));
        assertThatThrownBy(() -> AttentionPictures.overImage(Matrix.zeros(1, 35), RASTER, right, 0))
                .hasMessage("an image of 6×6 is 1×36, not 1×35");
        assertThatThrownBy(() -> AttentionPictures.overImage(Matrix.zeros(1, 36), RASTER, Map.of("h", Matrix.zeros(36, 6)), 0))
                .hasMessage("weights 36×6 are not those of the 36 positions of 6×6");
        assertThatThrownBy(() -> AttentionPictures.overImage(Matrix.zeros(1, 36), RASTER, Map.of(), 0))
                .hasMessageContaining("1 row of weights");
        assertThatThrownBy(() -> AttentionPictures.overImage(Matrix.zeros(1, 36), RASTER, right))
                .hasMessageContaining("1 query or more");
        assertThatThrownBy(() -> AttentionPictures.overImage(Matrix.zeros(1, 36), RASTER, right, 36))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> AttentionPictures.mean(List.of())).hasMessage("there is no head");
        assertThat(AttentionPictures.mean(List.of(Matrix.row(1, 2), Matrix.row(3, 2))).get(0)).isEqualTo(2);
    }

    @Test void picturesToLookAt() {
        Raster raster = new Raster(28, 28, 1);
        Matrix digit = generative.data.SyntheticDigits.generate(3, 1).x().rows(1, 2);
        Map<String, Matrix> rows = new LinkedHashMap<>();
        rows.put("layer 1", decaying(raster, 3));
        rows.put("layer 2", AttentionMeasures.equally(AttentionPattern.block(28), raster));
        rows.put("layer 3", AttentionMeasures.equally(AttentionPattern.everyLth(28), raster));
        rows.put("layer 4", decaying(raster, 300));
        int[] queries = {28 * 9 + 14, 28 * 15 + 9, 28 * 22 + 20};
        AttentionPictures.overImage(digit, raster, rows, queries).save(Path.of("target/look/attention-over-image.png"));
        List<AttentionMeasures> measures = rows.values().stream().map(weights -> AttentionMeasures.of(weights, raster, 28))
                .toList();
        AttentionPictures.byLayer(measures, AttentionMeasures.uniform(raster, 28), 28)
                .save(Path.of("target/look/attention-by-layer.png"));
    }

    private static Matrix decaying(Raster raster, double length) {
        int N = raster.positions();
        Matrix weights = Matrix.zeros(N, N);
        for (int i = 0; i < N; i++) {
            double sum = 0;
            for (int j = 0; j <= i; j++) sum += Math.exp((j - i) / length);
            for (int j = 0; j <= i; j++) weights.set(i, j, Math.exp((j - i) / length) / sum);
        }
        return weights;
    }
}
