package generative.nn;

import generative.Golden;
import generative.Precision;
import generative.math.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

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
            case "Maxout" -> new Maxout(matrix("W"), matrix("b"), golden.whole("pieces"));
            case "Relu" -> new Relu();
            case "Sigmoid" -> new Sigmoid();
            case "Tanh" -> new Tanh();
            case "Softplus" -> new Softplus();
            case "Dropout" -> new Dropout(golden.number("keep"), golden.number("scale"));
            case "Convolution" -> convolution();
            case "MaxoutConvolution" -> new MaxoutConvolution(convolution(), golden.whole("pieces"));
            case "TransposedConvolution" -> new TransposedConvolution(image(), window(), matrix("W"), matrix("b"));
            case "MaxPooling" -> new MaxPooling(image(), golden.whole("size"), golden.whole("stride"));
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

    /// Training where the case says what dropout kept, else evaluation.
    public Pass forward(Layer layer, Matrix x) {
        double[] kept = kept(layer).toArray();
        if (kept.length == 0) return layer.forward(x);
        Replay replay = new Replay(kept);
        Pass pass = layer.forward(x, replay);
        if (replay.next != kept.length)
            throw new AssertionError("dropout drew " + replay.next + " numbers, PyTorch " + kept.length);
        return pass;
    }

    private DoubleStream kept(Layer layer) {
        if (layer instanceof Sequential net) {
            List<Layer> layers = net.layers();
            return IntStream.range(0, layers.size()).boxed().flatMapToDouble(l -> part(l + 1).kept(layers.get(l)));
        }
        return golden.has("kept") ? Arrays.stream(golden.numbers("kept")) : DoubleStream.empty();
    }

    /// Holds the gradients that were collected against the golden ones: those of W against dW.
    public void assertGradients(Layer layer) {
        if (layer instanceof Sequential net)
            for (int l = 0; l < net.layers().size(); l++) part(l + 1).assertGradients(net.layers().get(l));
        else for (Parameter p : layer.parameters()) precision.assertGolden(p.gradient(), golden, "d" + p.name());
    }

    /// Draws that make dropout keep what PyTorch kept: 0 is below every probability, the last float before 1 is not.
    private static final class Replay implements RandomGenerator {

        private final double[] kept;
        private int next;

        private Replay(double[] kept) {
            this.kept = kept;
        }

        @Override public float nextFloat() {
            return kept[next++] == 1 ? 0 : Math.nextDown(1f);
        }

        @Override public long nextLong() {
            throw new UnsupportedOperationException("dropout draws floats");
        }
    }
}
