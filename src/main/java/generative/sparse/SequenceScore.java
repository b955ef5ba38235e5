package generative.sparse;

import generative.data.TokenSet;
import generative.evaluation.OverSeeds;
import java.util.Locale;
import java.util.stream.IntStream;

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

    /// Of all these sequences, so many at once.
    public static SequenceScore of(SparseTransformer model, TokenSet sequences, int atOnce) {
        if (atOnce < 1) throw new IllegalArgumentException("1 sequence or more goes through the model at once, got " + atOnce);
        double[] perToken = new double[sequences.size()];
        for (int from = 0; from < perToken.length; from += atOnce) {
            int[] indices = IntStream.range(from, Math.min(perToken.length, from + atOnce)).toArray();
            double[] logs = model.logLikelihoods(sequences.batch(indices));
            for (int b = 0; b < logs.length; b++) perToken[from + b] = -logs[b] / sequences.length();
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
        return String.format(Locale.ROOT, "%.4f ± %.4f nats = %.4f bits a token, perplexity %.2f (%d sequences)", nats, standardError,
                bits(),
                perplexity(), sequences);
    }
}
