package generative.imagegpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.UserException;
import generative.data.Augmentation;
import generative.data.ImageSet;
import generative.math.Matrix;
import generative.math.Randoms;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AugmentedTokensTest {

    /// Two images of 2×3 pixels: black on the left, white on the right; and all black.
    private static final ImageSet IMAGES = new ImageSet("two", Matrix.of(new double[] {0, 0, 1, 0, 0, 1}, new double[6]),
            new int[] {1, 0}, 2, 3, 1);

    /// Token 0 black and 1 white, or the other way round.
    private static final ColourPalette PALETTE = ColourPalette.fit(IMAGES, 2, 5, Randoms.of(1));

    @Test void withoutAChangeTheTokensAreThoseOfTheImages() {
        AugmentedTokens plain = new AugmentedTokens(IMAGES, PALETTE, 0, false);
        Matrix x = PALETTE.encode(IMAGES).batch(new int[] {1, 0, 1});
        assertThat(plain.batch(new int[] {1, 0, 1}, Randoms.of(2)).toArray2()).isDeepEqualTo(x.toArray2());
        assertThat(plain).hasToString("shifted by up to 0 pixels");
    }

    /// What is shown is the encoding of what Augmentation does with the same random numbers.
    @Test void pixelsAreChangedAndThenEncoded() {
        AugmentedTokens both = new AugmentedTokens(IMAGES, PALETTE, 1, true);
        int[] many = new int[20];
        ImageSet changed = Augmentation.shifted(1).then(Augmentation.mirrored()).apply(IMAGES.select(many), Randoms.of(3));
        Matrix x = both.batch(many, Randoms.of(3));
        Set<String> seen = new HashSet<>();
        for (int n = 0; n < many.length; n++) {
            ImageSet one = changed.rows(n, n + 1);
            assertThat(x.rows(n, n + 1).toArray2()).isDeepEqualTo(PALETTE.encode(one).batch(new int[] {0}).toArray2());
            seen.add(x.rows(n, n + 1).toString());
        }
        assertThat(seen).as("one black column left or in the middle, two, mirrored").hasSizeBetween(3, 6);
        assertThat(both).hasToString("shifted by up to 1 pixels, mirrored or not");
    }

    @Test void aShiftThatImagesAreTooSmallForIsNamedAtOnce() {
        assertThatThrownBy(() -> new AugmentedTokens(IMAGES, PALETTE, 2, false)).isInstanceOf(UserException.class)
                .hasMessage("Images of 2×3 pixels cannot be padded by 2 reflected ones; pad them by 1 at most.");
    }
}
