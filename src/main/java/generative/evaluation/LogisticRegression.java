package generative.evaluation;

import generative.math.Backend;
import generative.math.Matrix;
import generative.nn.Loss;
import generative.nn.SoftmaxCrossEntropy;
import generative.optim.Lbfgs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Logistic regression sorts rows into classes by one weighted sum for each class; how well it does tells how good the
/// features are.
///
/// ```
/// p[n,·] = softmax(x[n] W + b)
/// J(W, b) = −(1/N) Σₙ ln p[n, label[n]]  +  (λ/2) Σ W²                    the bias is not penalised
/// dJ/dW   = xᵀ (p − onehot) / N + λ W            dJ/db = Σₙ (p − onehot)[n] / N
/// ```
/// ```math
/// J(W, b) = -\frac1N \sum_n \ln p_{n, \ell_n} + \frac\lambda2 \sum_{ic} W_{ic}^2 \qquad p = \operatorname{softmax}(x W + b)
/// ```
/// Shapes: `x` N×d, `W` d×C, `b` 1×C. J is convex, and strictly so in W if λ > 0: there is one optimum, and any method
/// that goes downhill finds it. Here it is [Lbfgs] from W = 0, b = 0. The products are done in the precision of `x`.
///
/// λ goes with the mean of the losses. Where a penalty ½ Σ W² is set against C times the *sum* of losses
/// (scikit-learn), C = 1 is λ = 1/N. λ is chosen on data that are neither fitted nor tested: [PenaltySearch].
///
/// As a *linear probe* it judges the features of a net: Chen et al., *Generative Pretraining from Pixels* (2020),
/// section 3.
///
/// @param W       the weights that were found, in the precision of x
/// @param b       the biases
/// @param lambda  λ
/// @param descent how the optimum was come to, and J there
public record LogisticRegression(Matrix W, Matrix b, double lambda, Lbfgs.Result descent) {

    private static final int BLOCK = 1 << 17;                              // numbers, half a megabyte of floats
    private static final int PARTS = 8;                                    // that can be worked on at once

    /// Fits rows x with these labels, from 0 to classes − 1, to a gradient of 10⁻⁵.
    public static LogisticRegression fit(Matrix x, int[] labels, int classes, double lambda) {
        return fit(x, labels, classes, lambda, new Lbfgs());
    }

    /// The same as far as this descent goes.
    public static LogisticRegression fit(Matrix x, int[] labels, int classes, double lambda, Lbfgs descent) {
        if (classes < 2) throw new IllegalArgumentException("there must be 2 classes or more, got " + classes);
        if (!(lambda >= 0)) throw new IllegalArgumentException("the penalty λ must be 0 or more, got " + lambda);
        if (x.numRows() == 0) throw new IllegalArgumentException("there is nothing to fit in " + x.shape());
        requireLabels(x, labels);
        Matrix start = Matrix.zeros(x.numCols() + 1, classes);
        Lbfgs.Result found = descent.minimise(objective(x, labels, lambda), start);
        return new LogisticRegression(weights(found.theta(), x), bias(found.theta(), x), lambda, found);
    }

    /// J and its gradient as a function of θ: W with b as its last row, (d+1)×C in double. The rows come block by block: what
    /// the way forward has read of a block is still in the cache when the way back wants it.
    static Function<Matrix, Loss> objective(Matrix x, int[] labels, double lambda) {
        return objective(x, labels, lambda, Math.max(1, BLOCK / Math.max(1, x.numCols())));
    }

    /// The same in blocks of so many rows.
    static Function<Matrix, Loss> objective(Matrix x, int[] labels, double lambda, int rows) {
        int N = x.numRows(), d = x.numCols();
        List<Matrix> blocks = new ArrayList<>();
        for (int n = 0; n < N; n += rows) blocks.add(rows >= N ? x : x.rows(n, Math.min(N, n + rows)));
        int parts = Math.min(PARTS, blocks.size());
        return theta -> {
            Matrix W = weights(theta, x), b = bias(theta, x);
            Sums[] sums = new Sums[parts];
            Backend.current().inParts(parts, part -> {
                sums[part] = new Sums(x.like(b.numCols(), d), b.createLike());
                for (int i = part * blocks.size() / parts; i < (part + 1) * blocks.size() / parts; i++)
                    sums[part].add(blocks.get(i), Arrays.copyOfRange(labels, i * rows, Math.min(N, (i + 1) * rows)), W, b, N);
            });
            Sums all = Arrays.stream(sums).reduce(Sums::plus).orElseThrow();
            Matrix precise = theta.rows(0, d);
            return new Loss(all.loss / N + lambda / 2 * precise.sumOfSquares(),
                    all.dW.transpose().inDouble().plus(lambda, precise).concatRows(all.db.inDouble()));
        };
    }

