package generative.math;

import java.io.PrintStream;
import org.ejml.data.Complex_F64;
import org.ejml.data.FMatrixRMaj;
import org.ejml.simple.ops.SimpleOperations_FDRM;

/// EJML's operations on float matrices with the product replaced by the [Backend]'s.
///
/// EJML's own float product reaches about 5 GFLOP/s on one core; the Vector API backend twenty times that. The other
/// operations (`plus`, `svd`, `solve` …) stay EJML's. Since EJML works on the host, each of them first has the numbers
/// it reads brought there, and marks those it writes: see [Residence].
final class FloatOperations extends SimpleOperations_FDRM {

    private static final long serialVersionUID = 1;

    static final FloatOperations INSTANCE = new FloatOperations();

    private FloatOperations() { }

    /// Shapes are checked in [Matrix#mult], the one caller.
    @Override public void mult(FMatrixRMaj A, FMatrixRMaj B, FMatrixRMaj output) {
        Backend.current().multiply(new Matrix(A), false, new Matrix(B), false, false, new Matrix(output));
    }

    // ---- EJML's own, one line each ------------------------------------------------------------------------------

    private static FMatrixRMaj read(FMatrixRMaj a) {
        if (a instanceof FloatStorage storage) storage.read();
        return a;
    }

    private static FMatrixRMaj write(FMatrixRMaj a) {
        if (a instanceof FloatStorage storage) storage.write();
        return a;
    }

