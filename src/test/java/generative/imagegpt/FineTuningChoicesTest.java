package generative.imagegpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import generative.data.Batches;
import generative.data.TokenSet;
import generative.imagegpt.ImageGpt.Objective;
import generative.imagegpt.JointFineTuning.Settings;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Parameter;
import generative.optim.Adam;
import generative.optim.Schedule;
import generative.sparse.Architecture;
import generative.sparse.HeadPatterns;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What a fine-tuning decides: when it was best, how it descends, and what the head sees.
class FineTuningChoicesTest {

    private static final Settings SETTINGS = new Settings(6, 6, .01, 2);
    private static final LabelledImages IMAGES = images(0), CONTRADICTING = images(1);

    /// Twelve images that are full of one token, but for every fourth pixel; the class is that token, or the next one.
    private static LabelledImages images(int shift) {
        int[] noise = Randoms.of(1).ints(96, 0, 3).toArray();
        int[] tokens = IntStream.range(0, 96).map(i -> i % 4 == 0 ? noise[i] : i / 8 % 3).toArray();
        return new LabelledImages(TokenSet.of("plain", 3, 8, tokens), IntStream.range(0, 12).map(n -> (n + shift) % 3).toArray());
    }

    private static ImageClassifier classifier() {
        Architecture sizes = Architecture.of(3, List.of(8), 1, 8, 2, HeadPatterns.dense());
        return new ImageClassifier(new ImageGpt(sizes, Objective.AR, Randoms.of(1)), 3, 1);
    }

    /// What is learned makes the validation images ever worse, so the best look is not one of the last.
    @Test void theBestLookIsThatAtTheValidationImages() {
        JointFineTuning training = new JointFineTuning("random", classifier(), IMAGES, CONTRADICTING, SETTINGS, 3);
        int fewest = 12, time = 0, last = 0;
        for (int step = 1; step <= 40; step++) {
            training.step(step - 1);
            if (step % 2 != 0) continue;
            last = training.score(CONTRADICTING).errors();
            assertThat(training.best().watched().errors()).isEqualTo(last);
            if (last > fewest) continue;
            fewest = last;
            time = step;
        }
        assertThat(training.score(IMAGES).errors()).isZero();
        assertThat(last).isEqualTo(12);
        assertThat(training.best().errors()).isEqualTo(fewest).isLessThan(12);
        assertThat(training.best().time()).isEqualTo(time).isLessThan(40);
    }

    /// Adam (.9, .95) at a constant rate and without decay, beside the same written out.
    @Test void stepsAreThoseOfThePaper() {
        JointFineTuning training = new JointFineTuning("random", classifier(), IMAGES, IMAGES, SETTINGS, 3);
        ImageClassifier twin = classifier();
        twin.standardise(IMAGES.tokens(), 6, 3);
        Adam adam = new Adam(twin.parameters(), Schedule.constant(.01), .9, .95, 1e-8, 0);
        Batches batches = new Batches(12, 6, 3);
        for (int step = 0; step < 5; step++) {
            training.step(step);
            int[] batch = batches.at(step);
            twin.learn(IMAGES.tokens().batch(batch), IMAGES.labels(batch), 1, Randoms.of(1));
            adam.step(step);
        }
        List<Parameter> parameters = training.classifier().parameters();
        for (int k = 0; k < parameters.size(); k++)
            assertThat(parameters.get(k).value().minus(twin.parameters().get(k).value()).elementMaxAbs()).as(k + "").isLessThan(1e-6);
    }

    /// m and 1/s are those of the labelled images as the net was before the first step, and stay so.
    @Test void theHeadSeesStandardisedFeatures() {
        ImageClassifier classifier = classifier();
        int[] all = IntStream.range(0, 12).toArray();
        Matrix f = classifier.model().features(IMAGES.tokens().batch(all), Randoms.of(1)).getLast(), mean = f.columnMeans();
        double squares = 0;
        for (int n = 0; n < 12; n++) squares += f.rows(n, n + 1).minus(mean).sumOfSquares();
        double inverse = 1 / Math.sqrt(squares / (12 * 8));
        JointFineTuning training = new JointFineTuning("random", classifier, IMAGES, CONTRADICTING, SETTINGS, 3);
        for (int step = 0; step < 3; step++) {
            Matrix m = training.state().get("m"), scale = training.state().get("1/s");
            assertThat(m.minus(mean).elementMaxAbs()).isLessThan(1e-5);
            assertThat(scale.plus(-inverse).elementMaxAbs()).isLessThan(1e-4 * inverse);
            training.step(step);
        }
        assertThat(classifier.learn(IMAGES.tokens().batch(all), IMAGES.labels(), 0, Randoms.of(1)).classification())
                .as("in learning as in judging").isCloseTo(training.score(IMAGES).loss(), within(1e-5));
        assertThat(mean.elementMaxAbs()).isPositive();
        assertThat(inverse).as("the features differ little").isGreaterThan(2);
    }
}
