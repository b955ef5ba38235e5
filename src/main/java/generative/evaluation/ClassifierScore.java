package generative.evaluation;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// How well a classifier does on some images: how many it gets wrong, and the loss.
///
/// ```
/// error          p = errors / n
/// standard error √(p (1−p) / n)             of a share counted on n independent images (binomial)
/// ```
///
/// @param n      images
/// @param errors of them, with the wrong class on top
/// @param loss   mean of −ln p[label], nats
public record ClassifierScore(int n, int errors, double loss) {

    /// The share of the images that is wrong.
    public double error() {
        return (double) errors / n;
    }

    /// How far that share is from the one on all images there could be, typically.
    public double standardError() {
        return Math.sqrt(error() * (1 - error()) / n);
    }

    /// For a log: the share of errors, and the loss.
    public Map<String, Double> metrics() {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("error", error());
        metrics.put("loss", loss);
        return metrics;
    }

    @Override public String toString() {
        return String.format(Locale.ROOT, "%d errors of %,d: %.2f ± %.2f %%, loss %.4f nats", errors, n,
                100 * error(), 100 * standardError(), loss);
    }
}
