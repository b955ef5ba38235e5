package generative.math;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.data.MatrixType;
import org.ejml.simple.ConstMatrix;

/// A matrix of EJML that also knows the fast operations of the project.
///
/// Everything of EJML's `SimpleBase` works on it (`mult`, `plus`, `transpose`, `solve`, `svd`, `print` …); only the
/// factors of `svd()` and `eig()` come as EJML's own class: `SimpleBase<?> U = A.svd().getU()`. The
/// operations that EJML lacks or does slowly call a [Backend]. Storage is row-major: element (n, j) is number
/// `n * numCols() + j`. Float is for work, double for proof (gradient checks): a layer makes its matrices with
/// [#like(int, int)], which keeps the precision, and so serves both.
///
/// A row is an example, a column a feature: a batch of N examples with d features is N×d.
///
/// Methods return new matrices, except those whose name begins with `add` or `set`, which change this one.
/// Many threads may use matrices at once, also the same ones, as long as nobody changes one that another uses.
/// Shapes that do not fit are an `IllegalArgumentException` that names both (in methods that are EJML's alone, such as
/// `plus`, its `MatrixDimensionException`, which names them too).
public final class Matrix extends MatrixDoors {

    private static final long serialVersionUID = 1;

    /// Over this storage, which is not copied.
    Matrix(org.ejml.data.Matrix storage) {
        setMatrix(storage);
    }

    // ---- making one --------------------------------------------------------------------------------------------

    /// A float matrix of zeros.
    public static Matrix zeros(int rows, int cols) {
        return new Matrix(new FloatStorage(rows, cols));
    }

    /// A float matrix over the given row-major numbers, which are not copied.
    public static Matrix wrap(int rows, int cols, float[] values) {
        if (values.length != Math.multiplyExact(rows, cols))
            throw new IllegalArgumentException(values.length + " numbers do not fill a " + rows + "×" + cols + " matrix");
        return new Matrix(FloatStorage.over(rows, cols, values));
    }

    /// A float matrix with the given rows: `Matrix.of(new double[][] {{1, 2}, {3, 4}})`.
    public static Matrix of(double[]... rows) {
        Matrix m = zeros(rows.length, rows.length == 0 ? 0 : rows[0].length);
        for (int n = 0; n < rows.length; n++) {
            if (rows[n].length != m.numCols())
                throw new IllegalArgumentException("row " + n + " has " + rows[n].length + " numbers, row 0 has " + m.numCols());
            for (int j = 0; j < rows[n].length; j++) m.set(n, j, rows[n][j]);
        }
        return m;
    }

    /// A float row vector: `Matrix.row(1, 2, 3)` is 1×3.
    public static Matrix row(double... values) {
        return of(values);
    }

    /// Zeros of another shape in the precision of this matrix.
    public Matrix like(int rows, int cols) {
        return createMatrix(rows, cols, isFloat() ? MatrixType.FDRM : MatrixType.DDRM);
    }

    @Override public Matrix createLike() {
        return like(numRows(), numCols());
    }

    /// A copy in double precision, for proofs.
    public Matrix inDouble() {
        return new Matrix(new DMatrixRMaj(getDDRM()));
    }

    /// A copy in single precision, for work.
    public Matrix inFloat() {
        return isFloat() ? copy() : new Matrix(new FMatrixRMaj(getFDRM()));
    }

    // ---- looking at it -----------------------------------------------------------------------------------------

    /// N. EJML calls the short name old; it is kept here, since formulas are full of it.
    @SuppressWarnings("deprecation") @Override public int numRows() {
        return getNumRows();
    }

    /// d.
    @SuppressWarnings("deprecation") @Override public int numCols() {
        return getNumCols();
    }

    public boolean isFloat() {
        return mat instanceof FloatStorage;
    }

    /// The row-major numbers themselves, not a copy; for backends, loaders and random fillers.
    public float[] floats() {
        if (!isFloat()) throw new IllegalStateException("a " + shape() + " matrix in double precision has no floats");
        return residence().lend();
    }

    /// "N×d".
    public String shape() {
        return numRows() + "×" + numCols();
    }

    /// All elements finite: no infinity, no NaN.
    public boolean isFinite() {
        return !hasUncountable();
    }

    /// The mean of all elements.
    public double mean() {
        double sum = 0;
        for (int i = 0; i < getNumElements(); i++) sum += get(i);
        return sum / getNumElements();
    }

