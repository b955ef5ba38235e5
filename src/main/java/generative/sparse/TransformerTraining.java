package generative.sparse;

import generative.data.SyntheticText;
import generative.data.Text;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Parameter;
import generative.optim.Adam;
import generative.optim.GradientClipping;
import generative.training.Trainee;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/// A transformer learns from sequences of tokens, batch by batch.
///
/// ```
/// g = dL/dθ, clipped to a norm        θ by Adam, its rate up in a straight line and down along half a cosine
/// L = −(1/BN) Σ ln p(xᵢ | x₁ … xᵢ₋₁), if the model is a SparseTransformer
/// ```
/// Everything random in step t comes from the stream (seed, t), so a resumed training does what it would have done.
///
/// @param <M> what learns
public final class TransformerTraining<M extends SequenceLearner> implements Trainee {

    private final M model;
    private final LongFunction<Matrix> batches;
    private final String data;
    private final TransformerRecipe recipe;
    private final long seed;
    private final List<Parameter> parameters;
    private final List<Adam> optimisers;

    /// @param batches the tokens of a step, B×N
    /// @param data    what they are taken from, for the checkpoint
    public TransformerTraining(M model, LongFunction<Matrix> batches, String data, TransformerRecipe recipe, long seed) {
        this.model = model;
        this.batches = batches;
        this.data = data;
        this.recipe = recipe;
        this.seed = seed;
        parameters = model.parameters();
        optimisers = recipe.optimisers(parameters);
    }

    public M model() {
        return model;
    }

    @Override public Map<String, Double> step(long step) {
        Matrix x = batches.apply(step);
        int B = x.numRows();
        double nats = 0;
        for (int from = 0; from < B; from += recipe.atOnce()) {
            Matrix part = x.rows(from, Math.min(B, from + recipe.atOnce()));
            double weight = part.numRows() / (double) B;
            nats += weight * model.learn(part, weight, Randoms.of(seed, 1, step, from));
        }
        double norm = GradientClipping.byGlobalNorm(parameters, recipe.clip());
        for (Adam adam : optimisers) adam.step(step);
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("nats", nats);
        metrics.put("norm", norm);
        return metrics;
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

    /// Sentences whose entropy is known: how far is a small model from it after a hundred steps?
    public static void demo() {
        Text text = SyntheticText.generate(50_000, 1);
        Architecture sizes = Architecture.of(256, List.of(8, 4), 1, 32, 2, HeadPatterns.strided(4, HeadPatterns.Way.MERGED));
        TransformerTraining<SparseTransformer> training = new TransformerTraining<>(new SparseTransformer(sizes, 0, false, Randoms.of(1)),
                text.train().windows(32).batches(8, 1), text.name(), TransformerRecipe.of(120, 8, .01), 1);
        System.out.println(training.model());
        for (int step = 0; step < 120; step++) {
            double bits = training.step(step).get("nats") / Math.log(2);
            if (step % 30 == 0 || step == 119) System.out.printf("step %3d: %.2f bits a byte%n", step, bits);
        }
        System.out.printf("a perfect model would need %.2f%n", SyntheticText.bitsPerByte());
        System.out.println("8 bits at first, as every byte is as likely; then the letters, then words, and at last the sums are learned.");
    }
}
