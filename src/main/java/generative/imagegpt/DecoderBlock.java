package generative.imagegpt;

import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Gelu;
import generative.nn.Initialiser;
import generative.nn.Layer;
import generative.nn.LayerNorm;
import generative.nn.Linear;
import generative.nn.Projection;
import generative.nn.RmsNorm;
import generative.nn.Sequential;
import generative.sparse.Architecture;
import generative.sparse.Attention;
import generative.sparse.ResidualBlock;
import java.util.random.RandomGenerator;

/// How Image GPT builds the block that all its layers are made of, and how its weights begin.
///
/// ```
/// n  = norm(h)
/// a  = h + attention(n)                    q, k, v ~ N(0, 1/d)      output ~ N(0, 1/(d L))
/// h' = a + mlp(norm(a))                    d → 4d → d, x σ(1.702 x) between, weights ~ N(0, .02²)
/// ```
/// This is the order of the report: norms before, and the residual stream is never normalised. Paper and released code differ in the
/// norm: the paper writes layer norm, the code divides by the root mean square, with a gain and without any bias in the whole net. The
/// code is the default here, and the paper's text an option; no dropout in either.
///
/// Source: Chen et al., *Generative Pretraining from Pixels* (2020), section 2.2, and its released code.
public final class DecoderBlock {

    /// Which of the two is built.
    public enum Style {
        /// [RmsNorm], and no biases: the released code.
        CODE,
        /// [LayerNorm], and biases: the paper's text.
        PAPER
    }

    private DecoderBlock() { }

    /// The block of a layer, counted from 0, of a net of these sizes.
    public static ResidualBlock of(Architecture sizes, int layer, Style style, RandomGenerator random) {
        int d = sizes.width(), m = sizes.innerWidth();
        Initialiser keys = Initialiser.gaussian(1 / Math.sqrt(d)), last = Initialiser.gaussian(1 / Math.sqrt((double) d * sizes.layers())),
                mlp = Initialiser.gaussian(.02);
        Attention attention = new Attention(linear(d, sizes.keyWidth(), keys, style, random),
                linear(d, sizes.keyWidth(), keys, style, random),
                linear(d, d, keys, style, random), linear(d, d, last, style, random), sizes.patternsOf(layer), sizes.positions());
        Sequential think = new Sequential(linear(d, m, mlp, style, random), new Gelu(), linear(m, d, mlp, style, random));
        return new ResidualBlock(norm(d, style), attention, norm(d, style), think, 0);
    }

    /// The norm of this style for rows of d numbers.
    static Layer norm(int d, Style style) {
        return style == Style.CODE ? new RmsNorm(d) : new LayerNorm(d);
    }

    private static Layer linear(int inputs, int outputs, Initialiser weights, Style style, RandomGenerator random) {
        return style == Style.CODE ? new Projection(inputs, outputs, weights, random) : new Linear(inputs, outputs, weights, random);
    }

    /// The two styles: how many numbers each learns, and what each makes of a stream with an offset.
    public static void demo() {
        Architecture sizes = Architecture.of(4, java.util.List.of(4), 2, 8, 2, generative.sparse.HeadPatterns.dense());
        Matrix x = Randoms.gaussian(4, 8, 1, Randoms.of(2)), moved = x.plus(10);
        for (Style style : Style.values()) {
            ResidualBlock block = of(sizes, 0, style, Randoms.of(1));
            Matrix added = block.forward(x).output().minus(x), addedToMoved = block.forward(moved).output().minus(moved);
            System.out.printf("%-5s %4d numbers are learned; what it adds to x and to x + 10 differs by %.6f%n", style,
                    block.parameters().stream().mapToInt(p -> p.value().getNumElements()).sum(), added.minus(addedToMoved).normF());
        }
        System.out.println("Layer norm takes the mean away and sees no offset; the root mean square is cheaper, and sees it.");
    }
}
