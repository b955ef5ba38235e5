package generative.exercises.gan;

import generative.math.Matrix;
import generative.nn.BinaryCrossEntropy;
import generative.nn.Loss;

/// A solution of the exercise; the task is in the stub.
public final class SmoothedLoss {

    private SmoothedLoss() { }

    public static Loss onData(Matrix logits, double epsilon) {
        return BinaryCrossEntropy.of(logits, 1 - epsilon);                 // (1 − ε) sp(−a) + ε sp(a)
    }

    public static Loss onSamples(Matrix logits) {
        return BinaryCrossEntropy.of(logits, 0);                           // sp(a)
    }

    public static double bestDiscriminator(double p, double q, double epsilon) {
        return (1 - epsilon) * p / (p + q);                                // (1 − ε) p (1 − D) = (ε p + q) D
    }
}
