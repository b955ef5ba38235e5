package generative.sparse;

import generative.math.Matrix;
import generative.nn.Parameter;
import java.util.List;
import java.util.random.RandomGenerator;

/// What learns from sequences of tokens by a loss of its own.
public interface SequenceLearner {

    /// What is learned, in a fixed order.
    List<Parameter> parameters();

    /// Adds weight · dL/dθ to the parameters' gradients, and gives L in nats a token.
    ///
    /// @param x      tokens B×N
    /// @param random of everything that is random: dropout, what is hidden
    double learn(Matrix x, double weight, RandomGenerator random);
}
