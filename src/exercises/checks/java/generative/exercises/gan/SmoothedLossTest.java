package generative.exercises.gan;

import static org.assertj.core.api.Assertions.assertThat;

import generative.exercises.Expect;
import generative.exercises.Points;
import generative.math.Elementwise;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.GradientCheck;
import generative.nn.Loss;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class SmoothedLossTest {

    private static Matrix column(double... a) {
        return Matrix.row(a).transpose();
    }

    /// At a = 0 both softplus are ln 2, whatever the label; at a = ln 3, sp(−a) = ln 4/3 and sp(a) = ln 4.
    @Test @Tag("example") @Points(2) void undecidedAndThreeToOne() {
        Loss data = SmoothedLoss.onData(column(0, Math.log(3)), .1), samples = SmoothedLoss.onSamples(column(0, Math.log(3)));
        Expect.same("L on data", (Math.log(2) + .9 * Math.log(4 / 3.) + .1 * Math.log(4)) / 2, data.value(), 1e-6);
        Expect.same("dL/da on data", column(-.2, -.075), data.gradient(), 1e-4);
        Expect.same("L on samples", (Math.log(2) + Math.log(4)) / 2, samples.value(), 1e-6);
        Expect.same("dL/da on samples", column(.25, .375), samples.gradient(), 1e-5);
    }

    @Test @Tag("gradient") @Points(2) void centralDifferencesAgree() {
        Matrix a = Randoms.gaussian(6, 1, 2, Randoms.of(1)).inDouble(), surprise = a.apply(Elementwise.SOFTPLUS);
        Expect.same("L on data", surprise.minus(a.scale(.8)).mean(), SmoothedLoss.onData(a, .2).value(), 1e-9);    // sp(−a) = sp(a) − a
        Expect.same("L on samples", surprise.mean(), SmoothedLoss.onSamples(a).value(), 1e-9);
        GradientCheck.ofLoss(logits -> SmoothedLoss.onData(logits, .2), a);
        GradientCheck.ofLoss(SmoothedLoss::onSamples, a);
    }

    @Test @Tag("optimum") @Points(2) void noOtherDiscriminatorIsBetter() {
        for (double p : new double[] {.1, 1, 3})
            for (double q : new double[] {0, .5, 2})
                for (double epsilon : new double[] {.05, .3}) {
                    double best = SmoothedLoss.bestDiscriminator(p, q, epsilon);
                    assertThat(best).as("best D").isBetween(0.0, 1.0);
                    for (double D = .01; D < 1; D += .01)
                        assertThat(cost(best, p, q, epsilon)).as("cost of D = %s for p = %s, q = %s, ε = %s", best, p, q, epsilon)
                                .isLessThanOrEqualTo(cost(D, p, q, epsilon) + 1e-12);
                }
    }

    private static double cost(double D, double p, double q, double epsilon) {
        return -p * ((1 - epsilon) * Math.log(D) + epsilon * Math.log(1 - D)) - q * Math.log(1 - D);
    }

    @Test @Tag("stable") @Points(1) void noLogitIsTooLarge() {
        Expect.same("L on data at 1000", 100, SmoothedLoss.onData(column(1000).inDouble(), .1).value(), 1e-9);
        Expect.same("L on data at −1000", 900, SmoothedLoss.onData(column(-1000).inDouble(), .1).value(), 1e-9);
        Expect.same("L on samples at 1000", 1000, SmoothedLoss.onSamples(column(1000).inDouble()).value(), 1e-9);
    }
}
