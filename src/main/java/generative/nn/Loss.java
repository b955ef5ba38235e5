package generative.nn;

import generative.math.Matrix;
import java.util.Locale;

/// The value of a loss and its gradient with respect to what it was computed from.
///
/// @param value    L, in nats, the mean over the batch
/// @param gradient dL/d(logits), in the shape of the logits
public record Loss(double value, Matrix gradient) {

    /// Both times a constant.
    public Loss scaled(double factor) {
        return factor == 1 ? this : new Loss(factor * value, gradient.scale(factor));
    }

    @Override public String toString() {
        return String.format(Locale.ROOT, "Loss %.6f nats, gradient %s", value, gradient);
    }
}
