package generative.imagegpt;

import generative.data.Batches;
import generative.evaluation.ClassifierScore;
import generative.evaluation.LogisticRegression;
import generative.evaluation.PenaltySearch;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Linear;
import generative.nn.Loss;
import generative.nn.Pass;
import generative.nn.SoftmaxCrossEntropy;
import generative.optim.Lbfgs;
import generative.optim.Schedule;
import generative.optim.Sgd;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/// How much a straight cut through the features knows of the labels: the features stay as they are, and only a softmax on them
/// learns.
///
/// ```
/// z = (x − mean) / s              mean and s of the images that are learned from, by column
/// p = softmax(z U + c)            U, c by L-BFGS with a penalty λ/2 Σ U², or by SGD with momentum .9
/// W = U / s,  b = c − mean W      so that p = softmax(x W + b)
/// ```
/// What s is the paper leaves open, and it matters. With the standard deviation of *each* column, no number counts less for
/// varying little, which suits many labels; where labels are few, what varies little is mostly noise, and *one* s for all columns
/// does better: with 4 labels a class, pixels of MNIST lose eight points by the former. So both are tried, for whatever is
/// probed. The held-out images choose s together with λ, or with the learning rate of the published list: that with which fewest
/// of them are wrong. A column that never varies counts as 0. The paper then learns once more
/// from both sets together; here the probe stays the one that the held-out images have chosen.
///
/// Shapes: `x` M×d, `W` d×C, `b` 1×C.
///
/// Source: Chen et al., *Generative Pretraining from Pixels* (2020), sections 2.4 and 3.4: L-BFGS for small sets; for ImageNet
/// SGD, its rate falling along half a cosine from one of 30, 10, 3 …
///
/// @param setting    the λ or the learning rate that was chosen
/// @param byColumn   whether each column was divided by its own standard deviation
/// @param validation how the held-out images are classified
public record LinearProbe(Matrix W, Matrix b, double setting, boolean byColumn, ClassifierScore validation) {

    /// How the weights are found.
    public enum Method { LBFGS, SGD }

    private static final double[] PENALTIES = {1e-6, 1e-5, 1e-4, 1e-3, 1e-2, .1}, RATES = {30, 10, 3, 1, .3, .1, .03};
    private static final Lbfgs DESCENT = new Lbfgs(10, 200, 1e-4);
    private static final int BATCH = 128, EPOCHS = 30;
    private static final double CONSTANT = 1e-6;

    /// Learns from some rows, and chooses the setting by others.
    public static LinearProbe fit(Method method, Matrix x, int[] labels, Matrix validation, int[] validationLabels, int classes) {
        if (x.numCols() != validation.numCols())
            throw new IllegalArgumentException("features " + x.shape() + " and held-out features " + validation.shape()
                    + " are not of one kind");
        LinearProbe one = fit(method, x, labels, validation, validationLabels, classes, false);
        LinearProbe each = fit(method, x, labels, validation, validationLabels, classes, true);
        return better(each.validation, one.validation) ? each : one;
    }

    private static boolean better(ClassifierScore a, ClassifierScore b) {
        return a.errors() < b.errors() || a.errors() == b.errors() && a.loss() < b.loss();
    }

    private static LinearProbe fit(Method method, Matrix x, int[] labels, Matrix held, int[] heldLabels, int classes,
            boolean byColumn) {
        Matrix mean = x.columnMeans(), inverse = inverseStd(x, mean, byColumn);
        Matrix z = scaled(x, mean, inverse), heldZ = scaled(held, mean, inverse);
        double setting;
        Matrix U, c;
        if (method == Method.LBFGS) {
            setting = PenaltySearch.on(z, labels, heldZ, heldLabels, classes, DESCENT, PENALTIES).lambda();
            LogisticRegression fitted = LogisticRegression.fit(z, labels, classes, setting, DESCENT);
            U = fitted.W();
            c = fitted.b();
        } else {
            setting = rate(z, labels, heldZ, heldLabels, classes);
            Linear softmax = descended(z, labels, classes, setting);
            U = softmax.weights().value();
            c = softmax.bias().value();
        }
        Matrix W = timesRows(U, inverse);                                  // W = U / s
        Matrix b = c.minus(mean.mult(W));                                  // b = c − mean W
        return new LinearProbe(W, b, setting, byColumn, ClassifierScore.of(heldZ.affine(U, c), heldLabels));
    }

