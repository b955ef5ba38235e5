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
///
/// A convolution multiplies windows by weights, and there all windows of a minibatch would be a hundred times as
/// large as the images: 240 MB in the second layer of the published discriminator. The methods for it cut out the
/// windows of a few images at a time, so many as fit the cache, and forget them again:
///
/// ```
/// P = gather x, a window a row, (N·places)×k        gatherAffine    P W + b
///                                                   addGatherTransA dW += Pᵀ dz
///                                                   scatterProduct  scatter of dz Wᵀ
/// ```
public final class ColumnIndex {

    private static final int PIECE = 1 << 20;                              // numbers of windows at a time

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

    /// P W + b for the windows P of x, (N·places)×m, where W is k×m.
    public Matrix gatherAffine(Matrix x, Matrix W, Matrix b) {
        int places = places(W);
        Matrix y = x.like(x.numRows() * places, W.numCols());
        windows(x, W, (image, P) -> y.insertIntoThis(image * places, 0, P.affine(W, b)));
        return y;
    }

    /// dW += Pᵀ dz for the windows P of x, where dz is (N·places)×m.
    public void addGatherTransA(Matrix dW, Matrix x, Matrix dz) {
        int places = places(dW);
        windows(x, dW, (image, P) -> dW.addMultTransA(P, dz.rows(image * places, image * places + P.numRows())));
    }

    /// What the windows' gradients dP = dz Wᵀ give back to the images, N×width.
    public Matrix scatterProduct(Matrix dz, Matrix W) {
        int places = places(W), N = dz.numRows() / places;
        Matrix x = dz.like(N, width);
        for (int from = 0, to; from < N; from = to) {
            to = Math.min(N, from + many());
            Matrix dP = dz.rows(from * places, to * places).multTransB(W);
            x.insertIntoThis(from, 0, scatter(dP.reshaped(to - from, index.length)));
        }
        return x;
    }

    private interface Piece {
        void take(int image, Matrix P);
    }

    /// Cuts the windows out of some images, hands them on with the number of the first of these images, and uses the
    /// room again.
    private void windows(Matrix x, Matrix W, Piece piece) {
        require(x, width);
        Matrix P = null;
        for (int from = 0, to; from < x.numRows(); from = to) {
            to = Math.min(x.numRows(), from + many());
            if (P == null || P.numRows() != to - from) P = x.like(to - from, index.length);
            x.backend().gather(x.rows(from, to), index, P);
            piece.take(from, P.reshaped((to - from) * places(W), W.numRows()));
        }
    }

    /// So many images at a time.
    private int many() {
        return Math.max(1, PIECE / index.length);
    }

    /// The number of windows in an image, each as long as W is high.
    private int places(Matrix W) {
        if (index.length % W.numRows() != 0)
            throw new IllegalArgumentException(index.length + " columns are no windows of " + W.numRows() + " numbers");
        return index.length / W.numRows();
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
