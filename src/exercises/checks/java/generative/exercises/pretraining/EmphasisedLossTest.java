package generative.exercises.pretraining;

import generative.exercises.Expect;
import generative.exercises.Points;
import generative.math.Elementwise;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.BinaryCrossEntropy;
import generative.nn.GradientCheck;
import generative.nn.Loss;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class EmphasisedLossTest {

    private static final Matrix X = Randoms.uniform(3, 4, 0, 1, Randoms.of(1)).inDouble();
    private static final Matrix SPOILED = X.times(Randoms.bernoulli(Matrix.zeros(3, 4).inDouble().plus(.6), Randoms.of(2)));
    private static final Matrix LOGITS = Randoms.gaussian(3, 4, 2, Randoms.of(3)).inDouble();

    /// The first number was lost. At y = 0 each surprise is ln 2; at y = ln 3 with x = 0 it is ln 4.
    @Test @Tag("example") @Points(2) void twoNumbersByHand() {
        Matrix y = Matrix.row(0, Math.log(3)).inDouble(), x = Matrix.row(1, 0).inDouble();
        Loss loss = EmphasisedLoss.of(y, x, x.createLike(), 2, .5);
        Expect.same("L", 2 * Math.log(2) + .5 * Math.log(4), loss.value(), 1e-6);
        Expect.same("dL/dy", Matrix.row(-1, .375), loss.gradient(), 1e-6);
    }

    @Test @Tag("gradient") @Points(2) void centralDifferencesAgree() {
        double expected = 0;
        for (int i = 0; i < 12; i++)
            expected += (SPOILED.get(i) == X.get(i) ? .25 : 1.5) / 3
                    * (Elementwise.SOFTPLUS.value(LOGITS.get(i)) - X.get(i) * LOGITS.get(i));
        Expect.same("L", expected, EmphasisedLoss.of(LOGITS, X, SPOILED, 1.5, .25).value(), 1e-9);
        GradientCheck.ofLoss(y -> EmphasisedLoss.of(y, X, SPOILED, 1.5, .25), LOGITS);
    }

    @Test @Tag("property") @Points(2) void weightsOfOneAreTheCrossEntropyAndNoWeightIsNoGradient() {
        Loss plain = BinaryCrossEntropy.of(LOGITS, X), same = EmphasisedLoss.of(LOGITS, X, SPOILED, 1, 1);
        Expect.same("L with α = β = 1", plain.value(), same.value(), 1e-9);
        Expect.same("dL/dy with α = β = 1", plain.gradient(), same.gradient(), 1e-9);
        Expect.same("dL/dy with β = 0 and nothing spoiled", X.createLike(), EmphasisedLoss.of(LOGITS, X, X, 1, 0).gradient(), 0);
    }

    @Test @Tag("stable") @Points(1) void noLogitIsTooLarge() {
        Matrix one = Matrix.row(1).inDouble(), none = Matrix.row(0).inDouble();
        Expect.same("L at −1000", 1000, EmphasisedLoss.of(Matrix.row(-1000).inDouble(), one, none, 1, 0).value(), 1e-9);
        Expect.same("L at 1000", 0, EmphasisedLoss.of(Matrix.row(1000).inDouble(), one, none, 1, 0).value(), 1e-9);
    }
}
