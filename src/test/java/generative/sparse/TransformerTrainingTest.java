package generative.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.data.SyntheticText;
import generative.data.TokenSet;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Parameter;
import generative.training.Checkpoint;
import generative.training.TrainingLoop;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransformerTrainingTest {

    private static final Architecture SIZES = SmallNets.sizes(256, HeadPatterns.strided(3, HeadPatterns.Way.BY_TURNS));
    private static final TransformerRecipe RECIPE = TransformerRecipe.of(6, 8, .01).withWarmUp(2);

    private static TokenSet windows() {
        return SyntheticText.generate(3000, 1).train().windows(12);
    }

    private static TransformerTraining<SparseTransformer> training(TransformerRecipe recipe, double drop) {
        SparseTransformer model = new SparseTransformer(SIZES, drop, false, Randoms.of(1));
        return new TransformerTraining<>(model, windows().batches(recipe.batchSize(), 2), "text", recipe, 3);
    }

    /// A batch at once and in three parts of unequal size: the same sums but for rounding.
    @Test void gradientsOfPartsAddUp() {
        TransformerTraining<SparseTransformer> whole = training(RECIPE, 0), parts = training(RECIPE.withAtOnce(3), 0);
        whole.model().parameters().forEach(Parameter::toDouble);
        parts.model().parameters().forEach(Parameter::toDouble);
        TransformerTraining<SparseTransformer> a = again(whole, RECIPE), b = again(parts, RECIPE.withAtOnce(3));
        for (int step = 0; step < 3; step++) {
            Map<String, Double> one = a.step(step), other = b.step(step);
            assertThat(other.get("nats")).isCloseTo(one.get("nats"), within(1e-12));
            assertThat(other.get("norm")).isCloseTo(one.get("norm"), within(1e-9));
        }
        for (int i = 0; i < a.model().parameters().size(); i++)
            assertThat(b.model().parameters().get(i).value().minus(a.model().parameters().get(i).value()).elementMaxAbs()).isLessThan(1e-6);
    }

    /// Over the model that is double now.
    private static TransformerTraining<SparseTransformer> again(TransformerTraining<SparseTransformer> of, TransformerRecipe recipe) {
        return new TransformerTraining<>(of.model(), windows().batches(recipe.batchSize(), 2), "text", recipe, 3);
    }

    @Test void aResumedTrainingEndsWithTheSameNumbers(@TempDir Path folder) {
        TransformerTraining<SparseTransformer> straight = training(RECIPE, .2), first = training(RECIPE, .2), second = training(RECIPE, .2);
        for (int step = 0; step < 6; step++) straight.step(step);
        for (int step = 0; step < 3; step++) first.step(step);
        Path file = Checkpoint.save(folder, first, 3);
        assertThat(Checkpoint.load(file, second)).isEqualTo(3);
        for (int step = 3; step < 6; step++) second.step(step);
        straight.state().forEach((name, matrix) ->
                assertThat(second.state().get(name).minus(matrix).elementMaxAbs()).as(name).isZero());
    }

    @Test void itLearnsWhatAPerfectModelWouldKnow() {
        TransformerRecipe recipe = TransformerRecipe.of(150, 16, .02);
        TransformerTraining<SparseTransformer> training = training(recipe, 0);
        new TrainingLoop(training, TrainingLoop.Options.inMemory(150)).run();
        SequenceScore score = SequenceScore.of(training.model(), SyntheticText.generate(3000, 1).validation().pieces(12), 20);
        assertThat(score.bits()).isLessThan(4.2).isGreaterThan(SyntheticText.bitsPerByte());
    }

    /// In double, against g · min(1, c/‖g‖), Adam and the schedule written out, for four steps.
    @Test void aStepClipsAndFollowsTheSchedule() {
        TransformerRecipe recipe = new TransformerRecipe(6, 8, 8, .01, 2, .9, .05, .1);
        SparseTransformer model = SmallNets.inDouble(SmallNets.model(SIZES, 0, false)), twin = SmallNets.inDouble(SmallNets.model(SIZES, 0, false));
        TransformerTraining<SparseTransformer> training = new TransformerTraining<>(model, windows().batches(8, 2), "text", recipe, 3);
        double[] rates = {.005, .01, .01, .01 * .5 * (1 + Math.cos(Math.PI / 4))};
        List<Parameter> all = twin.parameters();
        List<Matrix> m = all.stream().map(p -> p.value().createLike()).toList(), s = all.stream().map(p -> p.value().createLike()).toList();
        for (int step = 0; step < 4; step++) {
            double norm = training.step(step).get("norm");
            twin.learn(windows().batches(8, 2).apply(step), 1, Randoms.of(1));
            assertThat(norm).isEqualTo(Math.sqrt(all.stream().mapToDouble(p -> p.gradient().sumOfSquares()).sum()), within(1e-9))
                    .as("the clip is felt").isGreaterThan(.05);
            for (int i = 0; i < all.size(); i++) {
                Matrix theta = all.get(i).value(), g = all.get(i).gradient().scale(.05 / norm);
                m.get(i).setTo(m.get(i).scale(.9).plus(g.scale(.1)));
                s.get(i).setTo(s.get(i).scale(.9).plus(g.elementMult(g).scale(.1)));
                double eta = rates[step], first = 1 - Math.pow(.9, step + 1), decay = theta.numRows() > 1 ? eta * .1 : 0;
                Matrix size = s.get(i).map(v -> Math.sqrt(v / first) + 1e-8);
                all.get(i).gradient().zero();
                theta.setTo(theta.scale(1 - decay).minus(m.get(i).scale(eta / first).elementDiv(size)));
                assertThat(model.parameters().get(i).value().minus(theta).elementMaxAbs()).as("%s, step %d", all.get(i).name(), step)
                        .isLessThan(1e-7);
            }
        }
    }

    @Test void theDefaultsOfARecipe() {
        assertThat(TransformerRecipe.of(2000, 16, .001)).isEqualTo(new TransformerRecipe(2000, 16, 16, .001, 100, .999, 1, .01));
    }

    /// Next to no learning, the same sequences: only what is dropped differs from step to step, and from part to part.
    @Test void everyStepAndEveryPartDropsSomethingElse() {
        TokenSet set = windows();
        Matrix one = set.batch(0), twice = set.batch(0, 0);
        SparseTransformer model = SmallNets.model(SIZES, .5, false);
        TransformerRecipe still = new TransformerRecipe(6, 1, 1, 1e-30, 0, .9, 1, 0);
        TransformerTraining<SparseTransformer> training = new TransformerTraining<>(model, step -> one, "text", still, 3);
        double first = training.step(0).get("nats"), second = training.step(1).get("nats");
        assertThat(first).isNotEqualTo(second);
        assertThat(training.step(0).get("nats")).as("the same step again").isEqualTo(first);
        TransformerTraining<SparseTransformer> parts = new TransformerTraining<>(model, step -> twice, "text", still, 3);
        assertThat(parts.step(0).get("nats")).as("two parts of one sequence, and one").isNotEqualTo(first);
    }

    /// A step without any gradient moves nothing but the matrices that decay.
    @Test void onlyMatricesDecay() {
        Matrix W = Matrix.of(new double[][] {{1, 2}, {3, 4}}), b = Matrix.row(1, 2);
        Parameter matrix = new Parameter("W", W), row = new Parameter("b", b);
        TransformerRecipe recipe = TransformerRecipe.of(10, 1, .5).withWarmUp(0).withAdam(.9, .1);
        recipe.optimisers(List.of(matrix, row)).forEach(adam -> adam.step(0));
        assertThat(matrix.value().get(1, 1)).isCloseTo(4 * (1 - .5 * .1), within(1e-6));
        assertThat(row.value().get(1)).isEqualTo(2);
    }

    @Test void theCheckpointKnowsWhatItIsOf() {
        assertThat(training(RECIPE, 0).config()).containsEntry("data", "text").containsEntry("seed", "3")
                .hasEntrySatisfying("model", m -> assertThat(m).contains("2 layers of width 4, 2 heads, keys 2, inner 6, 2×3×2 positions, 256 tokens, by turns [local(3), everyLth(3)]"))
                .hasEntrySatisfying("recipe", r -> assertThat(r).contains("steps=6, batchSize=8, atOnce=8, learningRate=0.01, warmUp=2"));
    }

    @Test void whatMakesNoSenseIsNamed() {
        assertThatThrownBy(() -> RECIPE.withWarmUp(6)).hasMessage("steps, batch and learning rate must be above 0 and the warm-up shorter than "
                + "the training, got 6 steps, batches of 8 by 8, rate 0.01, warm-up 6");
        assertThatThrownBy(() -> RECIPE.withAdam(1, 0)).hasMessage("β₂ must be in [0, 1), the clip above 0 and the decay not below 0, got 1.0, 1.0, 0.0");
    }
}
