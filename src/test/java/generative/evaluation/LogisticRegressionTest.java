package generative.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.GradientCheck;
import generative.nn.Loss;
import generative.optim.Lbfgs;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LogisticRegressionTest {

    private static final double LN3 = Math.log(3);
    private static final Lbfgs EXACT = new Lbfgs(10, 1000, 1e-10);

    /// Fifteen rows of three numbers, in three classes that no planes part: 6, 5 and 4 rows.
    private static Matrix rows() {
        Matrix x = Matrix.zeros(15, 3).inDouble();
        for (int n = 0; n < 15; n++) for (int i = 0; i < 3; i++) x.set(n, i, (7 * n + 3 * i * n + 5 * i) % 11 / 5.0
                - 1);
        return x;
    }

    private static int[] labels() {
        int[] labels = new int[15];
        for (int n = 0; n < 15; n++) labels[n] = (n * n + n / 4) % 3;
        return labels;
    }

    /// Class 0 at −1, class 1 at 1. By symmetry W = (−w, w), b = 0, J = ln(1 + e^(−2w)) + λ w²: lowest where λ w =
    /// σ(−2w).
    @Test void twoPointsByHand() {
        Matrix x = Matrix.of(new double[][] {{-1}, {1}}).inDouble();
        LogisticRegression fitted = LogisticRegression.fit(x, new int[] {0, 1}, 2, 1 / (2 * LN3), EXACT);
        assertThat(fitted.W().toArray2()[0]).containsExactly(new double[] {-LN3 / 2, LN3 / 2}, within(1e-9));
        assertThat(fitted.b().toArray2()[0]).containsExactly(new double[] {0, 0}, within(1e-9));
        assertThat(fitted.crossEntropy(x, 0, 1)).isCloseTo(Math.log(4.0 / 3), within(1e-9));
        assertThat(fitted.descent().value()).isCloseTo(Math.log(4.0 / 3) + LN3 / 8, within(1e-9));
        assertThat(fitted.errorRate(x, 0, 1)).isZero();
        assertThat(fitted.errorRate(x, 0, 0)).isEqualTo(.5);
    }

    /// SciPy 1.17, BFGS to a gradient of 5e-9, b shifted to a mean of 0.
    @Test void theOptimumIsThatOfSciPy() {
        LogisticRegression strong = LogisticRegression.fit(rows(), labels(), 3, .1, EXACT);
        assertThat(strong.descent().value()).isCloseTo(.9634260960525869, within(1e-12));
        assertClose(strong.W(), new double[][] {{-.29973384, .19675134, .1029825}, {.23765737, -.21055969, -.02709768},
            {.40722078, -.7443524, .33713161}});
        assertClose(strong.b(), new double[][] {{.23707312, -.08736857, -.14970455}});
        LogisticRegression weak = LogisticRegression.fit(rows(), labels(), 3, .01, EXACT);
        assertThat(weak.descent().value()).isCloseTo(.854755630909925, within(1e-12));
        assertClose(weak.W(), new double[][] {{-.3906233, .13322431, .25739899}, {.61075268, -.82726528, .2165126},
            {.91731353, -1.87069519, .95338166}});
        assertClose(weak.b(), new double[][] {{.38800296, -.40239265, .01438969}});
    }

    private static void assertClose(Matrix found, double[][] expected) {
        for (int i = 0; i < expected.length; i++) assertThat(found.toArray2()[i])
                .containsExactly(expected[i], within(1e-6));
    }

    /// Plain gradient descent, written out.
    @Test void gradientDescentComesToTheSamePlace() {
        Matrix x = rows();
        int[] labels = labels();
        double[][] W = new double[4][3];                                   // b is the last row
        for (int step = 0; step < 3000; step++) {
            double[][] slope = new double[4][3];
            for (int n = 0; n < 15; n++) {
                double[] p = new double[3];
                double sum = 0;
                for (int c = 0; c < 3; c++) {
                    p[c] = Math.exp(x.get(n, 0) * W[0][c] + x.get(n, 1) * W[1][c] + x.get(n, 2) * W[2][c] + W[3][c]);
                    sum += p[c];
                }
                for (int i = 0; i < 4; i++)
                    for (int c = 0; c < 3; c++)
                        slope[i][c] += (p[c] / sum - (labels[n] == c ? 1 : 0)) * (i < 3 ? x.get(n, i) : 1) / 15;
            }
            for (int i = 0; i < 4; i++) for (int c = 0; c < 3; c++) W[i][c] -= .8
                    * (slope[i][c] + (i < 3 ? .02 * W[i][c] : 0));
        }
        LogisticRegression fitted = LogisticRegression.fit(x, labels, 3, .02, EXACT);
        assertClose(fitted.W(), Arrays.copyOf(W, 3));
        assertClose(fitted.b(), new double[][] {W[3]});
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, .3, 20})
    void theGradientAgreesWithCentralDifferences(double lambda) {
        GradientCheck.ofLoss(theta -> LogisticRegression.objective(rows(), labels(), lambda).apply(theta),
                Randoms.gaussian(4, 3, 1, Randoms.of(1)));
    }

    /// However many rows a block has, also where the last one is smaller.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void blocksOfRowsGiveTheSame(int block) {
        Matrix x = rows(), theta = Randoms.gaussian(x.numCols() + 1, Arrays.stream(labels()).max().orElseThrow() + 1, 1, Randoms.of(5)).inDouble();
        assertThat(x.numRows()).isGreaterThan(4);
        Loss whole = LogisticRegression.objective(x, labels(), .1, x.numRows()).apply(theta);
        Loss parts = LogisticRegression.objective(x, labels(), .1, block).apply(theta);
        assertThat(parts.value()).isCloseTo(whole.value(), within(1e-12));
        assertThat(parts.gradient().minus(whole.gradient()).elementMaxAbs()).isLessThan(1e-12);
    }

    /// Under a penalty without end only b is left: it says how often each class comes.
    @Test void anEndlessPenaltyLeavesTheFrequenciesOfTheClasses() {
        LogisticRegression fitted = LogisticRegression.fit(rows(), labels(), 3, 1e9, EXACT);
        assertThat(fitted.W().elementMaxAbs()).isLessThan(1e-8);
        assertThat(fitted.b().softmax().toArray2()[0]).containsExactly(new double[] {6 / 15.0, 5 / 15.0, 4 / 15.0},
                within(1e-6));
        assertThat(LogisticRegression.fit(rows().rows(0, 3), new int[] {2, 0, 1}, 3, 1e9)
                .crossEntropy(rows().rows(0, 3), 0, 1, 2))
                .as("classes that come equally often: ln C").isCloseTo(LN3, within(1e-6));
    }

    /// Adding the same to all logits changes nothing, and nothing moves that way.
    @Test void weightsOfAllClassesSumToZero() {
        LogisticRegression fitted = LogisticRegression.fit(rows(), labels(), 3, 0);
        for (Matrix m : new Matrix[] {fitted.W(), fitted.b()})
            for (int i = 0; i < m.numRows(); i++) assertThat(m.rows(i, i + 1).elementSum()).isCloseTo(0, within(1e-12));
    }

    @Test void withoutAPenaltyWhatCanBePartedIsPartedEverMoreSurely() {
        Matrix x = Matrix.of(new double[][] {{-1, 2}, {1, 2}, {0, -2}}).inDouble();
        LogisticRegression fitted = LogisticRegression.fit(x, new int[] {0, 1, 2}, 3, 0);
        assertThat(fitted.predict(x)).containsExactly(0, 1, 2);
        assertThat(fitted.crossEntropy(x, 0, 1, 2)).isLessThan(1e-4);
        assertThat(fitted.W().isFinite()).isTrue();
    }

    @Test void floatsAndDoublesAgree() {
        LogisticRegression exact = LogisticRegression.fit(rows(), labels(), 3, .05), fast = LogisticRegression
                .fit(rows().inFloat(), labels(), 3, .05);
        assertThat(fast.W().isFloat()).isTrue();
        assertThat(fast.W().inDouble().minus(exact.W()).elementMaxAbs()).isLessThan(1e-3);
        assertThat(fast.b().inDouble().minus(exact.b()).elementMaxAbs()).isLessThan(1e-3);
        assertThat(fast.predict(rows().inFloat())).isEqualTo(exact.predict(rows()));
    }

    @Test void equalLogitsAreTheFirstClass() {
        Lbfgs.Result nothing = new Lbfgs.Result(Matrix.zeros(3, 4), 0, Matrix.zeros(3, 4), 0, 1,
                Lbfgs.Reason.ITERATIONS);
        LogisticRegression blank = new LogisticRegression(Matrix.zeros(2, 4), Matrix.zeros(1, 4), 0, nothing);
        assertThat(blank.predict(Matrix.of(new double[][] {{1, 2}, {-3, 4}}))).containsExactly(0, 0);
        assertThat(blank.crossEntropy(Matrix.row(1, 2), 3)).isCloseTo(Math.log(4), within(1e-6));
        assertThat(blank).hasToString("LogisticRegression 2 → 4 (λ = 0.0), J = 0.00000 after 0 steps and 1 "
                + "evaluations: that was the most allowed");
    }

    @Test void whatDoesNotFitIsNamed() {
        Matrix x = Matrix.zeros(2, 3);
        assertThatThrownBy(() -> LogisticRegression.fit(x, new int[] {0}, 2, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the rows are 2×3, but there are 1 labels");
        assertThatThrownBy(() -> LogisticRegression.fit(x, new int[] {0, 2}, 2, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("label 1 is 2, but the logits are 2×2");
        assertThatThrownBy(() -> LogisticRegression.fit(x, new int[] {0, -1}, 2, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("label 1 is -1, but the logits are 2×2");
        assertThatThrownBy(() -> LogisticRegression.fit(x, new int[2], 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there must be 2 classes or more, got 1");
        assertThatThrownBy(() -> LogisticRegression.fit(x, new int[2], 2, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the penalty λ must be 0 or more, got -1.0");
        assertThatThrownBy(() -> LogisticRegression.fit(Matrix.zeros(0, 3), new int[0], 2, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is nothing to fit in 0×3");
        LogisticRegression fitted = LogisticRegression.fit(x, new int[] {0, 1}, 2, 1);
        assertThatThrownBy(() -> fitted.errorRate(x, 0, 1, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the rows are 2×3, but there are 3 labels");
        assertThatThrownBy(() -> fitted.predict(Matrix.zeros(2, 4))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cannot multiply 2×4 by 3×2");
    }
}
