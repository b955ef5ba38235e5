package generative.sparse;

import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Dropout;
import generative.nn.Gelu;
import generative.nn.Initialiser;
import generative.nn.Layer;
import generative.nn.LayerNorm;
import generative.nn.Linear;
import generative.nn.Parameter;
import generative.nn.Pass;
import generative.nn.Sequential;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// One layer of a transformer: what attention finds is added to the stream, and then what a small net makes of it.
///
/// ```
/// forward    h = x + drop(attention(norm(x)))
///            y = h + drop(ff(norm(h)))               ff(h) = W₂ f(W₁ h + b₁) + b₂,   f(a) = a σ(1.702 a)
/// backward   dh = dy + (∂ff branch/∂h)ᵀ dy           dx = dh + (∂attention branch/∂x)ᵀ dh
/// ```
/// *Pre-activation*: the stream itself is never normalised, so a gradient reaches the lowest layer unchanged. Dropout is on the two
/// branches and nowhere else.
///
/// Shapes: `x`, `y` (B·N)×d; `W₁` d×innerWidth.
///
/// Source: Child et al., *Generating Long Sequences with Sparse Transformers* (2019), section 5.2.
public final class ResidualBlock implements Layer {

    private final Layer norm;
    private final Attention attention;
    private final Sequential look, think;

    /// Weights begin normal with variance .125 / inputs; those that end a branch are divided by √(2L), since 2L branches add up.
    ///
    /// @param layer this layer's number, from 0
    /// @param drop  the probability to drop an output of a branch
    public ResidualBlock(Architecture sizes, int layer, double drop, RandomGenerator random) {
        this(new LayerNorm(sizes.width()), attention(sizes, layer, random), new LayerNorm(sizes.width()), feedForward(sizes, random), drop);
    }

    /// Of parts of your own: another norm, layers without biases.
    public ResidualBlock(Layer beforeAttention, Attention attention, Layer beforeFeedForward, Sequential feedForward, double drop) {
        this.norm = beforeAttention;
        this.attention = attention;
        Stream<Layer> thinking = Stream.concat(Stream.of(beforeFeedForward), feedForward.layers().stream());
        look = branch(Stream.of(norm, attention), drop);
        think = branch(thinking, drop);
    }

    private static Sequential branch(Stream<Layer> layers, double drop) {
        return new Sequential((drop == 0 ? layers : Stream.concat(layers, Stream.of(new Dropout(1 - drop)))).toArray(Layer[]::new));
    }

    private static Attention attention(Architecture sizes, int layer, RandomGenerator random) {
        return new Attention(sizes.width(), sizes.keyWidth(), sizes.patternsOf(layer), sizes.positions(), scaled(1), last(sizes), random);
    }

    private static Sequential feedForward(Architecture sizes, RandomGenerator random) {
        int d = sizes.width();
        return new Sequential(new Linear(d, sizes.innerWidth(), scaled(1), random), new Gelu(),
                new Linear(sizes.innerWidth(), d, last(sizes), random));
    }

    private static Initialiser last(Architecture sizes) {
        return scaled(1 / Math.sqrt(2.0 * sizes.layers()));
    }

    private static Initialiser scaled(double factor) {
        return (inputs, outputs, random) -> Initialiser.gaussian(factor * Math.sqrt(.125 / inputs)).create(inputs, outputs, random);
    }

    @Override public Pass forward(Matrix x) {
        return add(x, look.forward(x), think::forward);
    }

    @Override public Pass forward(Matrix x, RandomGenerator random) {
        return add(x, look.forward(x, random), h -> think.forward(h, random));
    }

    private static Pass add(Matrix x, Pass a, Function<Matrix, Pass> next) {
        Matrix h = x.plus(a.output());                                     // h = x + a
        Pass b = next.apply(h);
        return Pass.through(h.plus(b.output()), (dy, way) -> {             // y = h + b
            Matrix dh = dy.plus(way.apply(b, dy));
            return dh.plus(way.apply(a, dh));
        });
    }

    /// The same for one position of each sequence, with what came before in the cache.
    Matrix at(int position, Matrix x, KeyValueCache cache) {
        Matrix h = x.plus(attention.at(position, norm.forward(x).output(), cache));
        return h.plus(think.forward(h).output());
    }

    /// An empty cache for so many sequences.
    KeyValueCache cache(int sequences) {
        return attention.cache(sequences);
    }

    /// What the attention sees of x: x after the norm.
    Matrix normalised(Matrix x) {
        return norm.forward(x).output();
    }

    /// How much each position of one sequence takes from each, for every head, where x is what comes into the block.
    public List<Matrix> weights(Matrix x) {
        return attention.weights(norm.forward(x).output());
    }

    @Override public List<Parameter> parameters() {
        return Stream.of(look, think).flatMap(branch -> branch.parameters().stream()).toList();
    }

    @Override public String toString() {
        return "ResidualBlock with " + attention;
    }

    /// What a block adds to the stream, and what a gradient meets on the way back.
    public static void demo() {
        Architecture sizes = Architecture.of(256, List.of(4, 4), 12, 32, 4, HeadPatterns.strided(4, HeadPatterns.Way.MERGED));
        ResidualBlock block = new ResidualBlock(sizes, 0, 0, Randoms.of(1));
        Matrix x = Randoms.gaussian(16, 32, 1, Randoms.of(2)), dy = Randoms.gaussian(16, 32, 1, Randoms.of(3));
        Pass pass = block.forward(x);
        System.out.println(block);
        System.out.printf("length of x %.2f, of what the block adds %.2f%n", x.normF(), pass.output().minus(x).normF());
        Matrix dx = pass.inputGradient(dy);
        System.out.printf("length of dy %.2f, of dx %.2f, of their difference %.2f%n", dy.normF(), dx.normF(), dx.minus(dy).normF());
        System.out.println("At first a block changes little: the stream and its gradient pass through, so even a very deep net can learn.");
    }
}
