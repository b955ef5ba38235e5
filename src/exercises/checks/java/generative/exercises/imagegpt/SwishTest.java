package generative.exercises.imagegpt;

import generative.exercises.Expect;
import generative.exercises.Points;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Gelu;
import generative.nn.GradientCheck;
import generative.nn.Pass;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class SwishTest {

    /// β x = ln 3 and −ln 3: s = ¾ and ¼, s (1 − s) = 3/16.
    @Test @Tag("example") @Points(2) void twoNumbersByHand() {
        double x = Math.log(3) / 2, bend = 3 / 16.;
        Swish layer = new Swish(Matrix.row(2));
        Pass pass = layer.forward(Matrix.row(x, -x));
        Expect.same("y", Matrix.row(.75 * x, -.25 * x), pass.output(), 1e-5);
        Expect.same("dx", Matrix.row(4 * (.75 + 2 * x * bend), .25 - 2 * x * bend), pass.backward(Matrix.row(4, 1)), 1e-5);
        Expect.same("dβ", Matrix.row(5 * x * x * bend), layer.parameters().getFirst().gradient(), 1e-5);
    }

    @Test @Tag("gradient") @Points(3) void centralDifferencesAgree() {
        Matrix x = Randoms.gaussian(4, 5, 1.5, Randoms.of(1));
        Expect.same("y", x.map(v -> v / (1 + Math.exp(-.8 * v))), new Swish(Matrix.row(.8)).forward(x).output(), 1e-4);
        GradientCheck.of(new Swish(Matrix.row(.8)), x);
    }

    @Test @Tag("property") @Points(1) void quickGeluRectifierAndAHalf() {
        Matrix x = Matrix.row(-3, -1, -.5, .5, 1, 2, 3);
        Expect.same("y at β = 1.702", new Gelu().forward(x).output(), new Swish(Matrix.row(1.702)).forward(x).output(), 1e-5);
        Matrix known = Matrix.row(-.01807131, -.15420423, -.14961156, .35038844, .84579577, 1.93565862, 2.98192869);
        Expect.same("y at β = 1.702, in numbers", known, new Swish(Matrix.row(1.702)).forward(x).output(), 1e-4);
        Expect.same("y at β = 1000", x.map(v -> Math.max(0, v)), new Swish(Matrix.row(1000)).forward(x).output(), 1e-5);
        Expect.same("y at β = 0", x.scale(.5), new Swish(Matrix.row(0)).forward(x).output(), 1e-6);
    }
}
