package generative.gan;

import generative.gan.AdversarialSettings.Update;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Parameter;
import generative.optim.MomentumDescent;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;

/// Nets so small that every slope can be measured, and the measuring.
final class TinyGame {

    static final int PIXELS = 5;

    private TinyGame() { }

    /// z of 3, G 3–4–4–5, D 5–6×2–6×2–1, six examples in a minibatch, momentum .5, .6, .7 in the first three epochs.
    static AdversarialSettings settings(Update update, int k, GeneratorLoss loss) {
        return new AdversarialSettings(Noise.UNIFORM, 3, 4, 6, 2, .7, .5, .9, .8, descent(6, .1, 1.01, .5, .7, 3),
                update, k, loss);
    }

    /// One noise, one unit a layer, two pieces, no dropout in evaluation and half of all in training.
    static AdversarialSettings smallest() {
        return new AdversarialSettings(Noise.UNIFORM, 1, 1, 1, 2, .1, .1, .5, .5, descent(1, .1, 1, .5, .5, 1),
                Update.SIMULTANEOUS, 1, GeneratorLoss.NON_SATURATING);
    }

    /// Without max-norm and calm end.
    static MomentumDescent descent(int batch, double rate, double decay, double first, double last, int epochs) {
        return new MomentumDescent(batch, rate, decay, first, last, epochs, Double.POSITIVE_INFINITY, 0, 0);
    }

    /// Pixels between .1 and .9.
    static Matrix data(int images) {
        return Randoms.uniform(images, PIXELS, .1, .9, Randoms.of(99));
    }

    /// Other weights and biases: biases of 0 would put silent units exactly on the kink of the next ReLU.
    static void scatter(List<Parameter> parameters, long seed) {
        RandomGenerator random = Randoms.of(seed);
        for (Parameter p : parameters)
            p.set(Randoms.uniform(p.value().numRows(), p.value().numCols(), -.7, .7, random));
    }

    static void toDouble(List<Parameter> parameters) {
        parameters.forEach(Parameter::toDouble);
    }

    /// dL/dθ by central differences, h = 10⁻⁵.
    static Matrix slope(Parameter parameter, DoubleSupplier loss) {
        Matrix theta = parameter.value(), slope = theta.createLike();
        for (int i = 0; i < theta.getNumElements(); i++) {
            double at = theta.get(i), h = 1e-5;
            theta.set(i, at + h);
            double up = loss.getAsDouble();
            theta.set(i, at - h);
            double down = loss.getAsDouble();
            theta.set(i, at);
            slope.set(i, (up - down) / (2 * h));
        }
        return slope;
    }

    /// The largest difference between the collected gradients and the measured slopes, against the largest slope.
    static double worstError(List<Parameter> parameters, DoubleSupplier loss) {
        double largest = 0, error = 0;
        for (Parameter p : parameters) {
            Matrix slope = slope(p, loss);
            for (int i = 0; i < slope.getNumElements(); i++) {
                largest = Math.max(largest, Math.abs(slope.get(i)));
                error = Math.max(error, Math.abs(slope.get(i) - p.gradient().get(i)));
            }
        }
        return error / largest;
    }
}
