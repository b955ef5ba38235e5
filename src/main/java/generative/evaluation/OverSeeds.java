package generative.evaluation;

import java.util.Arrays;
import java.util.Locale;

/// The same experiment with several seeds: its mean result, and how far one result is from another.
///
/// ```
/// mean = (1/n) Σ vᵢ          std = √( Σ (vᵢ − mean)² / (n − 1) ),   0 for a single one
/// ```
/// A difference between two ways of training that is smaller than std has not been shown.
///
/// @param mean of all results
/// @param std  the standard deviation from seed to seed, in the form with n − 1
/// @param n    the number of seeds
public record OverSeeds(double mean, double std, int n) {

    public static OverSeeds of(double... values) {
        double mean = Arrays.stream(values).average()
                .orElseThrow(() -> new IllegalArgumentException("a mean over seeds needs 1 result or more"));
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return new OverSeeds(mean, values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1)), values.length);
    }

    @Override public String toString() {
        return String.format(Locale.ROOT, "%.4g ± %.2g (%d seeds)", mean, std, n);
    }
}