    /// Σ of all squared elements, summed in double.
    public double sumOfSquares() {
        double sum = 0;
        if (mat instanceof FloatStorage storage) for (float v : storage.read()) sum += (double) v * v;
        else for (int i = 0; i < getNumElements(); i++) sum += get(i) * get(i);
        return sum;
    }

    // ---- products ----------------------------------------------------------------------------------------------

    /// this B.
    @Override public Matrix mult(ConstMatrix<?> B) {
        if (numCols() != B.getNumRows()) throw new IllegalArgumentException(
                "cannot multiply " + shape() + " by " + B.getNumRows() + "×" + B.getNumCols());
        if (!isFloat() || !(B instanceof Matrix right && right.isFloat())) return super.mult(B);
        Matrix C = like(numRows(), right.numCols());
        Backend.current().multiply(this, false, right, false, false, C);
        return C;
    }

    /// this Bᵀ.
    public Matrix multTransB(Matrix B) {
        Matrix C = like(numRows(), B.numRows());
        C.addProduct(this, false, B, true, false);
        return C;
    }

    /// thisᵀ B.
    public Matrix multTransA(Matrix B) {
        Matrix C = like(numCols(), B.numCols());
        C.addProduct(this, true, B, false, false);
        return C;
    }

    /// this += Aᵀ B, the form of every weight gradient.
    public void addMultTransA(Matrix A, Matrix B) {
        addProduct(A, true, B, false, true);
    }

    /// this += A B.
    public void addMult(Matrix A, Matrix B) {
        addProduct(A, false, B, false, true);
    }

    /// this ← op(A) op(B), where op transposes if asked; for loops that use a matrix again and again.
    public void setProduct(Matrix A, boolean transposeA, Matrix B, boolean transposeB) {
        addProduct(A, transposeA, B, transposeB, false);
    }

    private void addProduct(Matrix A, boolean transposeA, Matrix B, boolean transposeB, boolean add) {
        int m = transposeA ? A.numCols() : A.numRows(), k = transposeA ? A.numRows() : A.numCols();
        int k2 = transposeB ? B.numCols() : B.numRows(), n = transposeB ? B.numRows() : B.numCols();
        if (k != k2) throw new IllegalArgumentException("cannot multiply " + A.shape() + (transposeA ? " transposed" : "")
                + " by " + B.shape() + (transposeB ? " transposed" : ""));
        if (m != numRows() || n != numCols())
            throw new IllegalArgumentException("a product of shape " + m + "×" + n + " does not fit into " + shape());
        backend(A, B).multiply(A, transposeA, B, transposeB, add, this);
    }

    /// x W + b, the row b added to every row of the product: y[n,j] = Σᵢ x[n,i] W[i,j] + b[0,j].
    public Matrix affine(Matrix W, Matrix b) {
        Matrix y = forAffine(W, b);
        backend(W, b).affine(this, W, b, y);
        return y;
    }

    /// f(x W + b) in one go.
    public Matrix affine(Matrix W, Matrix b, Elementwise f) {
        Matrix y = forAffine(W, b);
        backend(W, b).affine(this, W, b, f, y);
        return y;
    }

    /// f(h Wᵀ + a) in one go; without an f where it is null.
    public Matrix affineTransB(Matrix W, Matrix a, Elementwise f) {
        if (numCols() != W.numCols()) throw new IllegalArgumentException("cannot multiply " + shape() + " by " + W.shape() + " transposed");
        a.requireShape(1, W.numRows(), "the biases for " + W.shape() + " transposed");
        Matrix y = like(numRows(), W.numRows());
        backend(W, a).affineTransposed(this, W, a, f, y);
        return y;
    }

    private Matrix forAffine(Matrix W, Matrix b) {
        if (numCols() != W.numRows()) throw new IllegalArgumentException("cannot multiply " + shape() + " by " + W.shape());
        if (b.numRows() != 1 || b.numCols() != W.numCols())
            throw new IllegalArgumentException("cannot add the row " + b.shape() + " to the rows of " + numRows() + "×" + W.numCols());
        return like(numRows(), W.numCols());
    }

    // ---- rows and columns --------------------------------------------------------------------------------------

    /// x + row, the row added to every row of this: y[n,j] = x[n,j] + row[0,j].
    public Matrix plusRow(Matrix row) {
        if (row.numRows() != 1 || row.numCols() != numCols())
            throw new IllegalArgumentException("cannot add the row " + row.shape() + " to the rows of " + shape());
        Matrix y = createLike();
        backend(row).plusRow(this, row, y);
        return y;
    }

