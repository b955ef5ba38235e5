package generative.nn;

import generative.math.Matrix;

/// Squared error: half the squared distance between what a net says and what it should have said.
///
/// ```
/// L      = (1/N) Σₙ ½ ‖y[n] − t[n]‖²
/// dL/dy  = (y − t) / N
/// ```
/// Shapes: outputs `y` N×m, targets `t` N×m. The ½ makes the gradient the plain difference; up to a constant L is −ln of a
/// normal density with mean y and variance 1.
public final class SquaredError {

    private SquaredError() { }

    public static Loss of(Matrix outputs, Matrix targets) {
        if (outputs.numRows() != targets.numRows() || outputs.numCols() != targets.numCols())
            throw new IllegalArgumentException("the outputs are " + outputs.shape() + ", but the targets " + targets.shape());
        Matrix difference = outputs.minus(targets);
        return new Loss(difference.sumOfSquares() / 2 / outputs.numRows(), difference.divide(outputs.numRows()));
    }

    /// Twice as far off costs four times as much.
    public static void demo() {
        System.out.println("1 off:            " + of(Matrix.row(3), Matrix.row(2)));
        System.out.println("2 off:            " + of(Matrix.row(4), Matrix.row(2)));
        System.out.println("1 off in 2 places " + of(Matrix.row(3, 1), Matrix.row(2, 2)));
        System.out.println("Twice as far off costs four times as much, and pulls twice as hard.");
    }
}
