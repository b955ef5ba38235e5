package generative.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.UserException;
import generative.data.Batches;
import generative.data.ImageSet;
import generative.data.SyntheticDigits;
import generative.evaluation.ClassifierScore;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Parameter;
import generative.optim.MomentumDescent;
import generative.training.Checkpoint;
import generative.training.TrainingLoop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MaxoutClassifierTrainingTest {

    private static final ImageSet DIGITS = small(SyntheticDigits.generate(1500, 1));
    private static final ImageSet TRAIN = DIGITS.rows(0, 800), VALIDATION = DIGITS.rows(800, 1000);
    private static final ImageSet TEST = DIGITS.rows(1000, 1500);

    /// Every pixel the mean of four by four: 7×7 images.
    private static ImageSet small(ImageSet digits) {
        Matrix x = digits.x().like(digits.size(), 49);
        for (int n = 0; n < digits.size(); n++)
            for (int i = 0; i < 784; i++) {
                int to = i / 28 / 4 * 7 + i % 28 / 4;
                x.set(n, to, x.get(n, to) + digits.x().get(n, i) / 16);
            }
        return new ImageSet("small digits", x, digits.labels(), 7, 7, 1);
    }

    private static MaxoutClassifier net() {
        return new MaxoutClassifier(49, 40, 3, 10, .1, Randoms.of(5));
    }

    private static MaxoutClassifierTraining first(MomentumDescent descent) {
        return MaxoutClassifierTraining.first(net(), descent, TRAIN, VALIDATION, 1);
    }

    private static final MomentumDescent DESCENT = MaxoutClassifier.DESCENT.withBatchSize(20).withLearningRate(.3, 1);

    private static void epochs(MaxoutClassifierTraining training, int from, int to) {
        int perEpoch = training.stepsPerEpoch();
        for (long step = (long) from * perEpoch; step < (long) to * perEpoch; step++) training.step(step);
    }

    /// Of 200 validation images less than a quarter, of 500 test images less than a quarter, and then fewer. Which training ends how depends
    /// on the last bits of its sums, so eight of them are counted together.
    @Test void itLearnsDrawnDigitsAndBetterFromAllOfThem() {
        int before = 0, after = 0;
        for (long seed = 1; seed <= 8; seed++) {
            MomentumDescent calm = DESCENT.withCalmEnd(20 * 40, 40 * 40);
            MaxoutClassifierTraining first = MaxoutClassifierTraining.first(net(), calm, TRAIN, VALIDATION, seed);
            epochs(first, 0, 40);
            assertThat(first.bestErrors()).isLessThan(50);
            MaxoutClassifierTraining second = first.second(DESCENT.withCalmEnd(0, 20 * 50));
            before += second.classifier().score(TEST).errors();
            epochs(second, 0, 20);
            after += second.classifier().score(TEST).errors();
        }
        assertThat(before).isLessThan(8 * 125);
        assertThat(after).isLessThan(before);
    }

    /// θ ← θ + v with v = −η dL/dθ in the first step; the slope is measured in double, with the masks of that step.
    @Test void aStepIsOneOfGradientDescentOnTheCrossEntropyOfItsMinibatch() {
        ImageSet six = new ImageSet("six", TinyGame.data(12), new int[] {0, 1, 2, 0, 1, 2, 2, 1, 0, 2, 1, 0}, 1, 5, 1);
        MomentumDescent plain = TinyGame.descent(6, .1, 1, .5, .5, 1);
        MaxoutClassifier net = new MaxoutClassifier(5, 4, 2, 3, .5, Randoms.of(1));
        MaxoutClassifier twin = new MaxoutClassifier(5, 4, 2, 3, .5, Randoms.of(1));
        TinyGame.scatter(net.parameters(), 2);
        TinyGame.scatter(twin.parameters(), 2);
        TinyGame.toDouble(twin.parameters());
        int[] batch = new Batches(12, 6, 7).at(0);
        Matrix x = six.x().selectRows(batch).inDouble();
        java.util.function.DoubleSupplier loss = () -> {
            Matrix a = twin.forward(x, Randoms.of(7, 1, 0)).output();
            double sum = 0;
            for (int n = 0; n < 6; n++) {
                double total = 0;
                for (int c = 0; c < 3; c++) total += Math.exp(a.get(n, c));
                sum += Math.log(total) - a.get(n, six.labels()[batch[n]]);
            }
            return sum / 6;
        };
        double before = loss.getAsDouble();
        List<Matrix> slopes = twin.parameters().stream().map(p -> TinyGame.slope(p, loss)).toList();
        Matrix logits = twin.forward(x, Randoms.of(7, 1, 0)).output();

        Map<String, Double> metrics = MaxoutClassifierTraining.first(net, plain, six, six, 7).step(0);
        for (int i = 0; i < slopes.size(); i++) {
            Matrix expected = twin.parameters().get(i).value().minus(slopes.get(i).scale(.1));
            assertThat(net.parameters().get(i).value().inDouble().minus(expected).elementMaxAbs())
                    .as("parameter " + i).isLessThan(2e-6);
        }
        assertThat(metrics.get("loss")).isCloseTo(before, within(1e-5));
        int wrong = 0;
        for (int n = 0; n < 6; n++)
            for (int c = 0; c < 3; c++)
                if (logits.get(n, c) > logits.get(n, six.labels()[batch[n]])) {
                    wrong++;
                    break;
                }
        assertThat(metrics.get("error")).isCloseTo(wrong / 6.0, within(1e-12));
    }

    /// What is kept is what a reader would have noted by hand; of equals, the later one.
    @Test void theParametersWithTheFewestValidationErrorsAreKept() {
        MaxoutClassifierTraining training = first(DESCENT);
        int fewest = Integer.MAX_VALUE, best = 0;
        double lossThen = 0;
        List<Matrix> kept = new ArrayList<>();
        List<Integer> course = new ArrayList<>();
        for (int epoch = 1; epoch <= 25; epoch++) {
            epochs(training, epoch - 1, epoch);
            ClassifierScore score = training.classifier().score(VALIDATION);
            assertThat(training.watched().errors()).isEqualTo(score.errors());
            assertThat(training.watched().loss()).isCloseTo(score.loss(), within(1e-6));
            course.add(score.errors());
            if (score.errors() > fewest) continue;
            fewest = score.errors();
            best = epoch;
            lossThen = training.classifier().score(TRAIN).loss();
            kept = training.classifier().parameters().stream().map(p -> p.value().copy()).toList();
        }
        assertThat(course.getLast()).as("the last is not the best, or this shows little").isGreaterThan(fewest);
        assertThat(training.bestErrors()).isEqualTo(fewest);
        assertThat(training.bestEpoch()).isEqualTo(best);
        assertThat(training.lossAtBest()).isCloseTo(lossThen, within(1e-6));
        training.useBest();
        for (int i = 0; i < kept.size(); i++)
            assertThat(training.classifier().parameters().get(i).value().isIdentical(kept.get(i), 0)).isTrue();
    }

    @Test void ofTwoEpochsWithEquallyFewErrorsTheLaterIsKept() {
        MaxoutClassifierTraining training = first(DESCENT.withLearningRate(1e-6, 1));    // learns nothing
        epochs(training, 0, 3);
        assertThat(training.bestEpoch()).isEqualTo(3);
    }

    @Test void phaseTwoBeginsWithTheBestAndLearnsFromBothSetsUntilTheValidationLossIsDown() {
        MaxoutClassifierTraining first = first(DESCENT.withCalmEnd(20 * 40, 40 * 40));
        epochs(first, 0, 40);
        double goal = first.lossAtBest();
        MaxoutClassifierTraining second = first.second(DESCENT.withCalmEnd(0, 20 * 50));
        assertThat(second.classifier().score(VALIDATION).errors()).isEqualTo(first.bestErrors());
        assertThat(second.stepsPerEpoch()).as("800 and 200 images by 20").isEqualTo(50);
        assertThat(second.config()).containsEntry("data", "small digits: 1000 images of 7×7, 10 classes")
                .containsEntry("model", "maxout classifier, phase 2");
        int epoch = 0;
        boolean was = second.reached();
        while (!second.reached() && epoch < 20) {
            assertThat(epoch == 0 || second.watched().loss() > goal).isTrue();
            epochs(second, epoch, ++epoch);
        }
        assertThat(was).as("before the first epoch").isFalse();
        assertThat(epoch).isBetween(2, 19);
        assertThat(second.watched().loss()).isLessThanOrEqualTo(goal);
        assertThat(second.bestEpoch()).as("phase 2 keeps no best").isZero();
    }

    @Test void phaseOneNeverReachesAGoal() {
        MaxoutClassifierTraining first = first(DESCENT);
        epochs(first, 0, 1);
        assertThat(first.reached()).isFalse();
    }

    @Test void withoutAnEpochThereIsNoBest() {
        MaxoutClassifierTraining fresh = first(DESCENT);
        assertThat(fresh.bestEpoch()).isZero();
        assertThat(fresh.watched().errors()).isEqualTo(200);
        assertThatIllegalStateException().isThrownBy(fresh::useBest)
                .withMessage("no epoch of phase 1 has ended, so there are no best parameters yet");
    }

    private static TrainingLoop.Options options(Path folder, long steps, boolean resume) {
        return new TrainingLoop.Options(folder, "maxout", steps, 40, 0, resume, true);
    }

    /// Interrupted in the middle of an epoch, in either phase.
    @Test void aResumedRunEndsWithTheSameBits(@TempDir Path folder) {
        MomentumDescent descent = DESCENT.withCalmEnd(100, 240);
        MaxoutClassifierTraining whole = first(descent);
        new TrainingLoop(whole, TrainingLoop.Options.inMemory(240)).run();
        new TrainingLoop(first(descent), options(folder, 130, false)).run();
        MaxoutClassifierTraining resumed = first(descent);
        new TrainingLoop(resumed, options(folder, 240, true)).run();
        assertSameBits(whole, resumed);

        MaxoutClassifierTraining second = whole.second(descent), first = resumed.second(descent);
        MaxoutClassifierTraining last = resumed.second(descent);
        new TrainingLoop(second, TrainingLoop.Options.inMemory(240)).run();
        new TrainingLoop(first, options(folder.resolve("2"), 130, false)).run();
        new TrainingLoop(last, options(folder.resolve("2"), 240, true)).run();
        assertSameBits(second, last);
        assertThat(last.watched()).isEqualTo(second.watched());
    }

    @Test void aCheckpointHoldsTheBestAndTheRecord(@TempDir Path folder) {
        MaxoutClassifierTraining training = first(DESCENT), loaded = first(DESCENT);
        epochs(training, 0, 3);
        training.step(120);                                                          // away from the best
        Checkpoint.load(Checkpoint.save(folder, training, 121), loaded);
        assertThat(loaded.watched()).isEqualTo(training.watched());
        assertThat(loaded.bestErrors()).isEqualTo(training.bestErrors()).isLessThan(200);
        assertThat(loaded.bestEpoch()).isEqualTo(training.bestEpoch()).isPositive();
        assertThat(loaded.lossAtBest()).isEqualTo(training.lossAtBest()).isPositive();
        training.useBest();
        loaded.useBest();
        assertSameBits(training, loaded);
    }

    private static void assertSameBits(MaxoutClassifierTraining a, MaxoutClassifierTraining b) {
        Map<String, Matrix> other = b.state();
        assertThat(other.keySet()).isEqualTo(a.state().keySet());
        a.state().forEach((name, matrix) -> assertThat(matrix.isIdentical(other.get(name), 0)).as(name).isTrue());
        assertThat(b.bestEpoch()).isEqualTo(a.bestEpoch());
    }

    @Test void aCheckpointOfTheOtherPhaseIsRefused(@TempDir Path folder) {
        MaxoutClassifierTraining first = first(DESCENT);
        epochs(first, 0, 1);
        Path file = Checkpoint.save(folder, first, 40);
        assertThatThrownBy(() -> Checkpoint.load(file, first.second(DESCENT))).isInstanceOf(UserException.class)
                .hasMessageContaining("is of another model: its model is phase 1 where this run has phase 2");
    }

    /// Shuffle the pixels of all images, and the rows of W with them: the same answers, hence "permutation invariant".
    @Test void theOrderOfThePixelsDoesNotMatter() {
        MaxoutClassifier net = net(), shuffled = net();
        RandomGenerator random = Randoms.of(9);
        int[] order = Randoms.permutation(49, random);
        Parameter W = shuffled.parameters().getFirst();
        W.set(W.value().selectRows(order));
        Matrix x = TEST.x().transpose().selectRows(order).transpose();
        assertThat(shuffled.forward(x).output().minus(net.forward(TEST.x()).output()).elementMaxAbs()).isLessThan(1e-6);
        assertThat(Arrays.stream(shuffled.predict(x)).boxed().toList()).hasSize(500);
    }
}
