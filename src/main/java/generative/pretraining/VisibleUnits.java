package generative.pretraining;

import generative.UserException;
import generative.math.Elementwise;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Initialiser;
import java.util.random.RandomGenerator;

/// What the visible units of a restricted Boltzmann machine stand for.
///
/// ```
/// z = a + h Wᵀ           the input that the hidden units give them, N×d
/// bits                   P(vᵢ = 1 | h) = σ(zᵢ)                              energy of v alone: −Σ aᵢ vᵢ
/// real numbers           vᵢ | h ~ N(zᵢ, 1)                                  ½ Σ (vᵢ − aᵢ)²
/// bits, then a label     the last C units are one choice of C:              −Σ aᵢ vᵢ
///                        P(label c | h) = exp z_c / Σ exp z_c′
/// ```
/// Sources: Hinton, *Training Products of Experts by Minimizing Contrastive Divergence* (2002); for real numbers Welling et al.
/// (2005); for labels Hinton, Osindero and Teh, *A Fast Learning Algorithm for Deep Belief Nets* (2006).
public sealed interface VisibleUnits {

    /// Bits.
    VisibleUnits BERNOULLI = new Bernoulli();

    /// Real numbers of variance 1, so that data should be standardised.
    VisibleUnits GAUSSIAN = new Gaussian();

    /// Bits, and behind them a label of so many classes.
    static VisibleUnits withLabels(int classes) {
        return new WithLabels(classes);
    }

    /// The mean of v given h, N×d.
    default Matrix mean(Matrix h, Matrix W, Matrix a) {
        return mean(h.affineTransB(W, a, null));                           // z = h Wᵀ + a
    }

    /// The mean of v given its input z, N×d.
    Matrix mean(Matrix z);

    /// A draw of v given its mean, N×d.
    Matrix sample(Matrix mean, RandomGenerator random);

    /// The energy that v has by itself, under the biases a: N×1.
    default Matrix energy(Matrix v, Matrix a) {
        return v.multTransB(a).scale(-1);                                  // −Σ aᵢ vᵢ
    }

    /// The biases with which the means of the units are those of the data while W is 0, 1×d. A pixel that is always off begins at
    /// .001, since 0 has no finite bias.
    default Matrix biasFor(Matrix data) {
        double most = Math.log(.999 / .001);
        return Initialiser.logitOfMeans(data).map(bias -> Math.clamp(bias, -most, most));
    }

    /// Whether data are what the units can show.
    ///
    /// @throws UserException with one sentence if they are not
    default void check(Matrix data) {
        Probabilities.require(data, "A machine of visible bits");
    }

    /// Bits.
    record Bernoulli() implements VisibleUnits {

        @Override public Matrix mean(Matrix h, Matrix W, Matrix a) {
            return h.affineTransB(W, a, Elementwise.SIGMOID);              // all at once
        }

        @Override public Matrix mean(Matrix z) {
            return z.apply(Elementwise.SIGMOID);
        }

        @Override public Matrix sample(Matrix mean, RandomGenerator random) {
            return Randoms.bernoulli(mean, random);
        }

        @Override public String toString() {
            return "bits";
        }
    }

    /// Real numbers.
    record Gaussian() implements VisibleUnits {

        @Override public Matrix mean(Matrix z) {
            return z;
        }

        @Override public Matrix sample(Matrix mean, RandomGenerator random) {
            Matrix noise = mean.createLike();
            Randoms.setGaussian(noise, 1, random);
            return mean.plus(noise);
        }

        @Override public Matrix energy(Matrix v, Matrix a) {
            return v.plusRow(a.scale(-1)).rowSquaredNorms().scale(.5);
        }

        @Override public Matrix biasFor(Matrix data) {
            return data.columnMeans();
        }

        @Override public void check(Matrix data) {
            if (!data.isFinite())
                throw new UserException("The data hold a number that is infinite or no number at all; look for it where they were read.");
        }

        @Override public String toString() {
            return "real numbers";
        }
    }

    /// Bits, and behind them a label.
    ///
    /// @param classes C, the number of units that belong to the label
    record WithLabels(int classes) implements VisibleUnits {

        public WithLabels {
            if (classes < 2) throw new IllegalArgumentException("a label needs 2 classes or more, got " + classes);
        }

        @Override public Matrix mean(Matrix z) {
            int d = bits(z);
            return z.cols(0, d).apply(Elementwise.SIGMOID).concatColumns(z.cols(d, z.numCols()).softmax());
        }

        @Override public Matrix sample(Matrix mean, RandomGenerator random) {
            int d = bits(mean);
            return Randoms.bernoulli(mean.cols(0, d), random).concatColumns(choices(mean.cols(d, mean.numCols()), random));
        }

        /// One unit of each row is 1: unit c with probability p[n,c].
        private static Matrix choices(Matrix p, RandomGenerator random) {
            Matrix choice = p.createLike();
            for (int n = 0; n < p.numRows(); n++) {
                double u = random.nextDouble();
                int c = 0;
                while (c < p.numCols() - 1 && (u -= p.get(n, c)) >= 0) c++;
                choice.set(n, c, 1);
            }
            return choice;
        }

        private int bits(Matrix z) {
            if (z.numCols() <= classes)
                throw new IllegalArgumentException(z.shape() + " leaves no column beside a label of " + classes + " classes");
            return z.numCols() - classes;
        }

        @Override public String toString() {
            return "bits and a label of " + classes + " classes";
        }
    }
}
