package generative.sparse;

import static generative.sparse.AttentionPattern.block;
import static generative.sparse.AttentionPattern.dense;
import static generative.sparse.AttentionPattern.everyLth;
import static generative.sparse.AttentionPattern.local;
import static generative.sparse.AttentionPattern.summary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.plot.Picture;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatternPicturesTest {

    private static final AttentionPattern OWN = (i, N) -> i == 0 ? new int[] {0} : new int[] {0, i};

    @Test void aPatternAsText() {
        assertThat(block(2).drawn(4)).isEqualTo("""
                ■
                ■ ■
                · · ■
                · · ■ ■
                """);
        assertThat(OWN.drawn(3)).isEqualTo("■\n■ ■\n■ · ■\n");
        AttentionPattern before = (i, N) -> i == 0 ? new int[0] : new int[] {i - 1};
        assertThat(before.drawn(3)).as("not even at itself").isEqualTo("·\n■ ·\n· ■ ·\n");
        assertThat(AttentionPattern.everything().drawn(2)).isEqualTo("■ ■\n■ ■\n");
    }

    @Test void oneQueryInAnImageAsText() {
        assertThat(PatternText.image(List.of(everyLth(3), local(3)), 3, 3, 4)).isEqualTo("""
                · ■ ·     · · ■
                · ●       ■ ●

                """);
    }

    @Test void onesOwnHasNoName() {
        assertThat(PatternText.name(OWN)).isEqualTo("your own");
        assertThat(PatternText.name(local(3))).isEqualTo("local(3)");
    }

    private static long count(Picture picture, int rgb) {
        BufferedImage image = picture.image();
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        return Arrays.stream(pixels).filter(pixel -> (pixel & 0xFFFFFF) == rgb).count();
    }

    /// Without lines, 640 positions in 640 pixels: each connection is a pixel, but those of a query with itself.
    @Test void everyConnectionIsAPixelOfItsColour() {
        int N = 640;
        Picture picture = PatternPictures.matrix(everyLth(32), N);
        assertThat(count(picture, 0x2171B5)).isEqualTo(everyLth(32).connections(N).count() - N);
        assertThat(count(picture, PatternPictures.QUERY)).isEqualTo(N);
        assertThat(count(picture, PatternPictures.LATER)).isEqualTo(N * (N - 1) / 2);
    }

    /// Two sets in two blues; where they overlap, the first one's.
    @Test void setsHaveBluesOfTheirOwn() {
        int N = 1024;
        Picture picture = PatternPictures.figure(32, 32, 0, List.of("strided"), List.of(List.of(local(33), everyLth(32))));
        int overlap = N + N - 32;                                          // the position itself, and the one 32 back
        assertThat(count(picture, 0x2171B5)).isEqualTo(local(33).connections(N).count() - N);
        assertThat(count(picture, 0x8FC1E8)).isEqualTo(everyLth(32).connections(N).count() - overlap);
    }

    /// In an image of 4×8, each cell is 40 pixels wide with a line of one pixel: the query, its row before it, its column above
    /// it.
    @Test void aQueryOverItsImage() {
        Mosaic mosaic = new Mosaic(320, 1, true);
        mosaic.paint(0, 4, 8, (row, column) -> row == 2 && column == 3 ? 0xFF0000 : 0x0000FF);
        Picture picture = mosaic.grid(1).picture("a red cell among blue ones");
        assertThat(count(picture, 0xFF0000)).isEqualTo(39 * 39);
        assertThat(count(picture, 0x0000FF)).isEqualTo(31 * 39 * 39);
        BufferedImage image = picture.image();
        int red = 0, sumX = 0, sumY = 0;
        for (int y = 0; y < image.getHeight(); y++)
            for (int x = 0; x < image.getWidth(); x++)
                if ((image.getRGB(x, y) & 0xFFFFFF) == 0xFF0000) {
                    red++;
                    sumX += x;
                    sumY += y;
                }
        assertThat(sumX / red - 12).as("from the left: 3½ cells").isBetween(138, 142);
        assertThat(sumY / red - 12).as("from the top: 2 empty cells and 2½").isBetween(178, 182);
    }

    @Test void whatIsShownIsSaidToThoseWhoCannotSeeIt() {
        assertThat(PatternPictures.matrices(8, dense(), OWN).alt())
                .isEqualTo("Matrices of the attention patterns dense, your own over 8 positions: blue where a query, a row, "
                        + "looks at a key, a column");
        assertThat(PatternPictures.figure(4).alt())
                .isEqualTo("Attention [dense, strided, fixed] in an image of 4×4: above what one pixel looks at, below all "
                        + "queries");
        assertThat(PatternPictures.hops(Reachability.ofAttention(4, dense()), "t").alt())
                .contains("number of layers", "grey is never");
    }

    @Test void theFigureOfTheSmallestImages() {
        for (int side = 1; side <= 3; side++)
            assertThat(PatternPictures.figure(side).alt()).contains("an image of " + side + "×" + side);
    }

    @Test void whatCannotBeIsNamed() {
        assertThatThrownBy(() -> PatternPictures.figure(2, 2, 4, List.of(), List.of()))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> PatternPictures.figure(2, 2, 0, List.of("a"), List.of()))
                .hasMessage("1 names do not fit 0 columns");
        assertThatThrownBy(() -> PatternPictures.figure(2, 2, 0, List.of("a"), List.of(List.of())))
                .hasMessage("a picture has colours for 1 to 4 sets, not for 0");
        assertThatThrownBy(() -> new Mosaic(3, 1, true).paint(0, 4, 2, (y, x) -> 0))
                .hasMessage("4×2 cells do not fit into a picture of 3 pixels");
    }

    @Test void picturesToLookAt() {
        keep("pattern-figure", PatternPictures.figure(6));
        keep("pattern-figure-colours",
                PatternPictures.figure(4, 12, 30, List.of("strided, l = a row of 4 pixels", "fixed, c = 3"),
                List.of(AttentionPattern.strided(12), List.of(block(12), summary(12, 3)))));
        keep("pattern-own", PatternPictures.matrices(24, local(5), everyLth(5), OWN));
        keep("pattern-large", PatternPictures.matrix(AttentionPattern.merged(local(32), everyLth(32)), 1024));
        keep("hops-strided", PatternPictures.hops(Reachability.withResiduals(36, local(6), everyLth(6)),
                "Strided attention: one layer or two"));
        keep("hops-fixed", PatternPictures.hops(Reachability.withResiduals(36, summary(6, 1), block(6)),
                "Fixed attention, the wrong way round"));
    }

    private static void keep(String name, Picture picture) {
        picture.save(Path.of("target/look", name + ".png"));
    }
}
