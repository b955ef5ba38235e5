package generative.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.math.Matrix;
import generative.math.Randoms;
import generative.plot.Picture;
import org.junit.jupiter.api.Test;

class ImageCompletionTest {

    private static final Architecture SIZES = SmallNets.sizes(4, HeadPatterns.dense());
    private static final Sampler SAMPLER = new Sampler(SmallNets.model(SIZES, 0, false), 1);

    @Test void whatIsGivenStaysAndCompletionsDiffer() {
        Matrix images = SmallNets.tokens(2, SIZES, 3);
        ImageCompletion completion = ImageCompletion.of(SAMPLER, images, Completer.first(5, 12), 3, Randoms.of(1));
        assertThat(completion.times()).isEqualTo(3);
        assertThat(completion).hasToString("2 images, each completed 3 times from 5 of 12 tokens");
        Matrix samples = completion.samples();
        for (int n = 0; n < 6; n++)
            assertThat(samples.rows(n, n + 1).cols(0, 5).minus(images.rows(n / 3, n / 3 + 1).cols(0, 5)).elementMaxAbs()).isZero();
        assertThat(samples.rows(0, 1).minus(samples.rows(1, 2)).elementMaxAbs()).isPositive();
    }

    @Test void thePictureHasARowForEachImage() {
        ImageCompletion completion = ImageCompletion.of(SAMPLER, SmallNets.tokens(2, SIZES, 3), Completer.first(6, 12), 3, Randoms.of(1));
        Picture picture = completion.picture(new Raster(2, 2, 3), x -> x.divide(3));
        assertThat(picture.image().getWidth()).isGreaterThan(picture.image().getHeight());
        assertThat(picture.toString()).contains("a part was given");
    }

    @Test void onceAtLeast() {
        Matrix images = SmallNets.tokens(1, SIZES, 3);
        assertThatThrownBy(() -> ImageCompletion.of(SAMPLER, images, Completer.first(6, 12), 0, Randoms.of(1))).hasMessage("an image is completed once or more, got 0");
    }
}
