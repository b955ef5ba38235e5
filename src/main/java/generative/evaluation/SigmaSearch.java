package generative.evaluation;

import generative.math.Matrix;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The choice of the Parzen window's width: the σ of a grid under which validation images are most likely.
///
/// @param grid           the widths tried, ascending
/// @param logLikelihoods the mean log-likelihood of the validation images for each, in nats
/// @param best           the index of the largest
public record SigmaSearch(double[] grid, double[] logLikelihoods, int best) {

    /// Tries each width of the grid.
    public static SigmaSearch on(ParzenWindow window, Matrix validation, double... grid) {
        if (grid.length == 0) throw new IllegalArgumentException("a search needs 1 width or more");
        double[] means = Arrays.stream(window.logLikelihoods(validation, grid))
                .mapToDouble(row -> Arrays.stream(row).average().orElseThrow()).toArray();
        int best = 0;
        for (int k = 1; k < grid.length; k++) if (means[k] > means[best]) best = k;
        return new SigmaSearch(grid, means, best);
    }

    /// The published grid: 10 widths from 0.1 to 1, equally spaced in the logarithm.
    ///
    /// Source: Goodfellow et al. (2014), released `parzen_ll.py`.
    public static double[] publishedGrid() {
        double[] grid = new double[10];
        for (int k = 0; k < 10; k++) grid[k] = Math.pow(10, -1 + k / 9.0);
        return grid;
    }

    public double sigma() {
        return grid[best];
    }

    /// A warning when the best width is the first or last tried, for then a better one may lie outside.
    public Optional<String> warning() {
        if (grid.length > 1 && best > 0 && best < grid.length - 1) return Optional.empty();
        return Optional.of(String.format(Locale.ROOT, "the best σ = %.4g is at the edge of the grid %.4g … %.4g; "
                + "a better one may lie outside, so widen the grid", sigma(), grid[0], grid[grid.length - 1]));
    }

    @Override public String toString() {
        return String.format(Locale.ROOT, "best σ = %.4f of %d (%.1f nats on validation)%s", sigma(), grid.length,
                logLikelihoods[best], warning().map(w -> "; warning: " + w).orElse(""));
    }
}
