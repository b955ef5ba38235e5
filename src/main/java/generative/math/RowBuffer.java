package generative.math;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Rows of numbers that lie one after the other, each filled up with anything to whole strips of the product's tile.
///
/// A head's columns are a short piece of every row of a matrix. Copied together they are read and written in one sweep, and a
/// sum over rows finds its next numbers beside the last. The buffer belongs to a thread and only grows.
final class RowBuffer {

    private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;
    private static final int LANES = SPECIES.length(), NR = GemmTile.NR;

    private float[] x = {};
    private int width, wide;

    float[] x() {
        return x;
    }

    /// The numbers of a row.
    int width() {
        return width;
    }

    /// The numbers of a row and those that fill it up: from row to row.
    int wide() {
        return wide;
    }

    private void shape(int rows, int width) {
        this.width = width;
        wide = (width + NR - 1) / NR * NR;
        if (x.length < rows * wide) x = new float[rows * wide];
    }

    void fill(int rows, int width, float value) {
        shape(rows, width);
        Arrays.fill(x, 0, rows * wide, value);
    }

    /// The first `rows` rows of a head, times a factor; answers whether all are finite.
    boolean read(HeadRows head, int rows, float factor) {
        shape(rows, head.width());
        FloatVector zero = FloatVector.zero(SPECIES), sum = zero;
        for (int r = 0; r < rows; r++) {
            int to = r * wide, from = head.at(r), end = from + width;
            for (; from < end; from += LANES, to += LANES) {
                FloatVector v = VectorMath.take(head.x(), from, end);
                v.mul(factor).intoArray(x, to);
                sum = v.fma(zero, sum);
            }
        }
        return VectorMath.sum(sum) == 0;
    }

    /// Row r of a head becomes row r of these, times a factor.
    void write(HeadRows head, int r, float factor) {
        int to = head.at(r), from = r * wide, end = to + width;
        for (; to < end; to += LANES, from += LANES)
            VectorMath.put(FloatVector.fromArray(SPECIES, x, from).mul(factor), head.x(), to, end);
    }

    /// Row r times row r of a head.
    float dot(int r, HeadRows head) {
        return VectorMath.sum(VectorMath.dot(x, r * wide, head.x(), head.at(r), width));
    }

    /// Row r times row i of others.
    float dot(int r, RowBuffer others, int i) {
        return VectorMath.sum(VectorMath.dot(x, r * wide, others.x, i * wide, width));
    }

    void multiply(int row, float factor) {
        for (int i = row * wide, end = i + wide; i < end; i += LANES)
            FloatVector.fromArray(SPECIES, x, i).mul(factor).intoArray(x, i);
    }

    /// The rows at some positions of another buffer.
    void gather(RowBuffer whole, int[] positions) {
        shape(positions.length, whole.width);
        for (int r = 0; r < positions.length; r++) copyRow(whole.x, positions[r] * wide, x, r * wide);
    }

    /// whole[positions] = these rows.
    void scatter(RowBuffer whole, int[] positions) {
        for (int r = 0; r < positions.length; r++) copyRow(x, r * wide, whole.x, positions[r] * wide);
    }

    private void copyRow(float[] a, int from, float[] b, int to) {
        for (int c = 0; c < wide; c += LANES) FloatVector.fromArray(SPECIES, a, from + c).intoArray(b, to + c);
    }

    /// whole[positions] += these rows.
    void scatterAdd(RowBuffer whole, int[] positions) {
        for (int r = 0; r < positions.length; r++)
            for (int c = 0, to = positions[r] * wide, from = r * wide; c < wide; c += LANES)
                FloatVector.fromArray(SPECIES, whole.x, to + c).add(FloatVector.fromArray(SPECIES, x, from + c))
                        .intoArray(whole.x, to + c);
    }
}
