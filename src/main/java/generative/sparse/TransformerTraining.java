package generative.sparse;

import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Loss;
import generative.nn.Parameter;
import generative.nn.Pass;
import generative.nn.SoftmaxCrossEntropy;
import generative.optim.Adam;
import generative.optim.GradientClipping;
import generative.training.Trainee;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/// A transformer learns to predict each token from those before it.
///
/// ```
/// L = −(1/BN) Σ ln p(xᵢ | x₁ … xᵢ₋₁)        g = dL/dθ, clipped        θ by Adam
/// ```
/// Everything random in step t comes from the stream (seed, t), so a resumed training does what it would have done.
public final class TransformerTraining implements Trainee {

    private final SparseTransformer model;
    private final LongFunction<Matrix> batches;
    private final String data;
    private final TransformerRecipe recipe;
    private final long seed;
    private final List<Parameter> parameters;
    private final List<Adam> optimisers;

    /// @param batches the tokens of a step, B×N
    /// @param data    what they are taken from, for the checkpoint
    public TransformerTraining(SparseTransformer model, LongFunction<Matrix> batches, String data, TransformerRecipe recipe, long seed) {
        this.model = model;
        this.batches = batches;
        this.data = data;
        this.recipe = recipe;
        this.seed = seed;
        parameters = model.parameters();
        optimisers = recipe.optimisers(parameters);
    }

    public SparseTransformer model() {
        return model;
    }

    @Override public Map<String, Double> step(long step) {
        Matrix x = batches.apply(step);
        int B = x.numRows();
        double nats = 0;
        for (int from = 0; from < B; from += recipe.atOnce()) {
            Matrix part = x.rows(from, Math.min(B, from + recipe.atOnce()));
            Pass pass = model.forward(part, Randoms.of(seed, 1, step, from));
            Loss loss = SoftmaxCrossEntropy.of(pass.output(), labels(part)).scaled(part.numRows() / (double) B);
            pass.learn(loss.gradient());
            nats += loss.value();
        }
        double norm = GradientClipping.byGlobalNorm(parameters, recipe.clip());
        for (Adam adam : optimisers) adam.step(step);
        return Map.of("nats", nats, "norm", norm);
    }

    /// The tokens in the order of the rows of logits.
    static int[] labels(Matrix x) {
        return IntStream.range(0, x.getNumElements()).map(i -> (int) x.get(i)).toArray();
    }

    @Override public Map<String, Matrix> state() {
        Map<String, Matrix> state = new LinkedHashMap<>();
        for (int i = 0; i < parameters.size(); i++) state.put(parameters.get(i).name() + "." + i, parameters.get(i).value());
        for (int o = 0; o < optimisers.size(); o++) {
            String prefix = o == 0 ? "matrices." : "rows.";
            optimisers.get(o).memory().forEach((name, matrix) -> state.put(prefix + name, matrix));
        }
        return state;
    }

    @Override public Map<String, String> config() {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("model", model.toString());
        config.put("recipe", recipe.toString());
        config.put("data", data);
        config.put("seed", Long.toString(seed));
        return config;
    }
}
