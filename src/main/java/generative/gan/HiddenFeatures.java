package generative.gan;

import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Initialiser;
import generative.nn.Layer;
import generative.nn.Linear;
import generative.nn.Maxout;
import generative.nn.Sequential;

/// What a net's hidden units say about an image: features that were learned without a single label.
///
/// ```
/// f(x) = [h₁(x), h₂(x), …]          what each layer with weights but the first is given, side by side, without dropout
/// ```
/// Shapes: `x` N×d, `f` N×(units of all hidden layers): 480 for the published D with its two layers of 240 maxout
/// units.
///
/// To tell images from samples, a discriminator had to find out what images have in common; a classifier that has few
/// labels may profit from that. [SemiSupervised] finds out whether it does.
///
/// Source: Goodfellow et al., *Generative Adversarial Nets* (2014), section 7, extension 4.
public final class HiddenFeatures {

    private HiddenFeatures() { }

    /// f(x) for each row of x.
    public static Matrix of(Sequential net, Matrix x) {
        Matrix h = x, all = null;
        boolean first = true;
        for (Layer layer : net.layers()) {
            if (!layer.parameters().isEmpty() && !first) all = all == null ? h : all.concatColumns(h);
            if (!layer.parameters().isEmpty()) first = false;
            h = layer.forward(h).output();
        }
        if (all == null) throw new IllegalArgumentException("there are no hidden units in " + net);
        return all;
    }

    /// Two maxout units and a logit, taken apart.
    public static void demo() {
        Maxout maxout = new Maxout(Matrix.of(new double[][] {{1, -1, 0, 0}, {0, 0, 1, -1}}), Matrix.row(0, 0, 0, 0), 2);
        Sequential net = new Sequential(maxout, new Linear(2, 1, Initialiser.gaussian(1), Randoms.of(1)));
        Matrix x = Matrix.of(new double[][] {{3, -4}, {-1, 2}});
        System.out.println(net);
        System.out.println("two images of two pixels: " + x);
        System.out.println("hidden units |x₀|, |x₁|:  " + of(net, x));
        System.out.println("and the logit:            " + net.forward(x).output());
        System.out.println("The logit is one number; the hidden units say more of the image, and that is what a "
                + "classifier gets.");
    }
}
