package generative.exercises.imagegpt;

import generative.math.Matrix;

/// A solution of the exercise; the task is in the stub.
public final class TopK {

    private TopK() { }

    public static Matrix probabilities(Matrix logits, int k, double T) {
        Matrix left = logits.createLike();
        for (int b = 0; b < logits.numRows(); b++)
            for (int t = 0; t < logits.numCols(); t++)
                left.set(b, t, before(logits, b, t) < k ? logits.get(b, t) / T : Double.NEGATIVE_INFINITY);
        return left.softmax();
    }

    /// How many tokens are likelier than t, or as likely and on its left.
    private static int before(Matrix logits, int b, int t) {
        int before = 0;
        for (int u = 0; u < logits.numCols(); u++)
            if (logits.get(b, u) > logits.get(b, t) || u < t && logits.get(b, u) == logits.get(b, t)) before++;
        return before;
    }
}
