package generative.nn;

import generative.math.Matrix;

/// Softmax cross-entropy: the negative log-probability of the right class, computed from one logit per class.
///
/// ```
/// p[n,c] = exp a[n,c] / Σ_c′ exp a[n,c′]
/// L      = −(1/N) Σₙ ln p[n, label[n]]  =  (1/N) Σₙ (ln Σ_c exp a[n,c] − a[n, label[n]])
/// dL/da  = (p − onehot(label)) / N
/// ```
/// Shapes: logits `a` N×C, labels N numbers from 0 to C−1. The log-sum-exp takes the true maximum out first.
public final class SoftmaxCrossEntropy {

    private SoftmaxCrossEntropy() { }

    public static Loss of(Matrix logits, int... labels) {
        int N = logits.numRows(), C = logits.numCols();
        if (labels.length != N)
            throw new IllegalArgumentException("the logits are " + logits.shape() + ", but there are " + labels.length + " labels");
        for (int n = 0; n < N; n++)
            if (labels[n] < 0 || labels[n] >= C)
                throw new IllegalArgumentException("label " + n + " is " + labels[n] + ", but the logits are " + logits.shape());
        Matrix logZ = logits.rowLogSumExp();
        Matrix gradient = logits.createLike();
        double sum = 0;
        for (int n = 0; n < N; n++) {
            sum += logZ.get(n) - logits.get(n, labels[n]);                 // −ln p[n, label]
            for (int c = 0; c < C; c++) {
                double p = Math.exp(logits.get(n, c) - logZ.get(n));
                gradient.set(n, c, (p - (c == labels[n] ? 1 : 0)) / N);    // dL/da = (p − onehot) / N
            }
        }
        return new Loss(sum / N, gradient);
    }

    /// Equal logits cost ln C.
    public static void demo() {
        System.out.println("ten equal logits: " + of(Matrix.zeros(1, 10), 3) + "   (ln 10 = 2.302585)");
        System.out.println("the right one 5 higher: " + of(Matrix.row(0, 5, 0), 1));
        System.out.println("The gradient is the probabilities with 1 taken off the right class; it sums to 0.");
    }
}
