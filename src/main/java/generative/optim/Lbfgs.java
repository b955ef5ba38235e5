package generative.optim;

import generative.math.Matrix;
import generative.nn.Loss;
import generative.optim.WolfeSearch.Point;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.Function;

/// L-BFGS goes downhill almost like Newton's method, but learns the curvature from how the gradient changed in its last
/// steps.
///
/// ```
/// s = θₖ₊₁ − θₖ,   y = gₖ₊₁ − gₖ,   ρ = 1 / sᵀy           one pair for each step, the last m = 10 are kept
///
/// q ← g                                                   H g without the matrix H, the inverse of the curvature:
/// newest to oldest:   α = ρ sᵀq,   q ← q − α y             the two-loop recursion
/// r ← γ q,   γ = sᵀy / yᵀy of the newest
/// oldest to newest:   r ← r + s (α − ρ yᵀr)
/// θ ← θ − t r                                             t by [WolfeSearch], which tries 1 first
/// ```
/// Before there is a pair, r = g and the first t is min(1, 1 / ‖g‖₁). A pair with sᵀy ≤ 10⁻¹⁰ ‖s‖ ‖y‖ says nothing
/// about the curvature (the line bends down, or not at all) and is left out. With m steps kept, a step costs 4 m
/// products of vectors.
///
/// Made for functions that are the same at every call: all data at once, no minibatches, no dropout. Works in double,
/// whatever the function does inside.
///
/// Source: Liu and Nocedal, *On the limited memory BFGS method for large scale optimization* (1989); Nocedal and
/// Wright, *Numerical Optimization* (2006), algorithm 7.4.
///
/// @param history           m, how many pairs are kept
/// @param iterations        it ends after as many steps at the latest
/// @param gradientTolerance it ends when no element of the gradient is larger
public record Lbfgs(int history, int iterations, double gradientTolerance) {

    private static final double FLAT = 64 * Math.ulp(1.0), CURVED = 1e-10;

    /// Why it stopped.
    public enum Reason {
        SMALL_GRADIENT("the gradient is small"),
        FLAT("the value falls no more"),
        NO_STEP("no step lowers the value"),
        ITERATIONS("that was the most allowed");

        private final String words;

        Reason(String words) {
            this.words = words;
        }
    }

    /// Where it came to.
    ///
    /// @param theta       the place, in double
    /// @param value       the function's value there
    /// @param gradient    its gradient there
    /// @param iterations  steps made
    /// @param evaluations how often the function was called
    /// @param reason      why it stopped
    public record Result(Matrix theta, double value, Matrix gradient, int iterations, int evaluations, Reason reason) {

        @Override public String toString() {
            return String.format(Locale.ROOT, "%.6g after %d steps and %d evaluations: %s", value, iterations,
                    evaluations, reason.words);
        }
    }

    /// A step, how the gradient changed on it, and 1 / sᵀy.
    private record Pair(Matrix s, Matrix y, double rho) { }

    public Lbfgs {
        if (history < 1) throw new IllegalArgumentException("L-BFGS must remember 1 step or more, got " + history);
        if (iterations < 0) throw new IllegalArgumentException("the number of steps cannot be " + iterations);
        if (!(gradientTolerance >= 0))
            throw new IllegalArgumentException("the tolerance of the gradient must be 0 or more, got "
                    + gradientTolerance);
    }

    /// Ten pairs, at most 1,000 steps, down to a gradient of 10⁻⁵.
    public Lbfgs() {
        this(10, 1000, 1e-5);
    }

    /// The lowest place that is found downhill from `start`.
    ///
    /// @param f the value and the gradient at θ, in θ's shape
    public Result minimise(Function<Matrix, Loss> f, Matrix start) {
        Deque<Pair> pairs = new ArrayDeque<>();
        int[] evaluations = {0};
        Matrix nowhere = start.inDouble().createLike();
        Point here = line(f, start.inDouble(), nowhere, evaluations).apply(0);
        if (!Double.isFinite(here.value()))
            throw new IllegalArgumentException("the function or its gradient is not finite at the start, so there is "
                    + "no way down");
        for (int k = 0; ; k++) {
            if (here.gradient().elementMaxAbs() <= gradientTolerance)
                return result(here, k, evaluations, Reason.SMALL_GRADIENT);
            if (k == iterations) return result(here, k, evaluations, Reason.ITERATIONS);

            Matrix d = direction(pairs, here.gradient());
            double first = pairs.isEmpty() ? Math.min(1, 1 / sumOfAbsolutes(here.gradient())) : 1;
            Point from = new Point(0, here.theta(), here.value(), here.gradient(), dot(here.gradient(), d));
            Point next = WolfeSearch.search(line(f, here.theta(), d, evaluations), from, first);
            if (next == from) return result(here, k, evaluations, Reason.NO_STEP);

            remember(pairs, next.theta().minus(here.theta()), next.gradient().minus(here.gradient()));
            boolean flat = here.value() - next.value() <= FLAT * Math.abs(here.value());
            here = next;
            if (flat) return result(here, k + 1, evaluations, Reason.FLAT);
        }
    }

