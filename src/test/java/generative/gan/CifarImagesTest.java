package generative.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.UserException;
import generative.data.Cifar;
import generative.data.ContrastNormalisation;
import generative.data.ImageSet;
import generative.math.Matrix;
import generative.math.Randoms;
import org.junit.jupiter.api.Test;

final class CifarImagesTest {

    private static Cifar set(int train, int test) {
        return new Cifar(images(train, 1), images(test, 2));
    }

    private static ImageSet images(int n, long seed) {
        return new ImageSet("some", Randoms.uniform(n, 3072, 0, 1, Randoms.of(seed)), new int[0], 32, 32, 3);
    }

    @Test void theLastFifthOfTheTrainingImagesValidates() {
        CifarImages images = CifarImages.of(set(13, 4));
        assertThat(images).hasToString("8 photographs to train on, 5 for validation, 4 for testing");
        Matrix all = ContrastNormalisation.apply(set(13, 4).train().x(), 55);
        assertThat(images.train().isIdentical(CifarNets.IMAGE.fromInterleaved(all.rows(0, 8)), 0)).isTrue();
        assertThat(images.validation().isIdentical(CifarNets.IMAGE.fromInterleaved(all.rows(8, 13)), 0)).isTrue();
    }

    /// Pixel (2, 5) of the third test image: three neighbours there, three far apart here.
    @Test void rowsAreChannelsFirstAndNormalised() {
        Matrix test = CifarImages.of(set(5, 4)).test(), y = ContrastNormalisation.apply(set(5, 4).test().x(), 55);
        for (int colour = 0; colour < 3; colour++)
            assertThat(test.get(2, colour * 1024 + 2 * 32 + 5)).isEqualTo(y.get(2, (2 * 32 + 5) * 3 + colour));
    }

    @Test void tooFewImagesAreRefused() {
        assertThatThrownBy(() -> CifarImages.of(set(4, 1))).isInstanceOf(UserException.class)
                .hasMessage("There are only 4 training images, and a fifth of them is for validation; "
                        + "take a file of 5 or more.");
    }
}
