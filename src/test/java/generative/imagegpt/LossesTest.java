package generative.imagegpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.GradientCheck;
import generative.nn.Loss;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Both ways to learn from pixels without labels.
class LossesTest {

    private static final Matrix X = Matrix.of(new double[][] {{0, 1, 2, 1}, {2, 2, 0, 1}});

    @Test void equalLogitsCostTheLogarithmOfTheColours() {
        Matrix none = Matrix.zeros(4, 512).inDouble();
        assertThat(AutoregressiveLoss.of(none, Matrix.row(5, 500, 0, 511)).value()).isCloseTo(6.238324625039508, within(1e-14));
        assertThat(BertLoss.of(none, Matrix.row(5, 500, 0, 511), Matrix.row(0, 1, 0, 1)).value()).isCloseTo(6.238324625039508, within(1e-14));
    }

    @Test void workedExamples() {
        Matrix logits = Matrix.of(new double[][] {{Math.log(3), 0}, {0, 0}}).inDouble(), x = Matrix.row(0, 1);
        assertThat(AutoregressiveLoss.of(logits, x).value()).isCloseTo((Math.log(4.0 / 3) + Math.log(2)) / 2, within(1e-7));
        assertThat(AutoregressiveLoss.of(logits, x, new int[] {1, 0}).value()).isCloseTo((Math.log(4) + Math.log(2)) / 2, within(1e-7));
        Loss bert = BertLoss.of(logits, x, Matrix.row(1, 0));
        assertThat(bert.value()).isCloseTo(Math.log(4.0 / 3), within(1e-7));
        assertThat(bert.gradient().get(0, 0)).isCloseTo(-.25, within(1e-7));
        assertThat(bert.gradient().rows(1, 2).elementMaxAbs()).as("a visible pixel").isZero();
    }

    /// An image with one hidden pixel weighs as much as an image with three.
    @Test void imagesWeighTheSame() {
        Matrix hidden = Matrix.of(new double[][] {{1, 0, 0, 0}, {0, 1, 1, 1}}), logits = Randoms.gaussian(8, 3, 1, Randoms.of(1)).inDouble();
        double first = BertLoss.of(logits.rows(0, 4), X.rows(0, 1), hidden.rows(0, 1)).value();
        double second = BertLoss.of(logits.rows(4, 8), X.rows(1, 2), hidden.rows(1, 2)).value();
        assertThat(BertLoss.of(logits, X, hidden).value()).isCloseTo((first + second) / 2, within(1e-12));
    }

    @Test void gradients() {
        Matrix logits = Randoms.gaussian(8, 3, 1, Randoms.of(1)), hidden = Matrix.of(new double[][] {{1, 0, 0, 0}, {0, 1, 1, 1}});
        GradientCheck.ofLoss(a -> AutoregressiveLoss.of(a, X, new int[] {2, 0, 3, 1}), logits);
        GradientCheck.ofLoss(a -> BertLoss.of(a, X, hidden), logits);
    }

    @Test void anOrderCanBeUndone() {
        int[] order = Randoms.permutation(4, Randoms.of(3));
        assertThat(AutoregressiveLoss.inRaster(AutoregressiveLoss.inOrder(X, order), order).minus(X).elementMaxAbs()).isZero();
        assertThat(AutoregressiveLoss.inOrder(X, new int[] {3, 2, 1, 0}).toArray2()).isDeepEqualTo(new double[][] {{1, 2, 1, 0}, {1, 0, 2, 2}});
    }

    @Test void aboutOnePixelInSevenIsHiddenAndAlwaysOneAtLeast() {
        Matrix many = BertLoss.mask(50, 400, BertLoss.HIDDEN, Randoms.of(1));
        assertThat(many.mean()).isCloseTo(.15, within(.01));
        Matrix few = BertLoss.mask(200, 3, .1, Randoms.of(2));
        assertThat(IntStream.range(0, 200).allMatch(b -> few.rows(b, b + 1).elementSum() >= 1)).isTrue();
        assertThat(few.mean()).isLessThan(.5);
    }

    @Test void whatDoesNotFitIsNamed() {
        assertThatThrownBy(() -> AutoregressiveLoss.of(Matrix.zeros(8, 3), X, new int[] {0, 1, 2})).hasMessage(
                "an order of 3 places is no permutation of the pixels of 2×4");
        assertThatThrownBy(() -> AutoregressiveLoss.inOrder(X, new int[] {0, 1, 1, 3})).hasMessage(
                "an order of 4 places is no permutation of the pixels of 2×4");
        assertThatThrownBy(() -> AutoregressiveLoss.inOrder(X, new int[] {1, 2, 3, 4})).hasMessage(
                "an order of 4 places is no permutation of the pixels of 2×4");
        assertThatThrownBy(() -> BertLoss.of(Matrix.zeros(7, 3), X, X)).hasMessage("logits 7×3, tokens 2×4 and hidden pixels 2×4 do not fit");
        assertThatThrownBy(() -> BertLoss.mask(1, 1, 1, Randoms.of(1))).hasMessage("pixels are hidden with a probability between 0 and 1, got 1.0");
    }
}
