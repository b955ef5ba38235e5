package generative.pretraining;

import generative.math.Matrix;
import generative.nn.Dropout;
import generative.nn.Initialiser;
import generative.nn.Layer;
import generative.nn.Linear;
import generative.nn.Parameter;
import generative.nn.Sequential;
import generative.nn.Sigmoid;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// A deep classifier of sigmoid units, which can begin with pretrained layers or with random ones, all else being equal.
///
/// ```
/// h⁰ = x,   hˡ = σ(hˡ⁻¹ Wˡ + bˡ),  l = 1 … L         a = h^L W^(L+1) + b^(L+1), one logit for each class
/// ```
/// Shapes: `x` N×d, `hˡ` N×m_l, `a` N×C. The output layer begins with zeros, so that at first all classes are equally probable.
public final class SigmoidNet {

    private SigmoidNet() { }

    /// With the layers of a stack; they are shared, so that what the net learns the coders know.
    public static Sequential of(List<? extends Coder> coders, int classes) {
        GreedyLayerwise.requireFit(coders);
        List<Layer> layers = new ArrayList<>();
        for (Coder coder : coders) {
            layers.add(new Linear(coder.weights(), coder.hiddenBias()));
            layers.add(new Sigmoid());
        }
        return withOutput(layers, coders.getLast().hidden(), classes);
    }

    /// With copies of the layers of a stack, which stays as it is.
    public static Sequential copyOf(List<? extends Coder> coders, int classes) {
        Sequential shared = of(coders, classes);
        return new Sequential(shared.layers().stream().map(layer -> layer instanceof Linear linear
                ? new Linear(linear.weights().value().copy(), linear.bias().value().copy()) : layer).toArray(Layer[]::new));
    }

    /// The twin that nobody pretrained: weights from [Initialiser#forSigmoid()], biases 0.
    public static Sequential random(int d, List<Integer> hidden, int classes, RandomGenerator random) {
        List<Layer> layers = new ArrayList<>();
        int below = d;
        for (int m : hidden) {
            layers.add(new Linear(below, m, Initialiser.forSigmoid(), random));
            layers.add(new Sigmoid());
            below = m;
        }
        return withOutput(layers, below, classes);
    }

    private static Sequential withOutput(List<Layer> layers, int below, int classes) {
        layers.add(new Linear(Matrix.zeros(below, classes), Matrix.zeros(1, classes)));
        return new Sequential(layers.toArray(Layer[]::new));
    }

    /// The same net, parameters shared, with inverted dropout before each affine layer.
    ///
    /// @param input  the probability to drop a number of x
    /// @param hidden the probability to drop a hidden unit
    public static Sequential withDropout(Sequential net, double input, double hidden) {
        List<Layer> layers = new ArrayList<>();
        for (Layer layer : net.layers()) {
            double drop = layers.isEmpty() ? input : hidden;
            if (layer instanceof Linear && drop > 0) layers.add(new Dropout(1 - drop));
            layers.add(layer);
        }
        return new Sequential(layers.toArray(Layer[]::new));
    }

    /// How many numbers are learned.
    public static int size(Sequential net) {
        return net.parameters().stream().map(Parameter::value).mapToInt(Matrix::getNumElements).sum();
    }
}
