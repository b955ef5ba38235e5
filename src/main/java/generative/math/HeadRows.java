package generative.math;

/// Where the rows of one sequence lie in the columns of one head.
///
/// @param x      the matrix
/// @param from   the place of the head's first number in the sequence's first row
/// @param stride from row to row
/// @param width  columns of the head
record HeadRows(float[] x, int from, int stride, int width) {

    /// The rows from `firstRow` on.
    static HeadRows of(Matrix x, int firstRow, int head, int heads) {
        int width = x.numCols() / heads;
        return new HeadRows(x.floats(), firstRow * x.numCols() + head * width, x.numCols(), width);
    }

    /// The place of a row's first number.
    int at(int row) {
        return from + row * stride;
    }
}
