package generative.imagegpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import generative.data.Batches;
import generative.data.ImageSet;
import generative.data.SyntheticDigits;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.ImageShape;
import generative.training.Checkpoint;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VqVaeTrainingTest {

    private static final ImageSet DIGITS = SyntheticDigits.generate(200, 1).halved();

    private static VqVaeTraining training(VqVaeRecipe recipe) {
        VqVae model = new VqVae(new VqVaeSizes(new ImageShape(1, 14, 14), 1, 8, 0, 16, 4), Randoms.of(1));
        return new VqVaeTraining(model, DIGITS, recipe, 3);
    }

    @Test void itLearnsToDrawDigitsFromTokens() {
        VqVaeTraining training = training(VqVaeRecipe.of(20, .01));
        double before = training.step(0).get("error");
        for (int step = 1; step < 80; step++) training.step(step);
        ImageSet others = SyntheticDigits.generate(50, 2).halved();
        assertThat(before).isGreaterThan(.08);                             // about the variance of the pixels
        assertThat(training.model().error(others)).isLessThan(.035);
        assertThat(training.model().perplexity(others)).isBetween(2., 16.);
    }

    @Test void theFirstStepPutsTheCodesOnVectorsOfItsBatch() {
        VqVaeTraining training = training(new VqVaeRecipe(20, 1e-9, .25, .9999, 0));
        Matrix z = training.model().vectorsOf(DIGITS.x().selectRows(new Batches(200, 20, 3).at(0)));
        Matrix codes = training.model().quantiser().codes();
        training.step(0);
        double[] distance = new double[16];
        codes.nearest(z, distance);
        assertThat(Arrays.stream(distance).max().orElseThrow()).isLessThan(1e-3);
        Matrix first = codes.copy();
        training.step(1);
        assertThat(codes.minus(first).elementMaxAbs()).as("and no other step does").isLessThan(.1);
    }

    @Test void unusedCodesBeginAgain() {
        double restarted = 0, left = 0;
        VqVaeTraining with = training(new VqVaeRecipe(10, .01, .25, .5, .2)),
                without = training(new VqVaeRecipe(10, .01, .25, .5, 0));
        for (int step = 0; step < 10; step++) {
            restarted += with.step(step).get("restarted");
            left += without.step(step).get("restarted");
        }
        assertThat(restarted).isPositive();
        assertThat(left).isZero();
    }

    @Test void aResumedTrainingEndsWithTheSameNumbers(@TempDir Path folder) {
        VqVaeRecipe recipe = new VqVaeRecipe(10, .01, .25, .5, .2);
        VqVaeTraining straight = training(recipe), first = training(recipe), second = training(recipe);
        for (int step = 0; step < 6; step++) straight.step(step);
        for (int step = 0; step < 3; step++) first.step(step);
        Path file = Checkpoint.save(folder, first, 3);
        assertThat(Checkpoint.load(file, second)).isEqualTo(3);
        for (int step = 3; step < 6; step++) second.step(step);
        straight.state().forEach((name, matrix) -> assertThat(second.state().get(name).minus(matrix).elementMaxAbs()).as(name)
                .isZero());
        assertThat(straight.state()).containsKeys("codes", "code sums", "code counts", "mean.0", "square.0");
    }

    @Test void theCheckpointKnowsWhatItIsOf() {
        assertThat(training(VqVaeRecipe.of(20, .01)).config()).containsEntry("seed", "3")
                .containsEntry("model", "VqVae 1×14×14 to 7×7 of 16 codes of 4 numbers, width 8, 0 blocks")
                .containsEntry("data", "synthetic digits: 200 images of 14×14, 10 classes")
                .containsEntry("recipe",
                        "VqVaeRecipe[batchSize=20, learningRate=0.01, commitment=0.25, decay=0.99, restartBelow=0.1]");
        assertThat(training(VqVaeRecipe.of(20, .01)).stepsPerEpoch()).isEqualTo(10);
    }

    @Test void whatMakesNoSenseIsNamed() {
        assertThatIllegalArgumentException().isThrownBy(() -> VqVaeRecipe.of(0, .01))
                .withMessage("batch and learning rate must be above 0, "
                + "β not below 0, γ in [0, 1) and the restart in [0, 1], got 0, 0.01, 0.25, 0.99, 0.1");
        ImageSet black = new ImageSet("black", Matrix.zeros(2, 196), new int[0], 14, 14, 1);
        for (double colour : new double[] {0, .1, .3, .7, .9}) {           // the mean of the squares is rounded
            black.x().fill(colour);
            assertThatIllegalArgumentException().isThrownBy(() -> new VqVaeTraining(training(VqVaeRecipe.of(1, 1)).model(), black,
                    VqVaeRecipe.of(1, 1), 1))
                    .withMessage("images that are all one colour teach nothing: black: 2 images of 14×14, no labels");
        }
    }

    /// σ² is about the mean: pixels of 1 and 3 have 1, not 5.
    @Test void theVarianceOfThePixels() {
        assertThat(VqVaeTraining.variance(new ImageSet("two", Matrix.row(1, 3), new int[0], 1, 1, 2))).isEqualTo(1);
    }
}
