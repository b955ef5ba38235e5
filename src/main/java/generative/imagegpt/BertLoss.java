package generative.imagegpt;

import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Loss;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// A few pixels are hidden, and predicted from all others, on both sides.
///
/// ```
/// M      each pixel hidden with probability .15, on its own
/// L      = E_x E_M mean over i ∈ M of −ln p(xᵢ | the pixels that are not hidden)             nats a hidden token
/// dL/da[b, i] = (softmax a[b, i] − onehot x[b, i]) / (B · |M_b|)    for hidden pixels, 0 for the others
/// ```
/// ```math
/// L_\text{BERT} = -\mathbb E_{x, M}\, \frac{1}{|M|} \sum_{i \in M} \ln p(x_i \mid x_{[1, N] \setminus M})
/// ```
/// The paper sums over the hidden pixels; its code takes the mean over those of an image, and then over images, and so do we: the loss of
/// images with few hidden pixels and with many is then the same size. An image without any hidden pixel counts 0.
///
/// Shapes: tokens `x` B×N, hidden B×N of zeros and ones, logits `a` (B·N)×V.
///
/// Source: Chen et al., *Generative Pretraining from Pixels* (2020), section 2.1.
public final class BertLoss {

    /// The probability to hide a pixel.
    public static final double HIDDEN = .15;

    private BertLoss() { }

    /// Which pixels are hidden, B×N: ones with this probability. A sequence of which none would be gets one, chosen at random.
    public static Matrix mask(int B, int N, double probability, RandomGenerator random) {
        if (!(probability > 0 && probability < 1))
            throw new IllegalArgumentException("pixels are hidden with a probability between 0 and 1, got " + probability);
        Matrix hidden = Randoms.bernoulli(Matrix.zeros(B, N).plus(probability), random);
        for (int b = 0; b < B; b++) if (count(hidden, b) == 0) hidden.set(b, random.nextInt(N), 1);
        return hidden;
    }

    private static int count(Matrix hidden, int b) {
        int count = 0;
        for (int i = 0; i < hidden.numCols(); i++) if (hidden.get(b, i) != 0) count++;
        return count;
    }

    public static Loss of(Matrix logits, Matrix x, Matrix hidden) {
        int B = x.numRows(), N = x.numCols(), V = logits.numCols();
        if (logits.numRows() != B * N || hidden.numRows() != B || hidden.numCols() != N)
            throw new IllegalArgumentException("logits " + logits.shape() + ", tokens " + x.shape() + " and hidden pixels " + hidden.shape()
                    + " do not fit");
        int[] rows = new int[B * N];
        double[] weight = new double[B * N];
        int M = 0;
        for (int b = 0; b < B; b++)
            for (int i = 0, count = count(hidden, b); i < N; i++)
                if (hidden.get(b, i) != 0) {
                    rows[M] = b * N + i;
                    weight[M++] = 1.0 / ((double) B * count);
                }
        rows = Arrays.copyOf(rows, M);
        Matrix a = logits.selectRows(rows), p = a.softmax(), logSums = a.rowLogSumExp(), gradient = logits.createLike();
        double loss = 0;
        for (int m = 0; m < M; m++) {
            int label = (int) x.get(rows[m]);
            loss += weight[m] * (logSums.get(m) - a.get(m, label));        // −ln p(xᵢ)
            for (int t = 0; t < V; t++) gradient.set(rows[m], t, weight[m] * (p.get(m, t) - (t == label ? 1 : 0)));
        }
        return new Loss(loss, gradient);
    }

    /// Two of six pixels are hidden.
    public static void demo() {
        Matrix x = Matrix.row(0, 1, 2, 0, 1, 2), hidden = Matrix.row(0, 1, 0, 0, 0, 1), logits = Matrix.zeros(6, 3);
        System.out.println("no idea:                        " + of(logits, x, hidden) + "   (ln 3 = 1.098612)");
        logits.set(1, 1, 5);
        System.out.println("one of the two is known well:   " + of(logits, x, hidden));
        logits.set(0, 2, 5);
        System.out.println("nonsense about a visible pixel: " + of(logits, x, hidden));
        System.out.println("Only hidden pixels count: what is seen need not be predicted.");
    }
}
