package generative.math;

import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;

/// EJML's storage of float numbers that knows where the newest of them are.
///
/// EJML's own code reads the field `data` directly; [FloatOperations] and [MatrixDoors] see to it that it is there and up to
/// date whenever EJML gets hold of it. Before that it is empty: what never leaves a device needs no array on the host.
@SuppressWarnings("unchecked")                                           // EJML's own `copy` and `create`
final class FloatStorage extends FMatrixRMaj {

    private static final long serialVersionUID = 1;

    private transient Residence residence;

    /// Zeros.
    ///
    /// @throws OutOfMemoryError if they are more than an array can hold, as Java says it of arrays
    FloatStorage(int rows, int cols) {
        this(rows, cols, new Residence(length(rows, cols)));
    }

    private static int length(int rows, int cols) {
        if ((long) rows * cols > Integer.MAX_VALUE - 8) throw new OutOfMemoryError("no array holds " + rows + "×" + cols + " numbers");
        return rows * cols;
    }

    private FloatStorage(int rows, int cols, Residence residence) {
        numRows = rows;
        numCols = cols;
        this.residence = residence;
    }

    /// Over an array that others have, too.
    static FloatStorage over(int rows, int cols, float[] numbers) {
        FloatStorage storage = new FloatStorage(rows, cols, new Residence(numbers));
        storage.lend();
        return storage;
    }

    /// EJML's storage, which is not copied, unless it has more room than numbers.
    static FloatStorage of(FMatrixRMaj other) {
        if (other instanceof FloatStorage storage) return storage;
        int length = other.getNumElements();
        float[] numbers = other.data.length == length ? other.data : Arrays.copyOf(other.data, length);
        return over(other.numRows, other.numCols, numbers);
    }

    /// The same numbers under another shape.
    FloatStorage reshaped(int rows, int cols) {
        return new FloatStorage(rows, cols, residence);
    }

    /// Makes `data` the newest numbers, to be read.
    float[] read() {
        return data = residence.read();
    }

    /// The same, to be written.
    float[] write() {
        return data = residence.write();
    }

    /// The same, for good.
    float[] lend() {
        return data = residence.lend();
    }

    Residence residence() {
        return residence;
    }

    /// EJML's own change of shape: other numbers from here on, of which the first are the old ones.
    @Override public void reshape(int rows, int cols, boolean keep) {
        if (rows == numRows && cols == numCols) return;
        residence = new Residence(Arrays.copyOf(residence.read(), Math.multiplyExact(rows, cols)));
        numRows = rows;
        numCols = cols;
        read();
    }

    /// Serialization reads `data`, too.
    private Object writeReplace() {
        return new FMatrixRMaj(numRows, numCols, true, residence.read());
    }
}
