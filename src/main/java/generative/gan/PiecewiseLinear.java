package generative.gan;

import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Initialiser;
import generative.nn.Linear;
import generative.nn.Maxout;
import generative.nn.Pass;
import generative.nn.Sequential;
import generative.optim.Adam;
import java.util.function.DoubleUnaryOperator;

/// What one or two maxout units can be: any convex function, or any continuous one, from straight pieces.
///
/// ```
/// convex        f(x) ≈ max over p of  f(tₚ) + f′(tₚ) (x − tₚ)          the upper envelope of tangents, never above f
/// x²            tangents 2tx − t²; at t = ±½, ±1½ the error on [−2, 2] is at most ¼
/// continuous    g = h₁ − h₂, both convex: h₁ bends where g bends upwards, h₂ where it bends downwards
/// tent          max(0, 1 − |x|) = max(0, x + 1, 2x) − max(0, 2x)       for all x
/// ```
/// A single unit is convex whatever its weights, since a maximum of straight lines is; the difference of two is not
/// bound to that, and interpolates a smooth g with error at most w² max|g″| / 8 on pieces of width w.
///
/// Source: Goodfellow et al., *Maxout Networks* (2013), figure 1 and section 4; the discriminator of the adversarial nets
/// (2014) is made of such units.
public final class PiecewiseLinear {

    private PiecewiseLinear() { }

    /// One unit whose pieces touch a convex f at these places.
    public static Maxout tangents(DoubleUnaryOperator f, DoubleUnaryOperator slope, double... places) {
        Matrix W = Matrix.zeros(1, places.length), b = Matrix.zeros(1, places.length);
        for (int p = 0; p < places.length; p++) {
            double t = places[p], s = slope.applyAsDouble(t);
            W.set(p, s);
            b.set(p, f.applyAsDouble(t) - s * t);                          // f(t) + s (x − t) = s x + (f(t) − s t)
        }
        return new Maxout(W, b, places.length);
    }

    /// Two units of k pieces, W and b 1×2k, and their difference.
    public static Sequential difference(Matrix W, Matrix b) {
        return new Sequential(new Maxout(W, b, W.numCols() / 2),
                new Linear(Matrix.row(1, -1).transpose(), Matrix.row(0)));    // h₁ − h₂
    }

    /// The function that runs straight from corner to corner, and on beyond the ends, as a difference of two maxout units.
    ///
    /// @param x the corners' places, rising; three or more
    /// @param y the values there
    public static Sequential through(double[] x, double[] y) {
        if (x.length < 3 || x.length != y.length)
            throw new IllegalArgumentException("a line of corners needs 3 or more places and as many values, got "
                    + x.length + " and " + y.length);
        int k = x.length - 1;
        Matrix W = Matrix.zeros(1, 2 * k), b = Matrix.zeros(1, 2 * k);
        double upward = 0, downward = 0, atUp = y[0], atDown = 0;          // slopes and values of h₁ and h₂ at x[p]
        for (int p = 0; p < k; p++) {
            double before = p == 0 ? 0 : slope(x, y, p - 1), bend = slope(x, y, p) - before;
            if (p == 0 || bend > 0) upward += bend;
            else downward -= bend;
            W.set(p, upward);
            b.set(p, atUp - upward * x[p]);
            W.set(k + p, downward);
            b.set(k + p, atDown - downward * x[p]);
            atUp += upward * (x[p + 1] - x[p]);
            atDown += downward * (x[p + 1] - x[p]);
        }
        return difference(W, b);
    }

    private static double slope(double[] x, double[] y, int p) {
        if (!(x[p + 1] > x[p])) throw new IllegalArgumentException("the corners must rise, but " + x[p] + " is followed by " + x[p + 1]);
        return (y[p + 1] - y[p]) / (x[p + 1] - x[p]);
    }

    /// One unit that learns f on [low, high] from 401 examples, by gradient descent on ½ mean (h − f)².
    public static Maxout learned(DoubleUnaryOperator f, double low, double high, int pieces, int steps, long seed) {
        Matrix x = places(low, high, 401), target = x.map(f);
        Maxout unit = new Maxout(1, 1, pieces, Initialiser.gaussian(1), Randoms.of(seed));
        Adam adam = new Adam(unit.parameters(), .02);
        for (int t = 0; t < steps; t++) {
            Pass pass = unit.forward(x);
            pass.learn(pass.output().minus(target).divide(x.numRows()));  // dh = (h − f) / N
            adam.step(t);
        }
        return unit;
    }

    /// The largest error of a unit that is to be f on [low, high], at 401 places.
    public static double error(Maxout unit, DoubleUnaryOperator f, double low, double high) {
        Matrix x = places(low, high, 401);
        return unit.forward(x).output().minus(x.map(f)).elementMaxAbs();
    }

    /// n places from low to high, n×1.
    public static Matrix places(double low, double high, int n) {
        Matrix x = Matrix.zeros(n, 1);
        for (int i = 0; i < n; i++) x.set(i, 0, low + (high - low) * i / (n - 1));
        return x;
    }

    /// Four tangents for x², the tent, what three units learn, and a sine from more and more pieces.
    public static void demo() {
        Matrix x = Matrix.row(-2, -1.5, -1, 0, .5, 2).transpose();
        System.out.println("x:                           " + x);
        System.out.println("x² from four tangents:       "
                + tangents(v -> v * v, v -> 2 * v, -1.5, -.5, .5, 1.5).forward(x).output());
        System.out.println("tent, a difference of two:   "
                + difference(Matrix.row(0, 1, 2, 0, 2, 2), Matrix.row(0, 1, 0, 0, 0, 0)).forward(x).output());
        learnAndTell("max(0, x), by two pieces: ", v -> Math.max(0, v), 2);
        learnAndTell("|x|, by two pieces:       ", Math::abs, 2);
        learnAndTell("x², by four pieces:       ", v -> v * v, 4);
        for (int pieces : new int[] {4, 8, 16, 32})
            System.out.printf("sine on [−π, π], %2d pieces:         largest error %.4f%n", pieces, sineError(pieces));
        System.out.println("What has two straight pieces is learned exactly; of a curve, twice the pieces leave "
                + "a quarter of the error.");
    }

    private static void learnAndTell(String what, DoubleUnaryOperator f, int pieces) {
        Maxout unit = learned(f, -2, 2, pieces, 1500, 1);
        System.out.printf("learned, %s largest error %.4f%n", what, error(unit, f, -2, 2));
    }

    /// The largest error of a sine on [−π, π] that runs straight between evenly spaced corners.
    public static double sineError(int pieces) {
        double[] corners = new double[pieces + 1], values = new double[pieces + 1];
        for (int i = 0; i <= pieces; i++) {
            corners[i] = -Math.PI + 2 * Math.PI * i / pieces;
            values[i] = Math.sin(corners[i]);
        }
        Matrix x = places(-Math.PI, Math.PI, 1001);
        return through(corners, values).forward(x).output().minus(x.map(Math::sin)).elementMaxAbs();
    }
}
