package generative.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// What is computed column by column while memory is read row by row: each lane keeps to its column.
///
/// The methods work on the columns `from` … `to`−1 of a matrix with `cols` columns, so that threads can share the columns; the sum of a
/// column is made by one thread, from the top row to the bottom row, whatever their number.
final class VectorColumns {

    private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;
    private static final int LANES = SPECIES.length();

    private VectorColumns() { }

    /// total[j] += Σₙ x[n,j].
    static void addSums(float[] x, int cols, float[] total, int from, int to) {
        for (int row = 0; row < x.length; row += cols) addRow(x, row, total, from, to);
    }

    private static void addRow(float[] x, int row, float[] total, int from, int to) {
        for (int j = from; j < to; j += LANES) {
            VectorMask<Float> inside = SPECIES.indexInRange(j, to);
            FloatVector.fromArray(SPECIES, total, j, inside).add(FloatVector.fromArray(SPECIES, x, row + j, inside))
                    .intoArray(total, j, inside);
        }
    }

    /// total[j] += Σₙ dy[n,j] (x[n,j] − m[n]) r[n], where s[2n] = m[n] and s[2n+1] = r[n].
    static void addNormalised(float[] x, float[] s, float[] dy, float[] total, int from, int to) {
        for (int n = 0; 2 * n < s.length; n++) addNormalisedRow(x, s[2 * n], s[2 * n + 1], dy, n * total.length, total, from, to);
    }

    private static void addNormalisedRow(float[] x, float mean, float r, float[] dy, int row, float[] total, int from, int to) {
        for (int j = from; j < to; j += LANES) {
            VectorMask<Float> inside = SPECIES.indexInRange(j, to);
            FloatVector normal = FloatVector.fromArray(SPECIES, x, row + j, inside).sub(mean).mul(r);
            normal.mul(FloatVector.fromArray(SPECIES, dy, row + j, inside)).add(FloatVector.fromArray(SPECIES, total, j, inside))
                    .intoArray(total, j, inside);
        }
    }

    /// sums[index[n], j] += x[n,j].
    static void addRows(float[] x, int[] index, float[] sums, int cols, int from, int to) {
        for (int n = 0; n < index.length; n++) addInto(sums, index[n] * cols, x, n * cols, from, to);
    }

    private static void addInto(float[] sums, int at, float[] x, int row, int from, int to) {
        for (int j = from; j < to; j += LANES) {
            VectorMask<Float> inside = SPECIES.indexInRange(j, to);
            FloatVector.fromArray(SPECIES, sums, at + j, inside).add(FloatVector.fromArray(SPECIES, x, row + j, inside))
                    .intoArray(sums, at + j, inside);
        }
    }

    /// w ← w · c / (10⁻⁷ + ‖w‖) for each column w with ‖w‖ > c. `factor`, of length cols and zero, is for our use.
    static void shorten(float[] W, int cols, double c, float[] factor, int from, int to) {
        for (int row = 0; row < W.length; row += cols) addSquares(W, row, factor, from, to);      // ‖w‖²
        boolean longOnes = false;
        for (int j = from; j < to; j++) {
            double norm = Math.sqrt(factor[j]);
            longOnes |= norm > c;
            factor[j] = norm > c ? (float) (c / (1e-7 + norm)) : 1f;
        }
        if (longOnes) for (int row = 0; row < W.length; row += cols) timesFactor(W, row, factor, from, to);
    }

    private static void addSquares(float[] W, int row, float[] square, int from, int to) {
        for (int j = from; j < to; j += LANES) {
            VectorMask<Float> inside = SPECIES.indexInRange(j, to);
            FloatVector w = FloatVector.fromArray(SPECIES, W, row + j, inside);
            w.mul(w).add(FloatVector.fromArray(SPECIES, square, j, inside)).intoArray(square, j, inside);
        }
    }

    private static void timesFactor(float[] W, int row, float[] factor, int from, int to) {
        for (int j = from; j < to; j += LANES) {
            VectorMask<Float> inside = SPECIES.indexInRange(j, to);
            FloatVector.fromArray(SPECIES, W, row + j, inside).mul(FloatVector.fromArray(SPECIES, factor, j, inside))
                    .intoArray(W, row + j, inside);
        }
    }
}
