package generative.exercises.imagegpt;

import generative.exercises.Expect;
import generative.exercises.Points;
import generative.math.Matrix;
import generative.math.Randoms;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class TopKTest {

    private static Matrix logs(double... p) {
        return Matrix.row(p).inDouble().map(Math::log);
    }

    @Test @Tag("example") @Points(2) void twoOfFourTokens() {
        Expect.same("p of 1 : 6 : 2 : 1, k = 2", Matrix.row(0, .75, .25, 0), TopK.probabilities(logs(1, 6, 2, 1), 2, 1), 1e-6);
        Expect.same("p of 1 : 3 : 3, k = 3, T = ½", Matrix.row(1 / 19., 9 / 19., 9 / 19.),
                TopK.probabilities(logs(1, 3, 3), 3, .5), 1e-6);
        Expect.same("p of 4 : 9, k = 2, T = 2", Matrix.row(.4, .6), TopK.probabilities(logs(4, 9), 2, 2), 1e-6);
    }

    @Test @Tag("tie") @Points(1) void ofEqualTokensTheLeftOnesStay() {
        Expect.same("p of four equal ones, k = 3", Matrix.row(1 / 3., 1 / 3., 1 / 3., 0),
                TopK.probabilities(logs(1, 1, 1, 1), 3, 1), 1e-6);
        Expect.same("p of 1 : 2 : 1, k = 2", Matrix.row(1 / 3., 2 / 3., 0), TopK.probabilities(logs(1, 2, 1), 2, 1), 1e-6);
    }

    @Test @Tag("stable") @Points(1) void noLogitIsTooLarge() {
        Expect.same("p of (1000, 1000, −1000)", Matrix.row(.5, .5, 0),
                TopK.probabilities(Matrix.row(1000, 1000, -1000).inDouble(), 3, 1), 1e-6);
        Expect.same("p at T = .001", Matrix.row(0, 1, 0), TopK.probabilities(Matrix.row(1, 3, 2).inDouble(), 3, .001), 1e-6);
    }

    @Test @Tag("property") @Points(2) void allTokensAtTemperatureOneAreTheModelsOwn() {
        Matrix a = Randoms.gaussian(4, 7, 2, Randoms.of(1)).inDouble(), p = TopK.probabilities(a, 7, 1);
        Expect.same("p, k = V", a.softmax(), p, 1e-9);
        for (int k = 1; k <= 7; k++) {
            Matrix q = TopK.probabilities(a, k, 1);
            Expect.shape("p, k = " + k, 4, 7, q);
            for (int b = 0; b < 4; b++) {
                double sum = 0, left = 0;
                for (int t = 0; t < 7; t++) {
                    sum += q.get(b, t);
                    if (q.get(b, t) > 0) left++;
                }
                Expect.same("Σ p[" + b + ",·], k = " + k, 1, sum, 1e-9);
                Expect.same("tokens left in row " + b + ", k = " + k, k, left, 0);
            }
        }
    }
}
