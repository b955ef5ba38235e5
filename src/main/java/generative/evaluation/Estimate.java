package generative.evaluation;

import java.util.Locale;

/// A mean over test images with its standard error.
///
/// ```
/// mean = (1/n) Σ lᵢ          standard error = √((1/n) Σ (lᵢ − mean)²) / √n          (population form, as published)
/// ```
/// @param mean          in nats
/// @param standardError in nats
/// @param n             the number of test images
/// @param sigma         the width of the Parzen window
public record Estimate(double mean, double standardError, int n, double sigma) {

    static Estimate of(double[] values, double sigma) {
        double mean = 0, square = 0;
        for (double v : values) mean += v / values.length;
        for (double v : values) square += (v - mean) * (v - mean) / values.length;
        return new Estimate(mean, Math.sqrt(square / values.length), values.length, sigma);
    }

    @Override public String toString() {
        return String.format(Locale.ROOT, "%.1f ± %.1f nats (σ = %.4f, %d images)", mean, standardError, sigma, n);
    }
}
