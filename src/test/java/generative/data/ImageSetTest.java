package generative.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.UserException;
import generative.math.Matrix;
import org.junit.jupiter.api.Test;

final class ImageSetTest {

    private static final Matrix X = Matrix.of(new double[][] {{1, 2}, {3, 4}, {5, 6}, {7, 8}});
    private final ImageSet set = new ImageSet("toys", X, new int[] {3, 1, 4, 1}, 1, 2, 1),
            bare = new ImageSet("bare", X, new int[0], 2, 1, 1);

    @Test
    void rowsAreTakenWithTheirLabels() {
        ImageSet middle = set.rows(1, 3);
        assertThat(middle.x().floats()).containsExactly(3, 4, 5, 6);
        assertThat(middle.labels()).containsExactly(1, 4);
        assertThat(middle.size()).isEqualTo(2);
        assertThat(bare.rows(1, 3).labels()).isEmpty();
        assertThat(set.rows(2, 2).size()).as("none").isZero();
    }

    @Test
    void imagesAreChosenInAnyOrder() {
        ImageSet chosen = set.select(3, 0, 3);
        assertThat(chosen.x().floats()).containsExactly(7, 8, 1, 2, 7, 8);
        assertThat(chosen.labels()).containsExactly(1, 3, 1);
        assertThat(bare.select(2).x().floats()).containsExactly(5, 6);
        assertThat(bare.select(2).labels()).isEmpty();
    }

    @Test
    void theShapeOfAnImageIsKept() {
        for (ImageSet part : new ImageSet[] {bare.rows(0, 1), bare.select(1)}) {
            assertThat(part.height()).isEqualTo(2);
            assertThat(part.width()).isEqualTo(1);
            assertThat(part.channels()).isEqualTo(1);
            assertThat(part.name()).isEqualTo("bare");
        }
    }

    @Test
    void twoSetsBecomeOne() {
        ImageSet both = set.rows(0, 3).and(set.rows(3, 4));
        assertThat(both.x().isIdentical(set.x(), 0)).isTrue();
        assertThat(both.labels()).containsExactly(set.labels());
        assertThat(both).hasToString(set.toString());
        assertThat(bare.and(bare).labels()).isEmpty();
        assertThatThrownBy(() -> set.and(bare)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("toys and bare do not fit together: toys: 4 images of 1×2, 5 classes; bare: 4 images of 2×1, no labels");
    }

    @Test
    void labelsThatDoNotMatch() {
        assertThatThrownBy(() -> new ImageSet("toys", X, new int[3], 1, 2, 1)).isInstanceOf(UserException.class)
                .hasMessage("toys has 4 images and 3 labels; take both files from the same source.");
    }

    @Test
    void rowsThatHoldNoSuchImages() {
        assertThatThrownBy(() -> new ImageSet("toys", X, new int[4], 1, 2, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("images of 1×2×3 do not fit into rows of 4×2");
    }

    @Test
    void itSaysWhatItIs() {
        assertThat(set).hasToString("toys: 4 images of 1×2, 5 classes");
        assertThat(bare).hasToString("bare: 4 images of 2×1, no labels");
        assertThat(new ImageSet("colours", Matrix.zeros(1, 3), new int[] {0}, 1, 1, 3))
                .hasToString("colours: 1 images of 1×1×3, 1 classes");
    }

    @Test void halvedImagesHaveTheMeansOfSquares() {
        ImageSet grey = new ImageSet("grey", Matrix.row(1, 2, 3, 4, 5, 6, 7, 8), new int[] {3}, 2, 4, 1).halved();
        assertThat(grey.x().toArray2()).isDeepEqualTo(new double[][] {{3.5, 5.5}});
        assertThat(grey.height()).isEqualTo(1);
        assertThat(grey.labels()).containsExactly(3);
        ImageSet colour = new ImageSet("colour", Matrix.row(1, 10, 100, 2, 20, 200, 3, 30, 300, 4, 40, 400), new int[0], 2, 2, 3).halved();
        assertThat(colour.x().toArray2()).isDeepEqualTo(new double[][] {{2.5, 25, 250}});
        assertThatThrownBy(() -> new ImageSet("odd", Matrix.row(1, 2, 3, 4, 5, 6), new int[0], 2, 3, 1).halved())
                .hasMessage("images of 2×3 cannot be halved, since a side is odd");
    }
}
