package generative.exercises.gan;

import generative.exercises.Expect;
import generative.exercises.Points;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.GradientCheck;
import generative.nn.Pass;
import generative.nn.Relu;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class LeakyReluTest {

    @Test @Tag("example") @Points(1) void threeNumbersAndTheKink() {
        Pass pass = new LeakyRelu(.25).forward(Matrix.row(-2, 0, 3));
        Expect.same("y", Matrix.row(-.5, 0, 3), pass.output(), 1e-6);
        Expect.same("dx", Matrix.row(.25, .5, 3), pass.backward(Matrix.row(1, 2, 3)), 1e-6);
    }

    @Test @Tag("gradient") @Points(2) void centralDifferencesAgree() {
        Matrix signs = Randoms.bernoulli(Matrix.zeros(4, 5).plus(.5), Randoms.of(2)).scale(2).plus(-1);
        Matrix x = Randoms.uniform(4, 5, .1, 2, Randoms.of(1)).times(signs);
        Expect.same("y", x.map(v -> Math.max(.2 * v, v)), new LeakyRelu(.2).forward(x).output(), 1e-5);
        GradientCheck.of(new LeakyRelu(.2), x);
    }

    @Test @Tag("property") @Points(1) void withoutALeakItIsTheRectifierAndWithAWholeOneNothing() {
        Matrix x = Randoms.gaussian(3, 4, 1, Randoms.of(3));
        Expect.same("y at α = 0", new Relu().forward(x).output(), new LeakyRelu(0).forward(x).output(), 1e-6);
        Expect.same("y at α = 1", x, new LeakyRelu(1).forward(x).output(), 1e-6);
        LeakyRelu leaky = new LeakyRelu(.1);
        Expect.same("y of 3x", leaky.forward(x).output().scale(3), leaky.forward(x.scale(3)).output(), 1e-5);
    }
}
