package generative.imagegpt;

import generative.sparse.Architecture;
import generative.sparse.CostModel;
import generative.sparse.HeadPatterns;
import java.util.List;

/// The nets of the paper, on paper: nobody trains them on a laptop.
///
/// ```
/// parameters   L (12 d² + 2 d) + d         blocks with two gains each, and the last gain
///              + N d + 2 V d + d           positions, tokens in and out, the start
/// ```
/// All have a palette of V = 512 colours. S, M and L are counted with images of 32×32; the published number of XL, 6,801 million, has
/// the positions of 32×32 too, though it was trained on images of 64×64.
///
/// Source: Chen et al., *Generative Pretraining from Pixels* (2020), section 3.3 and table 5.
public enum PublishedSizes {
    /// iGPT-S, 76 million.
    S(24, 512, 8, .003),
    /// iGPT-M, 455 million.
    M(36, 1024, 8, .003),
    /// iGPT-L, 1,362 million.
    L(48, 1536, 16, .001),
    /// iGPT-XL, 6,801 million. Its number of heads is not published; any that divides the width has as many parameters.
    XL(60, 3072, 16, .0003);

    private static final int COLOURS = 512, SIDE = 32;

    private final int layers, width, heads;
    private final double learningRate;

    PublishedSizes(int layers, int width, int heads, double learningRate) {
        this.layers = layers;
        this.width = width;
        this.heads = heads;
        this.learningRate = learningRate;
    }

    /// For images of so many pixels a side.
    public Architecture sizes(int side) {
        return Architecture.of(COLOURS, List.of(side * side), layers, width, heads, HeadPatterns.dense());
    }

    /// For images of 32×32.
    public Architecture sizes() {
        return sizes(SIDE);
    }

    /// Of autoregressive pre-training; XL: on images of 64×64.
    public double learningRate() {
        return learningRate;
    }

    /// The number of numbers that an Image GPT of these sizes learns, in the style of the released code.
    public static long parameters(Architecture net) {
        long L = net.layers(), d = net.width(), N = net.positions(), V = net.vocabulary();
        return L * (2 * d * net.keyWidth() + 2 * d * d + 2 * d * net.innerWidth() + 2 * d) + d + N * d + 2 * V * d + d;
    }

    /// The four nets: what they learn, what an image costs them, and how long a million of batches of 128 would take here.
    public static void demo() {
        System.out.println(table(100));
        System.out.println("At 10¹¹ operations a second, the smallest would keep a laptop for 22 years; what we train has a hundredth "
                + "of its size.");
    }

    /// @param gigaflops 10⁹ operations a second of the machine that would train them
    public static String table(double gigaflops) {
        StringBuilder text = new StringBuilder(String.format(java.util.Locale.ROOT, "%-8s %6s %6s %6s %14s %16s %28s%n", "net", "layers",
                "width",
                "heads", "parameters", "10⁹ mult-adds", "years, 10⁶ batches of 128"));
        for (PublishedSizes one : values()) {
            Architecture net = one.sizes();
            CostModel cost = new CostModel(net, 128, false, Float.BYTES);
            text.append(String.format(java.util.Locale.ROOT, "iGPT-%-3s %6d %6d %6s %,14d %,16.0f %,28.1f%n", one, one.layers, one.width,
                    one == XL ? "?" : one.heads, parameters(net), cost.forward().total() / 1e9,
                    cost.trainingStep().seconds(gigaflops) * 1e6 / (365.25 * 24 * 3600)));
        }
        return text.toString().stripTrailing();
    }
}
