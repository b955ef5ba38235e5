package generative.math;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The rows of one sequence in the columns of one head, and the copies of them that tiles of the product want.
///
/// ```
/// rows      copy[r·width + c]                             what is broadcast, number by number
/// columns   copy[⌊c/NR⌋·deep·NR + r·NR + c mod NR]        strips of NR columns: a sum over rows
/// turned    copy[⌊r/NR⌋·width·NR + c·NR + r mod NR]       strips of NR rows: a sum over columns
/// ```
/// Every copy takes the rows at some positions, times a factor.
///
/// @param x      the matrix
/// @param from   the place of the head's first number in the sequence's first row
/// @param stride from row to row
/// @param width  columns of the head
record HeadRows(float[] x, int from, int stride, int width) {

    private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;
    private static final int LANES = SPECIES.length(), NR = VectorGemm.NR;

    /// The next multiple of NR.
    static int padded(int length) {
        return (length + NR - 1) / NR * NR;
    }

    /// The place of a row's first number.
    int at(int position) {
        return from + position * stride;
    }

    /// Whether the first `rows` rows hold no NaN and no infinity.
    boolean isFinite(int rows) {
        FloatVector zero = FloatVector.zero(SPECIES), sum = zero;
        for (int r = 0; r < rows; r++)
            for (int i = at(r), to = i + width; i < to; i += LANES) sum = VectorMath.take(x, i, to).fma(zero, sum);
        return VectorMath.sum(sum) == 0;
    }

    /// Row i times row j of the other.
    float dot(int i, HeadRows other, int j) {
        FloatVector sum = FloatVector.zero(SPECIES);
        int a = at(i), b = other.at(j);
        for (int c = 0; c < width; c += LANES)
            sum = VectorMath.take(x, a + c, a + width).fma(VectorMath.take(other.x, b + c, b + width), sum);
        return VectorMath.sum(sum);
    }

    void divide(int position, float divisor) {
        for (int i = at(position), to = i + width; i < to; i++) x[i] /= divisor;
    }

    /// Rows, from number r0 of the positions on.
    void copyRows(int[] positions, int r0, int rows, float factor, float[] copy) {
        for (int r = 0; r < rows; r++) scale(x, at(positions[r0 + r]), factor, copy, r * width, width);
    }

    /// Columns in strips of `deep` rows, the copy's first row being number `to` of them; beyond the last column zeros.
    void copyColumns(int[] positions, int r0, int rows, float factor, float[] copy, int to, int deep) {
        for (int c = 0; c < width; c += NR) {
            int strip = c * deep + to * NR, cols = Math.min(NR, width - c);
            if (cols < NR) Arrays.fill(copy, strip, strip + rows * NR, 0f);
            for (int r = 0; r < rows; r++) scale(x, at(positions[r0 + r]) + c, factor, copy, strip + r * NR, cols);
        }
    }

    /// Rows as columns; r0 is the first of a strip. Beyond the last row zeros.
    void copyTurned(int[] positions, int r0, int rows, float[] copy) {
        for (int r = 0; r < rows; r += NR) {
            int strip = (r0 + r) * width, count = Math.min(NR, rows - r);
            if (count < NR) Arrays.fill(copy, strip, strip + NR * width, 0f);
            for (int j = 0; j < count; j++) turn(x, at(positions[r0 + r + j]), width, copy, strip + j);
        }
    }

    private static void turn(float[] x, int from, int width, float[] copy, int to) {
        for (int c = 0; c < width; c++) copy[to + c * NR] = x[from + c];
    }

    private static void scale(float[] x, int from, float factor, float[] y, int to, int length) {
        int i = 0;
        for (; i + LANES <= length; i += LANES) FloatVector.fromArray(SPECIES, x, from + i).mul(factor).intoArray(y, to + i);
        for (; i < length; i++) y[to + i] = factor * x[from + i];
    }

    /// Rows of a copy in which a row has `wide` numbers: x[positions] += copy.
    void add(int[] positions, int r0, int rows, float[] copy, int at, int wide) {
        for (int r = 0; r < rows; r++) plus(copy, at + r * wide, x, at(positions[r0 + r]), width);
    }

    private static void plus(float[] x, int from, float[] y, int to, int length) {
        int i = 0;
        for (; i + LANES <= length; i += LANES)
            FloatVector.fromArray(SPECIES, y, to + i).add(FloatVector.fromArray(SPECIES, x, from + i)).intoArray(y, to + i);
        for (; i < length; i++) y[to + i] += x[from + i];
    }
}
