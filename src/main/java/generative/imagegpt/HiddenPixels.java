package generative.imagegpt;

import generative.math.Matrix;
import generative.sparse.Completer;
import generative.sparse.Sampler;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// A BERT model paints what is missing: some pixels at a time, in a random order, each given all that are known by then, on all sides.
///
/// ```
/// repeat     xᵢ ~ p(xᵢ | known)  for the next few hidden i, which are known from then on
/// ```
/// One pixel at a time would be the factorisation of a probability of the whole; those that are painted in one round do not know of each
/// other, and with 49 rounds few enough are to matter little. The model was trained with 15 % of the pixels hidden: with half of them
/// hidden it is asked more than it has learned, and paints worse than an autoregressive one.
///
/// This is not in the paper, which completes images by autoregressive models alone; the way is that of Ghazvininejad et al.,
/// *Mask-Predict* (2019), without its choice of the surest.
final class HiddenPixels implements Completer {

    private static final int ROUNDS = 49;

    private final ImageGpt model;
    private final double temperature;

    HiddenPixels(ImageGpt model, double temperature) {
        if (!(temperature > 0)) throw new IllegalArgumentException("the temperature must be above 0, got " + temperature);
        this.model = model;
        this.temperature = temperature;
    }

    @Override public Matrix complete(Matrix x, boolean[] known, RandomGenerator random) {
        int N = known.length, V = model.sizes().vocabulary();
        Completer.requireFit(x, known, model.sizes().positions());
        Matrix y = x.copy();
        int[] hidden = IntStream.range(0, N).filter(i -> !known[i]).toArray();
        int[] order = Arrays.stream(generative.math.Randoms.permutation(hidden.length, random)).map(i -> hidden[i]).toArray();
        for (int i : order) for (int b = 0; b < y.numRows(); b++) y.set(b, i, V);
        int each = Math.ceilDiv(Math.max(1, order.length), ROUNDS);
        for (int from = 0; from < order.length; from += each) {
            Matrix logits = model.transformer().forward(model.inOrder(y)).output();
            for (int i : Arrays.copyOfRange(order, from, Math.min(order.length, from + each)))
                for (int b = 0; b < y.numRows(); b++)
                    y.set(b, i, Sampler.draw(logits, b * N + model.placeOf(i), temperature, random));
        }
        return y;
    }
}
