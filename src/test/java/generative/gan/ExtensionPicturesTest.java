package generative.gan;

import static org.assertj.core.api.Assertions.assertThat;

import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Linear;
import generative.nn.Sequential;
import generative.plot.ImageGrid;
import generative.plot.Picture;
import generative.training.TrainingLog;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ExtensionPicturesTest {

    private static int[] pixels(Picture picture) {
        BufferedImage image = picture.image();
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    /// e and G leave images of two pixels as they are but for the bias of G, which makes all reconstructions lighter by
    /// .3.
    @Test void eachReconstructionStandsBelowItsImage() {
        Matrix same = Matrix.of(new double[][] {{1, 0}, {0, 1}}), none = Matrix.row(0, 0);
        Generator g = new Generator(Noise.UNIFORM, 2, new Sequential(new Linear(same, Matrix.row(.3, .3))));
        LearnedInference inference = new LearnedInference(TinyGame.descent(1, .1, 1, .5, .5, 1), g,
                new Sequential(new Linear(same, none)), 1);
        Matrix images = Randoms.uniform(5, 2, .1, .6, Randoms.of(1)), lighter = images.plus(.3);
        // five images in rows of three leave one place
        Matrix blank = Matrix.row(0, 0);
        Matrix grid = images.rows(0, 3).concatRows(lighter.rows(0, 3), images.rows(3, 5), blank, lighter.rows(3, 5),
                blank);
        Picture expected = new ImageGrid(grid, 1, 2).columns(3).scale(3).rowLabels("x", "G(e(x))", "x", "G(e(x))")
                .picture("expected");
        Picture found = ExtensionPictures.reconstructions(inference, images, 3, 1, 2);
        assertThat(pixels(found)).isEqualTo(pixels(expected));
        assertThat(found.alt()).contains("Real images x", "below each");
    }

    @Test void theErrorOfInferenceIsDrawn() {
        assertThat(pixels(ExtensionPictures.inferenceError(log(.9))))
                .isNotEqualTo(pixels(ExtensionPictures.inferenceError(log(.8))));
    }

    private static TrainingLog log(double last) {
        TrainingLog log = TrainingLog.open(null, 0);
        log.add(10, Map.of("z error", 1.0));
        log.add(20, Map.of("z error", last));
        return log;
    }

    @Test void everyKindOfFeaturesHasItsBarAndItsSpread() {
        SemiSupervised one = new SemiSupervised("one", 100, new double[] {.1, .3}, new double[2]);
        SemiSupervised other = new SemiSupervised("other", 100, new double[] {.2, .2}, new double[2]);
        SemiSupervised wider = new SemiSupervised("other", 100, new double[] {.1, .3}, new double[2]);
        int[] both = pixels(ExtensionPictures.fewLabels(List.of(one, other)));
        assertThat(pixels(ExtensionPictures.fewLabels(List.of(one)))).isNotEqualTo(both);
        assertThat(pixels(ExtensionPictures.fewLabels(List.of(one, wider)))).as("the whiskers").isNotEqualTo(both);
    }
}
