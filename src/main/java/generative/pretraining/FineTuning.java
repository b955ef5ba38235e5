package generative.pretraining;

import generative.UserException;
import generative.data.Batches;
import generative.data.ImageSet;
import generative.data.SyntheticDigits;
import generative.evaluation.ClassifierScore;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Loss;
import generative.nn.Parameter;
import generative.nn.Pass;
import generative.nn.Sequential;
import generative.nn.SoftmaxCrossEntropy;
import generative.optim.MomentumDescent;
import generative.optim.Sgd;
import generative.training.BestParameters;
import generative.training.Trainee;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Fine-tuning: the whole net, whatever it began with, learns from labels by backpropagation, and stops where it does best.
///
/// ```
/// L = −(1/N) Σₙ ln p(label[n] | x[n])               p = softmax of the logits; a minibatch a step, with the net's dropout
/// dL/da = (p − onehot(label)) / N                  goes back through all layers, then v ← μ v − η g, θ ← θ + v
/// every so many steps: errors on the validation images; the parameters with the fewest are kept
/// ```
/// No label of a test image takes part. Everything random in step t comes from the stream (seed, t), and what is kept is part of
/// the state, so that a resumed run does what it would have done.
///
/// Sources: Hinton, Osindero and Teh (2006); Bengio et al. (2007); early stopping as in the Deep Learning
/// Tutorials, but with a fixed end.
public final class FineTuning implements Trainee {

    private static final int BATCHES = 50, SMALLEST_BATCH = 10, LARGEST_BATCH = 100;

    private final String start;
    private final Sequential net;
    private final MomentumDescent descent;
    private final ImageSet images, validation;
    private final int lookEvery;
    private final long seed;
    private final Batches batches;
    private final Sgd sgd;
    private final BestParameters best;

    /// @param start     what the net began with, in a word: a checkpoint is continued only by a run of the same beginning
    /// @param net       logits, one for each class
    /// @param lookEvery steps between two looks at the validation images; 0 for one after each epoch
    public FineTuning(String start, Sequential net, MomentumDescent descent, ImageSet images, ImageSet validation, int lookEvery,
            long seed) {
        if (images.labels().length == 0 || validation.labels().length == 0)
            throw new UserException("Fine-tuning needs labels, and " + (images.labels().length == 0 ? images : validation)
                    + "; choose data with labels.");
        if (descent.batchSize() > images.size())
            throw new UserException("There are " + images.size() + " labelled images, too few for minibatches of "
                    + descent.batchSize()
                    + "; take more labels or smaller minibatches.");
        if (lookEvery < 0) throw new IllegalArgumentException("looks are 1 step apart or more, got " + lookEvery);
        this.start = start;
        this.net = net;
        this.descent = descent;
        this.images = images;
        this.validation = validation;
        this.seed = seed;
        batches = new Batches(images.size(), descent.batchSize(), seed);
        this.lookEvery = lookEvery == 0 ? batches.perEpoch() : lookEvery;
        sgd = descent.optimiser(net.parameters(), batches.perEpoch());
        best = new BestParameters(net.parameters(), validation.size());
    }

    /// 50 minibatches an epoch, but of no fewer than 10 and no more than 100 images: few labels need many small steps.
    public static int batchSize(int images) {
        return Math.min(images, Math.clamp(images / BATCHES, SMALLEST_BATCH, LARGEST_BATCH));
    }

    public int stepsPerEpoch() {
        return batches.perEpoch();
    }

    /// Steps between two looks at the validation images.
    public int lookEvery() {
        return lookEvery;
    }

    public Sequential net() {
        return net;
    }

    /// One step. The metrics: the loss on the minibatch and the share of it that is wrong, both with dropout.
    @Override public Map<String, Double> step(long step) {
        int[] batch = batches.at(step);
        int[] labels = Arrays.stream(batch).map(n -> images.labels()[n]).toArray();
        Pass pass = net.forward(images.x().selectRows(batch), Randoms.of(seed, 1, step));
        Loss loss = SoftmaxCrossEntropy.of(pass.output(), labels);
        int errors = ClassifierScore.errors(ClassifierScore.answers(pass.output()), labels);
        pass.learn(loss.gradient());                                       // dL/da, back through all layers
        sgd.step(step);
        if ((step + 1) % lookEvery == 0) best.watch((step + 1) / lookEvery, score(validation));
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("loss", loss.value());
        metrics.put("error", (double) errors / labels.length);
        return metrics;
    }

    /// Errors and loss on these images, without dropout, with the parameters as they are.
    public ClassifierScore score(ImageSet some) {
        return ClassifierScore.of(x -> net.forward(x).output(), some);
    }

    /// What the looks at the validation images have seen, and the parameters that did best.
    public BestParameters best() {
        return best;
    }

    @Override public Map<String, Matrix> state() {
        Map<String, Matrix> state = new LinkedHashMap<>();
        List<Parameter> parameters = net.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            Parameter p = parameters.get(i);
            state.put("net." + p.name() + "." + i, p.value());
        }
        sgd.memory().forEach((name, matrix) -> state.put("net." + name, matrix));
        state.putAll(best.state());
        return state;
    }

    @Override public Map<String, String> config() {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("model", "fine-tuning of a net that began " + start);
        config.put("net", net.toString());
        config.put("descent", descent.toString());
        config.put("data", images.toString());
        config.put("look every", Integer.toString(lookEvery));
        config.put("seed", Long.toString(seed));
        return config;
    }

    /// 800 drawn digits, of which 50 have labels: the same net, pretrained and not.
    public static void demo() {
        ImageSet digits = SyntheticDigits.generate(1300, 1), few = digits.rows(0, 50);
        ImageSet all = digits.rows(0, 800), validation = digits.rows(800, 900), test = digits.rows(900, 1300);
        List<Integer> hidden = List.of(50, 50);
        Sequential random = SigmoidNet.random(784, hidden, 10, Randoms.of(2));
        Sequential pretrained = new Recipe(Recipe.Kind.RBM, .1, 12).stack(all.x(), hidden, 1).train(all.x()).classifier(10);
        for (Sequential net : List.of(random, pretrained)) {
            String start = net == random ? "random" : "pretrained";
            FineTuning training = new FineTuning(start, net, MomentumDescent.MNIST.withBatchSize(10).withMomentum(.5, .9, 6),
                    few, validation, 0, 1);
            for (long step = 0; step < 20L * training.stepsPerEpoch(); step++) training.step(step);
            training.best().restore();
            System.out.printf("%-10s weights: best after epoch %2d, test images: %s%n", start, training.best().time(),
                    training.score(test));
        }
        System.out.println("The same fifty labels; one of the two nets has seen from images without labels what digits look like.");
    }
}
