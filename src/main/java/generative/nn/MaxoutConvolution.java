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

    private final ImageShape in, out;
    private final Window window;
    private final int pieces;
    private final ColumnIndex pixels, outChannels;
    private final Parameter W, b;

    /// m channels of k pieces from an image of shape `in`.
    public MaxoutConvolution(ImageShape in, int m, int pieces, Window window, Initialiser weights, RandomGenerator random) {
        this(in, pieces, window, weights.create(in.channels() * window.height() * window.width(), m * pieces, random), Matrix.zeros(1, m * pieces));
    }

    /// With these weights (c·h·w)×(m·k) and this bias 1×(m·k).
    public MaxoutConvolution(ImageShape in, int pieces, Window window, Matrix W, Matrix b) {
        int inputs = in.channels() * window.height() * window.width();
        if (pieces < 2) throw new IllegalArgumentException("a maxout unit needs 2 pieces or more, got " + pieces);
        if (W.numRows() != inputs || W.numCols() % pieces != 0 || b.numRows() != 1 || b.numCols() != W.numCols())
            throw new IllegalArgumentException("weights " + W.shape() + " and bias " + b.shape() + " do not fit windows of " + inputs
                    + " numbers and units of " + pieces + " pieces");
        this.in = in;
        this.window = window;
        this.pieces = pieces;
        out = window.over(in, W.numCols() / pieces);
        pixels = window.pixels(in);
        outChannels = out.channelsFirst();
        this.W = new Parameter("W", W);
        this.b = new Parameter("b", b);
    }

    /// The shape of the output.
    public ImageShape out() {
        return out;
    }

    @Override public Pass forward(Matrix x) {
        in.require(x.numCols());
        int N = x.numRows();
        Matrix P = pixels.gather(x).reshaped(N * out.pixels(), W.value().numRows());
        Matrix z = P.mult(W.value()).plusRow(b.value());                   // z = P W + b
        int[] winner = new int[z.getNumElements() / pieces];
        Matrix y = z.groupMax(pieces, winner);                             // y[c] = max over p of z[c·k+p]

        return new Pass(out.channelsOf(y, outChannels), dy -> {
            Matrix dz = out.rowsOfPixels(dy, outChannels).groupMaxBackward(pieces, winner);
            W.gradient().addMultTransA(P, dz);                             // dW += Pᵀ dz
            b.gradient().addColumnSums(dz);                                // db += Σ dz
        }, dy -> {
            Matrix dz = out.rowsOfPixels(dy, outChannels).groupMaxBackward(pieces, winner);
            Matrix dP = dz.multTransB(W.value());                          // dP = dz Wᵀ
            return pixels.scatter(dP.reshaped(N, pixels.length()));
        });
    }

    @Override public List<Parameter> parameters() {
        return List.of(W, b);
    }

    @Override public String toString() {
        return "MaxoutConvolution " + in + " → " + out + " of " + pieces + " pieces, " + window;
    }

    /// Two pieces that look for an edge in either direction.
    public static void demo() {
        MaxoutConvolution edge = new MaxoutConvolution(new ImageShape(1, 1, 6), 2, new Window(1, 2, 1, 0),
                Matrix.of(new double[][] {{-1, 1}, {1, -1}}), Matrix.row(0, 0));
        Matrix x = Matrix.row(0, 0, 1, 1, 0, 0);
        System.out.println(edge);
        System.out.println(x + " → " + edge.forward(x).output());
        System.out.println("One piece answers to a rise, the other to a fall; their maximum finds both edges.");
    }
}
