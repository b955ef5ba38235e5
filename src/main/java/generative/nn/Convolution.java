package generative.nn;

import generative.math.ColumnIndex;
import generative.math.Matrix;
import java.util.List;
import java.util.random.RandomGenerator;

/// A convolution: the same small affine map is applied at every place of an image.
///
/// ```
/// forward    P = the windows of x, one a row       (N·places)×(c·h·w)
///            y = P W + b                            (N·places)×m, turned into m channels
/// backward   dW += Pᵀ dy     db += Σ dy     dx = each window's share of dy Wᵀ, added where windows overlap
/// ```
/// Shapes: `x` N×(c·H·W), `W` (c·h·w)×m, `b` 1×m, `y` N×(m·H′·W′). Strictly this is a correlation: the kernel is not flipped,
/// which makes no difference to what can be learned.
///
/// Source: LeCun et al., *Gradient-Based Learning Applied to Document Recognition* (1998), section II; the rows of windows
/// are due to Chellapilla et al. (2006).
public final class Convolution implements Layer {

    private final ImageShape in, out;
    private final Window window;
    private final ColumnIndex windows, outChannels;
    private final Parameter W, b;

    /// m channels from an image of shape `in`.
    public Convolution(ImageShape in, int m, Window window, Initialiser weights, RandomGenerator random) {
        this(in, window, weights.create(in.channels() * window.height() * window.width(), m, random), Matrix.zeros(1, m));
    }

    /// With these weights (c·h·w)×m and this bias 1×m.
    public Convolution(ImageShape in, Window window, Matrix W, Matrix b) {
        int inputs = in.channels() * window.height() * window.width();
        if (W.numRows() != inputs || b.numRows() != 1 || b.numCols() != W.numCols())
            throw new IllegalArgumentException("weights " + W.shape() + " and bias " + b.shape() + " do not fit windows of " + inputs
                    + " numbers");
        this.in = in;
        this.window = window;
        out = window.over(in, W.numCols());
        windows = window.pixels(in);
        outChannels = out.channelsFirst();
        this.W = new Parameter("W", W);
        this.b = new Parameter("b", b);
    }

    /// The shape of the output.
    public ImageShape out() {
        return out;
    }

    @Override public Pass forward(Matrix x) {
        Pass rows = pixels(x);
        return new Pass(out.channelsOf(rows.output(), outChannels), dy -> rows.learn(out.rowsOfPixels(dy, outChannels)),
                dy -> rows.inputGradient(out.rowsOfPixels(dy, outChannels)));
    }

    /// The same with an output whose pixels are rows, (N·places)×m.
    Pass pixels(Matrix x) {
        in.require(x.numCols());
        Matrix y = windows.gatherAffine(x, W.value(), b.value());          // y = P W + b

        return new Pass(y, dy -> {
            windows.addGatherTransA(W.gradient(), x, dy);                  // dW += Pᵀ dy
            b.gradient().addColumnSums(dy);                                // db += Σ dy
        }, dy -> windows.scatterProduct(dy, W.value()));                   // dx  = the shares of dy Wᵀ
    }

    @Override public List<Parameter> parameters() {
        return List.of(W, b);
    }

    @Override public String toString() {
        return "Convolution " + in + " → " + out + ", " + window;
    }

    /// An edge detector on a small image.
    public static void demo() {
        ImageShape image = new ImageShape(1, 4, 4);
        Convolution edge = new Convolution(image, new Window(1, 2, 1, 0), Matrix.row(-1, 1).transpose(), Matrix.row(0));
        Matrix x = Matrix.row(0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1);
        Pass pass = edge.forward(x);
        System.out.println(edge);
        for (int y = 0; y < 4; y++)
            System.out.println("row " + y + " of the image " + x.cols(4 * y, 4 * y + 4) + " → " + pass.output().cols(3 * y, 3 * y + 3));
        System.out.println("The kernel (−1, 1) answers where darkness turns into light, in every row.");
    }
}
