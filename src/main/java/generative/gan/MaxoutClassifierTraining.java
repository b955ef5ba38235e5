package generative.gan;

import generative.data.Batches;
import generative.data.ImageSet;
import generative.data.SyntheticDigits;
import generative.evaluation.ClassifierScore;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Initialiser;
import generative.nn.Linear;
import generative.nn.Loss;
import generative.nn.Maxout;
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
import java.util.random.RandomGenerator;

/// A classifier learns in two phases: first it finds out when to stop, then it may see all images.
///
/// ```
/// L = −(1/N) Σₙ ln p(label[n] | x[n])            each step on one minibatch, with dropout
/// dL/da = (p − onehot(label)) / N               goes back through the net, then v ← μ v − η g, θ ← θ + v, max-norm
///
/// phase 1   learns from the training images alone; the parameters with the fewest errors on the validation images are
///           kept, and with them L*, the loss on the training images at that moment, without dropout
/// phase 2   begins with these parameters and learns from training and validation images together, as published until
///           the loss on the validation images has come down to L*
/// ```
/// No label of a test image takes part in any of it. The validation images are looked at after each epoch; where two
/// epochs have equally few errors, the later one is kept, which with a calm end is the calmer one.
///
/// Everything random in step t comes from the stream (seed, t), and what is kept is part of the state, so that a
/// resumed run does what it would have done.
///
/// Source: Goodfellow et al., *Maxout Networks* (2013), section 5.1, and the released configurations `mnist_pi` and
/// `mnist_pi_continued`.
public final class MaxoutClassifierTraining implements Trainee {

    /// The published second phase: learning rate and momentum are those that the first phase had come to.
    public static final MomentumDescent SECOND_DESCENT = MaxoutClassifier.DESCENT.withLearningRate(.06151, 1.000004)
            .withMomentum(.69438, .69438, 1);

    private final MaxoutClassifier classifier;
    private final MomentumDescent descent;
    private final ImageSet images, watched;
    private final long seed;
    private final double goal;
    private final Batches batches;
    private final Sgd sgd;
    private final BestParameters best;

    /// @param goal the loss on the watched images at which phase 2 ends; negative in phase 1, which has none
    private MaxoutClassifierTraining(MaxoutClassifier classifier, MomentumDescent descent, ImageSet images,
                                     ImageSet watched, double goal, long seed) {
        this.classifier = classifier;
        this.descent = descent;
        this.images = images;
        this.watched = watched;
        this.goal = goal;
        this.seed = seed;
        batches = new Batches(images.size(), descent.batchSize(), seed);
        sgd = descent.optimiser(classifier.parameters(), batches.perEpoch());
        best = new BestParameters(goal < 0 ? classifier.parameters() : List.of(), watched.size());
    }

    /// Phase 1: learns from `images` and watches `validation`.
    public static MaxoutClassifierTraining first(MaxoutClassifier classifier, MomentumDescent descent, ImageSet images,
                                                 ImageSet validation, long seed) {
        return new MaxoutClassifierTraining(classifier, descent, images, validation, -1, seed);
    }

    /// Phase 2: goes on with the best parameters of phase 1 on its images and its validation images together.
    public MaxoutClassifierTraining second(MomentumDescent how) {
        useBest();
        return new MaxoutClassifierTraining(classifier, how, images.and(watched), watched, lossAtBest(), seed + 1);
    }

    public int stepsPerEpoch() {
        return batches.perEpoch();
    }

    public MaxoutClassifier classifier() {
        return classifier;
    }

    /// One step. The metrics: the loss on the minibatch and the share of it that is wrong, both with dropout.
    @Override public Map<String, Double> step(long step) {
        int[] batch = batches.at(step);
        int[] labels = Arrays.stream(batch).map(n -> images.labels()[n]).toArray();
        Pass pass = classifier.forward(images.x().selectRows(batch), Randoms.of(seed, 1, step));
        Loss loss = SoftmaxCrossEntropy.of(pass.output(), labels);
        int errors = ClassifierScore.errors(ClassifierScore.answers(pass.output()), labels);
        pass.learn(loss.gradient());
        sgd.step(step);
        if ((step + 1) % batches.perEpoch() == 0) watch((step + 1) / batches.perEpoch());
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("loss", loss.value());
        metrics.put("error", (double) errors / labels.length);
        return metrics;
    }

