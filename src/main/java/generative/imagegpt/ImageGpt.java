package generative.imagegpt;

import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Initialiser;
import generative.nn.Layer;
import generative.nn.Loss;
import generative.nn.Parameter;
import generative.nn.Pass;
import generative.nn.Projection;
import generative.sparse.Architecture;
import generative.sparse.AttentionPattern;
import generative.sparse.Completer;
import generative.sparse.GridEmbedding;
import generative.sparse.HeadPatterns;
import generative.sparse.Sampler;
import generative.sparse.SequenceLearner;
import generative.sparse.SparseTransformer;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// A transformer that learns images as sequences of colours, by one of two tasks.
///
/// ```
/// AR     input [sos, e(x₁), …, e(x_{N−1})] + P, each position sees those before it     L = −(1/N) Σᵢ ln p(xᵢ | x₁ … xᵢ₋₁)
/// BERT   input e(x) + P, nothing of hidden pixels, each position sees all              L = −mean over hidden i of ln p(xᵢ | the rest)
/// nˡ     what the attention of layer l sees, l = 0 … L−1; n^L what the logits are made of
/// ```
/// Labels are not used. That the nˡ of a middle layer turn out to be good features of an image is what the paper is about.
///
/// Pixels come in raster order, or in another order π that the model is trained for; images are given and returned in raster order.
/// Positions belong to places of the order.
///
/// Embeddings begin with standard deviation .02 (tokens, start) and .01 (positions), the logits with zeros: the first loss is ln V.
///
/// Shapes: `x` B×N tokens 0 … V−1.
///
/// Source: Chen et al., *Generative Pretraining from Pixels* (2020), section 2.
public final class ImageGpt implements SequenceLearner {

    /// What is predicted from what.
    public enum Objective { AR, BERT }

    private final Objective objective;
    private final int[] order;
    private final SparseTransformer transformer;

    /// In raster order, in the style of the released code, without recomputation.
    public ImageGpt(Architecture sizes, Objective objective, RandomGenerator random) {
        this(sizes, objective, DecoderBlock.Style.CODE, IntStream.range(0, sizes.positions()).toArray(), false, random);
    }

    /// @param sizes     with the patterns of an AR model; a BERT model sees everything
    /// @param order     π: the pixel that comes at each place
    /// @param recompute whether blocks run forward again on the way back, which saves most of the memory
    public ImageGpt(Architecture sizes, Objective objective, DecoderBlock.Style style, int[] order, boolean recompute,
            RandomGenerator random) {
        this.objective = objective;
        this.order = order.clone();
        Architecture net = objective == Objective.AR ? sizes
                : sizes.withPatterns(HeadPatterns.of(HeadPatterns.Way.MERGED, List.of(AttentionPattern.everything())));
        AutoregressiveLoss.inOrder(Matrix.zeros(1, net.positions()), order);                 // refuses what is no permutation
        Initialiser tokens = Initialiser.gaussian(.02), positions = Initialiser.gaussian(.01);
        Layer embedding = objective == Objective.AR ? new GridEmbedding(net, tokens, positions, random)
                : new MaskedEmbedding(net, tokens, positions, random);
        transformer = new SparseTransformer(net, embedding,
                IntStream.range(0, net.layers()).mapToObj(layer -> DecoderBlock.of(net, layer, style, random)).toList(),
                DecoderBlock.norm(net.width(), style), new Projection(net.width(), net.vocabulary(), Initialiser.zeros(), random),
                recompute);
    }

    public Objective objective() {
        return objective;
    }

    public Architecture sizes() {
        return transformer.sizes();
    }

    /// The net, which sees pixels in the order π.
    public SparseTransformer transformer() {
        return transformer;
    }

    /// Pixels in the order in which the net sees them.
    public Matrix inOrder(Matrix x) {
        return AutoregressiveLoss.inOrder(x, order);
    }

    /// And back.
    public Matrix inRaster(Matrix y) {
        return AutoregressiveLoss.inRaster(y, order);
    }

    /// The place of a pixel in the order.
    int placeOf(int pixel) {
        int place = 0;
        while (order[place] != pixel) place++;
        return place;
    }

    /// What the net is shown of images: all of it (AR), or what is not hidden, 15 % of the pixels being so (BERT).
    public Matrix shown(Matrix x, RandomGenerator random) {
        Matrix y = inOrder(x);
        return objective == Objective.AR ? y : hide(y, BertLoss.mask(x.numRows(), x.numCols(), BertLoss.HIDDEN, random));
    }

