package generative.nn;

import generative.math.Matrix;

/// Softmax cross-entropy: the negative log-probability of the right class, computed from one logit per class.
///
/// ```
/// p[n,c] = exp a[n,c] / Σ_c′ exp a[n,c′]
/// L      = −(1/N) Σₙ ln p[n, label[n]]  =  (1/N) Σₙ (ln Σ_c exp a[n,c] − a[n, label[n]])
/// dL/da  = (p − onehot(label)) / N
/// ```
/// Shapes: logits `a` N×C, labels N numbers from 0 to C−1. The loss is taken as (max a − a[label]) − ln p[argmax], whose two
/// terms never lose digits: p[argmax] is at least 1/C, and near 1000 a float has only four digits after the point.
public final class SoftmaxCrossEntropy {

    private SoftmaxCrossEntropy() { }

    public static Loss of(Matrix logits, int... labels) {
        int N = logits.numRows(), C = logits.numCols();
        if (labels.length != N)
            throw new IllegalArgumentException("the logits are " + logits.shape() + ", but there are " + labels.length + " labels");
        for (int n = 0; n < N; n++)
            if (labels[n] < 0 || labels[n] >= C)
                throw new IllegalArgumentException("label " + n + " is " + labels[n] + ", but the logits are " + logits.shape());
        Matrix p = logits.softmax();
        int[] top = logits.scale(-1).rowArgMin();                          // p[n, top] = e^(a[n,top] − ln Σ exp a) ≥ 1/C
        double sum = 0;
        for (int n = 0; n < N; n++) {
            sum += logits.get(n, top[n]) - logits.get(n, labels[n]) - Math.log(p.get(n, top[n]));        // −ln p[n, label]
            p.set(n, labels[n], p.get(n, labels[n]) - 1);
        }
        return new Loss(sum / N, p.divide(N));                             // dL/da = (p − onehot) / N
    }

    /// Equal logits cost ln C.
    public static void demo() {
        System.out.println("ten equal logits: " + of(Matrix.zeros(1, 10), 3) + "   (ln 10 = 2.302585)");
        System.out.println("the right one 5 higher: " + of(Matrix.row(0, 5, 0), 1));
        System.out.println("The gradient is the probabilities with 1 taken off the right class; it sums to 0.");
    }
}