    /// The end of an epoch: the validation images, and, if never fewer of them were wrong, a copy of all parameters.
    private void watch(long epoch) {
        if (best.watch(epoch, classifier.score(watched))) best.note(classifier.score(images).loss());       // L*
    }

    /// Errors and loss on the validation images after the last whole epoch; before the first, all wrong.
    public ClassifierScore watched() {
        return best.watched();
    }

    /// The fewest errors on the validation images after any epoch of phase 1.
    public int bestErrors() {
        return best.errors();
    }

    /// The epoch of phase 1 that had them; 0 before there was one.
    public int bestEpoch() {
        return (int) best.time();
    }

    /// L*, the loss on the training images, without dropout, after that epoch.
    public double lossAtBest() {
        return best.noted();
    }

    /// Whether phase 2 has come to its goal: the loss on the validation images is down to L*.
    public boolean reached() {
        return goal >= 0 && watched().loss() > 0 && watched().loss() <= goal;
    }

    /// Puts the best parameters of phase 1 back into the classifier.
    public void useBest() {
        if (bestEpoch() == 0)
            throw new IllegalStateException("no epoch of phase 1 has ended, so there are no best parameters yet");
        best.restore();
    }

    /// Parameters and velocities, the best parameters so far, and the record of what was watched, by name.
    @Override public Map<String, Matrix> state() {
        Map<String, Matrix> state = new LinkedHashMap<>();
        AdversarialTraining.put(state, "net", classifier.parameters(), sgd);
        state.putAll(best.state());
        return state;
    }

    /// What must agree for a checkpoint to be continued.
    @Override public Map<String, String> config() {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("model", "maxout classifier, phase " + (goal < 0 ? "1" : "2"));
        config.put("descent", descent.toString());
        config.put("classifier", classifier.toString());
        config.put("data", images.toString());
        config.put("goal", Double.toString(goal));
        config.put("seed", Long.toString(seed));
        return config;
    }

    /// 400 drawn digits to learn from, 200 to watch, 1,000 for the end; a small net without dropout, to be quick.
    public static void demo() {
        ImageSet digits = SyntheticDigits.generate(1600, 1), test = digits.rows(600, 1600);
        RandomGenerator random = Randoms.of(1);
        MaxoutClassifier classifier = new MaxoutClassifier(new Sequential(
                new Maxout(784, 24, 3, Initialiser.uniform(.05), random),
                new Linear(24, 10, Initialiser.uniform(.05), random)));
        MomentumDescent descent = MaxoutClassifier.DESCENT.withBatchSize(20);
        MaxoutClassifierTraining first = first(classifier, descent, digits.rows(0, 400), digits.rows(400, 600), 1);
        for (int epoch = 1; epoch <= 12; epoch++) {
            for (int t = 0; t < first.stepsPerEpoch(); t++) first.step((epoch - 1L) * first.stepsPerEpoch() + t);
            if (epoch % 3 == 0) System.out.printf("phase 1, epoch %2d: validation images %s%n", epoch, first.watched());
        }
        MaxoutClassifierTraining second = first.second(descent);
        System.out.printf("best of phase 1, epoch %d: test images %s%n", first.bestEpoch(), classifier.score(test));
        long step = 0;
        while (!second.reached() && step < 20L * second.stepsPerEpoch()) second.step(step++);
        long epochs = step / second.stepsPerEpoch();
        System.out.printf("phase 2, %d epochs: test images %s%n", epochs, classifier.score(test));
        System.out.println("The validation images told when to stop; learning from them too makes fewer errors.");
    }
}
