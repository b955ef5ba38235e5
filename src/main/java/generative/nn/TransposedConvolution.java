package generative.nn;

import generative.math.ColumnIndex;
import generative.math.Matrix;
import java.util.List;
import java.util.random.RandomGenerator;

/// A convolution turned round: every pixel of a small image stamps its pattern on a larger one.
///
/// ```
/// forward    S = x Wᵀ, a stamp for each place       (N·places)×(m·h·w)
///            y = the stamps, added where they overlap, + b of the channel, or of the pixel where the bias is untied
/// backward   Q = the windows of dy, one a row       (N·places)×(m·h·w)
///            dW += Qᵀ x     db += Σ dy     dx = Q W
/// ```
/// Shapes: `x` N×(c·H·W), each pixel a place; `W` (m·h·w)×c, as in the convolution that leads back; `b` 1×m, or
/// untied 1×(m·H′·W′); `y` N×(m·H′·W′) with H′ = (H − 1) stride − 2 padding + h. As a matrix it is the transpose of
/// that convolution.
///
/// A pixel in the corner gets fewer stamps than one in the middle, and an image is not the same everywhere: an untied
/// bias can put right what the stamps cannot. The published generator has one.
///
/// Source: Zeiler et al., *Deconvolutional Networks* (2010); the deconvolutional generator of Goodfellow et al.
/// (2014), released `deconv.py`.
public final class TransposedConvolution implements Layer {

    private final ImageShape in, out;
    private final Window window;
    private final ColumnIndex stamped, inChannels, outChannels;
    private final boolean untied;
    private final Parameter W, b;

    /// m channels from an image of shape `in`.
    public TransposedConvolution(ImageShape in, int m, Window window, Initialiser weights, RandomGenerator random) {
        this(in, window, weights.create(m * window.height() * window.width(), in.channels(), random), Matrix.zeros(1, m));
    }

    /// The same with a bias for each pixel of each channel.
    public static TransposedConvolution untied(ImageShape in, int m, Window window, Initialiser weights,
                                               RandomGenerator random) {
        Matrix W = weights.create(m * window.height() * window.width(), in.channels(), random);
        return new TransposedConvolution(in, window, W, Matrix.zeros(1, window.under(in, m).size()));
    }

    /// With these weights (m·h·w)×c and this bias, 1×m or untied 1×(m·H′·W′).
    public TransposedConvolution(ImageShape in, Window window, Matrix W, Matrix b) {
        int place = window.height() * window.width(), m = Math.max(1, W.numRows() / place);
        out = window.under(in, m);
        untied = b.numCols() == out.size();
        if (W.numRows() != m * place || W.numCols() != in.channels() || b.numRows() != 1 || b.numCols() != m && !untied)
            throw new IllegalArgumentException("weights " + W.shape() + " and bias " + b.shape()
                    + " do not fit stamps of " + m * place + " numbers from " + in.channels() + " channels");
        this.in = in;
        this.window = window;
        inChannels = in.channelsFirst();
        outChannels = out.channelsFirst();
        stamped = window.pixels(out).after(outChannels);                   // in an image whose pixels are rows
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
        Matrix X = in.rowsOfPixels(x, inChannels);                         // a row for each place
        Matrix S = X.multTransB(W.value());                                // S = x Wᵀ
        Matrix z = stamped.scatter(S.reshaped(N, stamped.length())).reshaped(N * out.pixels(), out.channels());
        Matrix y = untied ? out.channelsOf(z, outChannels).plusRow(b.value())       // y = stamps + b of the pixel
                : out.channelsOf(z.plusRow(b.value()), outChannels);                // y = stamps + b of the channel

        return new Pass(y, dy -> {
            W.gradient().addMultTransA(windows(dy), X);                    // dW += Qᵀ x
            b.gradient().addColumnSums(untied ? dy : out.rowsOfPixels(dy, outChannels));   // db += Σ dy
        }, dy -> in.channelsOf(windows(dy).mult(W.value()), inChannels));  // dx  = Q W
    }

    /// Q, a row for each place: what lies under its stamp.
    private Matrix windows(Matrix dy) {
        Matrix rows = out.rowsOfPixels(dy, outChannels).reshaped(dy.numRows(), out.size());
        return stamped.gather(rows).reshaped(dy.numRows() * in.pixels(), W.value().numRows());
    }

    @Override public List<Parameter> parameters() {
        return List.of(W, b);
    }

    @Override public String toString() {
        return "TransposedConvolution " + in + " → " + out + ", " + window + (untied ? ", untied bias" : "");
    }

    /// Two pixels stamp overlapping threes on a line.
    public static void demo() {
        TransposedConvolution stamp = new TransposedConvolution(new ImageShape(1, 1, 3), new Window(1, 3, 2, 0),
                Matrix.row(1, 2, 1).transpose(), Matrix.row(0));
        System.out.println(stamp);
        for (double[] x : new double[][] {{1, 0, 0}, {0, 0, 1}, {1, 1, 1}})
            System.out.println("pixels " + Matrix.row(x) + " → " + stamp.forward(Matrix.row(x)).output());
        System.out.println("Each pixel stamps (1, 2, 1) two places further on; where two stamps overlap they add up.");
    }
}
