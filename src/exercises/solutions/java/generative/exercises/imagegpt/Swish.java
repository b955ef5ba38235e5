package generative.exercises.imagegpt;

import generative.math.Elementwise;
import generative.math.Matrix;
import generative.nn.Layer;
import generative.nn.Parameter;
import generative.nn.Pass;
import java.util.List;

/// A solution of the exercise; the task is in the stub.
public final class Swish implements Layer {

    private final Parameter beta;

    public Swish(Matrix beta) {
        this.beta = new Parameter("β", beta);
    }

    @Override public Pass forward(Matrix x) {
        double b = beta.value().get(0);
        Matrix s = x.scale(b).apply(Elementwise.SIGMOID), bend = x.times(s).minus(x.times(s).times(s));
        return new Pass(x.times(s), dy -> {                                // y = x s
            double more = dy.times(x).times(bend).elementSum();            // dβ += Σ dy x² s (1 − s)
            beta.gradient().set(0, beta.gradient().get(0) + more);
        }, dy -> dy.times(s.plus(b, bend)));                               // dx = dy (s + β x s (1 − s))
    }

    @Override public List<Parameter> parameters() {
        return List.of(beta);
    }
}
