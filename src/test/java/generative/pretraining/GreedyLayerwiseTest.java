package generative.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.UserException;
import generative.data.SyntheticDigits;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Linear;
import generative.nn.Parameter;
import generative.nn.Sequential;
import generative.optim.MomentumDescent;
import generative.pretraining.GreedyLayerwise.Place;
import generative.pretraining.GreedyLayerwise.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GreedyLayerwiseTest {

    private static final Matrix X = SyntheticDigits.generate(60, 1).x();
    private static final MomentumDescent DESCENT = MomentumDescent.MNIST.withBatchSize(20);

    /// Learns what the module within learns, and remembers what it was shown.
    private record Recorder(GreedyModule within, List<Matrix> shown, Runnable before) implements GreedyModule {

        @Override public Coder coder() {
            return within.coder();
        }

        @Override public Map<String, Double> learn(Matrix batch, RandomGenerator random) {
            before.run();
            shown.add(batch);
            return within.learn(batch, random);
        }

        @Override public String toString() {
            return within.toString();
        }
    }

    private static Recorder recorder(int visible, int hidden, Runnable before) {
        return new Recorder(new ContrastiveDivergence(new Rbm(visible, hidden, Randoms.of(1, hidden)), 1), new ArrayList<>(),
                before);
    }

    private static Recorder recorder(int visible, int hidden) {
        return recorder(visible, hidden, () -> { });
    }

    private static GreedyLayerwise stack(Recorder... recorders) {
        return new GreedyLayerwise(List.of(recorders).stream().map(r -> new Stage(r, DESCENT, 2)).toList(), 5);
    }

    private static boolean isRow(Matrix row, Matrix of) {
        for (int n = 0; n < of.numRows(); n++) if (of.rows(n, n + 1).isIdentical(row, 0)) return true;
        return false;
    }

    @Test void eachLayerIsShownWhatTheFinishedLayersBelowMakeOfTheData() {
        Recorder one = recorder(784, 12), two = recorder(12, 8), three = recorder(8, 5);
        GreedyLayerwise stack = stack(one, two, three).train(X);
        Recorder[] all = {one, two, three};
        for (int l = 1; l <= 3; l++) {
            Matrix D = stack.represent(X, l - 1);                          // with the layers below as they are in the end
            assertThat(all[l - 1].shown).as("3 batches of 20, twice").hasSize(6);
            for (Matrix batch : all[l - 1].shown)
                for (int n = 0; n < 20; n++) assertThat(isRow(batch.rows(n, n + 1), D)).as("layer %d, row %d", l, n).isTrue();
        }
    }

    @Test void whileALayerLearnsThoseBelowAndAboveStayAsTheyAre() {
        Recorder one = recorder(784, 12), three = recorder(8, 5);
        List<Matrix> lower = new ArrayList<>(), upper = new ArrayList<>();
        Recorder two = recorder(12, 8, () -> {
            lower.add(one.coder().weights().value().copy());
            upper.add(three.coder().weights().value().copy());
        });
        Matrix first = one.coder().weights().value().copy(), middle = two.coder().weights().value().copy();
        stack(one, two, three).train(X);
        assertThat(lower.getFirst().isIdentical(first, 0)).as("layer 1 has learned before").isFalse();
        for (Matrix W : lower) assertThat(W.isIdentical(one.coder().weights().value(), 0)).isTrue();
        for (Matrix W : upper) assertThat(W.isIdentical(upper.getFirst(), 0)).isTrue();
        assertThat(two.coder().weights().value().isIdentical(middle, 0)).isFalse();
    }

    @Test void theNetHasTheVeryParametersOfTheModules() {
        GreedyLayerwise stack = stack(recorder(784, 12), recorder(12, 8));
        Sequential net = stack.classifier(10);
        assertThat(net).hasToString("Linear 784 → 12 · Sigmoid · Linear 12 → 8 · Sigmoid · Linear 8 → 10");
        for (int l = 0; l < 2; l++) {
            assertThat(net.parameters().get(2 * l)).isSameAs(stack.coders().get(l).weights());
            assertThat(net.parameters().get(2 * l + 1)).isSameAs(stack.coders().get(l).hiddenBias());
        }
        Matrix h = stack.train(X).represent(X, 2);
        Linear output = (Linear) net.layers().getLast();
        output.weights().set(Randoms.gaussian(8, 10, 1, Randoms.of(3)));
        assertThat(net.forward(X).output().isIdentical(h.mult(output.weights().value()), 1e-5)).as("h² W + 0").isTrue();
    }

    @Test void theOutputLayerBeginsWithZerosSoThatAllClassesAreEquallyProbable() {
        assertThat(stack(recorder(784, 12)).classifier(10).forward(X).output().elementMaxAbs()).isZero();
    }

    @Test void representationsAreTheSameInBlocks() {
        Matrix many = Randoms.uniform(2100, 6, 0, 1, Randoms.of(1));
        GreedyLayerwise stack = stack(recorder(6, 4), recorder(4, 3));
        Matrix h1 = stack.coders().get(0).propUp(many), h2 = stack.coders().get(1).propUp(h1);
        assertThat(stack.represent(many, 0)).isSameAs(many);
        assertThat(stack.represent(many, 1).isIdentical(h1, 1e-6)).isTrue();
        assertThat(stack.represent(many, 2).isIdentical(h2, 1e-6)).isTrue();
    }

    @Test void sizesThatDoNotFitEndInOneSentenceThatNamesBoth() {
        assertThatThrownBy(() -> stack(recorder(784, 12), recorder(12, 8), recorder(9, 5))).isInstanceOf(UserException.class)
                .hasMessage(
                "Layer 3 of the stack has 9 visible units, but layer 2 below it has 8 hidden ones; give both the same number.");
        assertThatThrownBy(() -> stack()).isInstanceOf(UserException.class).hasMessage("A stack needs 1 layer or more.");
        assertThatIllegalArgumentException().isThrownBy(() -> new Stage(recorder(2, 2), DESCENT, 0))
                .withMessage("a layer needs 1 epoch or more, got 0");
        assertThatIllegalArgumentException().isThrownBy(() -> stack(recorder(7, 2)).train(X))
                .withMessage("the data are 60×784, but the module has 7 visible units");
    }

    private static void assertSame(GreedyLayerwise a, GreedyLayerwise b) {
        for (int l = 0; l < a.coders().size(); l++)
            for (Parameter p : a.coders().get(l).parameters())
                assertThat(b.coders().get(l).parameters().stream().anyMatch(q -> q.name().equals(p.name())
                        && q.value().isIdentical(p.value(), 0))).as("layer %d, %s", l + 1, p.name()).isTrue();
    }

    @Test void finishedLayersAreLoadedAndAnInterruptedOneGoesOn(@TempDir Path folder) throws Exception {
        GreedyLayerwise whole = stack(recorder(784, 12), recorder(12, 8), recorder(8, 5)).train(X);

        Recorder one = recorder(784, 12), two = recorder(12, 8);
        stack(one, two).train(X, new Place(folder, 1, false, true));
        assertThat(folder).isDirectoryContaining("glob:**/layer-1").isDirectoryContaining("glob:**/layer-2");
        Files.delete(folder.resolve("layer-2/checkpoint-000000006.safetensors"));          // as if killed after the first epoch
        Recorder again1 = recorder(784, 12), again2 = recorder(12, 8), again3 = recorder(8, 5);
        GreedyLayerwise resumed = stack(again1, again2, again3);
        assertThat(resumed.train(X, new Place(folder, 1, true, true))).isTrue();
        assertThat(again1.shown).as("loaded").isEmpty();
        assertThat(again2.shown).as("one of two epochs").hasSize(3);
        assertThat(again3.shown).hasSize(6);
        assertSame(whole, resumed);
        assertThat(resumed.logs()).hasSize(3);
        assertThat(resumed.logs().get(1).column("step")).containsExactly(3, 6);
    }

    @Test void theFolderOfAnotherStackIsLeftAlone(@TempDir Path folder) {
        stack(recorder(784, 12)).train(X, new Place(folder, 1, false, true));
        assertThatThrownBy(() -> stack(recorder(784, 12)).train(X, new Place(folder, 1, false, true)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("layer-1 holds a training already").hasMessageContaining("--resume");
        assertThatThrownBy(() -> stack(recorder(784, 13)).train(X, new Place(folder, 1, true, true)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("is of another model");
        assertThatThrownBy(() -> stack(recorder(784, 12)).train(X, new Place(folder.resolve("none"), 1, true, true)))
                .isInstanceOf(UserException.class).hasMessageContaining("There is no checkpoint in");
    }

    @Test void aStackSaysWhatItIs() {
        assertThat(stack(recorder(784, 12))).hasToString("GreedyLayerwise [CD-1 for RBM 784 (" + VisibleUnits.BERNOULLI
                + ") – 12]");
    }
}
