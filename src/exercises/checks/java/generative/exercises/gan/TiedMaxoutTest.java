package generative.exercises.gan;

import generative.exercises.Expect;
import generative.exercises.Points;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.GradientCheck;
import generative.nn.Maxout;
import generative.nn.Pass;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class TiedMaxoutTest {

    /// a = (3, −1); pieces 3 − 0, −3 + 1 for the first unit, −1 + 2, 1 + 0 for the second: a tie.
    @Test @Tag("example") @Points(2) void threeNumbersByHand() {
        TiedMaxout layer = new TiedMaxout(Matrix.of(new double[][] {{1, 1}, {1, -1}}), Matrix.row(1, -1), Matrix.row(0, 1, 2, 0));
        Pass pass = layer.forward(Matrix.row(1, 2));
        Expect.same("h", Matrix.row(3, 1), pass.output(), 1e-6);
        Expect.same("dx", Matrix.row(7, 3), pass.backward(Matrix.row(5, 2)), 1e-6);
        Expect.same("dW", Matrix.of(new double[][] {{5, 2}, {10, 4}}), layer.parameters().get(0).gradient(), 1e-6);
        Expect.same("ds", Matrix.row(13, 0), layer.parameters().get(1).gradient(), 1e-6);
        Expect.same("db", Matrix.row(5, 0, 2, 0), layer.parameters().get(2).gradient(), 1e-6);
    }

    @Test @Tag("gradient") @Points(3) void centralDifferencesAgree() {
        var random = Randoms.of(1);
        Matrix W = Randoms.gaussian(4, 3, 1, random), s = Matrix.row(-1, .5, 2), b = Randoms.gaussian(1, 9, 1, random);
        Matrix x = Randoms.gaussian(6, 4, 1, random);
        Expect.same("h", untied(W, s, b).forward(x).output(), new TiedMaxout(W, s, b).forward(x).output(), 1e-3);
        GradientCheck.of(new TiedMaxout(W, s, b), x);
    }

    @Test @Tag("property") @Points(2) void itIsAMaxoutLayerWhoseColumnsAreMultiples() {
        var random = Randoms.of(2);
        Matrix W = Randoms.gaussian(5, 3, 1, random), s = Matrix.row(-1.5, 0, .5, 1), b = Randoms.gaussian(1, 12, 1, random);
        Matrix x = Randoms.gaussian(7, 5, 1, random);
        Expect.same("h", untied(W, s, b).forward(x).output(), new TiedMaxout(W, s, b).forward(x).output(), 1e-3);
    }

    private static Maxout untied(Matrix W, Matrix s, Matrix b) {
        int k = s.numCols();
        Matrix columns = Matrix.zeros(W.numRows(), b.numCols());
        for (int i = 0; i < W.numRows(); i++)
            for (int j = 0; j < b.numCols(); j++) columns.set(i, j, s.get(j % k) * W.get(i, j / k));
        return new Maxout(columns, b, k);
    }
}
