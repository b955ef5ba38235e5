package generative.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Loss;
import generative.optim.Lbfgs.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LbfgsTest {

    private static final Matrix FAR = Matrix.row(-12, 10).inDouble().divide(10);       // (−1.2, 1) to all digits

    private static Loss rosenbrock(Matrix theta) {
        double x = theta.get(0), y = theta.get(1);
        return new Loss(100 * Math.pow(y - x * x, 2) + Math.pow(1 - x, 2),
                Matrix.row(-400 * x * (y - x * x) - 2 * (1 - x), 200 * (y - x * x)).inDouble());
    }

    /// ½ θᵀAθ − bᵀθ, for a column θ.
    private static Function<Matrix, Loss> quadratic(Matrix A, Matrix b) {
        return theta -> new Loss(theta.transpose().mult(A.mult(theta)).get(0) / 2 - b.transpose().mult(theta).get(0),
                A.mult(theta).minus(b));
    }

    /// A symmetric matrix with eigenvalues of 1 or more.
    private static Matrix curvature(int n) {
        Matrix B = Randoms.gaussian(n, n, 1, Randoms.of(4)).inDouble(), A = B.transpose().mult(B);
        for (int i = 0; i < n; i++) A.set(i, i, A.get(i, i) + 1);
        return A;
    }

    private static Function<Matrix, Loss> ofNumber(DoubleUnaryOperator value, DoubleUnaryOperator slope) {
        return theta -> new Loss(value.applyAsDouble(theta.get(0)), theta.createLike()
                .plus(slope.applyAsDouble(theta.get(0))));
    }

    /// SciPy's L-BFGS-B takes 38 steps and 46 evaluations with another line search.
    @Test void rosenbrocksValleyIsFollowedToItsEnd() {
        assertThat(rosenbrock(FAR).value()).isCloseTo(24.2, within(1e-12));
        Lbfgs.Result found = new Lbfgs(10, 1000, 1e-8).minimise(LbfgsTest::rosenbrock, FAR);
        assertThat(found.value()).isLessThan(1e-15);
        assertThat(found.theta().get(0)).isCloseTo(1, within(1e-7));
        assertThat(found.theta().get(1)).isCloseTo(1, within(1e-7));
        assertThat(found.reason()).isEqualTo(Reason.SMALL_GRADIENT);
        assertThat(found.iterations()).isBetween(25, 50);
        assertThat(found.evaluations()).isBetween(found.iterations(), 65);
    }

    /// A worked example: f = θ²/2 · 4 from 1. The first t is min(1, 1/4), so θ = 1 − ¼ · 4 = 0 at once.
    @Test void theFirstStepHasLengthOneAtMost() {
        List<Double> tried = new ArrayList<>();
        Lbfgs.Result found = new Lbfgs().minimise(theta -> {
            tried.add(theta.get(0));
            return new Loss(2 * theta.get(0) * theta.get(0), theta.scale(4));
        }, Matrix.row(1).inDouble());
        assertThat(tried).containsExactly(1., 0.);
        assertThat(found.theta().get(0)).isZero();
        tried.clear();
        new Lbfgs(10, 1, 1e-9).minimise(theta -> {
            tried.add(theta.get(0));
            return new Loss(theta.get(0) * theta.get(0) / 8, theta.scale(.25));
        }, Matrix.row(1).inDouble());
        assertThat(tried.get(1)).isEqualTo(.75);                           // a flat slope is not stretched: t = 1
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 12})
    void aParaboloidOfNDimensionsTakesAFewMoreThanNSteps(int n) {
        Matrix A = curvature(n), b = Randoms.gaussian(n, 1, 1, Randoms.of(5)).inDouble();
        Lbfgs.Result found = new Lbfgs(20, 1000, 1e-9).minimise(quadratic(A, b), b.createLike());
        assertThat(found.theta().minus(A.solve(b)).elementMaxAbs()).isLessThan(1e-8);
        assertThat(found.iterations()).isLessThanOrEqualTo(2 * n + 8);
    }

    /// The first point tried in a step is θ − H g, with H built up here as a whole matrix from the pairs that are kept.
    @ParameterizedTest
    @CsvSource({"1, 10", "2, 10", "4, 10", "7, 10", "4, 1", "6, 3"})
    void theTwoLoopsMultiplyByTheInverseOfTheCurvatureLearned(int steps, int history) {
        Matrix A = curvature(5), b = Randoms.gaussian(5, 1, 1, Randoms.of(6)).inDouble();
        Function<Matrix, Loss> bumpy = theta -> {
            Loss loss = quadratic(A, b).apply(theta);
            return new Loss(loss.value() + theta.map(Math::cos).elementSum(), loss.gradient()
                    .minus(theta.map(Math::sin)));
        };
        List<Lbfgs.Result> path = new ArrayList<>();
        for (int k = 0; k <= steps; k++) path.add(new Lbfgs(history, k, 0).minimise(bumpy, b.scale(3)));
        List<Matrix> tried = new ArrayList<>();
        new Lbfgs(history, steps + 1, 0).minimise(theta -> {
            tried.add(theta);
            return bumpy.apply(theta);
        }, b.scale(3));

        Matrix H = null;
        for (int k = Math.max(0, steps - history); k < steps; k++) {
            Matrix s = path.get(k + 1).theta().minus(path.get(k).theta()), y = path.get(k + 1).gradient()
                    .minus(path.get(k).gradient());
            double rho = 1 / s.transpose().mult(y).get(0);
            if (H == null) {
                Matrix sn = path.get(steps).theta().minus(path.get(steps - 1).theta());
                Matrix yn = path.get(steps).gradient().minus(path.get(steps - 1).gradient());
                H = identity(5).scale(sn.dot(yn) / yn.dot(yn));            // γ of the newest pair
            }
            // H ← (I − ρ s yᵀ) H (I − ρ y sᵀ) + ρ s sᵀ
            Matrix left = identity(5).minus(s.mult(y.transpose()).scale(rho));
            H = left.mult(H).mult(left.transpose()).plus(s.mult(s.transpose()).scale(rho));
        }
        Matrix expected = path.get(steps).theta().minus(H.mult(path.get(steps).gradient()));
        assertThat(tried.get(path.get(steps).evaluations()).minus(expected).elementMaxAbs()).isLessThan(1e-9);
    }

    private static Matrix identity(int n) {
        Matrix I = Matrix.zeros(n, n).inDouble();
        for (int i = 0; i < n; i++) I.set(i, i, 1);
        return I;
    }

    @Test void atTheLowestPointNothingIsDone() {
        Lbfgs.Result found = new Lbfgs().minimise(LbfgsTest::rosenbrock, Matrix.row(1, 1));
        assertThat(found.iterations()).isZero();
        assertThat(found.evaluations()).isEqualTo(1);
        assertThat(found.reason()).isEqualTo(Reason.SMALL_GRADIENT);
        assertThat(found).hasToString("0.00000 after 0 steps and 1 evaluations: the gradient is small");
    }

    /// On a straight line y = 0: a pair would divide by 0.
    @Test void stepsWithoutCurvatureAreNotRemembered() {
        Lbfgs.Result found = new Lbfgs(10, 3, 1e-5).minimise(ofNumber(x -> x, x -> 1), Matrix.row(0));
        assertThat(found.theta().isFinite()).isTrue();
        assertThat(found.value()).isLessThan(-1e9);
        assertThat(found.reason()).isEqualTo(Reason.ITERATIONS);
        assertThat(found.iterations()).isEqualTo(3);
    }

    @Test void outsideItsDomainAFunctionIsInfinitelyHigh() {
        int[] outside = {0};
        DoubleUnaryOperator value = x -> {
            if (x <= 0) outside[0]++;
            return x - Math.log(x);
        };
        Lbfgs.Result found = new Lbfgs().minimise(ofNumber(value, x -> 1 - 1 / x), Matrix.row(20));
        assertThat(outside[0]).isPositive();
        assertThat(found.theta().get(0)).isCloseTo(1, within(1e-4));
    }

    @Test void aFunctionThatIsNotFiniteInItsGradientIsLeftAlone() {
        Function<Matrix, Loss> wall = theta -> new Loss(-theta.get(0),
                theta.createLike().plus(theta.get(0) > 2 ? Double.NaN : -1));
        assertThat(new Lbfgs(10, 5, 0).minimise(wall, Matrix.row(0)).theta().get(0)).isBetween(1.5, 2.);
        assertThat(new Lbfgs(10, 5, 0).minimise(ofNumber(x -> x > 2 ? Double.NEGATIVE_INFINITY : -x, x -> -1), Matrix
                .row(0)).value())
                .isBetween(-2., -1.5);
    }

    /// The valley of θ⁴ is so flat that every step leaves most of the way undone; beside 1 that soon is nothing.
    @Test void aValueThatFallsNoMoreEndsTheSearch() {
        Lbfgs.Result flat = new Lbfgs(10, 1000, 0).minimise(ofNumber(x -> 1 + x * x * x * x, x -> 4 * x * x * x), Matrix
                .row(3));
        assertThat(flat.reason()).isEqualTo(Reason.FLAT);
        assertThat(flat.theta().get(0)).isCloseTo(0, within(1e-3));
        assertThat(flat.iterations()).isLessThan(60);
        assertThat(flat.toString()).endsWith("the value falls no more");
    }

    /// The value has two digits only, or its slope lies: nothing seems to be lower.
    @Test void whereNoStepLowersTheValueTheSearchEnds() {
        Lbfgs.Result rough = new Lbfgs(10, 1000, 0)
                .minimise(ofNumber(x -> Math.rint(Math.cosh(x) * 100) / 100, Math::sinh), Matrix.row(3));
        assertThat(rough.reason()).isEqualTo(Reason.NO_STEP);
        assertThat(rough.theta().get(0)).isCloseTo(0, within(.15));
        Lbfgs.Result wrong = new Lbfgs().minimise(ofNumber(x -> x, x -> -1), Matrix.row(3));
        assertThat(wrong.reason()).isEqualTo(Reason.NO_STEP);
        assertThat(wrong.theta().get(0)).isEqualTo(3);
        assertThat(wrong.toString()).endsWith("no step lowers the value");
    }

    @Test void theNumberOfStepsCanBeBounded() {
        Lbfgs.Result found = new Lbfgs(10, 4, 1e-8).minimise(LbfgsTest::rosenbrock, FAR);
        assertThat(found.iterations()).isEqualTo(4);
        assertThat(found.reason()).isEqualTo(Reason.ITERATIONS);
        assertThat(found.value()).isEqualTo(rosenbrock(found.theta()).value());
        assertThat(found.gradient().isIdentical(rosenbrock(found.theta()).gradient(), 0)).isTrue();
        assertThat(found.toString()).endsWith("that was the most allowed");
    }

    @Test void theStartStaysAsItIsAndMayBeFloat() {
        Matrix start = Matrix.row(-1.2, 1), before = start.copy();
        Lbfgs.Result found = new Lbfgs().minimise(theta -> {
            assertThat(theta.isFloat()).isFalse();
            return rosenbrock(theta);
        }, start);
        assertThat(start.isIdentical(before, 0)).isTrue();
        assertThat(found.theta().isFloat()).isFalse();
        assertThat(found.value()).isLessThan(1e-9);
    }

    @Test void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> new Lbfgs(0, 10, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("L-BFGS must remember 1 step or more, got 0");
        assertThatThrownBy(() -> new Lbfgs(1, -1, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the number of steps cannot be -1");
        assertThatThrownBy(() -> new Lbfgs(1, 1, Double.NaN)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the tolerance of the gradient must be 0 or more, got NaN");
        assertThatThrownBy(() -> new Lbfgs().minimise(theta -> new Loss(0, Matrix.row(1, 2, 3)), FAR))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("the gradient is 1×3, but θ is 1×2");
        assertThatThrownBy(() -> new Lbfgs().minimise(theta -> new Loss(Double.NaN, theta), FAR))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the function or its gradient is not finite at the start, so there is no way down");
    }
}
