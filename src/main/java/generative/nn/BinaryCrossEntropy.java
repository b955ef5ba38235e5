package generative.nn;

import generative.math.Matrix;

/// Binary cross-entropy: how surprised a probability σ(a) is by a label of 0 or 1, computed from the logit a.
///
/// ```
/// L      = mean over n, sum over j of  t sp(−a) + (1−t) sp(a)       = −t ln σ(a) − (1−t) ln(1 − σ(a))
/// dL/da  = (σ(a) − t) / N
/// ```
/// ```math
/// \begin{gathered}
/// L = -\frac1N \sum_{n,j} \bigl( t_{nj} \ln \sigma(a_{nj}) + (1 - t_{nj}) \ln (1 - \sigma(a_{nj})) \bigr) \\
/// \frac{\partial L}{\partial a} = \frac{\sigma(a) - t}{N}
/// \end{gathered}
/// ```
/// Shapes: logits `a` N×m, targets `t` N×m in [0, 1] (or one label for all). sp(x) = ln(1 + eˣ) is computed stably, so no
/// logit is too large; taking ln of a rounded σ(a) would give infinity at a = −110 already.
public final class BinaryCrossEntropy {

    private BinaryCrossEntropy() { }

    /// Every logit has the same label: 1 for "this is data", 0 for "this is a sample".
    public static Loss of(Matrix logits, double label) {
        Matrix targets = logits.createLike();
        targets.fill(label);
        return of(logits, targets);
    }

    public static Loss of(Matrix logits, Matrix targets) {
        if (logits.numRows() != targets.numRows() || logits.numCols() != targets.numCols())
            throw new IllegalArgumentException("the logits are " + logits.shape() + ", but the targets " + targets.shape());
        Matrix gradient = logits.createLike();
        double sum = logits.logisticLoss(targets, gradient);               // Σ sp(a) − t a = Σ t sp(−a) + (1−t) sp(a);  dL/da
        return new Loss(sum / logits.numRows(), gradient);
    }

    /// An undecided logit costs ln 2 = 0.693 nats whatever the label; a confident wrong one costs its size.
    public static void demo() {
        System.out.println("logit   0, label 1: " + of(Matrix.row(0), 1));
        System.out.println("logit   5, label 1: " + of(Matrix.row(5), 1));
        System.out.println("logit  -5, label 1: " + of(Matrix.row(-5), 1));
        System.out.println("logit-500, label 1: " + of(Matrix.row(-500), 1));
        System.out.println("ln 2 for not knowing, almost 0 for right, the logit's size for wrong.");
    }
}
