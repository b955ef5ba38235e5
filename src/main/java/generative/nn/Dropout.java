package generative.nn;

import generative.math.Matrix;
import java.util.random.RandomGenerator;

/// Dropout switches each input off by chance while training, so that no unit can rely on another being there.
///
/// ```
/// training     mask[n,j] = scale with probability keep, else 0
///              y = x ⊙ mask          backward   dx = dy ⊙ mask
/// evaluation   y = x                 backward   dx = dy
/// ```
/// ```math
/// y = x \odot m \qquad m_{nj} = \begin{cases} s & \text{with probability } q \\ 0 & \text{else} \end{cases}
/// ```
/// *Inverted* dropout has scale = 1/keep: the expected value of y is then x, and evaluation needs no correction. Both are
/// given separately because the published maxout classifier keeps .8 of its inputs *without* rescaling them, while the
/// published adversarial nets do rescale (.8 and 1.25; then .5 and 2).
///
/// The mask is never stored: it is a function of one random number, the key, and is computed again on the way back. What is dropped
/// becomes 0 whatever it was, NaN included.
///
/// It stands **before** a layer: what is dropped are the layer's inputs, never the maximum of a maxout unit.
///
/// Source: Srivastava et al. (2014); Goodfellow et al., *Maxout Networks* (2013), section 2.
public final class Dropout implements Layer {

    private final double keep, scale;

    /// Inverted dropout: scale = 1/keep.
    public Dropout(double keep) {
        this(keep, 1 / keep);
    }

    public Dropout(double keep, double scale) {
        if (!(keep > 0 && keep <= 1))
            throw new IllegalArgumentException("the probability to keep an input must be in (0, 1], got " + keep);
        this.keep = keep;
        this.scale = scale;
    }

    @Override public Pass forward(Matrix x) {
        return new Pass(x, dy -> dy);
    }

    @Override public Pass forward(Matrix x, RandomGenerator random) {
        long key = random.nextLong();                                      // stands for the mask
        return new Pass(x.dropout(key, keep, scale),                       // y = x ⊙ mask
                dy -> dy.dropout(key, keep, scale));                       // dx = dy ⊙ mask
    }

    @Override public String toString() {
        return "Dropout keeping " + keep + ", × " + scale;
    }

    /// One row of ones, twice in training and once in evaluation.
    public static void demo() {
        RandomGenerator random = generative.math.Randoms.of(1);
        Dropout half = new Dropout(0.5);
        Matrix ones = Matrix.zeros(1, 6);
        ones.fill(1);
        System.out.println("training, a mask:       " + half.forward(ones, random).output());
        System.out.println("training, another mask: " + half.forward(ones, random).output());
        System.out.println("evaluation:             " + half.forward(ones).output());
        Matrix many = Matrix.zeros(1000, 100);
        many.fill(1);
        System.out.printf("mean over 100,000 inputs in training: %.3f%n", half.forward(many, random).output().mean());
        System.out.println("Half of the ones are dropped and the others doubled, so the mean stays near 1.");
    }
}
