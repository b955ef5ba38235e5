package generative.gan;

import static org.assertj.core.api.Assertions.assertThat;

import generative.plot.Picture;
import org.junit.jupiter.api.Test;

final class OneDimensionalPicturesTest {

    @Test
    void thePictureChangesWithTheGame() {
        OneDimensionalGame game = new OneDimensionalGame(2, .8, 2, GeneratorLoss.NON_SATURATING, 1);
        Picture before = OneDimensionalPictures.of(game, "now");
        for (int t = 0; t < 20; t++) game.step(t);
        Picture after = OneDimensionalPictures.of(game, "now");
        assertThat(after.image().getWidth()).isEqualTo(before.image().getWidth()).isGreaterThan(600);
        assertThat(pixels(after)).isNotEqualTo(pixels(before));
        assertThat(after.alt()).contains("discriminator", "noise");
    }

    private static int[] pixels(Picture picture) {
        return picture.image().getRGB(0, 0, picture.image().getWidth(), picture.image().getHeight(), null, 0, picture.image().getWidth());
    }
}
