package generative.imagegpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.evaluation.ClassifierScore;
import generative.imagegpt.LinearProbe.Method;
import generative.math.Matrix;
import generative.math.Randoms;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LayerProbesTest {

    private static final int[] LABELS = IntStream.range(0, 80).map(n -> n % 2).toArray();

    /// The class, with as much noise as is said for each layer.
    private static ImageFeatures features(long seed, double... noise) {
        RandomGenerator random = Randoms.of(seed);
        return new ImageFeatures(IntStream.range(0, noise.length).mapToObj(l -> {
            Matrix f = Randoms.gaussian(80, 3, 1, random);
            for (int n = 0; n < 80; n++) f.set(n, l % 3, LABELS[n] + noise[l] * random.nextGaussian());
            return f;
        }).toList(), LABELS);
    }

    @Test void theLayerThatSaysItPlainlyIsChosenAndJudgedByItsOwnProbe() {
        LayerProbes probes = LayerProbes.fit(Method.LBFGS, features(1, 3, .1, 1), features(2, 3, .1, 1), 2);
        assertThat(probes.best()).isEqualTo(1);
        assertThat(probes.bestProbe()).isSameAs(probes.layers().get(1));
        ImageFeatures test = features(3, 3, .1, 1);
        assertThat(probes.score(test).errors()).isZero();
        assertThat(probes.score(0, test).errors()).isGreaterThan(15);
        assertThat(probes.score(2, test).errors()).isBetween(1, probes.score(0, test).errors());
        assertThat(probes).hasToString("LayerProbes of 3 layers, the best one 1: " + probes.bestProbe().validation());
    }

    /// The layer that is best on the training images is not the one: held-out images choose.
    @Test void heldOutImagesChoose() {
        assertThat(LayerProbes.fit(Method.LBFGS, features(1, .1, .5), features(2, 3, .5), 2).best()).isEqualTo(1);
    }

    @Test void ofEqualLayersTheLowerOne() {
        LinearProbe three = probe(3), two = probe(2);
        assertThat(LayerProbes.of(List.of(three, two, two, three)).best()).isEqualTo(1);
    }

    private static LinearProbe probe(int errors) {
        return new LinearProbe(Matrix.zeros(1, 2), Matrix.zeros(1, 2), 1, false, new ClassifierScore(10, errors, 1));
    }

    @Test void whatDoesNotFitIsNamed() {
        assertThatThrownBy(() -> LayerProbes.fit(Method.LBFGS, features(1, 1, 1), features(2, 1), 2)).hasMessage(
                "there are features of 2 layers, but held-out ones of 1");
    }
}
