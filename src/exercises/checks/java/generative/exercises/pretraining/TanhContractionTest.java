package generative.exercises.pretraining;

import generative.exercises.Expect;
import generative.exercises.Points;
import generative.math.Elementwise;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Parameter;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class TanhContractionTest {

    private static Parameter parameter(String name, Matrix value) {
        return new Parameter(name, value.inDouble());
    }

    private static double penalty(Matrix x, Parameter W, Parameter b, double lambda) {
        return TanhContraction.learn(x, new Parameter("W", W.value()), new Parameter("b", b.value()), lambda);
    }

    /// One unit. tanh(½ ln 3) = ½, its slope ¾, a = 9/16; at the second example, x = −½ ln 3, the same with −½.
    @Test @Tag("example") @Points(2) void oneUnitByHand() {
        Matrix x = Matrix.row(.5 * Math.log(3), -.5 * Math.log(3)).transpose().inDouble();
        Parameter W = parameter("W", Matrix.row(1)), b = parameter("b", Matrix.row(0));
        Expect.same("penalty", 2 * 9 / 16., TanhContraction.learn(x, W, b, 2), 1e-6);
        Expect.same("db", Matrix.row(0), b.gradient(), 1e-6);
        Expect.same("dW", Matrix.row(2 * (2 * 9 / 16. - 4 * .5 * 9 / 16. * .5 * Math.log(3))), W.gradient(), 1e-6);
    }

    @Test @Tag("jacobian") @Points(2) void itIsTheNormOfTheJacobian() {
        Matrix W = Matrix.of(new double[][] {{.1, .2}, {-.3, .4}, {.5, -.6}}).inDouble(), b = Matrix.row(.05, -.1).inDouble();
        Matrix x = Matrix.row(.2, .7, .4).inDouble();
        Expect.same("‖J‖²", contraction(x, W, b), penalty(x, new Parameter("W", W), new Parameter("b", b), 1), 1e-8);
    }

    /// The mean of ‖J‖² over the rows, each column of J by central differences.
    private static double contraction(Matrix x, Matrix W, Matrix b) {
        double norm = 0, h = 1e-5;
        for (int i = 0; i < x.numCols(); i++) {
            Matrix step = x.createLike();
            for (int n = 0; n < x.numRows(); n++) step.set(n, i, h);
            norm += x.plus(step).affine(W, b, Elementwise.TANH).minus(x.minus(step).affine(W, b, Elementwise.TANH))
                    .divide(2 * h).sumOfSquares();
        }
        return norm / x.numRows();
    }

    @Test @Tag("gradient") @Points(3) void centralDifferencesAgree() {
        Matrix x = Randoms.gaussian(5, 4, 1, Randoms.of(1)).inDouble();
        Parameter W = parameter("W", Randoms.gaussian(4, 3, .7, Randoms.of(2))), b = parameter("b", Matrix.row(.3, -.2, .1));
        Expect.same("penalty", contraction(x, W.value(), b.value()), penalty(x, W, b, 1), 1e-7);
        TanhContraction.learn(x, W, b, .5);
        TanhContraction.learn(x, W, b, .5);                                // gradients add up
        for (Parameter p : List.of(W, b))
            for (int i = 0; i < p.value().getNumElements(); i++) {
                double kept = p.value().get(i), h = 1e-5;
                p.value().set(i, kept + h);
                double above = penalty(x, W, b, 1);
                p.value().set(i, kept - h);
                double below = penalty(x, W, b, 1);
                p.value().set(i, kept);
                Expect.same("gradient of " + p.name() + ", element " + i, (above - below) / (2 * h), p.gradient().get(i), 1e-6);
            }
    }
}
