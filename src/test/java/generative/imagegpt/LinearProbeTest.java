package generative.imagegpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.evaluation.LogisticRegression;
import generative.imagegpt.LinearProbe.Method;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.optim.Lbfgs;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LinearProbeTest {

    private static final int[] LABELS = IntStream.range(0, 60).map(n -> n % 3).toArray();

    /// Three classes in turn that differ in the means of two of four numbers; the numbers are of very different size.
    private static Matrix rows(long seed) {
        RandomGenerator random = Randoms.of(seed);
        Matrix x = Matrix.zeros(60, 4).inDouble();
        double[] size = {1, 1000, .01, 5}, offset = {3, -500, 2, 0};
        for (int n = 0; n < 60; n++)
            for (int j = 0; j < 4; j++)
                x.set(n, j, offset[j] + size[j] * (random.nextGaussian()
                        + (j == 0 && LABELS[n] == 1 || j == 2 && LABELS[n] == 2 ? 3 : 0)));
        return x;
    }

    private static LinearProbe fit(Method method) {
        return LinearProbe.fit(method, rows(1), LABELS, rows(2), LABELS, 3);
    }

    /// −1 and 1 stand where a mean of 0 and a standard deviation of 1 leave them, whatever offset and factor they had before.
    @Test void workedExample() {
        Matrix plain = Matrix.of(new double[][] {{-1}, {1}}).inDouble(), moved = Matrix.of(new double[][] {{3}, {7}}).inDouble();
        int[] labels = {0, 1};
        LinearProbe a = LinearProbe.fit(Method.LBFGS, plain, labels, plain, labels, 2),
                b = LinearProbe.fit(Method.LBFGS, moved, labels, moved, labels, 2);
        assertThat(a.setting()).as("all penalties are right, the smallest is the surest").isEqualTo(1e-6);
        assertThat(a.W().get(0, 1)).isPositive().isCloseTo(-a.W().get(0, 0), within(1e-9));
        assertThat(b.W().get(0, 1)).isCloseTo(a.W().get(0, 1) / 2, within(1e-9));
        assertThat(b.b().get(1)).as("c − mean W").isCloseTo(a.b().get(1) - 5 * b.W().get(0, 1), within(1e-9));
        assertThat(b.logits(moved).minus(a.logits(plain)).elementMaxAbs()).isLessThan(1e-9);
        assertThat(b.score(Matrix.row(4.9).inDouble(), 1).errors()).as("below the middle").isEqualTo(1);
    }

    @Test void itIsALogisticRegressionOfStandardisedColumns() {
        Matrix x = rows(1), z = x.copy();
        for (int j = 0; j < 4; j++) {
            double mean = 0, squares = 0;
            for (int n = 0; n < 60; n++) mean += x.get(n, j) / 60;
            for (int n = 0; n < 60; n++) squares += Math.pow(x.get(n, j) - mean, 2) / 60;
            for (int n = 0; n < 60; n++) z.set(n, j, (x.get(n, j) - mean) / Math.sqrt(squares));
        }
        LinearProbe probe = fit(Method.LBFGS);
        assertThat(probe.byColumn()).as("the numbers of the third column are tiny, and say most").isTrue();
        Matrix expected = LogisticRegression.fit(z, LABELS, 3, probe.setting(), new Lbfgs(10, 200, 1e-4)).logits(z);
        assertThat(probe.logits(x).minus(expected).elementMaxAbs()).isLessThan(1e-3);
    }

    /// One large column that says it all, and thirty tiny ones of noise, which should stay tiny while labels are few.
    @Test void whereSmallNumbersAreNoiseAllAreDividedByOneNumber() {
        Matrix x = Randoms.gaussian(12, 31, .05, Randoms.of(1)).inDouble(),
                held = Randoms.gaussian(60, 31, .05, Randoms.of(2)).inDouble();
        for (int n = 0; n < 60; n++) held.set(n, 0, 20 * held.get(n, 0) + 3 * LABELS[n]);
        for (int n = 0; n < 12; n++) x.set(n, 0, 20 * x.get(n, 0) + 3 * LABELS[n]);
        int[] few = java.util.Arrays.copyOf(LABELS, 12);
        LinearProbe probe = LinearProbe.fit(Method.LBFGS, x, few, held, LABELS, 3);
        assertThat(probe.byColumn()).isFalse();
        double all = 0;
        Matrix mean = x.columnMeans(), z = x.copy();
        for (int n = 0; n < 12; n++) for (int j = 0; j < 31; j++) all += Math.pow(x.get(n, j) - mean.get(j), 2) / (12 * 31);
        for (int n = 0; n < 12; n++) for (int j = 0; j < 31; j++) z.set(n, j, (x.get(n, j) - mean.get(j)) / Math.sqrt(all));
        Matrix expected = LogisticRegression.fit(z, few, 3, probe.setting(), new Lbfgs(10, 200, 1e-4)).logits(z);
        assertThat(probe.logits(x).minus(expected).elementMaxAbs()).isLessThan(1e-3);
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void bothMethodsFindTheClasses(Method method) {
        LinearProbe probe = fit(method);
        assertThat(probe.validation().n()).isEqualTo(60);
        assertThat(probe.validation().errors()).isLessThan(9).isEqualTo(probe.score(rows(2), LABELS).errors());
        assertThat(probe.score(rows(3), LABELS).errors()).isLessThan(12);
        assertThat(fit(method).W().minus(probe.W()).elementMaxAbs()).as("the same again").isZero();
        assertThat(probe.toString()).matches("LinearProbe 4 → 3 \\(.*, (by column|one scale)\\), held out: .*");
    }

    /// A rate of 30 leaps, one of .03 stays near; the held-out images say so.
    @Test void theRateIsOneOfThePublishedList() {
        assertThat(fit(Method.SGD).setting()).isIn(30.0, 10.0, 3.0, 1.0, .3, .1, .03);
    }

    @Test void noiseGetsALargePenalty() {
        Matrix x = Randoms.gaussian(60, 30, 1, Randoms.of(5));
        assertThat(LinearProbe.fit(Method.LBFGS, x, LABELS, rows(6)
                .concatColumns(Randoms.gaussian(60, 26, 1, Randoms.of(6)).inDouble()).inFloat(), LABELS, 3)
                .setting()).isGreaterThan(1e-6);
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void aColumnThatNeverVariesHasNoSay(Method method) {
        Matrix x = rows(1), held = rows(2);
        for (int n = 0; n < 60; n++) x.set(n, 1, .1);
        LinearProbe probe = LinearProbe.fit(method, x.inFloat(), LABELS, held.inFloat(), LABELS, 3);
        assertThat(probe.W().rows(1, 2).elementMaxAbs()).isZero();
        assertThat(probe.W().isFinite()).isTrue();
        assertThat(probe.validation().errors()).isLessThan(9);
    }

    @Test void whatDoesNotFitIsNamed() {
        assertThatThrownBy(() -> LinearProbe.fit(Method.LBFGS, rows(1), LABELS, Matrix.zeros(60, 3), LABELS, 3)).hasMessage(
                "features 60×4 and held-out features 60×3 are not of one kind");
        Matrix endless = Matrix.of(new double[][] {{Double.NaN}, {1}});
        assertThatThrownBy(() -> LinearProbe.fit(Method.SGD, endless, new int[] {0, 1}, endless, new int[] {0, 1}, 2)).hasMessage(
                "no learning rate leads anywhere on features 2×1");
    }
}
