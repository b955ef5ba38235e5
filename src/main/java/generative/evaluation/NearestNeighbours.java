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

    /// @param images N×d
    /// @param set    M×d
    public static NearestNeighbours of(Matrix images, Matrix set) {
        double[] distance = new double[images.numRows()];
        return new NearestNeighbours(images.nearest(set, distance), distance);
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
