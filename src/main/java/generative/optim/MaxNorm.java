package generative.optim;

import generative.math.Matrix;
import generative.math.Updates;

/// Max-norm: after each step, a unit whose incoming weights have become too long is shortened to length c.
///
/// ```
/// w ← w · c / (10⁻⁷ + ‖w‖)          for each column w of W with ‖w‖ > c
/// ```
/// In a maxout layer each piece is a column of its own. The direction stays.
///
/// Source: Srivastava et al. (2014); the 10⁻⁷ is that of the maxout paper's released code. That code multiplies every column
/// by `clip(‖w‖, 0, c) / (10⁻⁷ + ‖w‖)`, which also takes a ten-millionth off the columns that are short enough; here
/// they are left as they are, since a projection has nothing to do to them.
public final class MaxNorm {

    private MaxNorm() { }

    /// Shortens the columns of W in place.
    public static void project(Matrix W, double c) {
        if (!(c > 0)) throw new IllegalArgumentException("the largest norm must be above 0, got " + c);
        Updates.maxNorm(W, c);
    }

    /// A column of length 5 becomes one of length 2; a short one stays.
    public static void demo() {
        Matrix W = Matrix.of(new double[][] {{3, .3}, {4, .4}});
        System.out.println("columns (3, 4) and (.3, .4): " + W);
        project(W, 2);
        System.out.println("projected to length ≤ 2:     " + W);
        System.out.println("(3, 4) had length 5 and keeps its direction; (.3, .4) has length .5 and is left alone.");
    }
}