    /// this[0,j] += Σₙ x[n,j], the form of every bias gradient.
    public void addColumnSums(Matrix x) {
        if (numRows() != 1 || x.numCols() != numCols())
            throw new IllegalArgumentException("the column sums of " + x.shape() + " do not fit into " + shape());
        backend(x).addColumnSums(x, this);
    }

    /// The mean of each column, 1×d.
    public Matrix columnMeans() {
        Matrix sums = like(1, numCols());
        sums.addColumnSums(this);
        return sums.divide(numRows());
    }

    /// The squared length of each row, N×1.
    public Matrix rowSquaredNorms() {
        Matrix norms = like(numRows(), 1);
        for (int n = 0; n < numRows(); n++) {
            double sum = 0;
            for (int i = n * numCols(); i < (n + 1) * numCols(); i++) sum += get(i) * get(i);
            norms.set(n, sum);
        }
        return norms;
    }

    /// `out[n]` = ln Σⱼ exp `x[n,j]`, N×1.
    public Matrix rowLogSumExp() {
        return rowLogSumExp(1);
    }

    /// `out[n]` = ln Σⱼ exp(factor · `x[n,j]`), N×1.
    public Matrix rowLogSumExp(double factor) {
        Matrix out = like(numRows(), 1);
        backend().rowLogSumExp(this, factor, out);
        return out;
    }

    /// p[n,j] = exp x[n,j] / Σ exp x[n,·]: each row as probabilities.
    public Matrix softmax() {
        Matrix p = createLike();
        backend().softmax(this, p);
        return p;
    }

    /// For each row the column of its least element, the first one in a tie.
    public int[] rowArgMin() {
        if (numCols() == 0) throw new IllegalArgumentException("rows of " + shape() + " have no least element");
        int[] index = new int[numRows()];
        backend().rowArgMin(this, index);
        return index;
    }

    /// A copy of the rows with these indices, in this order.
    public Matrix selectRows(int... indices) {
        Matrix y = like(indices.length, numCols());
        Object from = isFloat() ? residence().read() : ((DMatrixRMaj) mat).data;
        Object to = isFloat() ? y.residence().write() : ((DMatrixRMaj) y.mat).data;
        for (int n = 0; n < indices.length; n++) {
            java.util.Objects.checkIndex(indices[n], numRows());
            System.arraycopy(from, indices[n] * numCols(), to, n * numCols(), numCols());
        }
        return y;
    }

    /// `this[indices[n]]` ← `rows[n]`: puts rows where [#selectRows] would find them.
    public void setRows(Matrix rows, int... indices) {
        if (rows.numRows() != indices.length || rows.numCols() != numCols() || rows.isFloat() != isFloat())
            throw new IllegalArgumentException(rows.shape() + " numbers are no " + indices.length + " rows of " + shape());
        Object from = isFloat() ? rows.residence().read() : ((DMatrixRMaj) rows.mat).data;
        Object to = isFloat() ? residence().write() : ((DMatrixRMaj) mat).data;
        for (int n = 0; n < indices.length; n++) {
            java.util.Objects.checkIndex(indices[n], numRows());
            System.arraycopy(from, n * numCols(), to, indices[n] * numCols(), numCols());
        }
    }

    /// `this[index[n]]` += `x[n]`, the way back of [#selectRows]: a row that was selected twice gets both.
    public void addRows(int[] index, Matrix x) {
        if (index.length != x.numRows() || x.numCols() != numCols())
            throw new IllegalArgumentException("the rows of " + x.shape() + " cannot be added to " + index.length + " rows of "
                    + shape());
        for (int m : index) java.util.Objects.checkIndex(m, numRows());
        backend(x).addRows(x, index, this);
    }

    /// This with the others below it. (EJML's own would answer with a matrix that is no `Matrix`.)
    @Override public Matrix concatRows(ConstMatrix<?>... others) {
        Matrix all = copy();
        for (ConstMatrix<?> other : others) all = all.combine(all.numRows(), 0, other);
        return all;
    }

    /// This with the others to its right.
    @Override public Matrix concatColumns(ConstMatrix<?>... others) {
        Matrix all = copy();
        for (ConstMatrix<?> other : others) all = all.combine(0, all.numCols(), other);
        return all;
    }

