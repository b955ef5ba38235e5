package generative.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.evaluation.ParzenProtocol;
import generative.gan.AdversarialSettings.Update;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.plot.ImageGrid;
import generative.plot.Picture;
import generative.training.TrainingLog;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AdversarialPicturesTest {

    private static final AdversarialSettings SETTINGS =
            TinyGame.settings(Update.SIMULTANEOUS, 1, GeneratorLoss.NON_SATURATING);

    private static TrainingLog log(double lossOfD, double lossOfG, double onData, double onSamples) {
        TrainingLog log = TrainingLog.open(null, 0);
        for (int step = 10; step <= 30; step += 10)
            log.add(step, Map.of("D loss", lossOfD, "G loss", lossOfG * step / 10,
                    "D on data", onData, "D on samples", onSamples));
        return log;
    }

    private static int[] pixels(Picture picture) {
        BufferedImage image = picture.image();
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    @Test void aPictureBecomesAFileThatCanBeReadAgain(@TempDir Path folder) throws IOException {
        Picture losses = AdversarialPictures.losses(log(.6, .7, .5, .5));
        Path file = losses.save(folder.resolve("pictures/losses.png"));
        BufferedImage read = ImageIO.read(file.toFile());
        assertThat(read.getWidth()).isEqualTo(losses.image().getWidth());
        assertThat(read.getHeight()).isEqualTo(losses.image().getHeight());
    }

    @Test void theLossesShowBothPlayersAndNothingElse() {
        int[] picture = pixels(AdversarialPictures.losses(log(.6, .7, .5, .5)));
        assertThat(pixels(AdversarialPictures.losses(log(.6, .7, .9, .1)))).isEqualTo(picture);
        assertThat(pixels(AdversarialPictures.losses(log(.4, .7, .5, .5)))).isNotEqualTo(picture);
        assertThat(pixels(AdversarialPictures.losses(log(.6, .9, .5, .5)))).isNotEqualTo(picture);
    }

    @Test void theDiscriminatorsBeliefShowsBothMeansAndNothingElse() {
        int[] picture = pixels(AdversarialPictures.discriminator(log(.6, .7, .6, .3)));
        assertThat(pixels(AdversarialPictures.discriminator(log(.1, .2, .6, .3)))).isEqualTo(picture);
        assertThat(pixels(AdversarialPictures.discriminator(log(.6, .7, .8, .3)))).isNotEqualTo(picture);
        assertThat(pixels(AdversarialPictures.discriminator(log(.6, .7, .6, .2)))).isNotEqualTo(picture);
    }

    @Test void theAnswersTellDataFromSamples() {
        Discriminator discriminator = new Discriminator(SETTINGS, TinyGame.PIXELS, Randoms.of(1));
        TinyGame.scatter(discriminator.parameters(), 3);
        Matrix data = TinyGame.data(50), samples = Randoms.uniform(50, TinyGame.PIXELS, 0, 1, Randoms.of(2));
        Picture picture = AdversarialPictures.answers(discriminator, data, samples);
        assertThat(picture.alt()).contains("discriminator's answers", "data", "samples");
        assertThat(pixels(AdversarialPictures.answers(discriminator, samples, data))).isNotEqualTo(pixels(picture));
    }

    /// Ten samples are two rows; beside the fifth and the tenth stand the training images 2 and 0, which are nearest.
    @Test void theSixthColumnHoldsTheTrainingImagesNearestToTheFifth() {
        Matrix train = Matrix.of(new double[][] {{0, 0, 0, 0}, {1, 1, 1, 1}, {1, 0, 1, 0}});
        Matrix samples = Randoms.uniform(12, 4, .3, .7, Randoms.of(1));    // the last two fill no row
        samples.insertIntoThis(4, 0, Matrix.row(.9, .2, .8, .1));
        samples.insertIntoThis(9, 0, Matrix.row(.1, .2, .1, .3));
        Matrix grid = Matrix.zeros(12, 4);
        grid.insertIntoThis(0, 0, samples.rows(0, 5));
        grid.insertIntoThis(5, 0, train.rows(2, 3));
        grid.insertIntoThis(6, 0, samples.rows(5, 10));
        grid.insertIntoThis(11, 0, train.rows(0, 1));
        Picture expected = new ImageGrid(grid, 2, 2).columns(6).scale(3).frameLastColumn().picture("expected");
        Picture found = AdversarialPictures.samplesWithNeighbours(samples, train, 2, 2);
        assertThat(pixels(found)).isEqualTo(pixels(expected));
        assertThat(found.alt()).contains("last column", "nearest");
    }

    @Test void samplesStandInASquare() {
        Matrix samples = Randoms.uniform(7, 6, 0, 1, Randoms.of(1));
        Picture expected = new ImageGrid(samples, 2, 3).columns(3).scale(2).picture("expected");
        assertThat(pixels(AdversarialPictures.samples(samples, 2, 3))).isEqualTo(pixels(expected));
    }

    @Test void eachRowOfTheInterpolationIsOneLine() {
        Generator generator = new Generator(SETTINGS, TinyGame.PIXELS, Randoms.of(1));
        Picture found = AdversarialPictures.interpolation(generator, 2, 4, 1, 5, Randoms.of(6));
        var random = Randoms.of(6);
        Matrix from = generator.noise(2, random), to = generator.noise(2, random);
        Matrix images = LatentInterpolation.between(generator, from, to, 4);
        Picture expected = new ImageGrid(images, 1, 5).columns(4).scale(2).picture("expected");
        assertThat(pixels(found)).isEqualTo(pixels(expected));
    }

    @Test void theLikelihoodAgainstSigmaShowsEveryProtocol() {
        Matrix x = Randoms.gaussian(60, 2, .3, Randoms.of(1));
        ParzenProtocol one = ParzenProtocol.follow("one", Randoms.gaussian(60, 2, .3, Randoms.of(2)), x, x);
        ParzenProtocol two = ParzenProtocol.follow("two", Randoms.gaussian(60, 2, .5, Randoms.of(3)), x, x);
        Picture both = AdversarialPictures.likelihoodAgainstSigma(List.of(one, two));
        assertThat(both.alt()).contains("Parzen window", "best width");
        assertThat(pixels(AdversarialPictures.likelihoodAgainstSigma(List.of(one)))).isNotEqualTo(pixels(both));
    }

    @Test void aLogOfSomethingElseIsRefused() {
        TrainingLog log = TrainingLog.open(null, 0);
        log.add(1, Map.of("loss", 1.0));
        assertThatThrownBy(() -> AdversarialPictures.losses(log)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the log has no column D loss, only [step, loss]");
    }
}
