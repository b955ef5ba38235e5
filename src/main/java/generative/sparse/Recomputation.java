package generative.sparse;

import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Dropout;
import generative.nn.Initialiser;
import generative.nn.Layer;
import generative.nn.Linear;
import generative.nn.Parameter;
import generative.nn.Pass;
import generative.nn.Sequential;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// A layer that keeps its input alone and runs forward a second time when gradients come back: less memory for more time.
///
/// ```
/// forward    y = f(x; key)       key: one random number, from which all noise of the layer comes
/// backward   f(x; key) again, then its own way back
/// ```
/// A deep net of such layers keeps N·d numbers per layer instead of all that happens inside. The same key gives the same dropout
/// masks, so the gradients are those of the layer itself, bit for bit.
///
/// Source: Chen et al., *Training Deep Nets with Sublinear Memory Cost* (2016); Child et al. (2019), section 5.4.
public final class Recomputation implements Layer {

    private final Layer layer;

    public Recomputation(Layer layer) {
        this.layer = layer;
    }

    @Override public Pass forward(Matrix x) {
        return keeping(() -> layer.forward(x));
    }

    @Override public Pass forward(Matrix x, RandomGenerator random) {
        long key = random.nextLong();
        return keeping(() -> layer.forward(x, Randoms.of(key)));
    }

    private static Pass keeping(Supplier<Pass> forward) {
        return Pass.through(forward.get().output(), (dy, way) -> way.apply(forward.get(), dy));
    }

    @Override public List<Parameter> parameters() {
        return layer.parameters();
    }

    @Override public String toString() {
        return "recomputed " + layer;
    }

    /// The same gradients, with dropout, once kept and once computed again.
    public static void demo() {
        Sequential net = new Sequential(new Dropout(.5), new Linear(6, 2, Initialiser.gaussian(1), Randoms.of(1)));
        Matrix x = Randoms.gaussian(1, 6, 1, Randoms.of(2)), dy = Matrix.row(1, 1);
        Pass kept = net.forward(x, Randoms.of(Randoms.of(3).nextLong())), again = new Recomputation(net).forward(x, Randoms.of(3));
        System.out.println("kept:           " + kept.inputGradient(dy));
        System.out.println("computed again: " + again.inputGradient(dy));
        System.out.println("The zeros are dropped inputs: one random number brings the same mask back, so nothing but x was kept.");
    }
}
