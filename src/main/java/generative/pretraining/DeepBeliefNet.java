package generative.pretraining;

import generative.UserException;
import generative.data.ImageSet;
import generative.data.SyntheticDigits;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Initialiser;
import generative.optim.MomentumDescent;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// A deep belief net: a machine that dreams at the top, and layers below that turn the dream into an image.
///
/// ```
/// p(x, h¹ … h^L) = p(x | h¹) p(h¹ | h²) … p(h^(L−2) | h^(L−1))  p(h^(L−1), h^L)         the last pair is an RBM, the rest goes down
/// sample         a long Gibbs chain in the RBM at the top, then once down:  h^(l−1) ~ σ(h^l Gᵀ + g), and the mean at the bottom
/// recognise      x up by means to h^(L−1)
/// classify       the label c with the least free energy F([h^(L−1), c]) of the top, where it has label units
/// ```
/// Shapes: `x` N×d, one chain or image a row. With label units, the last `classes` visible units of the top are a label, which
/// can be held fixed to draw a class.
///
/// Source: Hinton, Osindero and Teh, *A Fast Learning Algorithm for Deep Belief Nets* (2006).
public final class DeepBeliefNet {

    private final List<Coder> layers;
    private final Rbm top;

    /// @param layers the directed ones, from the bottom up; may be none
    /// @param top    whose visible units are the hidden ones of the last layer, and then label units if it has them
    public DeepBeliefNet(List<? extends Coder> layers, Rbm top) {
        this.layers = List.copyOf(layers);
        this.top = top;
        if (layers.isEmpty()) return;
        GreedyLayerwise.requireFit(layers);
        int seen = top.visible() - classes();
        if (layers.getLast().hidden() != seen) throw new UserException("Layer " + layers.size() + " of the stack has "
                + layers.getLast().hidden() + " hidden units, but the machine on it sees " + seen + "; give both the same number.");
    }

    public List<Coder> layers() {
        return layers;
    }

    public Rbm top() {
        return top;
    }

    /// The number of label units; 0 if there are none.
    public int classes() {
        return top.units() instanceof VisibleUnits.WithLabels labels ? labels.classes() : 0;
    }

    /// x up to h^(L−1), by means.
    public Matrix up(Matrix x) {
        Matrix h = x;
        for (Coder layer : layers) h = layer.propUp(h);
        return h;
    }

    /// h^(L−1) down to the mean of x; on the way, states are drawn.
    public Matrix down(Matrix h, RandomGenerator random) {
        if (layers.isEmpty()) return h;
        for (int l = layers.size() - 1; l > 0; l--) h = Randoms.bernoulli(layers.get(l).propDown(h), random);
        return layers.getFirst().propDown(h);
    }

    /// Images from chains of so many steps that begin at these images: the means of the pixels.
    public Matrix sampleFrom(Matrix images, int steps, RandomGenerator random) {
        Matrix h = up(images);
        return dream(classes() == 0 ? h : withLabels(h, null), null, steps, random);
    }

    /// Images from chains that begin at coins.
    public Matrix sample(int n, int steps, RandomGenerator random) {
        Matrix half = top.weights().value().like(n, top.visible()).plus(.5);
        return dream(top.units().sample(half, random), null, steps, random);
    }

    /// An image of each of these classes, which the label units are held at.
    public Matrix sample(int[] labels, int steps, RandomGenerator random) {
        requireLabels();
        Matrix half = top.weights().value().like(labels.length, top.visible() - classes()).plus(.5);
        return dream(withLabels(Randoms.bernoulli(half, random), labels), labels, steps, random);
    }

    /// Goes on with the chain at the top and comes down; labels that are given are put back after every step.
    private Matrix dream(Matrix v, int[] labels, int steps, RandomGenerator random) {
        for (int step = 0; step < steps; step++) {
            Matrix h = top.sampleHidden(v, random), mean = top.propDown(h);
            boolean last = step == steps - 1;
            if (last && layers.isEmpty()) return mean.cols(0, mean.numCols() - classes());
            v = top.units().sample(mean, random);
            if (labels != null) v = withLabels(v.cols(0, v.numCols() - classes()), labels);
        }
        return down(v.cols(0, v.numCols() - classes()), random);
    }

    /// The class of each image with the least free energy.
    public int[] classify(Matrix x) {
        requireLabels();
        Matrix h = up(x), F = h.like(h.numRows(), classes());
        for (int c = 0; c < classes(); c++) {
            int[] label = new int[h.numRows()];
            java.util.Arrays.fill(label, c);
            F.insertIntoThis(0, c, top.freeEnergy(withLabels(h, label)));
        }
        return F.rowArgMin();
    }

    private void requireLabels() {
        if (classes() == 0) throw new IllegalStateException("this deep belief net has no label units: " + this);
    }

    /// [h, label]; without labels all classes are equally likely.
    public Matrix withLabels(Matrix h, int[] labels) {
        Matrix onehot = h.like(h.numRows(), classes());
        if (labels == null) onehot.fill(1.0 / classes());
        else for (int n = 0; n < labels.length; n++) onehot.set(n, labels[n], 1);
        return h.concatColumns(onehot);
    }

    @Override public String toString() {
        return layers.stream().map(layer -> layer.visible() + " ← ").collect(Collectors.joining()) + top;
    }

    /// Two layers learn digits drawn by rule, with labels at the top, and then draw digits that are asked for.
    public static void demo() {
        ImageSet digits = SyntheticDigits.generate(700, 1), test = SyntheticDigits.generate(200, 2);
        MomentumDescent descent = MomentumDescent.MNIST.withBatchSize(20).withLearningRate(.1, 1).withMomentum(.5, .8, 3);
        Rbm first = new Rbm(784, 60, Randoms.of(1)).startAtMeansOf(digits.x());
        new ModuleTraining(new ContrastiveDivergence(first, 1).binarising(), digits.x(), descent, 1).epochs(4);
        Rbm top = new Rbm(VisibleUnits.withLabels(10), 70, 80, Initialiser.gaussian(.01), Randoms.of(2));
        DeepBeliefNet net = new DeepBeliefNet(List.of(first), top);
        Matrix h = net.withLabels(first.propUp(digits.x()), digits.labels());
        new ModuleTraining(new ContrastiveDivergence(top, 1).binarising(), h, descent, 2).epochs(15);
        int[] answers = net.classify(test.x());
        int right = 0;
        for (int n = 0; n < answers.length; n++) if (answers[n] == test.labels()[n]) right++;
        System.out.println(net + ": " + right + " of " + answers.length + " test digits get the right label");
        Matrix drawn = net.sample(new int[] {0, 1, 7}, 100, Randoms.of(3));
        for (int y = 3; y < 26; y += 2) {
            List<String> line = new ArrayList<>();
            for (int n = 0; n < 3; n++) {
                StringBuilder row = new StringBuilder();
                for (int x = 0; x < 28; x++) row.append(" .:*#".charAt((int) Math.min(4, 5 * drawn.get(n, y * 28 + x))));
                line.add(row.toString());
            }
            System.out.println(String.join("  ", line).stripTrailing());
        }
        System.out.println("Asked for a 0, a 1 and a 7: the label pulls the dream at the top, the layer below paints it.");
    }
}
