package generative.imagegpt;

import generative.data.TokenSet;
import generative.evaluation.ClassifierScore;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Layer;
import generative.nn.Loss;
import generative.nn.Parameter;
import generative.nn.Pass;
import generative.nn.Projection;
import generative.nn.SoftmaxCrossEntropy;
import generative.sparse.Architecture;
import generative.sparse.HeadPatterns;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// An Image GPT with a second head that names the class, and both tasks at once: to say what the image is, and still to predict
/// its pixels.
///
/// ```
/// n = n^L, what the logits of pixels are made of          f = (1/N) Σᵢ n[i]           z = (f − m) / s     class logits = z W_clf
/// L = w L_gen + L_clf                                     L_clf = −(1/B) Σ_b ln p(class of b | f[b])
/// dn = w (∂ pixel logits / ∂n)ᵀ dL_gen + (1/N) (dL_clf W_clfᵀ) / s at each position       and on through the trunk
/// ```
/// The head sits on the *last* layer: the best layer for a probe learns faster at first and ends worse. W_clf begins with zeros,
/// as in the released code, and has no bias: the first L_clf is ln C. A BERT model is shown images with holes in training and in
/// judgement.
///
/// In the paper m = 0 and s = 1, which is how it begins here too. But f differs little from image to image, by a tenth of its
/// length or less, so that W_clf would have to grow for thousands of steps. [#standardise(TokenSet, int, long)] takes for m the
/// mean of f and for s its standard deviation, one for all columns, over some images before training; both are constants from
/// then on. With a bias in W_clf it would be the same function of f; it only learns faster.
///
/// Shapes: tokens `x` B×N, `n` (B·N)×d, `f` B×d, `W_clf` d×C.
///
/// Source: Chen et al., *Generative Pretraining from Pixels* (2020), section 2.3; w = 1 there.
public final class ImageClassifier {

    /// Both losses of a batch, in nats: a token, and an image; and how many of the images were put into a wrong class.
    public record Losses(double generative, double classification, int errors) { }

    private final ImageGpt model;
    private final Projection classes;
    private final Layer mean;
    private final double weight;
    private final Matrix m, inverse;

    /// @param model    whose weights go on learning
    /// @param classes  C
    /// @param weight   w of the generative loss; 0 for a classifier alone
    public ImageClassifier(ImageGpt model, int classes, double weight) {
        if (classes < 2) throw new IllegalArgumentException("there must be 2 classes or more, got " + classes);
        if (!(weight >= 0)) throw new IllegalArgumentException("the weight of the generative loss must be 0 or more, got "
                + weight);
        this.model = model;
        Matrix zeros = model.parameters().getFirst().value().like(model.sizes().width(), classes);
        this.classes = new Projection(new Parameter("W_clf", zeros));
        this.mean = new MeanOverPositions(model.sizes().positions());
        this.weight = weight;
        m = zeros.like(1, zeros.numRows());
        inverse = m.plus(1);
    }

    public ImageGpt model() {
        return model;
    }

    /// From now on the class logits are made of (f − m) / s, with m and s those of f over these images as the net is now.
    public void standardise(TokenSet images, int atOnce, long seed) {
        Matrix f = means(images, atOnce, seed);
        m.setTo(f.columnMeans());
        inverse.setTo(LinearProbe.inverseStd(f, m, false));
    }

    /// m and 1/s, 1×d each.
    Map<String, Matrix> constants() {
        Map<String, Matrix> constants = new LinkedHashMap<>();
        constants.put("m", m);
        constants.put("1/s", inverse);
        return constants;
    }

