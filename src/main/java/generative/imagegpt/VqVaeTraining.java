package generative.imagegpt;

import generative.data.Batches;
import generative.data.ImageSet;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Parameter;
import generative.optim.Adam;
import generative.training.Trainee;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A VQ-VAE learns from images, batch by batch.
///
/// ```
/// step t:   θ by Adam from dL/dθ
///           the codes by moving averages of the vectors of the batch;   unused codes to random ones of these
/// ```
/// In step 0 the codes are put on vectors of the first batch. Everything random in step t comes from the stream (seed, t), and
/// the averages are part of the state, so a resumed training does what it would have done.
public final class VqVaeTraining implements Trainee {

    private final VqVae model;
    private final ImageSet images;
    private final VqVaeRecipe recipe;
    private final long seed;
    private final Batches batches;
    private final Adam adam;
    private final double variance;

    public VqVaeTraining(VqVae model, ImageSet images, VqVaeRecipe recipe, long seed) {
        this.model = model;
        this.images = images;
        this.recipe = recipe;
        this.seed = seed;
        batches = new Batches(images.size(), recipe.batchSize(), seed);
        adam = new Adam(model.parameters(), recipe.learningRate());
        variance = variance(images);
    }

    /// Of all numbers of all pixels, in two passes: from the mean of the squares little would be left of a small one.
    static double variance(ImageSet images) {
        Matrix x = images.x();
        double mean = x.mean(), squares = 0;
        for (int i = 0, n = x.getNumElements(); i < n; i++) squares += (x.get(i) - mean) * (x.get(i) - mean);
        if (!(squares > 0)) throw new IllegalArgumentException("images that are all one colour teach nothing: " + images);
        return squares / x.getNumElements();
    }

    public int stepsPerEpoch() {
        return batches.perEpoch();
    }

    public VqVae model() {
        return model;
    }

    @Override public Map<String, Double> step(long step) {
        Matrix x = images.x().selectRows(batches.at(step));
        VectorQuantiser quantiser = model.quantiser();
        if (step == 0) quantiser.begin(model.vectorsOf(x), Randoms.of(seed, 1, step));
        VqVae.Lesson lesson = model.learn(x, variance, recipe.commitment());
        adam.step(step);
        quantiser.average(lesson.z(), lesson.codes(), recipe.decay());
        int restarted = quantiser.restart(lesson.z(), recipe.restartBelow(), Randoms.of(seed, 2, step));
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("error", lesson.error());
        metrics.put("commitment", lesson.commitment());
        metrics.put("perplexity", VectorQuantiser.perplexity(lesson.codes()));
        metrics.put("restarted", (double) restarted);
        return metrics;
    }

    @Override public Map<String, Matrix> state() {
        Map<String, Matrix> state = new LinkedHashMap<>();
        List<Parameter> parameters = model.parameters();
        for (int i = 0; i < parameters.size(); i++) state.put(parameters.get(i).name() + "." + i, parameters.get(i).value());
        state.put("codes", model.quantiser().codes());
        state.put("code sums", model.quantiser().sums());
        state.put("code counts", model.quantiser().counts());
        state.putAll(adam.memory());
        return state;
    }

    @Override public Map<String, String> config() {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("model", model.toString());
        config.put("recipe", recipe.toString());
        config.put("data", images.toString());
        config.put("seed", Long.toString(seed));
        return config;
    }
}
