package generative.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.data.ImageSet;
import generative.math.Matrix;
import org.junit.jupiter.api.Test;

class CompletionScoreTest {

    private static final ImageSet TRAIN = new ImageSet("bars", Matrix.of(new double[][] {{1, 1, 0, 0}, {0, 0, 1, 1}}), new int[] {0, 1}, 1, 4, 1);
    private static final boolean[] KNOWN = {true, false, false, false};

    private static CompletionScore score(double[]... made) {
        return CompletionScore.of(TRAIN, Matrix.of(made), KNOWN, TRAIN);
    }

    @Test void theTruthItselfHasNoErrorAndNoDiversity() {
        CompletionScore score = score(new double[] {1, 1, 0, 0}, new double[] {1, 1, 0, 0}, new double[] {0, 0, 1, 1}, new double[] {0, 0, 1, 1});
        assertThat(score).isEqualTo(new CompletionScore(0, 0, 0, 0, 0, 1));
    }

    /// Image 0: completions (1,0,0) and (0,1,1), of which the first is right; image 1: the wrong one (1,0,0), then the right one (0,1,1).
    @Test void workedExample() {
        CompletionScore score = score(new double[] {1, 1, 0, 0}, new double[] {1, 0, 1, 1}, new double[] {0, 1, 0, 0}, new double[] {0, 0, 1, 1});
        assertThat(score.one()).as("0 and 3 over 6 pixels").isCloseTo(.5, within(1e-6));
        assertThat(score.best()).isCloseTo(0, within(1e-6));
        assertThat(score.mean()).as("each pixel half right").isCloseTo(.25, within(1e-6));
        assertThat(score.diversity()).as("3 between two completions, and between the two images").isCloseTo(1, within(1e-6));
        assertThat(score.neighbour()).as("0, 1, 1, 0").isCloseTo(.5, within(1e-6));
        assertThat(score.agreement()).as("the wrong halves look like the other class").isCloseTo(.5, within(1e-12));
        assertThat(score).hasToString("error of one 0.5000, of the best 0.0000, of the mean 0.2500; diversity 1.000; neighbour 0.50; agreement 50.0 %");
    }

    @Test void whatDoesNotFitIsNamed() {
        assertThatThrownBy(() -> CompletionScore.of(TRAIN, Matrix.zeros(3, 4), KNOWN, TRAIN)).hasMessage(
                "completions 3×4 of images 2×4, known at 4 places: each image is completed equally often, twice or more");
        assertThatThrownBy(() -> CompletionScore.of(TRAIN, Matrix.zeros(2, 4), KNOWN, TRAIN)).hasMessageContaining("twice or more");
        assertThatThrownBy(() -> CompletionScore.of(TRAIN, Matrix.zeros(4, 4), new boolean[] {true, true, true, true}, TRAIN))
                .hasMessage("nothing was missing in the images 2×4");
    }
}
