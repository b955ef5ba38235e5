package generative.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.math.Matrix;
import generative.math.Randoms;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class BinaryCrossEntropyTest {

    private static final double LN2 = .6931471805599453, LN3 = 1.0986122886681098;
    private static final Offset<Double> EXACT = Offset.offset(1e-12);

    @Test void workedExample() {
        Matrix logits = Matrix.of(new double[][] {{LN3}, {LN3}}).inDouble();    // σ = 3/4
        Loss loss = BinaryCrossEntropy.of(logits, Matrix.of(new double[][] {{1}, {0}}).inDouble());
        assertThat(loss.value()).isCloseTo((4 * LN2 - LN3) / 2, Offset.offset(1e-7));    // −½ (ln ¾ + ln ¼)
        assertThat(loss.gradient().get(0)).isCloseTo(-.125, Offset.offset(1e-7));        // (¾ − 1) / 2
        assertThat(loss.gradient().get(1)).isCloseTo(.375, Offset.offset(1e-7));         // (¾ − 0) / 2
    }

    @Test void sumsOverColumnsAndAveragesOverRows() {
        assertThat(BinaryCrossEntropy.of(Matrix.zeros(1, 784), 1).value()).isCloseTo(784 * LN2, Offset.offset(1e-9));
        assertThat(BinaryCrossEntropy.of(Matrix.zeros(100, 1), 0).value()).isCloseTo(LN2, EXACT);
        assertThat(BinaryCrossEntropy.of(Matrix.zeros(4, 2), 1).gradient().get(3, 1)).isEqualTo(-.125);
    }

    @Test void oneLabelForAllIsAMatrixOfIt() {
        Matrix logits = Randoms.gaussian(3, 2, 2, Randoms.of(1)), ones = Matrix.zeros(3, 2);
        ones.fill(1);
        Loss one = BinaryCrossEntropy.of(logits, 1), same = BinaryCrossEntropy.of(logits, ones);
        assertThat(one.value()).isEqualTo(same.value());
        assertThat(one.gradient().isIdentical(same.gradient(), 0)).isTrue();
    }

    @Test void gradientAgreesWithCentralDifferences() {
        Matrix logits = Randoms.gaussian(4, 3, 2, Randoms.of(1));
        Matrix targets = Randoms.uniform(4, 3, 0, 1, Randoms.of(2)).inDouble();
        GradientCheck.ofLoss(a -> BinaryCrossEntropy.of(a, targets), logits);
        GradientCheck.ofLoss(a -> BinaryCrossEntropy.of(a, 1), logits);
        GradientCheck.ofLoss(a -> BinaryCrossEntropy.of(a, 0), logits);
    }

    @Test void aConfidentWrongLogitCostsItsSizeAndARightOneNothing() {
        for (double a : new double[] {1000, 110}) {
            Loss right = BinaryCrossEntropy.of(Matrix.row(a), 1), wrong = BinaryCrossEntropy.of(Matrix.row(a), 0);
            Loss right2 = BinaryCrossEntropy.of(Matrix.row(-a), 0), wrong2 = BinaryCrossEntropy.of(Matrix.row(-a), 1);
            assertThat(new double[] {right.value(), right2.value(), wrong.value(), wrong2.value()})
                    .containsExactly(new double[] {0, 0, a, a}, Offset.offset(1e-40));
            assertThat(new double[] {right.gradient().get(0), wrong.gradient().get(0), wrong2.gradient().get(0)})
                    .containsExactly(new double[] {0, 1, -1}, Offset.offset(1e-40));
        }
    }

    @Test void aSoftTargetIsCheapestAtItsOwnLogit() {
        Matrix target = Matrix.row(.75).inDouble(), logit = Matrix.row(0).inDouble();
        logit.set(0, LN3);
        Loss at = BinaryCrossEntropy.of(logit, target);
        assertThat(at.gradient().get(0)).isCloseTo(0, EXACT);
        assertThat(at.value()).isCloseTo(.5623351446188083, EXACT);             // entropy of (¾, ¼): 2 ln 2 − ¾ ln 3
    }

    @Test void badShapesAreNamed() {
        assertThatThrownBy(() -> BinaryCrossEntropy.of(Matrix.zeros(2, 3), Matrix.zeros(3, 2)))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("the logits are 2×3, but the targets 3×2");
    }
}