    @Override public void set(FMatrixRMaj a, int row, int col, double value) { super.set(write(a), row, col, value); }
    @Override public void set(FMatrixRMaj a, int row, int col, double real, double imaginary) {
        super.set(write(a), row, col, real, imaginary);
    }
    @Override public double get(FMatrixRMaj a, int row, int col) { return super.get(read(a), row, col); }
    @Override public void get(FMatrixRMaj a, int row, int col, Complex_F64 value) {
        super.get(read(a), row, col, value);
    }
    @Override public double getReal(FMatrixRMaj a, int row, int col) { return super.getReal(read(a), row, col); }
    @Override public double getImaginary(FMatrixRMaj a, int row, int col) {
        return super.getImaginary(read(a), row, col);
    }
    @Override public void fill(FMatrixRMaj a, double value) { super.fill(write(a), value); }
    @Override public void transpose(FMatrixRMaj a, FMatrixRMaj out) { super.transpose(read(a), write(out)); }
    @Override public void multTransA(FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj out) {
        super.multTransA(read(a), read(b), write(out));
    }
    @Override public void kron(FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj out) {
        super.kron(read(a), read(b), write(out));
    }
    @Override public void plus(FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj out) {
        super.plus(read(a), read(b), write(out));
    }
    @Override public void minus(FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj out) {
        super.minus(read(a), read(b), write(out));
    }
    @Override public void minus(FMatrixRMaj a, double b, FMatrixRMaj out) { super.minus(read(a), b, write(out)); }
    @Override public void plus(FMatrixRMaj a, double b, FMatrixRMaj out) { super.plus(read(a), b, write(out)); }
    @Override public void plus(FMatrixRMaj a, double beta, FMatrixRMaj b, FMatrixRMaj out) {
        super.plus(read(a), beta, read(b), write(out));
    }
    @Override public void plus(double alpha, FMatrixRMaj a, double beta, FMatrixRMaj b, FMatrixRMaj out) {
        super.plus(alpha, read(a), beta, read(b), write(out));
    }
    @Override public double dot(FMatrixRMaj a, FMatrixRMaj b) { return super.dot(read(a), read(b)); }
    @Override public void scale(FMatrixRMaj a, double factor, FMatrixRMaj out) {
        super.scale(read(a), factor, write(out));
    }
    @Override public void divide(FMatrixRMaj a, double divisor, FMatrixRMaj out) {
        super.divide(read(a), divisor, write(out));
    }
    @Override public boolean invert(FMatrixRMaj a, FMatrixRMaj out) { return super.invert(read(a), write(out)); }
    @Override public void setIdentity(FMatrixRMaj a) { super.setIdentity(write(a)); }
    @Override public void pseudoInverse(FMatrixRMaj a, FMatrixRMaj out) { super.pseudoInverse(read(a), write(out)); }
    @Override public boolean solve(FMatrixRMaj a, FMatrixRMaj x, FMatrixRMaj b) {
        return super.solve(read(a), write(x), read(b));
    }
    @Override public void zero(FMatrixRMaj a) { super.zero(write(a)); }
    @Override public double normF(FMatrixRMaj a) { return super.normF(read(a)); }
    @Override public double conditionP2(FMatrixRMaj a) { return super.conditionP2(read(a)); }
    @Override public double determinant(FMatrixRMaj a) { return super.determinant(read(a)); }
    @Override public double trace(FMatrixRMaj a) { return super.trace(read(a)); }
    @Override public void setRow(FMatrixRMaj a, int row, int fromColumn, double... values) {
        super.setRow(write(a), row, fromColumn, values);
    }
    @Override public void setColumn(FMatrixRMaj a, int column, int fromRow, double... values) {
        super.setColumn(write(a), column, fromRow, values);
    }
    @Override public double[] getRow(FMatrixRMaj a, int row, int from, int to) {
        return super.getRow(read(a), row, from, to);
    }
    @Override public double[] getColumn(FMatrixRMaj a, int column, int from, int to) {
        return super.getColumn(read(a), column, from, to);
    }
    @Override public void extract(FMatrixRMaj from, int row0, int row1, int col0, int col1,
                                  FMatrixRMaj to, int row, int col) {
        super.extract(read(from), row0, row1, col0, col1, write(to), row, col);
    }
    @Override public FMatrixRMaj diag(FMatrixRMaj a) { return super.diag(read(a)); }
    @Override public boolean hasUncountable(FMatrixRMaj a) { return super.hasUncountable(read(a)); }
    @Override public void changeSign(FMatrixRMaj a) { super.changeSign(write(a)); }
    @Override public double elementMax(FMatrixRMaj a) { return super.elementMax(read(a)); }
    @Override public double elementMin(FMatrixRMaj a) { return super.elementMin(read(a)); }
    @Override public double elementMaxAbs(FMatrixRMaj a) { return super.elementMaxAbs(read(a)); }
    @Override public double elementMinAbs(FMatrixRMaj a) { return super.elementMinAbs(read(a)); }
    @Override public double elementSum(FMatrixRMaj a) { return super.elementSum(read(a)); }
    @Override public void elementMult(FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj out) {
        super.elementMult(read(a), read(b), write(out));
    }
    @Override public void elementDiv(FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj out) {
        super.elementDiv(read(a), read(b), write(out));
    }
    @Override public void elementPower(FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj out) {
        super.elementPower(read(a), read(b), write(out));
    }
    @Override public void elementPower(FMatrixRMaj a, double b, FMatrixRMaj out) {
        super.elementPower(read(a), b, write(out));
    }
    @Override public void elementExp(FMatrixRMaj a, FMatrixRMaj out) { super.elementExp(read(a), write(out)); }
    @Override public void elementLog(FMatrixRMaj a, FMatrixRMaj out) { super.elementLog(read(a), write(out)); }
    @Override public boolean isIdentical(FMatrixRMaj a, FMatrixRMaj b, double tolerance) {
        return super.isIdentical(read(a), read(b), tolerance);
    }
    @Override public void elementOp(FMatrixRMaj a, ElementOpReal f, FMatrixRMaj out) {
        super.elementOp(read(a), f, write(out));
    }
    @Override public void elementOp(FMatrixRMaj a, ElementOpComplex f, FMatrixRMaj out) {
        super.elementOp(read(a), f, write(out));
    }
    @Override public void print(PrintStream to, org.ejml.data.Matrix a, String format) {
        super.print(to, read((FMatrixRMaj) a), format);
    }
}
