package generative.math;

import java.util.Arrays;

/// Which column of one matrix each column of another one comes from: how windows are cut out of images, and put back.
///
/// ```
/// gather     y[n,i] = x[n, index[i]]            0 where index[i] is −1, outside the image
/// scatter    x[n,j] = Σ over i with index[i] = j of y[n,i]
/// ```
/// The two are transposes of each other, ⟨gather x, y⟩ = ⟨x, scatter y⟩, so each is the other's way back.
/// Shapes: `x` N×width, `y` N×index.length.
public final class ColumnIndex {

    private final int width;
    private final int[] index;

    /// @param width the number of columns of x
    /// @param index for each column of y its column of x, or −1
    public ColumnIndex(int width, int... index) {
        for (int i : index)
            if (i < -1 || i >= width) throw new IllegalArgumentException("there is no column " + i + " of " + width);
        this.width = width;
        this.index = index.clone();
    }

    /// The number of columns of y.
    public int length() {
        return index.length;
    }

    public Matrix gather(Matrix x) {
        require(x, width);
        Matrix y = x.like(x.numRows(), index.length);
        x.backend().gather(x, index, y);
        return y;
    }

    public Matrix scatter(Matrix y) {
        require(y, index.length);
        Matrix x = y.like(y.numRows(), width);
        y.backend().scatterAdd(y, index, x);
        return x;
    }

    /// First through this index, then through one of its width: gather of the result is `this.gather(next.gather(x))`.
    public ColumnIndex after(ColumnIndex next) {
        if (width != next.index.length)
            throw new IllegalArgumentException("an index of width " + width + " cannot follow one of length " + next.index.length);
        return new ColumnIndex(next.width, Arrays.stream(index).map(i -> i < 0 ? -1 : next.index[i]).toArray());
    }

    private static void require(Matrix m, int cols) {
        if (m.numCols() != cols) throw new IllegalArgumentException("the index takes " + cols + " columns, but the matrix is " + m.shape());
    }

    @Override public String toString() {
        return "ColumnIndex of " + index.length + " columns out of " + width;
    }

    /// Windows of two out of a row of four numbers, and back.
    public static void demo() {
        ColumnIndex windows = new ColumnIndex(4, 0, 1, 1, 2, 2, 3, 3, -1);
        Matrix x = Matrix.row(10, 20, 30, 40), y = windows.gather(x);
        System.out.println(x + " in windows of two: " + y);
        System.out.println("put back: " + windows.scatter(y));
        System.out.println("Numbers that lay in two windows come back twice as large.");
    }
}
