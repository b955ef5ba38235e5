package generative.bench;

import generative.evaluation.LogisticRegression;
import generative.imagegpt.DecoderBlock;
import generative.imagegpt.ImageGpt;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.optim.Lbfgs;
import generative.sparse.Architecture;
import generative.sparse.CostModel;
import generative.sparse.HeadPatterns;
import generative.sparse.Sampler;
import generative.sparse.TransformerRecipe;
import generative.sparse.TransformerTraining;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Image GPT, 8 layers of width 256 with 8 heads over 784 pixels of 16 greys, and the probe of its features.
///
/// ```
/// igpt_train_bB      a step of Adam on B images
/// igpt_sample_bB     B images drawn pixel by pixel
/// probe              100 steps of L-BFGS on 50,000 rows of 512 ill-conditioned features, 10 classes
/// ```
/// The net has layer norms and biases, as the peer's has.
final class PixelWorkloads {

    private static final Architecture NET = Architecture.of(16, List.of(784), 8, 256, 8, HeadPatterns.dense());
    private static final Pattern NAME = Pattern.compile("igpt_(train|sample)_b([1-9]\\d{0,3})");
    private static final int ROWS = 50_000, FEATURES = 512, CLASSES = 10;

    private PixelWorkloads() { }

    static List<Workload> all() {
        return List.of(named("igpt_train_b4").orElseThrow(), named("igpt_sample_b16").orElseThrow(),
                new Workload("probe", List.of("probe_torch_lbfgs"), 0, PixelWorkloads::probe));
    }

    /// Training or sampling with a batch of any size.
    static Optional<Workload> named(String name) {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) return Optional.empty();
        int batch = Integer.parseInt(parts.group(2));
        CostModel cost = new CostModel(NET, batch, false, Float.BYTES);
        return Optional.of(parts.group(1).equals("train") ? new Workload(name, 2.0 * cost.trainingStep().total(), () -> training(batch))
                : new Workload(name, 2.0 * batch * cost.forward().total(), () -> sampling(batch)));
    }

    private static ImageGpt model() {
        return new ImageGpt(NET, ImageGpt.Objective.AR, DecoderBlock.Style.PAPER, IntStream.range(0, 784).toArray(), false, Randoms.of(1));
    }

    private static Workload.Step training(int batch) {
        Matrix x = Randoms.uniform(batch, 784, 0, 16, Randoms.of(2)).map(Math::floor);
        TransformerTraining<ImageGpt> training = new TransformerTraining<>(model(), step -> x, "noise",
                new TransformerRecipe(1_000_000, batch, batch, .001, 0, .95, Double.POSITIVE_INFINITY, 0), 1);
        long[] step = {0};
        return () -> training.step(step[0]++);
    }

    private static Workload.Step sampling(int batch) {
        Sampler sampler = new Sampler(model().transformer(), 1);
        return () -> sampler.sample(batch, Randoms.of(3));
    }

    /// Labels are drawn from a logistic regression with weights that undo the features' scales, which go from 1 to 10⁻²·⁵.
    private static Workload.Step probe() {
        int[] order = Randoms.permutation(FEATURES, Randoms.of(1));
        Matrix x = Randoms.gaussian(ROWS, FEATURES, 1, Randoms.of(2)), W = Randoms.gaussian(FEATURES, CLASSES, .1, Randoms.of(3));
        Matrix logits = x.mult(W);
        for (int n = 0; n < ROWS; n++)
            for (int c = 0; c < FEATURES; c++) x.set(n, c, x.get(n, c) * Math.pow(10, -2.5 * order[c] / (FEATURES - 1)));
        var random = Randoms.of(4);
        int[] labels = IntStream.range(0, ROWS).map(n -> Sampler.draw(logits, n, 1, random)).toArray();
        return () -> LogisticRegression.fit(x, labels, CLASSES, 1e-5, new Lbfgs(10, 100, 0));
    }
}
