package generative;

import generative.math.Matrix;

/// The two precisions in which everything is held against golden numbers, and how near it has to come.
///
/// ```
/// |a − g| ≤ tolerance · max(1, |g|)          10⁻¹⁰ in double, 10⁻⁵ in float
/// ```
public enum Precision {

    DOUBLE(1e-10), FLOAT(1e-5);

    private final double tolerance;

    Precision(double tolerance) {
        this.tolerance = tolerance;
    }

    /// A copy of the matrix in this precision.
    public Matrix of(Matrix exact) {
        return this == FLOAT ? exact.inFloat() : exact.inDouble();
    }

    /// Holds a matrix, which must be of this precision, against the golden one of that name.
    public void assertGolden(Matrix actual, Golden golden, String name) {
        Matrix expected = golden.matrix(name);
        String what = name + " of " + golden;
        if (actual.isFloat() != (this == FLOAT)) throw new AssertionError(what + " is not " + this);
        if (!actual.shape().equals(expected.shape()))
            throw new AssertionError(what + " is " + actual.shape() + " instead of " + expected.shape());
        for (int i = 0; i < expected.getNumElements(); i++)
            assertClose(actual.get(i), expected.get(i), what + ", number " + i);
    }

    /// Holds numbers, which the project gives as double in both precisions, against the golden ones of that name.
    public void assertGolden(double[] actual, Golden golden, String name) {
        double[] expected = golden.numbers(name);
        String what = name + " of " + golden;
        if (actual.length != expected.length)
            throw new AssertionError(what + " has " + actual.length + " numbers instead of " + expected.length);
        for (int i = 0; i < expected.length; i++) assertClose(actual[i], expected[i], what + ", number " + i);
    }

    public void assertGolden(double actual, Golden golden, String name) {
        assertGolden(new double[] {actual}, golden, name);
    }

    private void assertClose(double actual, double expected, String what) {
        if (!(Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected))))       // NaN is not close
            throw new AssertionError(what + ", is " + actual + " instead of " + expected + " (" + this + ")");
    }
}