    /// The same numbers in the same order under another shape; not a copy.
    public Matrix reshaped(int rows, int cols) {
        if (Math.multiplyExact(rows, cols) != getNumElements())
            throw new IllegalArgumentException("the numbers of " + shape() + " do not fill " + rows + "×" + cols);
        return new Matrix(mat instanceof FloatStorage floats ? floats.reshaped(rows, cols)
                : DMatrixRMaj.wrap(rows, cols, ((DMatrixRMaj) mat).data));
    }

    /// Squared Euclidean distances between the rows of this (N×d) and the rows of s (M×d), N×M.
    public Matrix squaredDistances(Matrix s) {
        return squaredDistances(rowSquaredNorms(), s, s.rowSquaredNorms());
    }

    /// The same with the squared norms of the rows given, for callers that go through the same rows often.
    public Matrix squaredDistances(Matrix norms, Matrix s, Matrix sNorms) {
        requireSameWidth(s);
        norms.requireShape(numRows(), 1, "the norms of the rows of " + shape());
        sNorms.requireShape(s.numRows(), 1, "the norms of the rows of " + s.shape());
        Matrix d = like(numRows(), s.numRows());
        backend(norms, s, sNorms).squaredDistances(this, norms, s, sNorms, d);
        return d;
    }

    /// `out[k][n]` = ln Σₘ exp(`factors[k]` · ‖`x[n]` − `s[m]`‖²) for rows x of this and all rows of s; the factors are below 0.
    public double[][] logSumExpOfDistances(Matrix s, double... factors) {
        requireSameWidth(s);
        for (double factor : factors) if (!(factor < 0)) throw new IllegalArgumentException("a factor of distances must be below 0, got "
                + factor);
        double[][] out = new double[factors.length][numRows()];
        backend(s).logSumExpOfDistances(this, s, factors, out);
        return out;
    }

    /// For each row of this the row of s that is nearest, the first one in a tie; `distance` (of length N) takes the squared distances.
    public int[] nearest(Matrix s, double[] distance) {
        requireSameWidth(s);
        if (s.numRows() == 0) throw new IllegalArgumentException("there is no nearest row in an empty set");
        if (distance.length != numRows())
            throw new IllegalArgumentException(distance.length + " numbers cannot hold the distances of " + shape());
        int[] index = new int[numRows()];
        backend(s).nearest(this, s, index, distance);
        return index;
    }

    /// `sums[m·d + j]` += Σ `x[n,j]`, `counts[m]` += the number of n, both over the rows n of this with `index[n]` = m.
    public void addRowsByIndex(int[] index, double[] sums, int[] counts) {
        if (index.length != numRows() || sums.length != counts.length * numCols())
            throw new IllegalArgumentException("the rows of " + shape() + " do not fit " + index.length + " indices and "
                    + sums.length + " sums of " + counts.length + " groups");
        for (int m : index) java.util.Objects.checkIndex(m, counts.length);
        backend().addRowsByIndex(this, index, sums, counts);
    }

    // ---- element by element ------------------------------------------------------------------------------------

    /// y = f(x).
    public Matrix apply(Elementwise f) {
        Matrix y = createLike();
        y.setApply(f, this);
        return y;
    }

    /// this ← f(x), for loops that use a matrix again and again.
    public void setApply(Elementwise f, Matrix x) {
        sameShape(x);
        backend(x).apply(f, x, this);
    }

    /// y = scale · x where number n·d+j of the random stream `key` is below `keep`, else 0. The same key gives the same mask.
    public Matrix dropout(long key, double keep, double scale) {
        Matrix y = createLike();
        backend().dropout(this, key, keep, scale, y);
        return y;
    }

    /// dx = dy ⊙ f′(x): called on dy, given x and y = f(x).
    public Matrix timesSlope(Elementwise f, Matrix x, Matrix y) {
        sameShape(x);
        sameShape(y);
        Matrix dx = createLike();
        backend(x, y).applyBackward(f, x, y, this, dx);
        return dx;
    }

    /// gradient ← (σ(this) − t) / N; gives Σ sp(this) − t ⊙ this: the cross-entropy of logits and targets, and its slope.
    public double logisticLoss(Matrix t, Matrix gradient) {
        sameShape(t);
        sameShape(gradient);
        return backend(t, gradient).logisticLoss(this, t, numRows(), gradient);
    }

