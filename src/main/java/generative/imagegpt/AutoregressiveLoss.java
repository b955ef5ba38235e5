package generative.imagegpt;

import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Loss;
import generative.nn.SoftmaxCrossEntropy;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Each pixel is predicted from those before it, in an order π.
///
/// ```
/// L_AR = E[−ln p(x)],   p(x) = Πᵢ p(x_πᵢ | x_π₁ … x_πᵢ₋₁)          here the mean over the N factors, in nats a token
/// dL/da[b, i] = (softmax a[b, i] − onehot x[b, πᵢ]) / (B N)
/// ```
/// ```math
/// L_\text{AR} = -\frac1N \sum_{i=1}^N \ln p(x_{\pi_i} \mid x_{\pi_1}, \dots, x_{\pi_{i-1}})
/// ```
/// Shapes: tokens `x` B×N, logits `a` (B·N)×V, whose row i of a sequence is about the pixel that comes at place i of the order.
/// The order that everybody uses is the raster, row by row.
///
/// Source: Chen et al., *Generative Pretraining from Pixels* (2020), section 2.1; mean over tokens as in the released code.
public final class AutoregressiveLoss {

    private AutoregressiveLoss() { }

    /// In the raster order.
    public static Loss of(Matrix logits, Matrix x) {
        return SoftmaxCrossEntropy.of(logits, x);
    }

    /// In the order π: `order[i]` is the pixel that comes at place i.
    public static Loss of(Matrix logits, Matrix x, int[] order) {
        return of(logits, inOrder(x, order));
    }

    /// The tokens of each sequence in the order π, which is what a model has to be given.
    public static Matrix inOrder(Matrix x, int[] order) {
        if (order.length != x.numCols() || !Arrays.equals(IntStream.of(order).sorted().toArray(),
                IntStream.range(0, order.length).toArray()))
            throw new IllegalArgumentException("an order of " + order.length + " places is no permutation of the pixels of " + x.shape());
        Matrix y = x.createLike();
        for (int b = 0; b < x.numRows(); b++)
            for (int i = 0; i < order.length; i++) y.set(b, i, x.get(b, order[i]));
        return y;
    }

    /// And back: pixel `order[i]` is the token at place i.
    public static Matrix inRaster(Matrix y, int[] order) {
        int[] place = new int[order.length];
        for (int i = 0; i < order.length; i++) place[order[i]] = i;
        return inOrder(y, place);
    }

    /// Four pixels in raster order and from the last to the first.
    public static void demo() {
        Matrix x = Matrix.row(0, 1, 2, 3), logits = Matrix.zeros(4, 4);
        for (int i = 0; i < 4; i++) logits.set(i, i, 3);                   // expects 0 first, then 1, 2, 3
        System.out.println("in raster order:     " + of(logits, x));
        System.out.println("from the last pixel: " + of(logits, x, new int[] {3, 2, 1, 0}));
        RandomGenerator random = Randoms.of(1);
        int[] order = Randoms.permutation(4, random);
        System.out.println("there and back by a random order: " + inRaster(inOrder(x, order), order));
        System.out.println("Any order gives a probability of the whole image; a model has to be trained for the one it is asked about.");
    }
}
