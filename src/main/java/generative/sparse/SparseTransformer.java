package generative.sparse;

import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Initialiser;
import generative.nn.Layer;
import generative.nn.LayerNorm;
import generative.nn.Loss;
import generative.nn.Parameter;
import generative.nn.Pass;
import generative.nn.Projection;
import generative.nn.Sequential;
import generative.nn.SoftmaxCrossEntropy;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A model of sequences that says, for every position, how likely each token is there, given all tokens before it.
///
/// ```
/// H₀ = embed(x)          Hₖ = blockₖ(Hₖ₋₁)          logits = norm(H_L) W_out
/// ln p(x) = Σᵢ ln softmax(logits[i])[xᵢ]            since p(x) = Π p(xᵢ | x₁ … xᵢ₋₁)
/// ```
/// W_out begins with zeros: at first every token is as likely as any other, and the loss is ln V. On the first step nothing but W_out
/// therefore has a gradient.
///
/// Shapes: `x` B×N tokens 0 … V−1, logits (B·N)×V.
///
/// Source: Child et al., *Generating Long Sequences with Sparse Transformers* (2019), sections 3 and 5.
public final class SparseTransformer implements Layer, SequenceLearner {

    private final Architecture sizes;
    private final Layer embedding;
    private final List<ResidualBlock> blocks;
    private final Sequential head;
    private final boolean recompute;

    /// @param drop      the probability to drop an output of a residual branch in training
    /// @param recompute whether blocks run forward again on the way back, which saves most of the memory
    public SparseTransformer(Architecture sizes, double drop, boolean recompute, RandomGenerator random) {
        this(sizes, new GridEmbedding(sizes, random), IntStream.range(0, sizes.layers()).mapToObj(layer ->
                new ResidualBlock(sizes, layer, drop, random)).toList(), new LayerNorm(sizes.width()),
                new Projection(sizes.width(), sizes.vocabulary(), Initialiser.zeros(), random), recompute);
    }

    /// Of parts of your own, from tokens to logits.
    public SparseTransformer(Architecture sizes, Layer embedding, List<ResidualBlock> blocks, Layer lastNorm, Layer toLogits,
                             boolean recompute) {
        this.sizes = sizes;
        this.embedding = embedding;
        this.blocks = List.copyOf(blocks);
        this.recompute = recompute;
        head = new Sequential(lastNorm, toLogits);
    }

    public Architecture sizes() {
        return sizes;
    }

    /// The number of numbers that are learned.
    public long size() {
        return parameters().stream().mapToLong(p -> p.value().getNumElements()).sum();
    }

    /// The layers from tokens to logits, one after the other.
    private Sequential layers() {
        return upTo(head);
    }

    /// From tokens to what the logits are made of, (B·N)×d: for another head than that of the next token.
    public Sequential trunk() {
        return upTo(head.layers().getFirst());
    }

    /// From there to the logits.
    public Layer toLogits() {
        return head.layers().getLast();
    }

    private Sequential upTo(Layer last) {
        Stream<Layer> body = blocks.stream().map(block -> recompute ? new Recomputation(block) : block);
        return new Sequential(Stream.of(Stream.of(embedding), body, Stream.of(last)).flatMap(part -> part).toArray(Layer[]::new));
    }

    @Override public Pass forward(Matrix x) {
        return layers().forward(x);
    }

    @Override public Pass forward(Matrix x, RandomGenerator random) {
        return layers().forward(x, random);
    }

    /// L = −(1/BN) Σ ln p(xᵢ | x₁ … xᵢ₋₁).
    @Override public double learn(Matrix x, double weight, RandomGenerator random) {
        Pass pass = forward(x, random);
        Loss loss = SoftmaxCrossEntropy.of(pass.output(), x);
        pass.learn(loss.scaled(weight).gradient());
        return loss.value();
    }

    /// ln p of each sequence, in nats, B numbers.
    public double[] logLikelihoods(Matrix x) {
        int N = sizes.positions();
        Matrix logits = forward(x).output(), logSums = logits.rowLogSumExp();
        double[] sums = new double[x.numRows()];
        for (int n = 0; n < logits.numRows(); n++)
            sums[n / N] += logits.get(n, (int) x.get(n)) - logSums.get(n);
        return sums;
    }

    /// The logits at a position of each sequence, given the token before it; the caches take what the position adds. B×V.
    Matrix at(int position, int[] before, List<KeyValueCache> caches) {
        if (!(embedding instanceof GridEmbedding grid))
            throw new IllegalStateException("a model that is shown both sides cannot be asked position by position");
        Matrix h = grid.at(position, before);
        for (int layer = 0; layer < blocks.size(); layer++) h = blocks.get(layer).at(position, h, caches.get(layer));
        return head.forward(h).output();
    }

    /// An empty cache for each layer.
    List<KeyValueCache> caches(int sequences) {
        return blocks.stream().map(block -> block.cache(sequences)).toList();
    }

    /// What every block's attention sees, and last what the logits are made of: L+1 matrices (B·N)×d, each after its norm.
    public List<Matrix> normalised(Matrix x) {
        List<Matrix> all = new ArrayList<>();
        Matrix h = embedding.forward(x).output();
        for (ResidualBlock block : blocks) {
            all.add(block.normalised(h));
            h = block.forward(h).output();
        }
        all.add(head.layers().getFirst().forward(h).output());
        return all;
    }

    /// How much each position takes from each, for one sequence 1×N: a list of layers, each a list of heads, each N×N.
    public List<List<Matrix>> attention(Matrix x) {
        if (x.numRows() != 1) throw new IllegalArgumentException("attention is shown for one sequence, got " + x.shape());
        List<List<Matrix>> all = new ArrayList<>();
        Matrix h = embedding.forward(x).output();
        for (ResidualBlock block : blocks) {
            all.add(block.weights(h));
            h = block.forward(h).output();
        }
        return all;
    }

    @Override public List<Parameter> parameters() {
        return layers().parameters();
    }

    @Override public String toString() {
        return "SparseTransformer of " + sizes;
    }

    /// The first loss is ln V, and the chances of all continuations add up to one.
    public static void demo() {
        Architecture sizes = Architecture.of(3, List.of(2, 2), 2, 8, 2, HeadPatterns.strided(2, HeadPatterns.Way.BY_TURNS));
        SparseTransformer model = new SparseTransformer(sizes, 0, false, Randoms.of(1));
        System.out.println(model + ", " + model.size() + " parameters");
        System.out.printf("−ln p of a sequence before training: %.6f = 4 ln 3%n", -model.logLikelihoods(Matrix.row(0, 1, 2, 0))[0]);
        Parameter last = model.parameters().getLast();
        last.set(Initialiser.gaussian(1).create(8, 3, Randoms.of(2)));     // as if it had learned something
        double sum = 0;
        for (int b = 0; b < 81; b++) sum += Math.exp(model.logLikelihoods(Matrix.row(b % 3, b / 3 % 3, b / 9 % 3, b / 27))[0]);
        System.out.printf("Σ p over all 81 sequences with other weights: %.6f%n", sum);
        System.out.println("Whatever the weights, it is a probability distribution over whole sequences, one factor for each token.");
    }
}
