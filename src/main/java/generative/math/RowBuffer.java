package generative.math;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Rows of numbers that lie one after the other, each filled up with zeros to whole strips of the product's tile.
///
/// A head's columns are a short piece of every row of a matrix; copied together they are read and written in one sweep, and every
/// sum over them finds its next number beside the last. The buffer belongs to a thread and only grows.
final class RowBuffer {

    private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;
    private static final int LANES = SPECIES.length(), NR = VectorGemm.NR;

    float[] x = {};
    int width, wide;                                                       // numbers of a row, with and without zeros

    /// `rows` rows of any numbers, but with zeros after them.
    void shape(int rows, int width) {
        boolean same = width == this.width;
        this.width = width;
        wide = (width + NR - 1) / NR * NR;
        if (x.length < rows * wide) x = new float[rows * wide];
        else if (!same && width < wide) Arrays.fill(x, 0f);
    }

    void zero(int rows, int width) {
        shape(rows, width);
        Arrays.fill(x, 0, rows * wide, 0f);
    }

    /// The first `rows` rows of a head, times a factor; answers whether all are finite.
    boolean read(HeadRows head, int rows, float factor) {
        shape(rows, head.width());
        FloatVector zero = FloatVector.zero(SPECIES), sum = zero;
        for (int r = 0; r < rows; r++) {
            int to = r * wide, from = head.at(r), end = from + width;
            for (int i = from; i < end; i += LANES, to += LANES) {
                FloatVector v = VectorMath.take(head.x(), i, end);
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

    /// The rows at some positions of another buffer.
    void gather(RowBuffer whole, int[] positions) {
        shape(positions.length, whole.width);
        for (int r = 0; r < positions.length; r++)
            for (int c = 0, from = positions[r] * wide, to = r * wide; c < wide; c += LANES)
                FloatVector.fromArray(SPECIES, whole.x, from + c).intoArray(x, to + c);
    }

    /// whole[positions] = these rows.
    void scatter(RowBuffer whole, int[] positions) {
        for (int r = 0; r < positions.length; r++)
            for (int c = 0, to = positions[r] * wide, from = r * wide; c < wide; c += LANES)
                FloatVector.fromArray(SPECIES, x, from + c).intoArray(whole.x, to + c);
    }

    /// whole[positions] += these rows.
    void scatterAdd(RowBuffer whole, int[] positions) {
        for (int r = 0; r < positions.length; r++)
            for (int c = 0, to = positions[r] * wide, from = r * wide; c < wide; c += LANES)
                FloatVector.fromArray(SPECIES, whole.x, to + c).add(FloatVector.fromArray(SPECIES, x, from + c))
                        .intoArray(whole.x, to + c);
    }

    void multiply(int row, float factor) {
        for (int i = row * wide, end = i + wide; i < end; i += LANES)
            FloatVector.fromArray(SPECIES, x, i).mul(factor).intoArray(x, i);
    }
}
