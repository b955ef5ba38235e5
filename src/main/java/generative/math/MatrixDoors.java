package generative.math;

import java.io.IOException;
import org.ejml.data.CMatrixRMaj;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.DMatrixSparseCSC;
import org.ejml.data.FMatrixRMaj;
import org.ejml.data.FMatrixSparseCSC;
import org.ejml.data.MatrixType;
import org.ejml.data.ZMatrixRMaj;
import org.ejml.simple.ConstMatrix;
import org.ejml.simple.SimpleBase;
import org.ejml.simple.SimpleEVD;
import org.ejml.simple.SimpleSVD;

/// The ways past [FloatOperations] by which EJML comes at the numbers of a matrix: each first brings them to the host.
///
/// Before EJML reads another matrix it asks for its type or its storage, so these two doors are most of them. Storage
/// that is handed out can be kept, hence its numbers stay on the host for good; the methods at the end are here only so
/// that they need not hand it out.
abstract class MatrixDoors extends SimpleBase<Matrix> {

    private static final long serialVersionUID = 1;

    private void read() {
        if (mat instanceof FloatStorage storage) storage.read();
    }

    private void lend() {
        if (mat instanceof FloatStorage storage) storage.lend();
    }

    @Override public MatrixType getType() {
        read();
        return super.getType();
    }

    @Override public <InnerType extends org.ejml.data.Matrix> InnerType getMatrix() {
        lend();
        return super.getMatrix();
    }

    @Override public FMatrixRMaj getFDRM() {
        lend();
        return super.getFDRM();
    }

    @Override public double get(int index) {
        return mat instanceof FloatStorage storage ? storage.read()[index] : super.get(index);
    }

    @Override public void set(int index, double value) {
        if (mat instanceof FloatStorage storage) storage.write()[index] = (float) value;
        else super.set(index, value);
    }

    // ---- these copy the numbers, or work on them ----------------------------------------------------------------

    @Override public void print() { read(); super.print(); }

    @Override public SimpleSVD<Matrix> svd(boolean compact) { read(); return super.svd(compact); }

    @Override public SimpleSVD<Matrix> svd() { read(); return super.svd(); }

    @Override public SimpleEVD<Matrix> eig() { read(); return super.eig(); }

    @Override public DMatrixRMaj getDDRM() { read(); return super.getDDRM(); }

    @Override public CMatrixRMaj getCDRM() { read(); return super.getCDRM(); }

    @Override public ZMatrixRMaj getZDRM() { read(); return super.getZDRM(); }

    @Override public DMatrixSparseCSC getDSCC() { read(); return super.getDSCC(); }

    @Override public FMatrixSparseCSC getFSCC() { read(); return super.getFSCC(); }

    @Override public void saveToMatrixMarket(String name) throws IOException { read(); super.saveToMatrixMarket(name); }

    @Override public void convertToSparse() { read(); super.convertToSparse(); }

    @Override public void convertToComplex() { read(); super.convertToComplex(); }

    // ---- without handing out storage ---------------------------------------------------------------------------

    @Override public Matrix copy() {
        Matrix y = createLike();
        y.setTo((Matrix) this);
        return y;
    }

    @Override public void setTo(Matrix x) {
        boolean sameShape = x.getNumRows() == getNumRows() && x.getNumCols() == getNumCols();
        if (sameShape && x.isFloat() && mat instanceof FloatStorage to)
            System.arraycopy(x.residence().read(), 0, to.write(), 0, x.getNumElements());
        else super.setTo(x);
    }

    /// What a device has computed is added up there; EJML would ask both for their types first.
    @Override public Matrix plus(ConstMatrix<?> x) {
        boolean ours = mat instanceof FloatStorage && x instanceof Matrix other && other.isFloat();
        if (!ours || x.getNumRows() != getNumRows() || x.getNumCols() != getNumCols()) return super.plus(x);
        Matrix y = createLike();
        Backend.current().plus((Matrix) this, (Matrix) x, y);
        return y;
    }

    @SuppressWarnings("unchecked")
    @Override public Matrix scale(double factor) {
        Matrix y = createLike();
        ops.scale(mat, factor, ((MatrixDoors) y).mat);
        return y;
    }

    @SuppressWarnings("unchecked")
    @Override public Matrix divide(double divisor) {
        Matrix y = createLike();
        ops.divide(mat, divisor, ((MatrixDoors) y).mat);
        return y;
    }
}
