package generative.exercises.pretraining;

import generative.exercises.Expect;
import generative.exercises.Points;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.pretraining.Rbm;
import generative.pretraining.VisibleUnits;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class GaussianFreeEnergyTest {

    private static final Matrix W = Matrix.of(new double[][] {{.5, -.25, .3}, {-.75, 1, .2}}).inDouble();
    private static final Matrix A = Matrix.row(.1, -.2).inDouble(), B = Matrix.row(-.4, .2, .7).inDouble();
    private static final Matrix V = Randoms.gaussian(4, 2, 1.5, Randoms.of(1)).inDouble();

    private static GaussianFreeEnergy machine(double... sigma) {
        return new GaussianFreeEnergy(W, A, B, Matrix.row(sigma).inDouble());
    }

    /// One unit on each side: z = −1 + (3/2) 2 = 2, and the parabola (3 − 1)² / 8 = ½.
    @Test @Tag("example") @Points(2) void oneUnitByHand() {
        Matrix one = Matrix.row(1).inDouble();
        GaussianFreeEnergy machine = new GaussianFreeEnergy(one.scale(2), one, one.scale(-1), one.scale(2));
        Matrix v = Matrix.row(3).inDouble();
        Expect.same("F", .5 - Math.log1p(Math.exp(2)), machine.of(v).get(0), 1e-9);
        Expect.same("dF/dv", .5 - 1 / (1 + Math.exp(-2)), machine.slope(v).get(0), 1e-9);
    }

    @Test @Tag("states") @Points(2) void itIsTheSumOverAllHiddenStates() {
        Expect.same("F", throughAllStates(machine(.5, 2)), machine(.5, 2).of(V), 1e-9);
    }

    private static Matrix throughAllStates(GaussianFreeEnergy machine) {
        Matrix expected = Matrix.zeros(4, 1).inDouble();
        for (int n = 0; n < 4; n++) {
            double sum = 0;
            for (int state = 0; state < 8; state++) {
                double E = 0;
                for (int i = 0; i < 2; i++) E += Math.pow((V.get(n, i) - A.get(i)) / machine.sigma().get(i), 2) / 2;
                for (int j = 0; j < 3; j++) if ((state >> j & 1) == 1) {
                    E -= B.get(j);
                    for (int i = 0; i < 2; i++) E -= V.get(n, i) / machine.sigma().get(i) * W.get(i, j);
                }
                sum += Math.exp(-E);
            }
            expected.set(n, -Math.log(sum));
        }
        return expected;
    }

    @Test @Tag("gradient") @Points(2) void centralDifferencesAgree() {
        GaussianFreeEnergy machine = machine(.5, 2);
        Expect.same("F", throughAllStates(machine), machine.of(V), 1e-9);
        Matrix slope = machine.slope(V), x = V.copy();
        Expect.shape("dF/dv", 4, 2, slope);
        for (int n = 0; n < 4; n++) for (int i = 0; i < 2; i++) {
            double h = 1e-5;
            x.set(n, i, V.get(n, i) + h);
            double above = machine.of(x).get(n);
            x.set(n, i, V.get(n, i) - h);
            double below = machine.of(x).get(n);
            x.set(n, i, V.get(n, i));
            Expect.same("dF/dv[" + n + "," + i + "]", (above - below) / (2 * h), slope.get(n, i), 1e-6);
        }
    }

    @Test @Tag("property") @Points(1) void withWidthOneItIsTheMachineOfTheProjectAndNothingOverflows() {
        Expect.same("F at σ = 1", new Rbm(VisibleUnits.GAUSSIAN, W, A, B).freeEnergy(V), machine(1, 1).of(V), 1e-9);
        Matrix far = Matrix.row(0, 900).inDouble();
        Expect.same("F of an input of 900", (.01 + 900.2 * 900.2) / 2 - 900.2 - 180.7, machine(1, 1).of(far).get(0), 1e-9);
    }
}
