package generative.imagegpt;

import generative.math.Matrix;
import generative.nn.Layer;
import generative.nn.Pass;
import java.util.stream.IntStream;

/// One row for a whole sequence: the mean over its positions, which is what a classifier gets of an image.
///
/// ```
/// forward    f[b] = (1/N) Σᵢ h[b, i]
/// backward   dh[b, i] = df[b] / N
/// ```
/// Shapes: `h` (B·N)×d, sequence after sequence; `f` B×d.
///
/// Source: Chen et al., *Generative Pretraining from Pixels* (2020), sections 2.3 and 2.4.
public final class MeanOverPositions implements Layer {

    private final int N;

    /// @param N positions of a sequence
    public MeanOverPositions(int N) {
        if (N < 1) throw new IllegalArgumentException("a sequence has 1 position or more, got " + N);
        this.N = N;
    }

    @Override public Pass forward(Matrix h) {
        if (h.numRows() % N != 0)
            throw new IllegalArgumentException("rows of " + h.shape() + " are no whole sequences of " + N + " positions");
        int[] sequence = IntStream.range(0, h.numRows()).map(n -> n / N).toArray();
        Matrix f = h.like(h.numRows() / N, h.numCols());
        f.addRows(sequence, h);
        return new Pass(f.divide(N),                                       // f = (1/N) Σᵢ h
                df -> df.selectRows(sequence).divide(N));                  // dh = df / N
    }

    @Override public String toString() {
        return "MeanOverPositions " + N;
    }

    /// Two sequences of three positions.
    public static void demo() {
        Matrix h = Matrix.of(new double[][] {{1, 0}, {2, 0}, {6, 0}, {0, 1}, {0, 1}, {0, 1}});
        Pass pass = new MeanOverPositions(3).forward(h);
        System.out.println("means:             " + pass.output());
        System.out.println("a gradient back:   " + pass.inputGradient(Matrix.of(new double[][] {{3, 0}, {0, 3}})));
        System.out.println("Every position has the same say in the mean, and the same share of the gradient.");
    }
}
