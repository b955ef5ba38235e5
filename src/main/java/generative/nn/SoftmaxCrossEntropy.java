package generative.nn;

import generative.math.Matrix;
import java.util.stream.IntStream;

/// Softmax cross-entropy: the negative log-probability of the right class, computed from one logit per class.
///
/// ```
/// p[n,c] = exp a[n,c] / Σ_c′ exp a[n,c′]
/// L      = −(1/N) Σₙ ln p[n, label[n]]  =  (1/N) Σₙ (ln Σ_c exp a[n,c] − a[n, label[n]])
/// dL/da  = (p − onehot(label)) / N
/// ```
/// ```math
/// L = \frac1N \sum_n \Bigl( \ln \sum_c e^{a_{nc}} - a_{n, \ell_n} \Bigr)
/// \qquad \frac{\partial L}{\partial a_{nc}} = \frac{p_{nc} - [c = \ell_n]}{N}
/// ```
/// Shapes: logits `a` N×C, labels N numbers from 0 to C−1. The loss is taken as (max a − `a[label]`) + ln Σ exp(a − max a), whose
/// two terms never lose digits: near 1000 a float has only four digits after the point. All of it is one pass over each row,
/// without a one-hot matrix.
public final class SoftmaxCrossEntropy {

    private SoftmaxCrossEntropy() { }

    public static Loss of(Matrix logits, int... labels) {
        Matrix gradient = logits.createLike();
        double sum = logits.softmaxLoss(labels, gradient);                 // Σ ln Σ exp a − a[label];  dL/da = (p − onehot) / N
        return new Loss(sum / logits.numRows(), gradient);
    }

    /// The same with labels as a matrix B×N, row after row, as tokens of sequences are.
    public static Loss of(Matrix logits, Matrix tokens) {
        return of(logits, IntStream.range(0, tokens.getNumElements()).map(i -> (int) tokens.get(i)).toArray());
    }

    /// Equal logits cost ln C.
    public static void demo() {
        System.out.println("ten equal logits: " + of(Matrix.zeros(1, 10), 3) + "   (ln 10 = 2.302585)");
        System.out.println("the right one 5 higher: " + of(Matrix.row(0, 5, 0), 1));
        System.out.println("The gradient is the probabilities with 1 taken off the right class; it sums to 0.");
    }
}
