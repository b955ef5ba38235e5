package generative.imagegpt;

import generative.UserException;
import generative.data.Batches;
import generative.data.TokenSet;
import generative.evaluation.ClassifierScore;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Parameter;
import generative.optim.Adam;
import generative.optim.Schedule;
import generative.sparse.Architecture;
import generative.sparse.HeadPatterns;
import generative.training.BestParameters;
import generative.training.Trainee;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

/// Fine-tuning of an Image GPT: all weights, pretrained or not, learn from labelled images, and those that did best are kept.
///
/// ```
/// L = w L_gen + L_clf over a minibatch            θ by Adam (.9, .95) at a constant rate: no warm-up, no cosine
/// the class is told from (f − m) / s, m and s those of the labelled images before the first step (see [ImageClassifier])
/// every so many steps: errors on the validation images; the parameters with the fewest are kept
/// ```
/// The rate is searched anew; the paper comes to about a tenth of that of pre-training.
/// Everything random in step t comes from the stream (seed, t), and what is kept is part of the state, so that a resumed run does
/// what it would have done.
///
/// Source: Chen et al., *Generative Pretraining from Pixels* (2020), sections 2.3 and 4.5.
public final class JointFineTuning implements Trainee {

    /// How it is done.
    ///
    /// @param batchSize    images of a step
    /// @param atOnce       images that go through the net together; the gradients of the parts of a batch are added
    /// @param learningRate constant
    /// @param lookEvery    steps between two looks at the validation images
    public record Settings(int batchSize, int atOnce, double learningRate, int lookEvery) {

        public Settings {
            if (batchSize < 1 || atOnce < 1 || !(learningRate > 0) || lookEvery < 1)
                throw new IllegalArgumentException("batches, looks and the learning rate must be above 0, got batches of "
                        + batchSize + " by "
                        + atOnce + ", rate " + learningRate + ", a look every " + lookEvery + " steps");
        }
    }

    private final String start, shown;
    private final ImageClassifier classifier;
    private final LabelledImages images, validation;
    private final BiFunction<int[], RandomGenerator, Matrix> minibatch;
    private final Settings settings;
    private final long seed;
    private final Batches batches;
    private final List<Parameter> parameters;
    private final Adam adam;
    private final BestParameters best;

    /// Each image is shown as it is.
    ///
    /// @param start what the net began with, in a word: a checkpoint is continued only by a run of the same beginning
    public JointFineTuning(String start, ImageClassifier classifier, LabelledImages images, LabelledImages validation,
            Settings settings, long seed) {
        this(start, classifier, images, validation, settings, seed, "", (some, random) -> images.tokens().batch(some));
    }

    /// Each image is shown changed at random; for validation as it is.
    ///
    /// @param augmented the same images as `images`, in pixels
    public JointFineTuning(String start, ImageClassifier classifier, LabelledImages images, AugmentedTokens augmented,
            LabelledImages validation, Settings settings, long seed) {
        this(start, classifier, images, validation, settings, seed, " " + augmented, augmented::batch);
    }

    private JointFineTuning(String start, ImageClassifier classifier, LabelledImages images, LabelledImages validation,
            Settings settings, long seed, String shown, BiFunction<int[], RandomGenerator, Matrix> minibatch) {
        if (settings.batchSize > images.size())
            throw new UserException("There are " + images.size() + " labelled images, too few for minibatches of "
                    + settings.batchSize
                    + "; take more labels or smaller minibatches.");
        this.start = start;
        this.shown = shown;
        this.minibatch = minibatch;
        this.classifier = classifier;
        this.images = images;
        this.validation = validation;
        this.settings = settings;
        this.seed = seed;
        batches = new Batches(images.size(), settings.batchSize, seed);
        parameters = classifier.parameters();
        classifier.standardise(images.tokens(), settings.atOnce, seed);
        adam = new Adam(parameters, Schedule.constant(settings.learningRate), .9, .95, 1e-8, 0);
        best = new BestParameters(parameters, validation.size());
    }

