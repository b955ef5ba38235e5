package generative.bench;

import java.util.List;

/// Means that a few bad measurements do not spoil.
final class Statistics {

    private Statistics() { }

    /// The middle one, or the mean of the two in the middle; NaN of none.
    static double median(List<Double> values) {
        if (values.isEmpty()) return Double.NaN;
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    /// (Π vᵢ)^(1/n), the mean for ratios: twice as fast and half as fast make 1. NaN of none.
    static double geometricMean(List<Double> values) {
        return Math.exp(values.stream().mapToDouble(Math::log).average().orElse(Double.NaN));
    }
}
