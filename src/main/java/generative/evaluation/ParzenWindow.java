package generative.evaluation;

import generative.math.Matrix;
import java.util.Arrays;

/// A Parzen window turns samples into a density by putting a little Gaussian on each, and so can say how
/// likely a model finds an image although the model itself has no formula for it.
///
/// ```
/// ln p̂(x) = ln (1/M) Σₘ exp(−‖x − sₘ‖² / 2σ²)  −  d ln(σ √2π)                 in nats
/// ```
/// ```math
/// \ln \hat p(x) = \ln \frac1M \sum_m \exp\Bigl(-\frac{\|x - s_m\|^2}{2\sigma^2}\Bigr) - d \ln(\sigma\sqrt{2\pi})
/// ```
/// Shapes: samples `s` M×d, `x` N×d. The logarithm of the mean is taken with the largest exponent first removed
/// (log-mean-exp), since every term underflows on its own; distances come in tiles, so no N×M matrix is ever stored.
///
/// The width σ decides everything: it is chosen on validation data ([SigmaSearch]), never on test data. The
/// estimate has a high variance and is poor in many dimensions; it even prefers k-means centroids to real data
/// (Theis, van den Oord and Bethge, 2016). It is kept because it is how the paper's Table 1 was made.
///
/// Source: Breuleux, Bengio and Vincent (2011); Goodfellow et al. (2014), section 5, and the released `parzen_ll.py`.
public final class ParzenWindow {

    private final Matrix samples;

    /// @param samples M×d, the images that the model made
    public ParzenWindow(Matrix samples) {
        if (samples.numRows() == 0) throw new IllegalArgumentException("a Parzen window needs 1 sample or more");
        this.samples = samples;
    }

    /// ln p̂ of each row of x with the window σ, in nats.
    public double[] logLikelihoods(Matrix x, double sigma) {
        return logLikelihoods(x, new double[] {sigma})[0];
    }

    /// ln p̂ of each row of x for several windows at once: `result[k][n]` belongs to `sigmas[k]` and row n.
    public double[][] logLikelihoods(Matrix x, double[] sigmas) {
        if (x.numCols() != samples.numCols())
            throw new IllegalArgumentException("the samples are " + samples.shape() + ", but the images " + x.shape());
        for (double sigma : sigmas) if (!(sigma > 0)) throw new IllegalArgumentException("σ must be above 0, got " + sigma);
        double[][] result = x.logSumExpOfDistances(samples, Arrays.stream(sigmas).map(sigma -> -1 / (2 * sigma * sigma)).toArray());
        for (int k = 0; k < sigmas.length; k++) {
            double constant = Math.log(samples.numRows()) + x.numCols() * Math.log(sigmas[k] * Math.sqrt(2 * Math.PI));
            for (int n = 0; n < x.numRows(); n++) result[k][n] -= constant;
        }
        return result;
    }

    /// The mean of ln p̂ over the rows of x, with its standard error.
    public Estimate estimate(Matrix x, double sigma) {
        return Estimate.of(logLikelihoods(x, sigma), sigma);
    }

    /// Log-mean-exp: ln (1/n) Σ exp aᵢ, safe where every exp aᵢ is 0 in floating point.
    public static double logMeanExp(double... a) {
        double max = Arrays.stream(a).max().orElseThrow();
        if (Double.isInfinite(max)) return max;
        return max + Math.log(Arrays.stream(a).map(x -> Math.exp(x - max)).sum() / a.length);
    }

    /// Two samples on a line, and how the density between them depends on σ.
    public static void demo() {
        ParzenWindow window = new ParzenWindow(Matrix.of(new double[][] {{-1}, {1}}));
        Matrix x = Matrix.of(new double[][] {{-1}, {0}, {1}, {4}});
        for (double sigma : new double[] {.1, .5, 2})
            System.out.printf("σ = %.1f: ln p̂ at −1, 0, 1, 4 is %s%n", sigma,
                    Arrays.toString(Arrays.stream(window.logLikelihoods(x, sigma)).map(v -> Math.round(v * 100) / 100.).toArray()));
        System.out.println("A narrow window is sure near its samples and hopeless elsewhere; a wide one is vague everywhere.");
    }
}
