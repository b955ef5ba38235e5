package generative.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.UserException;
import generative.math.Matrix;
import generative.math.Randoms;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AugmentationTest {

    /// Rows 1 2 3, 4 5 6 and 7 8 9.
    private static final ImageSet GREY = new ImageSet("nine", Matrix.row(1, 2, 3, 4, 5, 6, 7, 8, 9), new int[] {5}, 3, 3, 1);

    /// Two pixels of three channels, above each other a second line.
    private static final ImageSet COLOUR = new ImageSet("four", Matrix.row(1, 10, 100, 2, 20, 200, 3, 30, 300, 4, 40, 400),
            new int[0], 2, 2, 3);

    /// A generator whose whole numbers are the given ones; those of `nextInt(n)` must be below n.
    private static RandomGenerator saying(int... numbers) {
        Deque<Integer> left = new ArrayDeque<>();
        Arrays.stream(numbers).forEach(left::add);
        return new RandomGenerator() {
            @Override public int nextInt(int bound) {
                assertThat(left.peek()).isBetween(0, bound - 1);
                return left.poll();
            }

            @Override public int nextInt(int from, int bound) {
                return from + nextInt(bound - from);
            }

            @Override public boolean nextBoolean() {
                return nextInt(2) == 1;
            }

            @Override public long nextLong() {
                throw new AssertionError("nobody asked for long numbers");
            }
        };
    }

    @Test void aShiftReflectsWhatIsOutside() {
        ImageSet up = Augmentation.shifted(1).apply(GREY, saying(0, 1));          // u = −1, v = 0: row −1 is row 1 again
        assertThat(up.x().toArray2()).isDeepEqualTo(new double[][] {{4, 5, 6, 1, 2, 3, 4, 5, 6}});
        ImageSet far = Augmentation.shifted(2).apply(GREY, saying(2, 4));         // v = 2: columns 2, 3, 4 are 2, 1, 0
        assertThat(far.x().toArray2()).isDeepEqualTo(new double[][] {{3, 2, 1, 6, 5, 4, 9, 8, 7}});
        assertThat(up.labels()).containsExactly(5);
        assertThat(Augmentation.shifted(0).apply(GREY, Randoms.of(1)).x().toArray2()).isDeepEqualTo(GREY.x().toArray2());
    }

    @Test void channelsOfAPixelStayTogether() {
        assertThat(Augmentation.shifted(1).apply(COLOUR, saying(1, 2)).x().toArray2())
                .isDeepEqualTo(new double[][] {{2, 20, 200, 1, 10, 100, 4, 40, 400, 3, 30, 300}});
        assertThat(Augmentation.mirrored().apply(COLOUR, saying(1)).x().toArray2())
                .isDeepEqualTo(new double[][] {{2, 20, 200, 1, 10, 100, 4, 40, 400, 3, 30, 300}});
    }

    @Test void everySecondImageIsMirrored() {
        assertThat(Augmentation.mirrored().apply(GREY, saying(0)).x().toArray2()).isDeepEqualTo(GREY.x().toArray2());
        assertThat(Augmentation.mirrored().apply(GREY, saying(1)).x().toArray2())
                .isDeepEqualTo(new double[][] {{3, 2, 1, 6, 5, 4, 9, 8, 7}});
        ImageSet many = GREY.select(new int[1000]), some = Augmentation.mirrored().apply(many, Randoms.of(1));
        assertThat(IntStream.range(0, 1000).filter(n -> some.x().get(n, 0) == 3).count()).isBetween(440L, 560L);
    }

    @Test void allShiftsComeAndEachImageHasItsOwn() {
        Set<Double> corners = new HashSet<>();
        ImageSet many = Augmentation.shifted(2).apply(GREY.select(new int[400]), Randoms.of(2));
        for (int n = 0; n < 400; n++) corners.add(many.x().get(n, 4));            // the pixel in the middle
        assertThat(corners).hasSize(9);
    }

    @Test void oneAfterTheOther() {
        ImageSet both = Augmentation.shifted(1).then(Augmentation.mirrored()).apply(GREY, saying(0, 1, 1));
        assertThat(both.x().toArray2()).isDeepEqualTo(new double[][] {{6, 5, 4, 3, 2, 1, 6, 5, 4}});
        assertThat(Augmentation.none().apply(GREY, saying())).isSameAs(GREY);
    }

    /// A short side of 6 doubles 3×4 pixels to 6×8; the window is that of the whole image resized.
    @Test void aZoomIsAWindowOfTheResizedImage() {
        ImageSet image = new ImageSet("twelve", Randoms.uniform(1, 36, 0, 1, Randoms.of(1)), new int[] {1}, 3, 4, 3);
        ImageSet zoomed = Augmentation.zoomed(4, 6, 4).apply(image, saying(2, 1, 3)), whole = new Resizing(6, 8).of(image);
        assertThat(zoomed.height()).isEqualTo(4);
        for (int row = 0; row < 4; row++)
            for (int i = 0; i < 12; i++)
                assertThat(zoomed.x().get(0, row * 12 + i)).isCloseTo(whole.x().get(0, ((row + 1) * 8 + 3) * 3 + i),
                        within(1e-6));
        assertThat(Augmentation.zoomed(3, 3, 3).apply(image, saying(0, 0, 1)).x().get(0, 0)).isEqualTo(image.x().get(0, 3));
        assertThat(zoomed.labels()).containsExactly(1);
    }

    @Test void forJudgingTheMiddleIsTaken() {
        ImageSet image = new ImageSet("a line", Matrix.row(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), new int[0], 2, 5, 1);
        assertThat(Augmentation.centred(image, 2, 2).x().toArray2()).isDeepEqualTo(new double[][] {{1, 2, 6, 7}});
    }

    @Test void whatCannotBeIsOneSentence() {
        assertThatThrownBy(() -> Augmentation.shifted(3).apply(GREY, Randoms.of(1))).isInstanceOf(UserException.class)
                .hasMessage("Images of 3×3 pixels cannot be padded by 3 reflected ones; pad them by 2 at most.");
        assertThatIllegalArgumentException().isThrownBy(() -> Augmentation.shifted(-1))
                .withMessage("images are padded by 0 pixels or more, got -1");
        assertThatIllegalArgumentException().isThrownBy(() -> Augmentation.zoomed(4, 6, 5))
                .withMessage("no window of 5 pixels fits into short sides from 4 to 6");
        assertThatIllegalArgumentException().isThrownBy(() -> Augmentation.centred(GREY, 3, 4))
                .withMessage("no window of 4 pixels fits into a short side of 3");
    }
}