    private static Result result(Point here, int iterations, int[] evaluations, Reason reason) {
        return new Result(here.theta(), here.value(), here.gradient(), iterations, evaluations[0], reason);
    }

    /// f along θ + t d; infinitely high where it or its gradient is not finite.
    private static DoubleFunction<Point> line(Function<Matrix, Loss> f, Matrix theta, Matrix d, int[] evaluations) {
        return t -> {
            Matrix moved = theta.plus(t, d);                               // θ + t d
            Loss loss = f.apply(moved);
            evaluations[0]++;
            Matrix g = loss.gradient().inDouble();
            if (!g.shape().equals(theta.shape()))
                throw new IllegalArgumentException("the gradient is " + g.shape() + ", but θ is " + theta.shape());
            double value = Double.isFinite(loss.value()) && g.isFinite() ? loss.value() : Double.POSITIVE_INFINITY;
            return new Point(t, moved, value, g, dot(g, d));
        };
    }

    /// −H g by the two-loop recursion.
    private static Matrix direction(Deque<Pair> pairs, Matrix g) {
        Matrix q = g.copy();
        Deque<Double> alphas = new ArrayDeque<>();
        for (Pair p : pairs) {                                             // newest to oldest
            double alpha = p.rho * dot(p.s, q);                            // α = ρ sᵀq
            q = q.plus(-alpha, p.y);                                       // q ← q − α y
            alphas.push(alpha);
        }
        Pair newest = pairs.peekFirst();
        Matrix r = newest == null ? q : q.scale(1 / (newest.rho * dot(newest.y, newest.y)));     // γ = sᵀy / yᵀy
        // r ← r + s (α − ρ yᵀr)
        for (Pair p : pairs.reversed()) r = r.plus(alphas.pop() - p.rho * dot(p.y, r), p.s);
        return r.scale(-1);
    }

    private void remember(Deque<Pair> pairs, Matrix s, Matrix y) {
        double curvature = dot(s, y);
        if (!(curvature > CURVED * Math.sqrt(dot(s, s) * dot(y, y)))) return;
        pairs.addFirst(new Pair(s, y, 1 / curvature));
        if (pairs.size() > history) pairs.removeLast();
    }

    private static double dot(Matrix a, Matrix b) {
        return a.elementMult(b).elementSum();
    }

    private static double sumOfAbsolutes(Matrix a) {
        double sum = 0;
        for (int i = 0; i < a.getNumElements(); i++) sum += Math.abs(a.get(i));
        return sum;
    }

    /// Through the bent valley of Rosenbrock's function to its lowest point, (1, 1).
    public static void demo() {
        Function<Matrix, Loss> rosenbrock = theta -> {
            double x = theta.get(0), y = theta.get(1), off = y - x * x;
            Matrix gradient = theta.createLike();
            gradient.set(0, -400 * x * off - 2 * (1 - x));
            gradient.set(1, 200 * off);
            return new Loss(100 * off * off + (1 - x) * (1 - x), gradient);
        };
        System.out.println("f(x, y) = 100 (y − x²)² + (1 − x)², from (−1.2, 1)");
        for (int steps = 0; steps <= 100; steps += 5) {
            Result found = new Lbfgs(10, steps, 1e-8).minimise(rosenbrock, Matrix.row(-1.2, 1));
            System.out.printf(Locale.ROOT, "after %2d steps and %2d evaluations at (%8.5f, %8.5f), f = %.2e%n",
                    found.iterations, found.evaluations, found.theta.get(0), found.theta.get(1), found.value);
            if (found.reason != Reason.ITERATIONS) break;
        }
        System.out.println("It follows the valley y = x² round its bend; near the goal two steps double the right "
                + "digits.");
    }
}