    public ImageClassifier classifier() {
        return classifier;
    }

    /// What the looks at the validation images have seen, and the parameters that did best.
    public BestParameters best() {
        return best;
    }

    /// One step. The metrics: both losses on the minibatch, and the share of it that is wrong.
    @Override public Map<String, Double> step(long step) {
        int[] batch = batches.at(step);
        double generative = 0, classification = 0, errors = 0;
        for (int from = 0; from < batch.length; from += settings.atOnce) {
            int[] part = Arrays.copyOfRange(batch, from, Math.min(batch.length, from + settings.atOnce));
            double share = part.length / (double) batch.length;
            ImageClassifier.Losses losses = classifier.learn(minibatch.apply(part, Randoms.of(seed, 2, step, from)),
                    images.labels(part), share, Randoms.of(seed, 1, step, from));
            generative += share * losses.generative();
            classification += share * losses.classification();
            errors += losses.errors();
        }
        adam.step(step);
        if ((step + 1) % settings.lookEvery == 0) best.watch(step + 1, score(validation));
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("generative", generative);
        metrics.put("classification", classification);
        metrics.put("error", errors / batch.length);
        return metrics;
    }

    /// How images are classified with the parameters as they are.
    public ClassifierScore score(LabelledImages some) {
        return classifier.score(some, settings.atOnce, seed);
    }

    @Override public Map<String, Matrix> state() {
        Map<String, Matrix> state = new LinkedHashMap<>();
        for (int i = 0; i < parameters.size(); i++) state.put(parameters.get(i).name() + "." + i, parameters.get(i).value());
        state.putAll(adam.memory());
        state.putAll(best.state());
        state.putAll(classifier.constants());
        return state;
    }

    @Override public Map<String, String> config() {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("model", "fine-tuning that began with " + start + " weights: " + classifier);
        config.put("settings", settings.toString());
        config.put("data", images + shown + "; " + validation.size() + " for validation");
        config.put("seed", Long.toString(seed));
        return config;
    }

    /// Stripes that lie, stand or lean, in 4×4 noisy pixels: sixty labels, and where it stops.
    public static void demo() {
        LabelledImages all = stripes(200, Randoms.of(1));
        Architecture sizes = Architecture.of(2, List.of(16), 1, 16, 2, HeadPatterns.dense());
        ImageClassifier classifier = new ImageClassifier(new ImageGpt(sizes, ImageGpt.Objective.AR, Randoms.of(2)), 3, 1);
        JointFineTuning training = new JointFineTuning("random", classifier, all.rows(0, 60), all.rows(60, 100),
                new Settings(20, 20, .015, 8), 1);
        for (int step = 1; step <= 40; step++) {
            Map<String, Double> metrics = training.step(step - 1);
            if (step % 8 == 0)
                System.out.printf("step %2d: a pixel %.3f nats, the class %.3f; wrong of 40 validation images: %d%n", step,
                    metrics.get("generative"), metrics.get("classification"), training.best.watched().errors());
        }
        training.best.restore();
        System.out.println("as it was after step " + training.best.time() + ", test images: "
                + training.score(all.rows(100, 200)));
        System.out.println("Both losses fall together; what is kept did best on images that it does not learn from.");
    }

    /// Two lines of four black, one pixel in twenty wrong.
    private static LabelledImages stripes(int M, RandomGenerator random) {
        int[] tokens = new int[16 * M], labels = new int[M];
        for (int n = 0; n < M; n++) {
            labels[n] = n % 3;
            int shift = random.nextInt(4);
            for (int i = 0; i < 16; i++) {
                int along = switch (labels[n]) {
                    case 0 -> i / 4;
                    case 1 -> i % 4;
                    default -> i / 4 + i % 4;
                };
                tokens[16 * n + i] = (along + shift) % 4 / 2 ^ (random.nextInt(20) == 0 ? 1 : 0);
            }
        }
        return new LabelledImages(TokenSet.of("stripes", 2, 16, tokens), labels);
    }
}
