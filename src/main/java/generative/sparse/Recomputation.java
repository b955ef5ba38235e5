package generative.sparse;

import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Layer;
import generative.nn.Parameter;
import generative.nn.Pass;
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
}
