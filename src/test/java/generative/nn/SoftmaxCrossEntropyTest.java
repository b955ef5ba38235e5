package generative.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.math.Matrix;
import generative.math.Randoms;
import generative.optim.Adam;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SoftmaxCrossEntropyTest {

    private static final double LN2 = .6931471805599453, LN3 = 1.0986122886681098;
    private static final Offset<Double> EXACT = Offset.offset(1e-12), FLOAT = Offset.offset(1e-6);

    @Test void workedExample() {
        Matrix logits = Matrix.of(new double[][] {{0, LN3}, {0, 0}});           // p = (¼, ¾), (½, ½)
        Loss loss = SoftmaxCrossEntropy.of(logits, 0, 1);
        assertThat(loss.value()).isCloseTo((2 * LN2 + LN2) / 2, FLOAT);
        assertThat(loss.gradient().toArray2()[0]).containsExactly(new double[] {-.375, .375}, FLOAT);
        assertThat(loss.gradient().toArray2()[1]).containsExactly(new double[] {.25, -.25}, FLOAT);
    }

    /// Zero logits cost ln C whatever the label: the first loss of every classifier whose last weights begin at 0.
    @ParameterizedTest @CsvSource({"512, 6.238324625039508", "256, 5.545177444479562", "10, 2.302585092994046",
            "1000, 6.907755278982137"})
    void equalLogitsCostTheLogarithmOfTheNumberOfClasses(int C, double expected) {
        assertThat(SoftmaxCrossEntropy.of(Matrix.zeros(2, C).inDouble(), 0, C - 1).value()).isCloseTo(expected, EXACT);
        assertThat(SoftmaxCrossEntropy.of(Matrix.zeros(2, C), 0, C - 1).value()).isCloseTo(expected, FLOAT);
    }

    @Test void onTheFirstStepOnlyTheZeroLogitMatrixLearns() {
        Linear below = new Linear(3, 4, Initialiser.gaussian(1), Randoms.of(1));
        Linear logits = new Linear(4, 5, Initialiser.zeros(), Randoms.of(2));
        Sequential net = new Sequential(below, new Tanh(), logits);
        Matrix before = below.weights().value().copy();
        Adam adam = new Adam(net.parameters(), .01);

        Pass pass = net.forward(Randoms.gaussian(2, 3, 1, Randoms.of(3)));
        pass.learn(SoftmaxCrossEntropy.of(pass.output(), 0, 4).gradient());
        assertThat(below.weights().gradient().elementMaxAbs()).isZero();
        assertThat(logits.weights().gradient().elementMaxAbs()).isPositive();
        adam.step(0);
        assertThat(below.weights().value().isIdentical(before, 0)).isTrue();
        assertThat(logits.weights().value().elementMaxAbs()).isCloseTo(.01, FLOAT);
    }

    @Test void gradientAgreesWithCentralDifferences() {
        GradientCheck.ofLoss(a -> SoftmaxCrossEntropy.of(a, 0, 3, 1), Randoms.gaussian(3, 4, 2, Randoms.of(1)));
    }

    @Test void everyRowOfTheGradientSumsToZero() {
        Matrix logits = Randoms.gaussian(20, 10, 3, Randoms.of(1)).inDouble();
        Matrix gradient = SoftmaxCrossEntropy.of(logits, new int[20]).gradient();
        for (int n = 0; n < 20; n++) assertThat(gradient.rows(n, n + 1).elementSum()).isCloseTo(0, EXACT);
    }

    @Test void extremeLogitsDoNotOverflow() {
        for (Matrix logits : new Matrix[] {Matrix.row(1000, -1000), Matrix.row(1000, -1000).inDouble()}) {
            Loss right = SoftmaxCrossEntropy.of(logits, 0), wrong = SoftmaxCrossEntropy.of(logits, 1);
            assertThat(right.value()).isZero();
            assertThat(right.gradient().toArray2()).isDeepEqualTo(new double[][] {{0, 0}});
            assertThat(wrong.value()).isEqualTo(2000);
            assertThat(wrong.gradient().toArray2()).isDeepEqualTo(new double[][] {{1, -1}});
        }
    }

    @Test void largeEqualLogitsAreAsGoodAsZeros() {
        for (double a : new double[] {1000, -1000}) {
            Loss fast = SoftmaxCrossEntropy.of(Matrix.row(a, a), 0);
            Loss exact = SoftmaxCrossEntropy.of(Matrix.row(a, a).inDouble(), 0);
            assertThat(exact.value()).isCloseTo(LN2, EXACT);
            assertThat(fast.value()).isCloseTo(LN2, FLOAT);
            assertThat(fast.gradient().toArray2()[0]).containsExactly(new double[] {-.5, .5}, FLOAT);
        }
    }

    @Test void oneClassCostsNothing() {
        Loss loss = SoftmaxCrossEntropy.of(Matrix.row(3), 0);
        assertThat(loss.value()).isZero();
        assertThat(loss.gradient().get(0)).isZero();
    }

    @Test void badShapesAndLabelsAreNamed() {
        assertThatThrownBy(() -> SoftmaxCrossEntropy.of(Matrix.zeros(2, 3), 0))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("the logits are 2×3, but there are 1 labels");
        assertThatThrownBy(() -> SoftmaxCrossEntropy.of(Matrix.zeros(2, 3), 0, 3))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("label 1 is 3, but the logits are 2×3");
        assertThatThrownBy(() -> SoftmaxCrossEntropy.of(Matrix.zeros(2, 3), -1, 0))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("label 0 is -1, but the logits are 2×3");
    }
}
