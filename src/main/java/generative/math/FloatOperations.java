package generative.math;

import org.ejml.data.FMatrixRMaj;
import org.ejml.simple.ops.SimpleOperations_FDRM;

/// EJML's operations on float matrices with the products replaced by the [Backend]'s.
///
/// EJML's own float product reaches about 5 GFLOP/s on one core; the Vector API backend twenty times that. The other
/// operations (`plus`, `svd`, `solve` …) stay EJML's.
final class FloatOperations extends SimpleOperations_FDRM {

    private static final long serialVersionUID = 1;

    static final FloatOperations INSTANCE = new FloatOperations();

    private FloatOperations() { }

    @Override public void mult(FMatrixRMaj A, FMatrixRMaj B, FMatrixRMaj output) {
        if (A.numCols != B.numRows) throw cannotMultiply(A, "", B);
        product(A, false, B, output);
    }

    @Override public void multTransA(FMatrixRMaj A, FMatrixRMaj B, FMatrixRMaj output) {
        if (A.numRows != B.numRows) throw cannotMultiply(A, " transposed", B);
        product(A, true, B, output);
    }

    private static void product(FMatrixRMaj A, boolean transposeA, FMatrixRMaj B, FMatrixRMaj output) {
        Backend.current().multiply(wrap(A), transposeA, wrap(B), false, false, wrap(output));
    }

    private static Matrix wrap(FMatrixRMaj m) {
        return Matrix.wrap(m.numRows, m.numCols, m.data);
    }

    private static IllegalArgumentException cannotMultiply(FMatrixRMaj A, String how, FMatrixRMaj B) {
        return new IllegalArgumentException("cannot multiply " + A.numRows + "×" + A.numCols + how
                + " by " + B.numRows + "×" + B.numCols);
    }
}
