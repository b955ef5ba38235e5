package generative.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
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
import generative.nn.Sequential;
import generative.nn.SoftmaxCrossEntropy;
import generative.optim.MomentumDescent;
import generative.training.Checkpoint;
import generative.training.TrainingLoop;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FineTuningTest {

    private static final ImageSet DIGITS = SyntheticDigits.generate(600, 1);
    private static final ImageSet TRAIN = DIGITS.rows(0, 200), VALIDATION = DIGITS.rows(200, 400), TEST = DIGITS.rows(400, 600);
    private static final MomentumDescent DESCENT = MomentumDescent.MNIST.withBatchSize(20).withLearningRate(.2, 1);

    private static Sequential net() {
        return SigmoidNet.random(784, List.of(30), 10, Randoms.of(1));
    }

    private static FineTuning training(Sequential net, int lookEvery) {
        return new FineTuning("random", net, DESCENT, TRAIN, VALIDATION, lookEvery, 1);
    }

    private static void steps(FineTuning training, long from, long to) {
        for (long step = from; step < to; step++) training.step(step);
    }

    @Test void itLearnsDrawnDigits() {
        FineTuning training = training(net(), 0);
        assertThat(training.score(TEST).errors()).isGreaterThan(150);
        steps(training, 0, 400);
        training.best().restore();
        assertThat(training.score(TEST).errors()).isLessThan(80);
    }

    /// θ ← θ − η dL/dθ in the first step, the slope measured in double, with the dropout of that step: through all layers.
    @Test void aStepIsOneOfGradientDescentOnTheCrossEntropyOfItsMinibatch() {
        ImageSet images = new ImageSet("twelve", Randoms.uniform(12, 5, 0, 1, Randoms.of(1)),
                new int[] {0, 1, 2, 0, 1, 2, 2, 1, 0, 2, 1, 0}, 1, 5, 1);
        MomentumDescent plain = MomentumDescent.MNIST.withBatchSize(6).withLearningRate(.1, 1);
        Sequential net = scattered(), twin = scattered();
        twin.parameters().forEach(Parameter::toDouble);
        int[] batch = new Batches(12, 6, 7).at(0), labels = Arrays.stream(batch).map(n -> images.labels()[n]).toArray();
        Matrix x = images.x().selectRows(batch).inDouble();
        java.util.function.DoubleSupplier loss = () -> SoftmaxCrossEntropy.of(twin.forward(x, Randoms.of(7, 1, 0)).output(),
                labels).value();
        double before = loss.getAsDouble();
        Map<String, Double> metrics = new FineTuning("random", net, plain, images, images, 0, 7).step(0);
        assertThat(metrics.get("loss")).isCloseTo(before, within(1e-5));
        for (int i = 0; i < net.parameters().size(); i++) {
            Matrix value = twin.parameters().get(i).value(), learned = net.parameters().get(i).value();
            for (int k = 0; k < value.getNumElements(); k++) {
                double was = value.get(k), h = 1e-5;
                value.set(k, was + h);
                double up = loss.getAsDouble();
                value.set(k, was - h);
                double down = loss.getAsDouble();
                value.set(k, was);
                assertThat(learned.get(k)).as("parameter %d, number %d", i, k)
                        .isCloseTo(was - .1 * (up - down) / (2 * h), within(1e-6));
            }
        }
    }

    private static Sequential scattered() {
        Sequential net = SigmoidNet.random(5, List.of(4, 3), 3, Randoms.of(1));
        for (Parameter p : net.parameters()) p.set(Randoms.gaussian(p.value().numRows(), p.value().numCols(), .5,
                Randoms.of(2, p.value().getNumElements())));
        return SigmoidNet.withDropout(net, .2, .5);
    }

    @Test void whatDidBestOnTheValidationImagesIsKept() {
        FineTuning training = training(net(), 7);                          // looks need not be epochs
        assertThat(training.lookEvery()).isEqualTo(7);
        int fewest = 200;
        long best = 0;
        Matrix kept = null;
        for (int look = 1; look <= 30; look++) {
            steps(training, (look - 1) * 7L, look * 7L);
            ClassifierScore now = training.score(VALIDATION);
            assertThat(training.best().watched().errors()).isEqualTo(now.errors());
            if (now.errors() <= fewest) {
                fewest = now.errors();
                best = look;
                kept = training.net().parameters().getFirst().value().copy();
            }
        }
        steps(training, 210, 213);
        assertThat(training.best().errors()).isEqualTo(fewest);
        assertThat(training.best().time()).isEqualTo(best);
        training.best().restore();
        assertThat(training.net().parameters().getFirst().value().isIdentical(kept, 0)).isTrue();
        assertThat(training.score(VALIDATION).errors()).isEqualTo(fewest);
    }

    @Test void withoutAWishThereIsALookAfterEachEpoch() {
        assertThat(training(net(), 0).lookEvery()).isEqualTo(10).isEqualTo(training(net(), 0).stepsPerEpoch());
    }

    @Test void aSharedLayerLearnsToo() {
        Rbm rbm = new Rbm(784, 30, Randoms.of(1));
        Matrix before = rbm.weights().value().copy(), visible = rbm.visibleBias().value().copy();
        steps(training(SigmoidNet.of(List.of(rbm), 10), 0), 0, 5);
        assertThat(rbm.weights().value().isIdentical(before, 0)).isFalse();
        assertThat(rbm.visibleBias().value().isIdentical(visible, 0)).as("not part of the classifier").isTrue();
    }

    @Test void aResumedRunEndsWithTheSameBits(@TempDir Path folder) {
        FineTuning whole = training(net(), 7), first = training(net(), 7), last = training(net(), 7);
        new TrainingLoop(whole, TrainingLoop.Options.inMemory(60)).run();
        new TrainingLoop(first, new TrainingLoop.Options(folder, "", 25, 10, 0, false, true)).run();
        new TrainingLoop(last, new TrainingLoop.Options(folder, "", 60, 10, 0, true, true)).run();
        assertThat(last.state().keySet()).isEqualTo(whole.state().keySet());
        whole.state().forEach((name, matrix) -> assertThat(matrix.isIdentical(last.state().get(name), 0)).as(name).isTrue());
        assertThat(last.best().time()).isEqualTo(whole.best().time()).isPositive();
    }

    @Test void aCheckpointOfAnotherBeginningIsRefused(@TempDir Path folder) {
        Path file = Checkpoint.save(folder, training(net(), 0), 1);
        assertThatThrownBy(() -> Checkpoint.load(file, new FineTuning("pretrained", net(), DESCENT, TRAIN, VALIDATION, 0, 1)))
                .isInstanceOf(UserException.class).hasMessageContaining("is of another model");
    }

    @Test void whatCannotBeLearnedFromIsNamed() {
        ImageSet nameless = new ImageSet("faces", TRAIN.x(), new int[0], 28, 28, 1);
        assertThatThrownBy(() -> new FineTuning("", net(), DESCENT, nameless, VALIDATION, 0, 1)).isInstanceOf(UserException.class)
                .hasMessage("Fine-tuning needs labels, and faces: 200 images of 28×28, no labels; choose data with labels.");
        assertThatThrownBy(() -> new FineTuning("", net(), DESCENT, TRAIN, nameless, 0, 1)).isInstanceOf(UserException.class)
                .hasMessageContaining("needs labels, and faces");
        assertThatThrownBy(() -> new FineTuning("", net(), DESCENT, TRAIN.rows(0, 19), VALIDATION, 0, 1))
                .isInstanceOf(UserException.class)
                .hasMessage("There are 19 labelled images, too few for minibatches of 20; take more labels or smaller minibatches.");
        assertThatIllegalArgumentException().isThrownBy(() -> training(net(), -1))
                .withMessage("looks are 1 step apart or more, got -1");
    }

    @Test void fewLabelsComeInSmallMinibatches() {
        assertThat(List.of(5, 100, 1000, 10_000, 50_000).stream().map(FineTuning::batchSize).toList())
                .containsExactly(5, 10, 20, 100, 100);
    }
}
