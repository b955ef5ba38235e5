package generative.pretraining;

import generative.UserException;
import generative.math.Matrix;
import java.util.Map;
import java.util.random.RandomGenerator;

/// A way to teach one layer without labels: what it learns from a minibatch.
public interface GreedyModule {

    /// The layer that learns.
    Coder coder();

    /// Adds the gradients of one minibatch, N×d, to those of the coder's parameters, and tells how it went: name of a metric →
    /// its value. All noise comes from `random`.
    Map<String, Double> learn(Matrix batch, RandomGenerator random);

    /// Live matrices that learning changes beside the parameters, by name: Markov chains that go on, for instance.
    default Map<String, Matrix> memory() {
        return Map.of();
    }

    /// Whether these data can be learned from.
    ///
    /// @throws IllegalArgumentException or UserException with one sentence if not
    default void check(Matrix data) {
        if (data.numRows() == 0) throw new UserException("There are no examples to learn from; give the module 1 or more.");
        if (data.numCols() != coder().visible()) throw new IllegalArgumentException("the data are " + data.shape()
                + ", but the module has " + coder().visible() + " visible units");
    }
}
