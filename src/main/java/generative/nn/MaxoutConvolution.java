package generative.nn;

import generative.math.ColumnIndex;
import generative.math.Matrix;
import java.util.List;
import java.util.random.RandomGenerator;

/// A convolution whose channels are maxout units: at every place the largest of k affine functions of the window.
///
/// ```
/// forward    z = P W + b        P the windows of x, one a row; k neighbouring columns of W are the pieces of one channel
///            y[c] = max over p of z[c·k+p]
/// backward   dz = dy where a piece won, else 0;  then as in a convolution: dW += Pᵀ dz,  db += Σ dz,  dx from dz Wᵀ
/// ```
/// Shapes: `x` N×(c·H·W), `W` (c·h·w)×(m·k), `b` 1×(m·k), `y` N×(m·H′·W′). A tie goes to the first piece.
///
/// Source: Goodfellow et al., *Maxout Networks* (2013), section 3; the convolutional discriminator of *Generative Adversarial
/// Nets* (2014).
public final class MaxoutConvolution implements Layer {

    private final Convolution convolution;
    private final ImageShape out;
    private final int pieces;
    private final ColumnIndex channels;

    /// m channels of k pieces from an image of shape `in`.
    public MaxoutConvolution(ImageShape in, int m, int pieces, Window window, Initialiser weights, RandomGenerator random) {
        this(new Convolution(in, m * pieces, window, weights, random), pieces);
    }

    /// The maxima over groups of `pieces` neighbouring channels of a convolution.
    public MaxoutConvolution(Convolution convolution, int pieces) {
        ImageShape z = convolution.out();
        if (pieces < 2) throw new IllegalArgumentException("a maxout unit needs 2 pieces or more, got " + pieces);
        if (z.channels() % pieces != 0)
            throw new IllegalArgumentException(z.channels() + " channels are no units of " + pieces + " pieces");
        this.convolution = convolution;
        this.pieces = pieces;
        out = new ImageShape(z.channels() / pieces, z.height(), z.width());
        channels = out.channelsFirst();
    }

    /// The shape of the output.
    public ImageShape out() {
        return out;
    }

    @Override public Pass forward(Matrix x) {
        Pass z = convolution.pixels(x);                                    // z = P W + b, a row for each place
        int[] winner = new int[x.numRows() * out.size()];
        Matrix y = z.output().groupMax(pieces, winner);                    // y[c] = max over p of z[c·k+p]

        return new Pass(out.channelsOf(y, channels), dy -> z.learn(toPieces(dy, winner)),
                dy -> z.inputGradient(toPieces(dy, winner)));
    }

    /// dz = dy where a piece won, else 0.
    private Matrix toPieces(Matrix dy, int[] winner) {
        return out.rowsOfPixels(dy, channels).groupMaxBackward(pieces, winner);
    }

    @Override public List<Parameter> parameters() {
        return convolution.parameters();
    }

    @Override public String toString() {
        return "Maxout of " + pieces + " pieces → " + out + " over " + convolution;
    }

    /// Two pieces that look for an edge in either direction.
    public static void demo() {
        MaxoutConvolution edge = new MaxoutConvolution(new Convolution(new ImageShape(1, 1, 6), new Window(1, 2, 1, 0),
                Matrix.of(new double[][] {{-1, 1}, {1, -1}}), Matrix.row(0, 0)), 2);
        Matrix x = Matrix.row(0, 0, 1, 1, 0, 0);
        System.out.println(edge);
        System.out.println(x + " → " + edge.forward(x).output());
        System.out.println("One piece answers to a rise, the other to a fall; their maximum finds both edges.");
    }
}
