package generative.exercises;

import generative.math.Matrix;
import java.util.Arrays;
import java.util.Locale;
import org.opentest4j.AssertionFailedError;

/// Compares what an answer gave with what it should have given, and says where they part first.
///
/// ```
/// relative error = |got − expected| / max(|got|, |expected|, 10⁻³)
/// ```
public final class Expect {

    private Expect() { }

    /// All numbers of a matrix, and its shape.
    public static void same(String what, Matrix expected, Matrix got, double worst) {
        shape(what, expected.numRows(), expected.numCols(), got);
        for (int n = 0; n < expected.numRows(); n++)
            for (int j = 0; j < expected.numCols(); j++)
                same(what + "[" + n + "," + j + "]", expected.get(n, j), got.get(n, j), worst);
    }

    /// One number.
    public static void same(String where, double expected, double got, double worst) {
        if (expected == got) return;
        double error = relativeError(expected, got);
        if (error <= worst) return;                                        // NaN is not
        throw new AssertionFailedError(String.format(Locale.ROOT, "%s: expected %s, got %s, relative error %.1e",
                where, expected, got, error), expected, got);
    }

    /// Positions, in this order.
    public static void same(String what, int[] expected, int[] got) {
        if (!Arrays.equals(expected, got))
            throw different(what, Arrays.toString(expected), Arrays.toString(got));
    }

    /// That it is there at all, and has this shape.
    public static void shape(String what, int rows, int cols, Matrix got) {
        if (got == null) throw different(what, rows + "×" + cols, "null");
        if (got.numRows() != rows || got.numCols() != cols) throw different(what, rows + "×" + cols, got.shape());
    }

    static double relativeError(double expected, double got) {
        return Math.abs(got - expected) / Math.max(1e-3, Math.max(Math.abs(got), Math.abs(expected)));
    }

    private static AssertionFailedError different(String what, String expected, String got) {
        return new AssertionFailedError(what + ": expected " + expected + ", got " + got, expected, got);
    }
}
