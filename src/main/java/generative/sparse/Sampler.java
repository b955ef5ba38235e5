package generative.sparse;

import generative.UserException;
import generative.data.SyntheticText;
import generative.data.Text;
import generative.math.Matrix;
import generative.math.Randoms;
import java.util.List;
import java.util.random.RandomGenerator;

/// Draws sequences from a transformer, token by token, from the start or behind a given beginning.
///
/// ```
/// xᵢ ~ softmax(logits[i] / T)       T = 1: the model's own probabilities;  below 1: more cautious, above 1: more surprising
/// ```
/// Keys and values of what is known already are kept in a cache, so a sequence costs about one pass of the model over it.
///
/// Source: Child et al., *Generating Long Sequences with Sparse Transformers* (2019), section 7: samples at T = 1.
public final class Sampler implements Completer {

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

    /// The sequences with the tokens that are known, at whatever places, and tokens drawn by the model in the place of the others: each
    /// is drawn given what stands *before* it, so what is known further behind does not count until it is come to.
    @Override public Matrix complete(Matrix x, boolean[] known, RandomGenerator random) {
        int N = model.sizes().positions();
        Completer.requireFit(x, known, N);
        Matrix y = x.copy();
        List<KeyValueCache> caches = model.caches(x.numRows());
        int[] before = new int[x.numRows()];
        for (int i = 0; i < N; i++) {
            Matrix logits = model.at(i, before, caches);
            for (int b = 0; b < before.length; b++) {
                if (!known[i]) y.set(b, i, draw(logits, b, temperature, random));
                before[b] = (int) y.get(b, i);
            }
        }
        return y;
    }

    /// The sequences with their first `known` tokens, and tokens drawn by the model in the place of the others.
    ///
    /// @param x B×N, of which only the first `known` columns count
    public Matrix complete(Matrix x, int known, RandomGenerator random) {
        int N = model.sizes().positions();
        if (x.numCols() != N || known < 0 || known > N)
            throw new IllegalArgumentException("of sequences " + x.shape() + ", " + known + " tokens cannot be given to a model of " + N
                    + " positions");
        return complete(x, Completer.first(known, N), random);
    }

    /// A token t of a row of logits, with probability `softmax(logits / T)[t]`.
    ///
    /// @throws UserException if logits are NaN or ∞, as those of a model whose training has diverged
    public static int draw(Matrix logits, int row, double temperature, RandomGenerator random) {
        int V = logits.numCols();
        double max = Double.NEGATIVE_INFINITY, sum = 0;
        for (int t = 0; t < V; t++) max = Math.max(max, logits.get(row, t));
        double[] p = new double[V];
        for (int t = 0; t < V; t++) sum += p[t] = Math.exp((logits.get(row, t) - max) / temperature);
        if (!(sum < Double.POSITIVE_INFINITY)) throw new UserException("The model answers with numbers that are not finite, so nothing "
                + "can be drawn from it: its training has diverged; take an earlier checkpoint or train with a smaller learning rate.");
        double u = random.nextDouble() * sum;
        int token = 0;
        while (token < V - 1 && (u -= p[token]) >= 0) token++;
        return token;
    }

    @Override public String toString() {
        return "Sampler at temperature " + temperature + " of " + model;
    }

    /// A small model reads sentences for a second and goes on with one.
    public static void demo() {
        Text text = SyntheticText.generate(50_000, 1);
        Architecture sizes = Architecture.of(256, List.of(8, 8), 1, 48, 4, HeadPatterns.fixed(8, 2, HeadPatterns.Way.MERGED));
        TransformerTraining<SparseTransformer> training = new TransformerTraining<>(new SparseTransformer(sizes, 0, false, Randoms.of(1)),
                text.train().windows(64).batches(4, 1), text.name(), TransformerRecipe.of(100, 4, .01), 1);
        for (int step = 0; step < 100; step++) training.step(step);
        Matrix x = Matrix.zeros(2, 64);
        for (int b = 0; b < 2; b++) for (int i = 0; i < 10; i++) x.set(b, i, "Anna buys ".charAt(i));
        for (double temperature : new double[] {.3, 1}) {
            Matrix y = new Sampler(training.model(), temperature).complete(x, 10, Randoms.of(2));
            int[] tokens = java.util.stream.IntStream.range(0, 64).map(i -> (int) y.get(0, i)).toArray();
            System.out.println("T = " + temperature + ": " + Text.show(tokens));
        }
        System.out.println("The cautious one repeats what it is sure of; at T = 1 it errs as often as it believes it might.");
    }
}
