package generative.exercises.gan;

import generative.math.Matrix;
import generative.nn.Layer;
import generative.nn.Pass;

/// A solution of the exercise; the task is in the stub.
public record LeakyRelu(double alpha) implements Layer {

    @Override public Pass forward(Matrix x) {
        Matrix slope = x.map(v -> v > 0 ? 1 : alpha);
        return new Pass(x.times(slope), dy -> dy.times(slope));            // y = x ⊙ slope      dx = dy ⊙ slope
    }
}