    /// The losses of some rows, added up, and what these rows give to the gradient of J. The penalty is left to the caller, and dW
    /// stands here as its transpose, C×d, which the backend makes faster.
    private static final class Sums {
        double loss;
        final Matrix dW, db;

        Sums(Matrix dW, Matrix db) {
            this.dW = dW;
            this.db = db;
        }

        void add(Matrix x, int[] labels, Matrix W, Matrix b, int N) {
            Loss mean = SoftmaxCrossEntropy.of(x.affine(W, b), labels);
            loss += mean.value() * labels.length;
            Matrix da = labels.length == N ? mean.gradient() : mean.gradient().scale((double) labels.length / N);  // (p − onehot) / N
            dW.addMultTransA(da, x);                                       // (dJ/dW)ᵀ = daᵀ x, and λ Wᵀ
            db.addColumnSums(da);                                          // dJ/db = Σₙ da[n]
        }

        Sums plus(Sums other) {
            Sums both = new Sums(dW.plus(other.dW), db.plus(other.db));
            both.loss = loss + other.loss;
            return both;
        }
    }

    private static Matrix weights(Matrix theta, Matrix x) {
        Matrix W = theta.rows(0, x.numCols());
        return x.isFloat() ? W.inFloat() : W;
    }

    private static Matrix bias(Matrix theta, Matrix x) {
        Matrix b = theta.rows(x.numCols(), x.numCols() + 1);
        return x.isFloat() ? b.inFloat() : b;
    }

    private static void requireLabels(Matrix x, int[] labels) {
        if (labels.length != x.numRows())
            throw new IllegalArgumentException("the rows are " + x.shape() + ", but there are " + labels.length
                    + " labels");
    }

    /// One logit for each class, N×C.
    public Matrix logits(Matrix x) {
        return x.affine(W, b);
    }

    /// The most likely class of each row, the first one in a tie.
    public int[] predict(Matrix x) {
        return logits(x).scale(-1).rowArgMin();
    }

    /// The share of rows that are put into a wrong class, from 0 to 1.
    public double errorRate(Matrix x, int... labels) {
        requireLabels(x, labels);
        int[] predicted = predict(x);
        return IntStream.range(0, labels.length).filter(n -> predicted[n] != labels[n])
                .count() / (double) labels.length;
    }

    /// The mean of −ln p of the right classes, in nats, without the penalty.
    public double crossEntropy(Matrix x, int... labels) {
        return SoftmaxCrossEntropy.of(logits(x), labels).value();
    }

    @Override public String toString() {
        return "LogisticRegression " + W.numRows() + " → " + W.numCols() + " (λ = " + lambda + "), J = " + descent;
    }

    /// Two points on a line: they can be told apart however large W is, and only the penalty says how large.
    public static void demo() {
        Matrix x = Matrix.of(new double[][] {{-1}, {1}}).inDouble();
        System.out.println("class 0 at x = −1, class 1 at x = 1");
        for (double lambda : new double[] {10, 1, 1 / (2 * Math.log(3)), .1, .01, .001}) {
            LogisticRegression fitted = fit(x, new int[] {0, 1}, 2, lambda);
            System.out.printf("λ = %6.3f: W = (%6.3f, %5.3f), p of the right class %.3f%n", lambda, fitted.W.get(0),
                    fitted.W.get(1),
                    Math.exp(-fitted.crossEntropy(x, 0, 1)));
        }
        System.out.println("The third is ½ ln 3 = 0.549 and ¾ to all digits; without a penalty W would grow for ever.");
    }
}