    /// gradient ← (softmax(this) − onehot(label)) / N; gives Σₙ −ln `softmax(this)[n, label[n]]`: the cross-entropy of classes, and
    /// its slope.
    public double softmaxLoss(int[] label, Matrix gradient) {
        sameShape(gradient);
        if (label.length != numRows())
            throw new IllegalArgumentException("the logits are " + shape() + ", but there are " + label.length + " labels");
        for (int n = 0; n < label.length; n++)
            if (label[n] < 0 || label[n] >= numCols())
                throw new IllegalArgumentException("label " + n + " is " + label[n] + ", but the logits are " + shape());
        return backend(gradient).softmaxLoss(this, label, gradient);
    }

    /// The Hadamard product x ⊙ y.
    public Matrix times(Matrix y) {
        sameShape(y);
        Matrix c = createLike();
        backend(y).times(this, y, c);
        return c;
    }

    /// y = f(x) for any function of yours; for the known ones [#apply(Elementwise)] is faster.
    public Matrix map(DoubleUnaryOperator f) {
        Matrix y = createLike();
        for (int i = 0; i < getNumElements(); i++) y.set(i, f.applyAsDouble(get(i)));
        return y;
    }

    // ---- groups of columns (maxout) ----------------------------------------------------------------------------

    /// h[n,j] = max over p of z[n, j·group+p]; `winner` (of length N·m) takes the p that won.
    public Matrix groupMax(int group, int[] winner) {
        if (group < 1 || numCols() % group != 0)
            throw new IllegalArgumentException("the " + numCols() + " columns of " + shape() + " are no groups of " + group);
        Matrix h = like(numRows(), numCols() / group);
        h.requireWinners(winner);
        backend().groupMax(this, group, h, winner);
        return h;
    }

    /// dz, N×(m·group): each element of this (dh, N×m) goes to the place that won.
    public Matrix groupMaxBackward(int group, int[] winner) {
        requireWinners(winner);
        Matrix dz = like(numRows(), numCols() * group);
        backend().groupMaxBackward(this, group, winner, dz);
        return dz;
    }

    // ---- below -------------------------------------------------------------------------------------------------

    /// Float work goes to the chosen backend, anything with a double in it to the reference.
    Backend backend(Matrix... others) {
        boolean fast = isFloat();
        for (Matrix other : others) fast &= other.isFloat();
        return fast ? Backend.current() : Backend.reference();
    }

    private void requireSameWidth(Matrix s) {
        if (s.numCols() != numCols())
            throw new IllegalArgumentException("no distance between rows of " + shape() + " and rows of " + s.shape());
    }

    private void sameShape(Matrix other) {
        if (numRows() != other.numRows() || numCols() != other.numCols())
            throw new IllegalArgumentException("the shapes " + shape() + " and " + other.shape() + " differ");
    }

    private void requireShape(int rows, int cols, String what) {
        if (numRows() != rows || numCols() != cols)
            throw new IllegalArgumentException(what + " must be " + rows + "×" + cols + ", but they are " + shape());
    }

    private void requireWinners(int[] winner) {
        if (winner.length != getNumElements())
            throw new IllegalArgumentException(shape() + " maxima do not have " + winner.length + " winners");
    }

    /// Where the numbers of this float matrix are.
    Residence residence() {
        return ((FloatStorage) mat).residence();
    }

    @Override protected Matrix createMatrix(int rows, int cols, MatrixType type) {
        return new Matrix(type == MatrixType.FDRM ? new FloatStorage(rows, cols) : type.create(rows, cols));
    }

    @Override protected Matrix wrapMatrix(org.ejml.data.Matrix storage) {
        return new Matrix(storage);
    }

    /// Here speed enters EJML: it looks its operations up in `ops`, and float matrices get ours.
    @Override protected void setMatrix(org.ejml.data.Matrix storage) {
        boolean floats = storage instanceof FMatrixRMaj;
        super.setMatrix(floats ? FloatStorage.of((FMatrixRMaj) storage) : storage);
        if (floats) ops = FloatOperations.INSTANCE;
    }

    /// The shape and the first numbers: what JShell echoes.
    @Override public String toString() {
        int shown = Math.min(getNumElements(), 6);
        String[] numbers = new String[shown];
        for (int i = 0; i < shown; i++) numbers[i] = String.format(Locale.ROOT, "%.4g", get(i));
        String list = String.join(", ", Arrays.asList(numbers)) + (shown < getNumElements() ? ", …" : "");
        return "Matrix " + shape() + " " + (isFloat() ? "float" : "double") + " [" + list + "]";
    }
}
