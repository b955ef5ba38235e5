package generative.evaluation;

import generative.math.Matrix;
import java.util.Arrays;

/// For each image the nearest of a set, by squared Euclidean distance over the raw pixels.
///
/// Beside each sample it shows the training image that comes closest: a model that merely copies would be found out.
///
/// @param index    the row of the set that is nearest to each image
/// @param distance its squared distance
///
/// Source of the use: Goodfellow et al., *Generative Adversarial Nets* (2014), figure 2, last columns.
public record NearestNeighbours(int[] index, double[] distance) {

    private static final int ROWS = 500, SET_ROWS = 2000;

    /// @param images N×d
    /// @param set    M×d
    public static NearestNeighbours of(Matrix images, Matrix set) {
        if (set.numRows() == 0) throw new IllegalArgumentException("there is no nearest row in an empty set");
        int[] index = new int[images.numRows()];
        double[] distance = new double[images.numRows()];
        Arrays.fill(distance, Double.POSITIVE_INFINITY);
        Matrix norms = set.rowSquaredNorms();
        for (int n = 0; n < images.numRows(); n += ROWS) {
            Matrix tile = images.rows(n, Math.min(images.numRows(), n + ROWS));
            Matrix tileNorms = tile.rowSquaredNorms();
            for (int m = 0; m < set.numRows(); m += SET_ROWS) {
                int end = Math.min(set.numRows(), m + SET_ROWS);
                Matrix distances = tile.squaredDistances(tileNorms, set.rows(m, end), norms.rows(m, end));
                int[] nearest = distances.rowArgMin();
                for (int i = 0; i < nearest.length; i++) {
                    double found = distances.get(i, nearest[i]);
                    if (found < distance[n + i]) {
                        distance[n + i] = found;
                        index[n + i] = m + nearest[i];
                    }
                }
            }
        }
        return new NearestNeighbours(index, distance);
    }

    @Override public String toString() {
        return index.length + " nearest rows, mean squared distance " + Arrays.stream(distance).average().orElse(Double.NaN);
    }

    /// Three points and a set of two.
    public static void demo() {
        Matrix set = Matrix.of(new double[][] {{0, 0}, {4, 0}});
        NearestNeighbours nearest = of(Matrix.of(new double[][] {{1, 0}, {3, 1}, {2, 0}}), set);
        System.out.println("set (0,0) (4,0); nearest to (1,0) (3,1) (2,0): rows " + Arrays.toString(nearest.index())
                + " at squared distances " + Arrays.toString(nearest.distance()));
        System.out.println("The last point is as far from both: the first row wins.");
    }
}
