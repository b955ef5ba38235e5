package generative.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.UserException;
import generative.data.SyntheticDigits;
import generative.math.Matrix;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RecipeTest {

    private static final Matrix X = SyntheticDigits.generate(200, 1).x();

    @ParameterizedTest
    @EnumSource(Recipe.Kind.class)
    void everyKindOfModuleMakesAStackThatLearns(Recipe.Kind kind) {
        GreedyLayerwise stack = new Recipe(kind, .1, 40).stack(X, List.of(20, 10), 1);
        double wrong = rebuiltWrong(stack.coders().getFirst());
        assertThat(stack.coders()).extracting(Coder::visible).containsExactly(784, 20);
        assertThat(stack.coders()).extracting(Coder::hidden).containsExactly(20, 10);
        Matrix before = stack.coders().getLast().weights().value().copy();
        stack.train(X);
        assertThat(stack.coders().getLast().weights().value().isIdentical(before, 0)).isFalse();
        assertThat(rebuiltWrong(stack.coders().getFirst())).isLessThan(.9 * wrong);
    }

    /// The mean square of what is lost on the way up and down.
    private static double rebuiltWrong(Coder coder) {
        return coder.propDown(coder.propUp(X)).minus(X).sumOfSquares() / X.getNumElements();
    }

    @Test void theRecipesAreWhatTheySay() {
        assertThat(new Recipe(Recipe.Kind.RBM, .1, 1).stack(X, List.of(20, 10), 1).toString())
                .contains("CD-1, weight decay 2.0E-4 for RBM 784", "RBM 20");
        assertThat(new Recipe(Recipe.Kind.DAE, .1, 1).stack(X, List.of(9, 8, 7, 6), 1).toString())
                .containsSubsequence("Masking[nu=0.1]", "Masking[nu=0.2]", "Masking[nu=0.3]", "Masking[nu=0.3]");
        assertThat(new Recipe(Recipe.Kind.CAE, .1, 1).stack(X, List.of(9), 1).toString()).contains("lambda=0.1");
    }

    /// σ(a) is the mean of the pixel.
    @Test void theLowestRbmBeginsAtTheMeansOfTheData() {
        GreedyLayerwise stack = new Recipe(Recipe.Kind.RBM, .1, 1).stack(X, List.of(20, 10), 1);
        int centre = 14 * 28 + 14;
        double a = stack.coders().getFirst().visibleBias().value().get(centre);
        assertThat(1 / (1 + Math.exp(-a))).isCloseTo(X.columnMeans().get(centre), within(1e-5));
        assertThat(stack.coders().getLast().visibleBias().value().elementMaxAbs()).isZero();
    }

    /// So that a deeper stack is the shallower one with more on top.
    @Test void aLayerBeginsTheSameHoweverManyThereAre() {
        Recipe recipe = new Recipe(Recipe.Kind.RBM, .1, 2);
        GreedyLayerwise one = recipe.stack(X, List.of(20), 3).train(X), two = recipe.stack(X, List.of(20, 10), 3).train(X);
        assertThat(one.coders().getFirst().weights().value().isIdentical(two.coders().getFirst().weights().value(), 0)).isTrue();
        GreedyLayerwise other = recipe.stack(X, List.of(20), 4);
        assertThat(other.coders().getFirst().weights().value()
                .isIdentical(recipe.stack(X, List.of(20), 3).coders().getFirst().weights().value(), 0))
                .isFalse();
    }

    @Test void whatMakesNoSenseIsNamed() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Recipe(Recipe.Kind.RBM, 0, 1))
                .withMessage("a rate above 0 and 1 epoch or more are needed: 0.0, 1");
        assertThatThrownBy(() -> new Recipe(Recipe.Kind.RBM, .1, 1).stack(Matrix.zeros(0, 4), List.of(2), 1))
                .isInstanceOf(UserException.class)
                .hasMessage("There are no images to pretrain on; give 1 or more.");
    }
}
