package generative.nn;

import generative.math.Matrix;
import generative.math.Randoms;
import java.util.random.RandomGenerator;

/// How the numbers of a weight matrix begin.
///
/// Sources: the ranges that the adversarial nets used are uniform (Goodfellow et al. 2014, released configuration);
/// the sparse scheme is that of Martens, *Deep Learning via Hessian-Free Optimization* (2010), section 5.
public interface Initialiser {

    /// A new inputs×outputs matrix.
    Matrix create(int inputs, int outputs, RandomGenerator random);

    /// Uniform on [−r, r).
    static Initialiser uniform(double r) {
        return (inputs, outputs, random) -> Randoms.uniform(inputs, outputs, -r, r, random);
    }

    /// Normal with mean 0 and this standard deviation.
    static Initialiser gaussian(double std) {
        return (inputs, outputs, random) -> Randoms.gaussian(inputs, outputs, std, random);
    }

    /// Uniform on ±4 √(6 / (inputs + outputs)): for sigmoid units, so that neither what goes up nor what comes back down fades away.
    ///
    /// Source: Glorot and Bengio, *Understanding the difficulty of training deep feedforward neural networks* (2010), times 4
    /// for the sigmoid, as in the Deep Learning Tutorials.
    static Initialiser forSigmoid() {
        return (inputs, outputs, random) -> {
            double r = 4 * Math.sqrt(6.0 / (inputs + outputs));
            return Randoms.uniform(inputs, outputs, -r, r, random);
        };
    }

    /// Zeros.
    static Initialiser zeros() {
        return (inputs, outputs, random) -> Matrix.zeros(inputs, outputs);
    }

    /// Each output unit gets `connections` inputs, chosen at random, with weights from N(0, std²); the others are 0.
    static Initialiser sparse(int connections, double std) {
        return (inputs, outputs, random) -> {
            if (connections > inputs)
                throw new IllegalArgumentException("a unit with " + inputs + " inputs cannot have " + connections + " connections");
            Matrix W = Matrix.zeros(inputs, outputs);
            for (int j = 0; j < outputs; j++) {
                int[] order = Randoms.permutation(inputs, random);
                for (int c = 0; c < connections; c++) W.set(order[c], j, std * random.nextGaussian());
            }
            return W;
        };
    }

    /// The bias with which sigmoid outputs begin at the data's means: logit(m) = ln m − ln(1−m) for each column, with the
    /// mean m clipped to [10⁻⁷, 1−10⁻⁷]. 1×d.
    static Matrix logitOfMeans(Matrix data) {
        return data.columnMeans().map(mean -> {
            double m = Math.clamp(mean, 1e-7, 1 - 1e-7);
            return Math.log(m) - Math.log1p(-m);
        });
    }
}
