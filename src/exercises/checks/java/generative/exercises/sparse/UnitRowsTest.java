package generative.exercises.sparse;

import generative.exercises.Expect;
import generative.exercises.Points;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.GradientCheck;
import generative.nn.LayerNorm;
import generative.nn.Pass;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class UnitRowsTest {

    /// u = (−1, 0, 1), ‖u‖ = √2, y·dy = −3/√2, mean(dy) = 1: dx = (3 − 1 − 1.5, 0 − 1, 0 − 1 + 1.5) / √2.
    @Test @Tag("example") @Points(2) void oneRowByHand() {
        Pass pass = new UnitRows().forward(Matrix.row(4, 5, 6));
        double half = Math.sqrt(.5);
        Expect.same("y", Matrix.row(-half, 0, half), pass.output(), 1e-6);
        Expect.same("dx", Matrix.row(.5 * half, -half, .5 * half), pass.backward(Matrix.row(3, 0, 0)), 1e-5);
    }

    @Test @Tag("gradient") @Points(3) void centralDifferencesAgree() {
        Matrix x = Randoms.gaussian(4, 5, 1, Randoms.of(1)).inDouble();
        isLayerNorm(x);
        GradientCheck.of(new UnitRows(), x);
    }

    @Test @Tag("property") @Points(1) void itIsLayerNormButForTheLengthOfRows() {
        Matrix x = Randoms.gaussian(3, 8, 1, Randoms.of(2)).inDouble();
        isLayerNorm(x);
        UnitRows rows = new UnitRows();
        Expect.same("y of 10 x + 3", rows.forward(x).output(), rows.forward(x.scale(10).plus(3)).output(), 1e-9);
    }

    private static void isLayerNorm(Matrix x) {
        int d = x.numCols();
        LayerNorm norm = new LayerNorm(x.like(1, d).plus(1), x.like(1, d), 1e-12);
        Expect.same("y", norm.forward(x).output().divide(Math.sqrt(d)), new UnitRows().forward(x).output(), 1e-9);
    }

    @Test @Tag("edge") @Points(1) void aRowOfEqualNumbers() {
        Pass pass = new UnitRows().forward(Matrix.row(7, 7, 7));
        Expect.same("y", Matrix.row(0, 0, 0), pass.output(), 0);
        Expect.same("dx", Matrix.row(0, 0, 0), pass.backward(Matrix.row(1, 2, 3)), 0);
    }
}
