package generative.imagegpt;

import static org.assertj.core.api.Assertions.assertThat;

import generative.evaluation.ClassifierScore;
import generative.imagegpt.LinearProbe.Method;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.SoftmaxCrossEntropy;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The probe by SGD, beside the same descent written out: 30 epochs of one batch each.
class LinearProbeRateTest {

    private static final int M = 40;
    private static final int[] LABELS = IntStream.range(0, M).map(n -> n % 2).toArray();
    private static final Matrix X = rows(1), HELD = rows(2);

    private record Descent(double rate, Matrix learned, ClassifierScore held) { }

    /// Two classes that differ in how one number lies to its neighbour, which takes long steps to find; the others are noise.
    private static Matrix rows(long seed) {
        Matrix x = Randoms.gaussian(M, 6, 1, Randoms.of(seed)).inDouble();
        for (int n = 0; n < M; n++) x.set(n, 1, x.get(n, 0) + .4 * x.get(n, 1) + (LABELS[n] == 1 ? .4 : -.4));
        return x;
    }

    /// v ← .9 v − η g, θ ← θ + v, η = rate ½ (1 + cos π t/30).
    private static Descent descent(Matrix z, Matrix held, double rate) {
        Matrix W = z.like(z.numCols(), 2), b = z.like(1, 2), vW = W.copy(), vb = b.copy();
        for (int t = 0; t < 30; t++) {
            double eta = rate * .5 * (1 + Math.cos(Math.PI * t / 30));
            Matrix g = SoftmaxCrossEntropy.of(z.affine(W, b), LABELS).gradient();
            vW = vW.scale(.9).minus(z.transpose().mult(g).scale(eta));
            vb = vb.scale(.9).minus(g.columnMeans().scale(eta * M));
            W = W.plus(vW);
            b = b.plus(vb);
        }
        return new Descent(rate, z.affine(W, b), ClassifierScore.of(held.affine(W, b), LABELS));
    }

    private static List<Descent> descents(boolean byColumn) {
        Matrix mean = X.columnMeans(), inverse = LinearProbe.inverseStd(X, mean, byColumn);
        Matrix z = LinearProbe.scaled(X, mean, inverse), held = LinearProbe.scaled(HELD, mean, inverse);
        return DoubleStream.of(30, 10, 3, 1, .3, .1, .03).mapToObj(rate -> descent(z, held, rate)).toList();
    }

    @Test void theRateIsThatWithWhichFewestHeldOutImagesAreWrong() {
        LinearProbe probe = LinearProbe.fit(Method.SGD, X, LABELS, HELD, LABELS, 2);
        Comparator<Descent> order = Comparator.<Descent>comparingInt(one -> one.held.errors()).thenComparingDouble(one -> one.held.loss());
        Descent best = descents(probe.byColumn()).stream().min(order).orElseThrow();
        assertThat(probe.setting()).isEqualTo(best.rate).as("neither end of the list").isNotIn(30.0, .03);
        assertThat(probe.validation().errors()).isEqualTo(best.held.errors());
        Descent other = descents(!probe.byColumn()).stream().min(order).orElseThrow();
        assertThat(order.compare(best, other)).as("with the other scale it is no better").isNotPositive();
    }

    @Test void theDescentHasMomentumAndARateThatFallsAlongACosine() {
        LinearProbe probe = LinearProbe.fit(Method.SGD, X, LABELS, HELD, LABELS, 2);
        Descent same = descents(probe.byColumn()).stream().filter(one -> one.rate == probe.setting()).findFirst().orElseThrow();
        assertThat(probe.logits(X).minus(same.learned).elementMaxAbs()).isLessThan(1e-9);
    }
}
