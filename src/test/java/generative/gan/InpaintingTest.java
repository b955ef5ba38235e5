package generative.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.math.Matrix;
import generative.math.Randoms;
import org.junit.jupiter.api.Test;

final class InpaintingTest {

    private static final Inpainting HALVES = new Inpainting(2, 4);
    private static final Matrix IMAGE = Matrix.row(1, 2, 3, 4, 5, 6, 7, 8);

    @Test void halvesAreTakenRowByRow() {
        assertThat(HALVES.left(IMAGE).toArray2()).isDeepEqualTo(new double[][] {{1, 2, 5, 6}});
        assertThat(HALVES.right(IMAGE).toArray2()).isDeepEqualTo(new double[][] {{3, 4, 7, 8}});
    }

    @Test void joiningUndoesTheCut() {
        Matrix images = Randoms.uniform(5, 28 * 28, 0, 1, Randoms.of(1));
        Inpainting halves = new Inpainting(28, 28);
        assertThat(halves.join(halves.left(images), halves.right(images)).isIdentical(images, 0)).isTrue();
    }

    /// A generator that learned nothing: each completion keeps its left half, comes in the order of the images, and differs by noise.
    @Test void completionsKeepWhatWasGiven() {
        Matrix images = Randoms.uniform(3, 8, 0, 1, Randoms.of(2));
        AdversarialTraining training = HALVES.training(TinyGame.settings(AdversarialSettings.Update.SIMULTANEOUS, 1,
                GeneratorLoss.NON_SATURATING), Randoms.uniform(12, 8, 0, 1, Randoms.of(3)), 1);
        TinyGame.scatter(training.generator().parameters(), 4);
        Matrix made = HALVES.complete(training.generator(), images, 2, Randoms.of(5));
        assertThat(made.numRows()).isEqualTo(6);
        assertThat(HALVES.left(made).isIdentical(HALVES.left(images.selectRows(0, 0, 1, 1, 2, 2)), 0)).isTrue();
        assertThat(made.rows(0, 1).isIdentical(made.rows(1, 2), 1e-4)).as("other noise, another completion").isFalse();
    }

    /// Images whose right half repeats the left one: 0 or 1 at every pixel. A net that heeds the left half beats the mean by far.
    @Test void itLearnsToContinueWhatIsGiven() {
        Matrix images = Matrix.zeros(200, 8);
        for (int n = 0; n < 200; n++)
            for (int i = 0; i < 8; i++) images.set(n, i, n % 2 == 0 ? .9 : .1);
        AdversarialSettings settings = new AdversarialSettings(Noise.UNIFORM, 2, 16, 8, 3, .3, .3, 1, 1,
                TinyGame.descent(50, .1, 1, .5, .5, 1), AdversarialSettings.Update.SIMULTANEOUS, 1, GeneratorLoss.NON_SATURATING);
        AdversarialTraining training = HALVES.training(settings, images, 1);
        for (int step = 0; step < 1000; step++) training.step(step);
        Inpainting.Error error = HALVES.error(training.generator(), images.rows(0, 20), images, 4, Randoms.of(6));
        assertThat(error.baseline()).as("half of 0.8, squared").isCloseTo(.16, within(1e-5));
        assertThat(error.one()).isLessThan(.08);
        assertThat(error.best()).isLessThanOrEqualTo(error.one());
        assertThat(error.mean()).isLessThan(.08);
    }

    /// G says 1/2 everywhere whatever the noise, so that all errors are of that: (.5 − 0)² and, for the mean of training, (0 − 0)².
    @Test void errorsAreMeansOverPixelsOfTheRightHalf() {
        AdversarialTraining training = HALVES.training(TinyGame.smallest(), Matrix.zeros(2, 8), 1);
        training.generator().parameters().forEach(p -> p.set(p.value().createLike()));
        Matrix images = Matrix.zeros(2, 8);
        images.set(0, 2, 1);                                               // the right half of the first: one pixel of 1
        Inpainting.Error error = HALVES.error(training.generator(), images, Matrix.zeros(3, 8), 3, Randoms.of(1));
        assertThat(error.one()).isCloseTo(.25, within(1e-6));
        assertThat(error.best()).isCloseTo(.25, within(1e-6));
        assertThat(error.mean()).isCloseTo(.25, within(1e-6));
        assertThat(error.baseline()).as("one pixel of eight").isCloseTo(.125, within(1e-6));
    }

    @Test void whatDoesNotFitIsNamed() {
        assertThatThrownBy(() -> new Inpainting(2, 3)).hasMessage("an image of 2×3 has no two halves");
        assertThatThrownBy(() -> HALVES.left(Matrix.zeros(1, 9))).hasMessage("rows of 1×9 are no images of 2×4");
        assertThatThrownBy(() -> HALVES.join(Matrix.zeros(1, 4), Matrix.zeros(1, 5))).hasMessage("rows of 1×5 are no images of 2×2");
        assertThatThrownBy(() -> HALVES.complete(null, IMAGE, 0, Randoms.of(1))).hasMessage("an image is completed once or more, got 0");
    }
}