    private Matrix hide(Matrix y, Matrix hidden) {
        return MaskedEmbedding.hide(y, hidden, sizes().vocabulary());
    }

    /// The loss of logits for images that were [#shown(Matrix, RandomGenerator)] so.
    Loss loss(Matrix logits, Matrix x, Matrix shown) {
        Matrix y = inOrder(x);
        if (objective == Objective.AR) return AutoregressiveLoss.of(logits, y);
        int V = sizes().vocabulary();
        return BertLoss.of(logits, y, shown.map(token -> token == V ? 1 : 0));
    }

    @Override public double learn(Matrix x, double weight, RandomGenerator random) {
        Matrix shown = shown(x, random);
        Pass pass = transformer.forward(shown, random);
        Loss loss = loss(pass.output(), x, shown);
        pass.learn(loss.scaled(weight).gradient());
        return loss.value();
    }

    /// The mean loss of these images, in nats a token (BERT: a hidden token).
    public double loss(Matrix x, RandomGenerator random) {
        Matrix shown = shown(x, random);
        return loss(transformer.forward(shown).output(), x, shown).value();
    }

    /// The mean of −ln p of the pixels that are not known, each given all that come before it in the order π: where the known ones come
    /// first, −ln p(the rest | what is known), in nats a pixel.
    public double lossOfMissing(Matrix x, boolean[] known) {
        if (objective == Objective.BERT) throw new IllegalStateException("a BERT model has no probability of what is missing as a whole");
        int N = order.length;
        if (known.length != N || x.numCols() != N)
            throw new IllegalArgumentException("of images " + x.shape() + ", " + known.length + " pixels are said to be known or not, of "
                    + N);
        Matrix y = inOrder(x), logits = transformer.forward(y).output();
        int[] missing = IntStream.range(0, y.getNumElements()).filter(n -> !known[order[n % N]]).toArray();
        if (missing.length == 0) throw new IllegalArgumentException("all pixels are known, so that none is left to be predicted");
        Matrix t = y.like(1, missing.length);
        for (int m = 0; m < missing.length; m++) t.set(m, y.get(missing[m]));
        return AutoregressiveLoss.of(logits.selectRows(missing), t).value();
    }

    /// The features of images: the mean over positions of n⁰ … n^L, a list of L+1 matrices B×d.
    public List<Matrix> features(Matrix x, RandomGenerator random) {
        MeanOverPositions mean = new MeanOverPositions(x.numCols());
        return transformer.normalised(shown(x, random)).stream().map(n -> mean.forward(n).output()).toList();
    }

    /// What draws missing pixels, wherever they are: one after the other in the order π, each given those before it (AR); or in a random
    /// order, each given all that are known by then (BERT).
    public Completer completer(double temperature) {
        if (objective == Objective.BERT) return new HiddenPixels(this, temperature);
        Sampler sampler = new Sampler(transformer, temperature);
        return (x, known, random) -> {
            Completer.requireFit(x, known, order.length);
            boolean[] places = new boolean[order.length];
            for (int i = 0; i < order.length; i++) places[i] = known[order[i]];
            return inRaster(sampler.complete(inOrder(x), places, random));
        };
    }

    /// The number of numbers that are learned.
    public long size() {
        return transformer.size();
    }

    @Override public List<Parameter> parameters() {
        return transformer.parameters();
    }

    @Override public String toString() {
        boolean raster = IntStream.range(0, order.length).allMatch(i -> order[i] == i);
        return "ImageGpt " + objective + (raster ? "" : " in an order of its own") + ", " + sizes();
    }

    /// The first loss of both tasks, and what features there are.
    public static void demo() {
        Architecture sizes = Architecture.of(4, List.of(16), 2, 8, 2, HeadPatterns.dense());
        Matrix x = Matrix.row(Randoms.of(2).ints(32, 0, 4).asDoubleStream().toArray()).reshaped(2, 16);
        for (Objective objective : Objective.values()) {
            ImageGpt model = new ImageGpt(sizes, objective, Randoms.of(1));
            System.out.printf("%s: %d parameters, first loss %.6f = ln 4%n", model, model.size(), model.loss(x, Randoms.of(3)));
            List<Matrix> features = model.features(x, Randoms.of(3));
            System.out.println("  features of " + features.size() + " places, each " + features.getFirst().shape());
        }
        System.out.println("Both are one net; they differ in what a position may see, and in what it has to say.");
    }
}
