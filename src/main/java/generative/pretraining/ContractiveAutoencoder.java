package generative.pretraining;

import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Loss;
import generative.optim.MomentumDescent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// A contractive autoencoder pays for every way in which its code would follow the input, and so keeps only those that it needs
/// to tell examples apart.
///
/// ```
/// L        = reconstruction + λ (1/N) Σₙ ‖J(x[n])‖²            J = dh/dx = diag(h ⊙ (1−h)) Wᵀ, m×d
/// ‖J(x)‖²  = Σⱼ a[j] S[j]        a = (h ⊙ (1−h))²      S[j] = Σᵢ W[i,j]²
/// backward   ds += (2λ/N) (1 − 2h) ⊙ a ⊙ S                     since da/ds = 2a (1 − 2h)
///            dW += (2λ/N) W · (Σₙ a[n])                        column j of W times Σₙ a[n,j]
/// ```
/// ```math
/// L = L_\text{reconstruction} + \frac\lambda N \sum_n \lVert J(x_n) \rVert_F^2
/// \qquad \lVert J(x) \rVert_F^2 = \sum_j \bigl( h_j (1 - h_j) \bigr)^2 \sum_i W_{ij}^2
/// ```
/// Shapes: `a`, `h` N×m, `S` 1×m. The rest is that of [Autoencoder], which sends ds on to W and b.
///
/// Two traps: squares are summed, a sum is not squared; and the factor 2 belongs to the gradient (a program by two of the
/// authors lacks it, so that its λ counts half).
///
/// Source: Rifai et al., *Contractive Auto-Encoders: Explicit Invariance During Feature Extraction* (2011).
///
/// @param coder  what learns
/// @param lambda λ, how much the penalty counts
public record ContractiveAutoencoder(Autoencoder coder, double lambda) implements GreedyModule {

    public ContractiveAutoencoder {
        if (!(lambda >= 0) || lambda == Double.POSITIVE_INFINITY)
            throw new IllegalArgumentException("the penalty counts 0 times or more, got " + lambda);
    }

    /// The metrics: the loss without the penalty, and the mean of ‖J‖².
    @Override public Map<String, Double> learn(Matrix x, RandomGenerator random) {
        Matrix h = coder.propUp(x), a = slopes(h), S = squares();
        Loss loss = coder.loss(h, x);
        double factor = 2 * lambda / x.numRows();
        Matrix ds = coder.learnDown(h, loss.gradient());
        Matrix bend = h.scale(-2).plus(1).times(a).times(rows(S.scale(factor), h));       // (2λ/N) (1 − 2h) ⊙ a ⊙ S
        coder.learnUp(x, ds.plus(bend));
        Matrix W = coder.weights().value(), dW = coder.weights().gradient();
        dW.setTo(dW.plus(W.times(rows(sums(a).scale(factor), W))));                       // dW += (2λ/N) W · Σ a
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("loss", loss.value());
        metrics.put("contraction", sums(a).times(S).elementSum() / x.numRows());
        return metrics;
    }

    /// The mean of ‖J(x)‖² over the rows of x.
    public double contraction(Matrix x) {
        return sums(slopes(coder.propUp(x))).times(squares()).elementSum() / x.numRows();
    }

    /// a = (h ⊙ (1−h))², N×m.
    private static Matrix slopes(Matrix h) {
        Matrix s = h.minus(h.times(h));
        return s.times(s);
    }

    /// S[j] = Σᵢ W[i,j]², 1×m.
    private Matrix squares() {
        Matrix W = coder.weights().value();
        return sums(W.times(W));
    }

    private static Matrix sums(Matrix x) {
        Matrix sums = x.like(1, x.numCols());
        sums.addColumnSums(x);
        return sums;
    }

    /// The row again and again, in the shape of x.
    private static Matrix rows(Matrix row, Matrix x) {
        return x.createLike().plusRow(row);
    }

    /// Points on a slanted line: what the code feels of a step along it, and of a step off it.
    public static void demo() {
        Matrix t = Randoms.uniform(500, 1, 0, 1, Randoms.of(1)), x = t.mult(Matrix.row(1, 1));
        System.out.println("  λ   reconstruction   ‖J‖²    a step along the line moves h by   a step off it by");
        for (double lambda : new double[] {0, .02, .1}) {
            ContractiveAutoencoder module = new ContractiveAutoencoder(
                    Autoencoder.tied(2, 8, Autoencoder.Output.REAL_NUMBERS, Randoms.of(2)), lambda);
            new ModuleTraining(module, x, MomentumDescent.MNIST.withBatchSize(20).withLearningRate(.2, 1), 1).epochs(100);
            Matrix along = Matrix.row(.501, .501), across = Matrix.row(.501, .499), h = module.coder.propUp(Matrix.row(.5, .5));
            System.out.printf("%4.2f %15.4f %8.3f %26.3f %24.3f%n", lambda,
                    module.coder.loss(module.coder.propUp(x), x).value(), module.contraction(x),
                    Math.sqrt(module.coder.propUp(along).minus(h).sumOfSquares()) / .001 / Math.sqrt(2),
                    Math.sqrt(module.coder.propUp(across).minus(h).sumOfSquares()) / .001 / Math.sqrt(2));
        }
        System.out.println("The penalty makes the code deaf to steps off the line; along it the code must tell points apart.");
    }
}
