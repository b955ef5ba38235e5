package generative.evaluation;

import generative.data.ImageSet;
import generative.math.Matrix;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/// How good completions of images are, whichever model made them: each of M images, of which a part was given, k times.
///
/// ```
/// one, best, mean   squared error of a missing pixel: of one completion, of the best of k, of the mean of the k
/// diversity         mean squared distance of two completions of one image / that of two images of the data, over missing pixels
/// neighbour         squared distance of a whole completed image to the nearest training image
/// agreement         share of completions whose nearest training image has the label of the original: a classifier's view of them
/// ```
/// No single number will do. The mean image has a good error and is no digit; a model that copies has a small distance to its
/// neighbour; one that paints the same half again and again has no diversity. Each is to be held against that of the originals.
///
/// @param one       mean over images
/// @param best      mean over images
/// @param mean      mean over images
/// @param diversity 0 if all completions of an image are the same
/// @param neighbour mean over completions
/// @param agreement from 0 to 1
public record CompletionScore(double one, double best, double mean, double diversity, double neighbour, double agreement) {

    /// @param truth M images with their labels
    /// @param made  (M·k)×d, the k completions of the first image, then those of the second …
    /// @param known which of the d numbers were given
    /// @param train labelled images that the models learned from
    public static CompletionScore of(ImageSet truth, Matrix made, boolean[] known, ImageSet train) {
        int M = truth.size(), k = made.numRows() / Math.max(1, M);
        int[] missing = IntStream.range(0, known.length).filter(i -> !known[i]).toArray();
        if (M == 0 || made.numRows() != M * k || k < 2 || made.numCols() != known.length || truth.x().numCols() != known.length)
            throw new IllegalArgumentException("completions " + made.shape() + " of images " + truth.x().shape()
                    + ", known at " + known.length
                    + " places: each image is completed equally often, twice or more");
        if (missing.length == 0) throw new IllegalArgumentException("nothing was missing in the images " + truth.x().shape());
        Matrix right = columns(truth.x(), missing), painted = columns(made, missing);
        Errors errors = Errors.of(right, painted);
        Matrix around = painted.minus(Errors.means(painted, M).selectRows(Errors.original(M, k)));
        double spread = 2 * around.sumOfSquares() / ((k - 1.0) * M);       // mean over images of the spread of their completions
        NearestNeighbours nearest = NearestNeighbours.of(made, train.x());
        long agreeing = IntStream.range(0, M * k).filter(n -> train.labels()[nearest.index()[n]] == truth.labels()[n / k]).count();
        return new CompletionScore(errors.one, errors.best, errors.mean, spread / Diversity.spread(columns(train.x(), missing)),
                Arrays.stream(nearest.distance()).average().orElseThrow(), agreeing / (double) (M * k));
    }

    /// The squared errors of a missing pixel.
    public record Errors(double one, double best, double mean) {

        /// @param truth M×d, the missing parts as they are
        /// @param made  (M·k)×d
        public static Errors of(Matrix truth, Matrix made) {
            int M = truth.numRows(), k = made.numRows() / M;
            Matrix squares = made.minus(truth.selectRows(original(M, k))).rowSquaredNorms();
            double one = 0, best = 0;
            for (int m = 0; m < M; m++) {
                double least = Double.POSITIVE_INFINITY;
                for (int s = 0; s < k; s++) least = Math.min(least, squares.get(m * k + s));
                one += squares.get(m * k);
                best += least;
            }
            double each = 1.0 / ((double) M * truth.numCols());
            return new Errors(one * each, best * each, means(made, M).minus(truth).sumOfSquares() * each);
        }

        /// Which image each completion is of.
        private static int[] original(int M, int k) {
            return IntStream.range(0, M * k).map(n -> n / k).toArray();
        }

        /// The mean completion of each image.
        private static Matrix means(Matrix made, int M) {
            int k = made.numRows() / M;
            Matrix sums = made.like(M, made.numCols());
            sums.addRows(original(M, k), made);
            return sums.divide(k);
        }
    }

    private static Matrix columns(Matrix x, int[] which) {
        Matrix y = x.like(x.numRows(), which.length);
        for (int n = 0; n < x.numRows(); n++) for (int i = 0; i < which.length; i++) y.set(n, i, x.get(n, which[i]));
        return y;
    }

    @Override public String toString() {
        return String.format(Locale.ROOT, "error of one %.4f, of the best %.4f, of the mean %.4f; diversity %.3f; neighbour %.2f; "
                + "agreement %.1f %%",
                one, best, mean, diversity, neighbour, 100 * agreement);
    }

    /// A bar on the left or on the right half: three painters complete the first pixel's row.
    public static void demo() {
        ImageSet train = new ImageSet("bars", Matrix.of(new double[][] {{1, 1, 0, 0}, {0, 0, 1, 1}}), new int[] {0, 1}, 1, 4, 1);
        boolean[] known = {true, false, false, false};
        System.out.println("right:         " + of(train, Matrix.of(new double[][] {{1, 1, 0, 0}, {1, 1, 0, 0}, {0, 0, 1, 1}, {0, 0, 1, 1}}),
                known, train));
        System.out.println("one and other: " + of(train, Matrix.of(new double[][] {{1, 1, 0, 0}, {1, 0, 1, 1}, {0, 0, 1, 1}, {0, 1, 0, 0}}),
                known, train));
        System.out.println("always grey:   " + of(train, Matrix.of(new double[][] {{1, .5, .5, .5}, {1, .5, .5, .5}, {0, .5, .5, .5},
                {0, .5, .5, .5}}), known, train));
        System.out.println("The grey painter has the smaller error of the two that are wrong, and paints nothing that anyone has seen.");
    }
}
