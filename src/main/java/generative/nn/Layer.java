package generative.nn;

import generative.math.Matrix;
import java.util.List;
import java.util.random.RandomGenerator;

/// A function of a batch that can also send gradients back through itself.
///
/// There are two ways to run it: `forward(x)` evaluates, without any randomness; `forward(x, random)` trains, and layers that
/// are noisy in training (dropout) draw from `random`. A layer without noise does the same in both.
///
/// A layer and its parameters are used by one thread at a time.
public interface Layer {

    /// Evaluation: y = f(x), N×d in, N×m out.
    Pass forward(Matrix x);

    /// Training: the same with the layer's noise.
    default Pass forward(Matrix x, RandomGenerator random) {
        return forward(x);
    }

    /// What is learned, in a fixed order.
    default List<Parameter> parameters() {
        return List.of();
    }
}
