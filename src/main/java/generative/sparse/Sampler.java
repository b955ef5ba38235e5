package generative.sparse;

import generative.math.Matrix;
import java.util.List;
import java.util.random.RandomGenerator;

/// Draws sequences from a transformer, token by token, from the start or behind a given beginning.
///
/// ```
/// xᵢ ~ softmax(logits[i] / T)       T = 1: the model's own probabilities;  below 1: bolder, above 1: more surprising
/// ```
/// Keys and values of what is known already are kept in a cache, so a sequence costs about one pass of the model over it.
///
/// Source: Child et al., *Generating Long Sequences with Sparse Transformers* (2019), section 7: samples at T = 1.
public final class Sampler {

    private final SparseTransformer model;
    private final double temperature;

    public Sampler(SparseTransformer model, double temperature) {
        if (!(temperature > 0)) throw new IllegalArgumentException("the temperature must be above 0, got " + temperature);
        this.model = model;
        this.temperature = temperature;
    }

    /// B sequences from nothing.
    public Matrix sample(int B, RandomGenerator random) {
        return complete(Matrix.zeros(B, model.sizes().positions()), 0, random);
    }

    /// The sequences with their first `known` tokens, and tokens drawn by the model in the place of the others.
    ///
    /// @param x B×N, of which only the first `known` columns count
    public Matrix complete(Matrix x, int known, RandomGenerator random) {
        int N = model.sizes().positions();
        if (x.numCols() != N || known < 0 || known > N)
            throw new IllegalArgumentException("of sequences " + x.shape() + ", " + known + " tokens cannot be given to a model of " + N + " positions");
        Matrix y = x.copy();
        List<KeyValueCache> caches = model.caches(x.numRows());
        int[] before = new int[x.numRows()];
        for (int i = 0; i < N; i++) {
            Matrix logits = model.at(i, before, caches);
            for (int b = 0; b < before.length; b++) {
                if (i >= known) y.set(b, i, draw(logits, b, random));
                before[b] = (int) y.get(b, i);
            }
        }
        return y;
    }

    private int draw(Matrix logits, int row, RandomGenerator random) {
        int V = logits.numCols();
        double max = Double.NEGATIVE_INFINITY, sum = 0;
        for (int t = 0; t < V; t++) max = Math.max(max, logits.get(row, t));
        double[] p = new double[V];
        for (int t = 0; t < V; t++) sum += p[t] = Math.exp((logits.get(row, t) - max) / temperature);
        double u = random.nextDouble() * sum;
        int token = 0;
        while (token < V - 1 && (u -= p[token]) >= 0) token++;
        return token;
    }

    @Override public String toString() {
        return "Sampler at temperature " + temperature + " of " + model;
    }
}
