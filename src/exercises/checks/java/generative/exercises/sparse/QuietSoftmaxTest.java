package generative.exercises.sparse;

import generative.exercises.Expect;
import generative.exercises.Points;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.GradientCheck;
import generative.nn.Pass;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class QuietSoftmaxTest {

    /// exp a = (1, 2) beside the silent 1; Σ p dp = ¼·4 + ½·2 = 2.
    @Test @Tag("example") @Points(2) void twoScoresByHand() {
        Pass pass = new QuietSoftmax().forward(Matrix.row(0, Math.log(2)));
        Expect.same("p", Matrix.row(.25, .5), pass.output(), 1e-6);
        Expect.same("da", Matrix.row(.5, 0), pass.backward(Matrix.row(4, 2)), 1e-5);
    }

    @Test @Tag("gradient") @Points(3) void centralDifferencesAgree() {
        Matrix a = Randoms.gaussian(4, 5, 2, Randoms.of(1)).inDouble();
        hasOneMoreScore(a);
        GradientCheck.of(new QuietSoftmax(), a);
    }

    @Test @Tag("stable") @Points(2) void noScoreIsTooLarge() {
        QuietSoftmax softmax = new QuietSoftmax();
        Expect.same("p of (1000, 1000)", Matrix.row(.5, .5), softmax.forward(Matrix.row(1000, 1000)).output(), 1e-6);
        Expect.same("p of (−1000, −1000)", Matrix.row(0, 0), softmax.forward(Matrix.row(-1000, -1000)).output(), 1e-6);
        Expect.same("p of (−1000, 0)", Matrix.row(0, .5), softmax.forward(Matrix.row(-1000, 0)).output(), 1e-6);
    }

    @Test @Tag("property") @Points(1) void itIsTheSoftmaxWithOneMoreScoreOfZero() {
        hasOneMoreScore(Randoms.gaussian(3, 6, 2, Randoms.of(2)).inDouble());
    }

    private static void hasOneMoreScore(Matrix a) {
        Matrix more = a.concatColumns(a.like(a.numRows(), 1));
        Expect.same("p", more.softmax().cols(0, a.numCols()), new QuietSoftmax().forward(a).output(), 1e-9);
    }
}
