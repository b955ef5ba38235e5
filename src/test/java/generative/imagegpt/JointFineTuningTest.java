package generative.imagegpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.UserException;
import generative.data.ImageSet;
import generative.data.TokenSet;
import generative.imagegpt.ImageGpt.Objective;
import generative.imagegpt.JointFineTuning.Settings;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.sparse.Architecture;
import generative.sparse.HeadPatterns;
import generative.training.Checkpoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JointFineTuningTest {

    private static final Architecture SIZES = Architecture.of(3, List.of(8), 1, 8, 2, HeadPatterns.dense());
    private static final Settings SETTINGS = new Settings(6, 6, .01, 2);

    /// The class is the token that all images of it are full of, but for every fourth pixel.
    private static LabelledImages images(int M, long seed) {
        int[] noise = Randoms.of(seed).ints(8L * M, 0, 3).toArray(), labels = IntStream.range(0, M).map(n -> n % 3).toArray();
        int[] tokens = IntStream.range(0, 8 * M).map(i -> i % 4 == 0 ? noise[i] : labels[i / 8]).toArray();
        return new LabelledImages(TokenSet.of("plain", 3, 8, tokens), labels);
    }

    private static JointFineTuning training(Objective objective, Settings settings) {
        ImageClassifier classifier = new ImageClassifier(new ImageGpt(SIZES, objective, Randoms.of(1)), 3, 1);
        return new JointFineTuning("random", classifier, images(12, 1), images(9, 2), settings, 3);
    }

    @Test void itLearnsAndKeepsTheBest() {
        JointFineTuning training = training(Objective.AR, SETTINGS);
        Map<String, Double> first = training.step(0), last = first;
        for (int step = 1; step < 60; step++) last = training.step(step);
        assertThat(first.get("classification")).isCloseTo(Math.log(3), within(1e-6));
        assertThat(last.get("classification")).isLessThan(.1);
        assertThat(last.get("generative")).isLessThan(first.get("generative") - .3);
        assertThat(last.get("error")).isZero();
        assertThat(training.best().errors()).isZero();
        assertThat(training.best().time()).isPositive().isLessThanOrEqualTo(60);
        training.best().restore();
        assertThat(training.score(images(30, 4)).errors()).isLessThan(3);
    }

    /// A single look after two steps; what happens later is undone.
    @Test void whatIsKeptIsTheNetOfThatLook() {
        JointFineTuning training = training(Objective.AR, new Settings(6, 6, .01, 2)), two = training(Objective.AR, SETTINGS);
        for (int step = 0; step < 3; step++) training.step(step);
        for (int step = 0; step < 2; step++) two.step(step);
        training.best().restore();
        assertThat(training.best().time()).isEqualTo(2);
        assertThat(training.classifier().parameters().getLast().value().minus(two.classifier().parameters().getLast().value())
                .elementMaxAbs()).isZero();
    }

    @Test void gradientsOfPartsAddUp() {
        JointFineTuning whole = training(Objective.AR, SETTINGS), parts = training(Objective.AR, new Settings(6, 4, .01, 2));
        for (int step = 0; step < 4; step++) {
            Map<String, Double> one = whole.step(step), other = parts.step(step);
            one.forEach((name, value) -> assertThat(other.get(name)).as(name).isCloseTo(value, within(1e-4)));
        }
    }

    @Test void aResumedTrainingEndsWithTheSameNumbers(@TempDir Path folder) {
        JointFineTuning straight = training(Objective.BERT, SETTINGS), first = training(Objective.BERT, SETTINGS),
                second = training(Objective.BERT, SETTINGS);
        for (int step = 0; step < 7; step++) straight.step(step);
        for (int step = 0; step < 3; step++) first.step(step);
        Path file = Checkpoint.save(folder, first, 3);
        assertThat(Checkpoint.load(file, second)).isEqualTo(3);
        for (int step = 3; step < 7; step++) second.step(step);
        straight.state().forEach((name, matrix) -> assertThat(second.state().get(name).minus(matrix).elementMaxAbs()).as(name)
                .isZero());
        assertThat(straight.state().values().stream().mapToDouble(Matrix::sumOfSquares).sum()).isPositive();
        assertThatThrownBy(() -> Checkpoint.load(file, training(Objective.BERT, new Settings(6, 6, .02, 2))))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("learningRate=0.01 where this run has learningRate=0.02");
    }

    @Test void theCheckpointKnowsWhatItIsOf() {
        assertThat(training(Objective.AR, SETTINGS).config()).containsEntry("seed", "3")
                .containsEntry("data", "plain: 12 sequences of 8 tokens out of 3 with labels; 9 for validation")
                .hasEntrySatisfying("model", m -> assertThat(m)
                .startsWith("fine-tuning that began with random weights: ImageClassifier of 3 classes"));
    }

    /// Images of 2×4 pixels that are their own tokens: mirrored ones teach as plain ones do where it does not matter.
    @Test void imagesMayBeChangedBeforeTheyAreShown() {
        ImageSet pixels = new ImageSet("pairs", Randoms.uniform(12, 8, 0, 1, Randoms.of(5)).map(x -> x < .5 ? 0 : 1), new int[0], 2, 4, 1);
        ImageTokens palette = ColourPalette.fit(pixels, 2, 5, Randoms.of(6));
        LabelledImages images = new LabelledImages(palette.encode(pixels), new int[12]);
        Architecture sizes = Architecture.of(2, List.of(8), 1, 8, 2, HeadPatterns.dense());
        List<Double> firsts = new ArrayList<>();
        for (int shift = 0; shift < 2; shift++) {
            ImageClassifier classifier = new ImageClassifier(new ImageGpt(sizes, Objective.AR, Randoms.of(1)), 3, 1);
            AugmentedTokens shown = new AugmentedTokens(pixels, palette, shift, false);
            JointFineTuning training = new JointFineTuning("random", classifier, images, shown, images, SETTINGS, 3);
            assertThat(training.config().get("data")).contains(" with labels shifted by up to " + shift + " pixels; ");
            training.step(0);
            firsts.add(training.step(1).get("generative"));
        }
        JointFineTuning plain = new JointFineTuning("random", new ImageClassifier(new ImageGpt(sizes, Objective.AR, Randoms.of(1)),
                3, 1), images, images, SETTINGS, 3);
        plain.step(0);
        assertThat(plain.step(1).get("generative")).isEqualTo(firsts.getFirst()).isNotEqualTo(firsts.getLast());
    }

    /// One image and a net that hardly moves: the loss changes from step to step only because the image does.
    @Test void anImageIsChangedAnewInEachStep() {
        ImageSet pixel = new ImageSet("a pixel", Matrix.row(0, 0, 0, 0, 0, 1, 0, 0), new int[0], 2, 4, 1);
        ImageTokens palette = ColourPalette.fit(pixel, 2, 5, Randoms.of(6));
        LabelledImages image = new LabelledImages(palette.encode(pixel), new int[1]);
        ImageGpt model = new ImageGpt(Architecture.of(2, List.of(8), 1, 8, 2, HeadPatterns.dense()), Objective.AR, Randoms.of(1));
        model.parameters().forEach(p -> Randoms.setGaussian(p.value(), 1, Randoms.of(7)));
        JointFineTuning training = new JointFineTuning("random", new ImageClassifier(model, 2, 1), image,
                new AugmentedTokens(pixel, palette, 1, false), image, new Settings(1, 1, 1e-30, 1), 3);
        assertThat(IntStream.range(0, 12).mapToObj(step -> training.step(step).get("generative")).distinct())
                .hasSizeGreaterThan(2);
    }

    @Test void whatMakesNoSenseIsNamed() {
        assertThatThrownBy(() -> training(Objective.AR, new Settings(13, 4, .01, 2))).isInstanceOf(UserException.class)
                .hasMessage(
                "There are 12 labelled images, too few for minibatches of 13; take more labels or smaller minibatches.");
        assertThatThrownBy(() -> new Settings(4, 4, 0, 1)).hasMessage(
                "batches, looks and the learning rate must be above 0, got batches of 4 by 4, rate 0.0, a look every 1 steps");
    }
}
