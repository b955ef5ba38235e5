package generative.math;

import org.ejml.data.FMatrixRMaj;
import org.ejml.simple.ops.SimpleOperations_FDRM;

/// EJML's operations on float matrices with the product replaced by the [Backend]'s.
///
/// EJML's own float product reaches about 5 GFLOP/s on one core; the Vector API backend twenty times that. The other
/// operations (`plus`, `svd`, `solve` …) stay EJML's.
final class FloatOperations extends SimpleOperations_FDRM {

    private static final long serialVersionUID = 1;

    static final FloatOperations INSTANCE = new FloatOperations();

    private FloatOperations() { }

    /// Shapes are checked in [Matrix#mult], the one caller.
    @Override public void mult(FMatrixRMaj A, FMatrixRMaj B, FMatrixRMaj output) {
        Backend.current().multiply(new Matrix(A), false, new Matrix(B), false, false, new Matrix(output));
    }
}
