package generative.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import generative.data.ImageSet;
import generative.evaluation.ClassifierScore;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.GradientCheck;
import generative.optim.MomentumDescent;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MaxoutClassifierTest {

    /// One pixel, one unit of two pieces a layer: |x|, doubled, and logits (6|x| − 1, 2).
    private static MaxoutClassifier oneUnitALayer() {
        MaxoutClassifier one = new MaxoutClassifier(1, 1, 2, 2, .1, Randoms.of(1));
        double[][] values = {{1, -1}, {0, 0}, {2, -2}, {0, 0}, {3, 0}, {-1, 2}};
        for (int i = 0; i < 6; i++) one.parameters().get(i).set(Matrix.row(values[i]));
        return one;
    }

    @Test void aWorkedExample() {
        MaxoutClassifier one = oneUnitALayer();
        Matrix x = Matrix.of(new double[][] {{-1}, {0}, {.25}, {1}});
        Matrix logits = one.forward(x).output();
        assertThat(logits.shape()).isEqualTo("4×2");
        double[] expected = {5, 2, -1, 2, .5, 2, 5, 2};
        for (int i = 0; i < 8; i++) assertThat(logits.get(i)).isCloseTo(expected[i], within(1e-6));
        assertThat(one.predict(x)).containsExactly(0, 1, 1, 0);
        assertThat(one.errors(x, 0, 0, 1, 1)).isEqualTo(2);
    }

    /// −ln p of the right class: logits 5 and 2 cost ln(1 + e⁻³) or 3 more, and so on.
    @Test void theScoreIsErrorsAndMeanLoss() {
        Matrix x = Matrix.of(new double[][] {{-1}, {0}, {.25}, {1}});
        ImageSet images = new ImageSet("ones", x, new int[] {0, 0, 1, 1}, 1, 1, 1);
        ClassifierScore score = oneUnitALayer().score(images);
        double expected = (3 * Math.log1p(Math.exp(-3)) + 3 + 3 + Math.log1p(Math.exp(-1.5))) / 4;
        assertThat(score.n()).isEqualTo(4);
        assertThat(score.errors()).isEqualTo(2);
        assertThat(score.loss()).isCloseTo(expected, within(1e-6));
        assertThat(score.standardError()).isCloseTo(.25, within(1e-12));
        assertThat(score.metrics()).containsExactly(Map.entry("error", .5), Map.entry("loss", score.loss()));
        assertThat(new ClassifierScore(10_000, 94, .0321))
                .hasToString("94 errors of 10,000: 0.94 ± 0.10 %, loss 0.0321 nats");
    }

    /// More images than are computed at once, and an odd rest.
    @Test void manyImagesAreJudgedAsOneByOne() {
        MaxoutClassifier net = new MaxoutClassifier(3, 4, 2, 3, 2, Randoms.of(1));
        Matrix x = Randoms.uniform(2345, 3, -1, 1, Randoms.of(2));
        int[] answers = net.predict(x), labels = Randoms.permutation(2345, Randoms.of(3));
        for (int n = 0; n < labels.length; n++) labels[n] %= 3;
        double loss = 0;
        int errors = 0;
        for (int n = 0; n < 2345; n++) {
            Matrix a = net.forward(x.rows(n, n + 1)).output();
            int top = a.get(0) >= a.get(1) && a.get(0) >= a.get(2) ? 0 : a.get(1) >= a.get(2) ? 1 : 2;
            assertThat(answers[n]).isEqualTo(top);
            if (top != labels[n]) errors++;
            loss += Math.log(Math.exp(a.get(0)) + Math.exp(a.get(1)) + Math.exp(a.get(2))) - a.get(labels[n]);
        }
        ClassifierScore score = net.score(new ImageSet("random", x, labels, 1, 3, 1));
        assertThat(score.errors()).isEqualTo(errors).isEqualTo(net.errors(x, labels));
        assertThat(score.loss()).isCloseTo(loss / 2345, within(1e-6));
    }

    @Test void theWayBackIsTheSlopeWithDropoutOnAndOff() {
        MaxoutClassifier net = new MaxoutClassifier(5, 6, 3, 4, .5, Randoms.of(2));
        TinyGame.scatter(net.parameters(), 3);
        Matrix x = TinyGame.data(7);
        GradientCheck.of(net.net(), x);
        GradientCheck.of(input -> net.forward(input, Randoms.of(4)), net.parameters(), x);
    }

    @Test void aTieGoesToTheFirstClass() {
        MaxoutClassifier one = oneUnitALayer();
        one.parameters().get(5).set(Matrix.row(-1, 5));                              // at x = 1 both logits are 5
        assertThat(one.predict(Matrix.row(1))).containsExactly(0);
    }

    @Test void imagesOfAnotherSizeAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> oneUnitALayer().predict(Matrix.zeros(2, 3)))
                .withMessageContainingAll("2×3", "1×2");
        assertThatIllegalArgumentException().isThrownBy(() -> oneUnitALayer().errors(Matrix.zeros(2, 1), 0))
                .withMessage("there are 2 answers, but 1 labels");
    }

    @Test void thePublishedNetHasSoManyParametersAndBeginsUndecided() {
        MaxoutClassifier published = MaxoutClassifier.published(Randoms.of(1));
        assertThat(published.size()).isEqualTo(1_233_610);
        Matrix p = published.forward(Randoms.uniform(10, 784, 0, 1, Randoms.of(2))).output().softmax();
        for (int i = 0; i < 100; i++) assertThat(p.get(i)).isBetween(.099, .101);
        assertThat(published).hasToString("MaxoutClassifier "
                + "Dropout keeping 0.8, × 1.0 · Maxout 784 → 240 of 5 pieces · "
                + "Dropout keeping 0.5, × 2.0 · Maxout 240 → 240 of 5 pieces · "
                + "Dropout keeping 0.5, × 2.0 · Linear 240 → 10");
    }

    @Test void thePublishedDescentKeepsTheColumnsShort() {
        assertThat(MaxoutClassifier.DESCENT)
                .isEqualTo(new MomentumDescent(100, .1, 1.000004, .5, .7, 250, 1.9365, 0, 0));
        assertThat(MaxoutClassifierTraining.SECOND_DESCENT)
                .isEqualTo(new MomentumDescent(100, .06151, 1.000004, .69438, .69438, 1, 1.9365, 0, 0));
    }

    /// A pixel is 0 or 1, not 1.25; a unit is 0 or doubled: |1| is 0 or 1, then 0 or 2 · 2, then 0 or 3 · 8 − 1.
    @Test void pixelsAreDroppedWithoutRescalingAndUnitsWith() {
        Matrix ones = Matrix.zeros(8000, 1);
        ones.fill(1);
        Matrix logits = oneUnitALayer().forward(ones, Randoms.of(5)).output();
        int kept = 0;
        for (int n = 0; n < 8000; n++) {
            assertThat(logits.get(n, 0)).isIn(-1.0, 23.0);
            if (logits.get(n, 0) > 0) kept++;
        }
        assertThat(kept).as("a fifth pass all three").isBetween(1600 - 143, 1600 + 143);       // 4 standard deviations
    }
}
