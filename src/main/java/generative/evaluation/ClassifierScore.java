package generative.evaluation;

import generative.data.ImageSet;
import generative.math.Matrix;
import generative.nn.SoftmaxCrossEntropy;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/// How well a classifier does on some images: how many it gets wrong, and the loss.
///
/// ```
/// error          p = errors / n
/// standard error √(p (1−p) / n)             of a share counted on n independent images (binomial)
/// ```
///
/// @param n      images
/// @param errors of them, with the wrong class on top
/// @param loss   mean of −ln `p[label]`, nats
public record ClassifierScore(int n, int errors, double loss) {

    private static final int BLOCK = 1000;

    /// Judges a classifier, block by block: a function from rows of pixels to one logit for each class.
    public static ClassifierScore of(UnaryOperator<Matrix> logits, ImageSet images) {
        int errors = 0;
        double sum = 0;
        for (int n = 0; n < images.size(); n += BLOCK) {
            int to = Math.min(n + BLOCK, images.size());
            int[] labels = Arrays.copyOfRange(images.labels(), n, to);
            Matrix block = logits.apply(images.x().rows(n, to));
            errors += errors(answers(block), labels);
            sum += SoftmaxCrossEntropy.of(block, labels).value() * labels.length;
        }
        return new ClassifierScore(images.size(), errors, sum / images.size());
    }

    /// Of answers that are there already, one row of logits each.
    public static ClassifierScore of(Matrix logits, int... labels) {
        return new ClassifierScore(labels.length, errors(answers(logits), labels), SoftmaxCrossEntropy.of(logits, labels).value());
    }

    /// The class on top in each row of logits; the first of equals.
    public static int[] answers(Matrix logits) {
        return logits.scale(-1).rowArgMin();
    }

    /// How many answers are not the label.
    public static int errors(int[] answers, int... labels) {
        if (answers.length != labels.length)
            throw new IllegalArgumentException(
                    "there are " + answers.length + " answers, but " + labels.length + " labels");
        int errors = 0;
        for (int n = 0; n < labels.length; n++) if (answers[n] != labels[n]) errors++;
        return errors;
    }

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