    /// The learning rate with which fewest held-out rows are wrong.
    private static double rate(Matrix z, int[] labels, Matrix held, int[] heldLabels, int classes) {
        ClassifierScore best = null;
        double chosen = 0;
        for (double rate : RATES) {
            Linear softmax = descended(z, labels, classes, rate);
            if (!softmax.weights().value().isFinite() || !softmax.bias().value().isFinite()) continue;
            ClassifierScore score = ClassifierScore.of(softmax.forward(held).output(), heldLabels);
            if (best != null && !better(score, best)) continue;
            best = score;
            chosen = rate;
        }
        if (best == null) throw new IllegalArgumentException("no learning rate leads anywhere on features " + z.shape());
        return chosen;
    }

    private static Linear descended(Matrix z, int[] labels, int classes, double rate) {
        Linear softmax = new Linear(z.like(z.numCols(), classes), z.like(1, classes));
        Batches batches = new Batches(labels.length, Math.min(BATCH, labels.length), 1);
        long steps = (long) EPOCHS * batches.perEpoch();
        Sgd sgd = new Sgd(softmax.parameters(), Schedule.warmUpAndCosine(rate, 0, steps), Schedule.constant(.9));
        for (long step = 0; step < steps; step++) {
            int[] batch = batches.at(step);
            Pass pass = softmax.forward(z.selectRows(batch));
            Loss loss = SoftmaxCrossEntropy.of(pass.output(), IntStream.of(batch).map(n -> labels[n]).toArray());
            pass.learn(loss.gradient());
            sgd.step(step);
        }
        return softmax;
    }

    /// 1 / s for each column, 1×d; 0 for one that never varies.
    static Matrix inverseStd(Matrix x, Matrix mean, boolean byColumn) {
        double[] variance = new double[x.numCols()];
        for (int n = 0; n < x.numRows(); n++)
            for (int j = 0; j < variance.length; j++) variance[j] += Math.pow(x.get(n, j) - mean.get(j), 2) / x.numRows();
        double all = Arrays.stream(variance).average().orElseThrow();
        Matrix inverse = mean.createLike();
        for (int j = 0; j < variance.length; j++)
            if (Math.sqrt(variance[j]) > CONSTANT * Math.max(1, Math.abs(mean.get(j))))
                inverse.set(j, 1 / Math.sqrt(byColumn ? variance[j] : all));
        return inverse;
    }

    /// z = (x − mean) / s.
    static Matrix scaled(Matrix x, Matrix mean, Matrix inverse) {
        Matrix z = x.createLike();
        for (int n = 0; n < x.numRows(); n++)
            for (int j = 0; j < x.numCols(); j++) z.set(n, j, (x.get(n, j) - mean.get(j)) * inverse.get(j));
        return z;
    }

    private static Matrix timesRows(Matrix U, Matrix factors) {
        Matrix W = U.createLike();
        for (int j = 0; j < U.numRows(); j++) for (int c = 0; c < U.numCols(); c++) W.set(j, c, U.get(j, c) * factors.get(j));
        return W;
    }

    /// One logit for each class.
    public Matrix logits(Matrix x) {
        return x.affine(W, b);
    }

    /// How these rows are classified.
    public ClassifierScore score(Matrix x, int... labels) {
        return ClassifierScore.of(logits(x), labels);
    }

    @Override public String toString() {
        return String.format(Locale.ROOT, "LinearProbe %d → %d (%.3g, %s), held out: %s", W.numRows(), W.numCols(), setting,
                byColumn ? "by column" : "one scale", validation);
    }

    /// Points inside and outside of a circle: by their coordinates, and by the squares of these.
    public static void demo() {
        Matrix x = Randoms.gaussian(200, 2, 1, Randoms.of(1)), squares = x.elementMult(x);
        int[] inside = IntStream.range(0, 200).map(n -> squares.get(n, 0) + squares.get(n, 1) < 1.4 ? 1 : 0).toArray();
        int[] first = Arrays.copyOf(inside, 100), rest = Arrays.copyOfRange(inside, 100, 200);
        for (Matrix features : new Matrix[] {x, squares})
            for (Method method : Method.values())
                System.out.printf("%-17s by %-5s %s%n", features == x ? "the coordinates," : "their squares,", method,
                        fit(method, features.rows(0, 100), first, features.rows(100, 200), rest, 2));
        System.out.println("A probe cannot bend: it finds what the features say plainly, and that is how good they are.");
    }
}
