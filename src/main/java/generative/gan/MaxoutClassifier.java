package generative.gan;

import generative.data.ImageSet;
import generative.evaluation.ClassifierScore;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Dropout;
import generative.nn.Initialiser;
import generative.nn.Linear;
import generative.nn.Maxout;
import generative.nn.Parameter;
import generative.nn.Pass;
import generative.nn.Sequential;
import generative.optim.MomentumDescent;
import java.util.List;
import java.util.random.RandomGenerator;

/// The maxout classifier tells digits apart without knowing which pixels are neighbours.
///
/// ```
/// a = maxout( maxout( x ) ) W + b            one logit for each class
/// p(class c | x) = exp a[c] / Σ_c′ exp a[c′]
/// answer = argmax_c a[c]                     a tie goes to the first class
/// ```
/// Shapes: `x` N×d, `a` N×C. In training, dropout acts on the inputs of each of the three layers. Pixels are kept with
/// probability .8 and *not* rescaled, so that in evaluation the first layer gets a fourth more than in training; units
/// are kept with .5 and doubled. Gradients go back through the layers as each of them says.
///
/// Shuffle the pixels of all images in the same way and nothing changes: hence "permutation invariant".
///
/// Source: Goodfellow et al., *Maxout Networks* (2013), section 5.1, and the released configuration.
public final class MaxoutClassifier {

    /// How the published net learns: no column of weights may get longer than 1.9365.
    public static final MomentumDescent DESCENT = MomentumDescent.MNIST.withMaxNorm(1.9365);

    private static final int BLOCK = 1000;

    private final Sequential net;

    /// Any net that turns rows of pixels into one logit for each class.
    public MaxoutClassifier(Sequential net) {
        this.net = net;
    }

    /// Two layers of maxout units above rows of length d, and one logit for each class.
    ///
    /// @param range r of the uniform initial weights
    public MaxoutClassifier(int d, int units, int pieces, int classes, double range, RandomGenerator random) {
        Initialiser weights = Initialiser.uniform(range);
        net = new Sequential(
                new Dropout(.8, 1), new Maxout(d, units, pieces, weights, random),
                new Dropout(.5, 2), new Maxout(units, units, pieces, weights, random),
                new Dropout(.5, 2), new Linear(units, classes, weights, random));
    }

    /// The published net for MNIST: 784 – 240×5 – 240×5 – 10.
    public static MaxoutClassifier published(RandomGenerator random) {
        return new MaxoutClassifier(784, 240, 5, 10, .005, random);
    }

    /// The logits N×C, without dropout.
    public Pass forward(Matrix x) {
        return net.forward(x);
    }

    /// The logits N×C in training, with dropout.
    public Pass forward(Matrix x, RandomGenerator random) {
        return net.forward(x, random);
    }

    /// The most probable class of each image.
    public int[] predict(Matrix x) {
        int[] classes = new int[x.numRows()];
        for (int n = 0; n < classes.length; n += BLOCK) {
            int[] block = ClassifierScore.answers(forward(x.rows(n, Math.min(n + BLOCK, classes.length))).output());
            System.arraycopy(block, 0, classes, n, block.length);
        }
        return classes;
    }

    /// The number of images that it gets wrong.
    public int errors(Matrix x, int... labels) {
        return ClassifierScore.errors(predict(x), labels);
    }

    /// Errors and loss on these images.
    public ClassifierScore score(ImageSet images) {
        return ClassifierScore.of(x -> forward(x).output(), images);
    }

    /// The layers, the last of which gives the logits.
    public Sequential net() {
        return net;
    }

    public List<Parameter> parameters() {
        return net.parameters();
    }

    /// How many numbers are learned.
    public int size() {
        return parameters().stream().mapToInt(p -> p.value().getNumElements()).sum();
    }

    @Override public String toString() {
        return "MaxoutClassifier " + net;
    }
}
