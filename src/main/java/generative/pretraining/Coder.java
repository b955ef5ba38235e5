package generative.pretraining;

import generative.math.Matrix;
import generative.nn.Parameter;
import java.util.List;

/// The model of one layer of a stack: up from what is seen to hidden units, and down again.
///
/// ```
/// propUp     h = σ(v W + b)         what the hidden units make of the visible ones
/// propDown   v = f(h Wᵀ + a)        what the visible ones would be, given these hidden units
/// ```
/// Shapes: `v` N×d, `h` N×m, `W` d×m, `b` 1×m, `a` 1×d. An RBM reads both as probabilities, an autoencoder as code and
/// reconstruction. `W` and `b` are what a net takes over as its layer, by sharing them.
public interface Coder {

    /// W, d×m.
    Parameter weights();

    /// b, 1×m.
    Parameter hiddenBias();

    /// a, 1×d.
    Parameter visibleBias();

    /// All that is learned, in a fixed order.
    default List<Parameter> parameters() {
        return List.of(weights(), visibleBias(), hiddenBias());
    }

    /// h = σ(v W + b), N×m.
    Matrix propUp(Matrix v);

    /// v = f(h Wᵀ + a), N×d.
    Matrix propDown(Matrix h);

    /// d.
    default int visible() {
        return weights().value().numRows();
    }

    /// m.
    default int hidden() {
        return weights().value().numCols();
    }
}
