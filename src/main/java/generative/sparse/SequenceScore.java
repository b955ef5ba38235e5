package generative.sparse;

import generative.evaluation.OverSeeds;
import generative.math.Matrix;
import java.util.Locale;

/// How well a model predicts sequences: the mean of −ln p of a token, given those before it.
///
/// ```
/// nats = −(1/MN) Σ ln p(x)          bits = nats / ln 2          perplexity = e^nats
/// ```
/// Where tokens are bytes, this is bits per byte of text and bits per dimension of an image. The standard error is that of the mean
/// over M sequences.
///
/// @param nats          per token
/// @param standardError of `nats`
/// @param sequences     M
public record SequenceScore(double nats, double standardError, int sequences) {

    /// Of all these sequences M×N, so many at once.
    public static SequenceScore of(SparseTransformer model, Matrix x, int atOnce) {
        double[] perToken = new double[x.numRows()];
        for (int from = 0; from < perToken.length; from += atOnce) {
            double[] logs = model.logLikelihoods(x.rows(from, Math.min(perToken.length, from + atOnce)));
            for (int b = 0; b < logs.length; b++) perToken[from + b] = -logs[b] / x.numCols();
        }
        OverSeeds spread = OverSeeds.of(perToken);
        return new SequenceScore(spread.mean(), spread.std() / Math.sqrt(spread.n()), spread.n());
    }

    public double bits() {
        return nats / Math.log(2);
    }

    public double perplexity() {
        return Math.exp(nats);
    }

    @Override public String toString() {
        return String.format(Locale.ROOT, "%.4f ± %.4f nats = %.4f bits a token, perplexity %.2f (%d sequences)", nats, standardError, bits(),
                perplexity(), sequences);
    }
}
