package generative.imagegpt;

import generative.evaluation.ClassifierScore;
import generative.math.Matrix;
import generative.math.Randoms;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// A linear probe of every layer, and the layer whose probe does best on held-out images.
///
/// In a large generative model the best features are found in the middle: the lower layers collect what the pixels are, the upper
/// ones turn it into the prediction of the next pixel. In a small net that is far from done with learning, the accuracy may rise
/// to the last layer. No test image takes part in the choice; of layers with equally few errors the lower one is taken.
///
/// Source: Chen et al., *Generative Pretraining from Pixels* (2020), section 4.1 and figure 2.
///
/// @param layers the probe of each
/// @param best   the index of the chosen one
public record LayerProbes(List<LinearProbe> layers, int best) {

    /// Learns from some images, and chooses settings and layer by others.
    public static LayerProbes fit(LinearProbe.Method method, ImageFeatures images, ImageFeatures validation, int classes) {
        if (images.layers().size() != validation.layers().size())
            throw new IllegalArgumentException("there are features of " + images.layers().size()
                    + " layers, but held-out ones of " + validation.layers().size());
        return of(IntStream.range(0, images.layers().size()).mapToObj(l -> LinearProbe.fit(method, images.layers().get(l),
                images.labels(),
                validation.layers().get(l), validation.labels(), classes)).toList());
    }

    static LayerProbes of(List<LinearProbe> layers) {
        int best = 0;
        for (int l = 1; l < layers.size(); l++)
            if (layers.get(l).validation().errors() < layers.get(best).validation().errors()) best = l;
        return new LayerProbes(List.copyOf(layers), best);
    }

    public LinearProbe bestProbe() {
        return layers.get(best);
    }

    /// How the probe of a layer classifies images.
    public ClassifierScore score(int layer, ImageFeatures images) {
        return layers.get(layer).score(images.layers().get(layer), images.labels());
    }

    /// How the chosen layer's probe does.
    public ClassifierScore score(ImageFeatures images) {
        return score(best, images);
    }

    @Override public String toString() {
        return String.format(Locale.ROOT, "LayerProbes of %d layers, the best one %d: %s", layers.size(), best,
                bestProbe().validation());
    }

    /// Layers of which the middle one says it plainly.
    public static void demo() {
        Matrix x = Randoms.gaussian(600, 4, 1, Randoms.of(1));
        int[] labels = IntStream.range(0, 600).map(n -> x.get(n, 0) * x.get(n, 1) > 0 ? 1 : 0).toArray();
        Matrix product = x.copy(), last = Randoms.gaussian(600, 4, 1, Randoms.of(2));
        for (int n = 0; n < 600; n++) {
            product.set(n, 0, x.get(n, 0) * x.get(n, 1));
            last.set(n, 0, last.get(n, 0) + .3 * product.get(n, 0));
        }
        ImageFeatures all = new ImageFeatures(List.of(x, product, last), labels);
        LayerProbes probes = fit(LinearProbe.Method.LBFGS, all.select(IntStream.range(0, 300).toArray()),
                all.select(IntStream.range(300, 600).toArray()), 2);
        for (LinearProbe probe : probes.layers) System.out.println(probe);
        System.out.println("chosen: layer " + probes.best);
        System.out.println("The first has what is needed but not in a straight line, the last has lost most of it.");
    }
}
