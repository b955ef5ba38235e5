package generative.nn;

import generative.Golden;
import generative.Precision;
import generative.math.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Layers with the parameters and settings of a golden case, in one of the precisions.
///
/// The name of a net lists its layers, `Linear · Relu · Linear`; what belongs to the second one begins with `2.`.
public record GoldenLayers(Golden golden, Precision precision) {

    private GoldenLayers part(int layer) {
        return new GoldenLayers(golden.under(layer + "."), precision);
    }

    /// A matrix of the case in this precision.
    public Matrix matrix(String name) {
        return precision.of(golden.matrix(name));
    }

    /// A layer of this class; a net has its layers' classes from the name of the case.
    public Layer layer(String kind) {
        return switch (kind) {
            case "Linear" -> new Linear(matrix("W"), matrix("b"));
            case "Projection" -> new Projection(new Parameter("W", matrix("W")));
            case "Maxout" -> new Maxout(matrix("W"), matrix("b"), golden.whole("pieces"));
            case "Relu" -> new Relu();
            case "Sigmoid" -> new Sigmoid();
            case "Tanh" -> new Tanh();
            case "Softplus" -> new Softplus();
            case "Gelu" -> new Gelu();
            case "LayerNorm" -> new LayerNorm(matrix("g"), matrix("b"), golden.number("epsilon"));
            case "RmsNorm" -> new RmsNorm(matrix("g"), golden.number("epsilon"));
            case "Embedding" -> new Embedding(matrix("E"));
            case "Dropout" -> new Dropout(golden.number("keep"), golden.number("scale"));
            case "Convolution" -> convolution();
            case "MaxoutConvolution" -> new MaxoutConvolution(convolution(), golden.whole("pieces"));
            case "TransposedConvolution" -> new TransposedConvolution(image(), window(), matrix("W"), matrix("b"));
            case "MaxPooling" -> new MaxPooling(image(), golden.whole("size"), golden.whole("stride"));
            case "Residual" -> new Residual(net(golden.name()));
            case "Sequential" -> net(golden.name());
            default -> throw new AssertionError("GoldenLayers cannot make the layer " + kind + " of " + golden);
        };
    }

    /// The net of the layers that the words name.
    public Sequential net(String kinds) {
        String[] kind = kinds.split(" · ");
        Layer[] layers = new Layer[kind.length];
        for (int l = 0; l < layers.length; l++) layers[l] = part(l + 1).layer(kind[l]);
        return new Sequential(layers);
    }

    private Convolution convolution() {
        return new Convolution(image(), window(), matrix("W"), matrix("b"));
    }

    private ImageShape image() {
        int[] size = golden.wholes("image");
        return new ImageShape(size[0], size[1], size[2]);
    }

    private Window window() {
        int[] numbers = golden.wholes("window");
        return new Window(numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    /// Training where the case gives the keys of dropout's masks, else evaluation.
    public Pass forward(Layer layer, Matrix x) {
        long[] keys = keys(layer).toArray();
        if (keys.length == 0) return layer.forward(x);
        Keys replay = new Keys(keys);
        Pass pass = layer.forward(x, replay);
        if (replay.next != keys.length)
            throw new AssertionError("dropout drew " + replay.next + " keys of " + keys.length);
        return pass;
    }

    private LongStream keys(Layer layer) {
        if (layer instanceof Residual past) return keys(past.layer());
        if (layer instanceof Sequential net) {
            List<Layer> layers = net.layers();
            return IntStream.range(0, layers.size()).boxed().flatMapToLong(l -> part(l + 1).keys(layers.get(l)));
        }
        return golden.has("key") ? Arrays.stream(golden.wholes("key")).asLongStream() : LongStream.empty();
    }

    /// Holds the gradients that were collected against the golden ones: those of W against dW.
    public void assertGradients(Layer layer) {
        if (layer instanceof Residual past) assertGradients(past.layer());
        else if (layer instanceof Sequential net)
            for (int l = 0; l < net.layers().size(); l++) part(l + 1).assertGradients(net.layers().get(l));
        else for (Parameter p : layer.parameters()) precision.assertGolden(p.gradient(), golden, "d" + p.name());
    }

    /// The keys that the script gave to its masks.
    private static final class Keys implements RandomGenerator {

        private final long[] keys;
        private int next;

        private Keys(long[] keys) {
            this.keys = keys;
        }

        @Override public long nextLong() {
            return keys[next++];
        }
    }
}
