package generative.nn;

import generative.math.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// Layers one after the other; gradients go the same way back.
///
/// ```
/// forward    x₀ = x,   xₗ = fₗ(xₗ₋₁)            y = x_L
/// backward   dx_L = dy,   dxₗ₋₁ = (∂fₗ/∂x)ᵀ dxₗ      dx = dx₀       (the chain rule)
/// ```
public final class Sequential implements Layer {

    private final List<Layer> layers;

    public Sequential(Layer... layers) {
        this.layers = List.of(layers);
    }

    public List<Layer> layers() {
        return layers;
    }

    @Override public Pass forward(Matrix x) {
        return chain(x, Layer::forward);
    }

    @Override public Pass forward(Matrix x, RandomGenerator random) {
        return chain(x, (layer, input) -> layer.forward(input, random));
    }

    private Pass chain(Matrix x, BiFunction<Layer, Matrix, Pass> run) {
        List<Pass> passes = new ArrayList<>();
        Matrix input = x;
        for (int l = 0; l < layers.size(); l++) {
            if (layers.get(l) instanceof Linear linear && l + 1 < layers.size() && layers.get(l + 1) instanceof Activation f) {
                passes.add(linear.forward(input, f));                      // both at once
                passes.add(f.backFrom(passes.getLast().output()));
                l++;
            } else {
                passes.add(run.apply(layers.get(l), input));
            }
            input = passes.getLast().output();
        }
        return new Pass(input, dy -> learn(passes, dy), dy -> back(passes, dy, Pass::inputGradient),
                dy -> back(passes, dy, Pass::backward));
    }

    private static Matrix back(List<Pass> passes, Matrix dy, BiFunction<Pass, Matrix, Matrix> way) {
        Matrix d = dy;
        for (Pass pass : passes.reversed()) d = way.apply(pass, d);
        return d;
    }

    /// Down to the lowest layer with parameters, whose input's gradient nobody needs.
    private void learn(List<Pass> passes, Matrix dy) {
        int lowest = 0;
        while (lowest < layers.size() && layers.get(lowest).parameters().isEmpty()) lowest++;
        Matrix d = dy;
        for (int l = layers.size() - 1; l > lowest; l--) d = passes.get(l).backward(d);
        if (lowest < layers.size()) passes.get(lowest).learn(d);
    }

    @Override public List<Parameter> parameters() {
        return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
    }

    @Override public String toString() {
        return layers.stream().map(Layer::toString).collect(Collectors.joining(" · "));
    }

    /// A net with two inputs and fixed weights that computes exclusive or.
    public static void demo() {
        Sequential xor = new Sequential(
                new Linear(Matrix.of(new double[][] {{1, 1}, {1, 1}}), Matrix.row(0, -1)),
                new Relu(),
                new Linear(Matrix.of(new double[][] {{1}, {-2}}), Matrix.row(0)));
        System.out.println(xor);
        System.out.println("(0,0) (0,1) (1,0) (1,1) → "
                + xor.forward(Matrix.of(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}})).output());
        System.out.println("relu(a+b) − 2 relu(a+b−1) is 1 when exactly one of a, b is.");
    }
}
