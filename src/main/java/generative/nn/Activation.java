package generative.nn;

import generative.math.Elementwise;
import generative.math.Matrix;

/// A layer that applies one function to every number, whose slope can be read off its value.
///
/// ```
/// forward    y = f(x)
/// backward   dx = dy ⊙ f′(x), computed from y alone
/// ```
/// Because the input need not be kept, [Sequential] lets a [Linear] layer in front compute f in the same pass over its result.
public sealed interface Activation extends Layer permits Relu, Sigmoid, Tanh {

    /// f.
    Elementwise function();

    @Override default Pass forward(Matrix x) {
        return backFrom(x.apply(function()));                              // y = f(x)
    }

    /// The way back from a y that is there already.
    default Pass backFrom(Matrix y) {
        return new Pass(y, dy -> dy.timesSlope(function(), y, y));         // dx = dy ⊙ f′
    }
}