    /// Adds factor · dL/dθ to the parameters' gradients.
    ///
    /// @param random of what is hidden from a BERT model
    public Losses learn(Matrix x, int[] labels, double factor, RandomGenerator random) {
        if (labels.length != x.numRows())
            throw new IllegalArgumentException("the images are " + x.shape() + ", but there are " + labels.length + " labels");
        Matrix shown = model.shown(x, random);
        Pass trunk = model.transformer().trunk().forward(shown, random);
        Matrix n = trunk.output();

        Pass f = mean.forward(n);                                          // f = (1/N) Σ n
        Pass logits = classes.forward(LinearProbe.scaled(f.output(), m, inverse));          // z W_clf,  z = (f − m) / s
        Loss clf = SoftmaxCrossEntropy.of(logits.output(), labels);
        Matrix dz = logits.backward(clf.scaled(factor).gradient());        // dz = dL_clf W_clfᵀ
        Matrix dn = f.inputGradient(LinearProbe.scaled(dz, m.createLike(), inverse));       // dn = (1/N) dz / s

        Pass pixels = model.transformer().toLogits().forward(n);
        Loss gen = model.loss(pixels.output(), x, shown);
        if (weight > 0)                                                    // dn += w (∂ pixel logits / ∂n)ᵀ dL_gen
            dn = dn.plus(pixels.backward(gen.scaled(factor * weight).gradient()));
        trunk.learn(dn);
        return new Losses(gen.value(), clf.value(), ClassifierScore.errors(ClassifierScore.answers(logits.output()), labels));
    }

    /// L = w L_gen + L_clf of a batch.
    public double loss(Losses losses) {
        return weight * losses.generative + losses.classification;
    }

    /// One logit for each class of these images, so many going through the net at once.
    ///
    /// @param seed of what is hidden from a BERT model
    public Matrix logits(TokenSet images, int atOnce, long seed) {
        return classes.forward(LinearProbe.scaled(means(images, atOnce, seed), m, inverse)).output();
    }

    /// f of these images.
    private Matrix means(TokenSet images, int atOnce, long seed) {
        if (atOnce < 1) throw new IllegalArgumentException("1 image or more goes through the model at once, got " + atOnce);
        Matrix all = classes.weights().value().like(images.size(), m.numCols());
        for (int from = 0; from < images.size(); from += atOnce) {
            int[] some = IntStream.range(from, Math.min(images.size(), from + atOnce)).toArray();
            Matrix n = model.transformer().trunk().forward(model.shown(images.batch(some), Randoms.of(seed, from))).output();
            all.setRows(mean.forward(n).output(), some);
        }
        return all;
    }

    /// How these images are classified.
    public ClassifierScore score(LabelledImages images, int atOnce, long seed) {
        return ClassifierScore.of(logits(images.tokens(), atOnce, seed), images.labels());
    }

    /// Those of the model, and W_clf.
    public List<Parameter> parameters() {
        return Stream.concat(model.parameters().stream(), classes.parameters().stream()).toList();
    }

    @Override public String toString() {
        return "ImageClassifier of " + classes.weights().value().numCols() + " classes, generative weight " + weight + ", on "
                + model;
    }

    /// The first losses, and what a few steps on two images do to both.
    public static void demo() {
        Architecture sizes = Architecture.of(4, List.of(16), 2, 16, 2, HeadPatterns.dense());
        Matrix x = Matrix.row(Randoms.of(2).ints(32, 0, 4).asDoubleStream().toArray()).reshaped(2, 16);
        for (double weight : new double[] {1, 0}) {
            ImageClassifier classifier = new ImageClassifier(new ImageGpt(sizes, ImageGpt.Objective.AR, Randoms.of(1)), 2,
                    weight);
            generative.optim.Adam adam = new generative.optim.Adam(classifier.parameters(), .01);
            for (int step = 0; step <= 40; step++) {
                Losses losses = classifier.learn(x, new int[] {0, 1}, 1, Randoms.of(3, step));
                if (step % 20 == 0) System.out.printf("w = %.0f, step %2d: a pixel %.3f nats, the class %.3f nats%n", weight,
                        step,
                        losses.generative, losses.classification);
                adam.step(step);
            }
        }
        System.out.println("ln 4 and ln 2 at first. Without the generative loss the class is learned, and nothing about pixels.");
    }
}
