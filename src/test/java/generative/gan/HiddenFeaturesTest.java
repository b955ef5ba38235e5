package generative.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Dropout;
import generative.nn.Linear;
import generative.nn.Maxout;
import generative.nn.Relu;
import generative.nn.Sequential;
import generative.nn.Sigmoid;
import org.junit.jupiter.api.Test;

final class HiddenFeaturesTest {

    private static final Matrix X = Matrix.of(new double[][] {{3, -4}, {-1, 2}});

    /// Units |x₀|, |x₁|, then |h₀ − h₁|; dropout leaves them whole.
    @Test void bothHiddenLayersOfADiscriminatorSideBySide() {
        Maxout first = new Maxout(Matrix.of(new double[][] {{1, -1, 0, 0}, {0, 0, 1, -1}}), Matrix.row(0, 0, 0, 0), 2);
        Maxout second = new Maxout(Matrix.of(new double[][] {{1, -1}, {-1, 1}}), Matrix.row(0, 0), 2);
        Sequential net = new Sequential(new Dropout(.8), first, new Dropout(.5), second, new Dropout(.5),
                new Linear(Matrix.row(7), Matrix.row(0)));
        assertThat(HiddenFeatures.of(net, X).toArray2()).isDeepEqualTo(new double[][] {{3, 4, 1}, {1, 2, 1}});
    }

    /// Rectifiers have no weights of their own: what counts is what they let through, and nothing behind the last
    /// layer.
    @Test void unitsAreTakenBehindTheirActivation() {
        Sequential net = new Sequential(new Linear(Matrix.of(new double[][] {{1, 0}, {0, 1}}), Matrix.row(0, 0)),
                new Relu(),
                new Linear(Matrix.of(new double[][] {{1}, {1}}), Matrix.row(0)), new Sigmoid());
        assertThat(HiddenFeatures.of(net, X).toArray2()).isDeepEqualTo(new double[][] {{3, 0}, {0, 2}});
    }

    @Test void thePublishedDiscriminatorHasTwoLayersOfThem() {
        Discriminator d = new Discriminator(AdversarialSettings.SMALL, 6, Randoms.of(1));
        assertThat(HiddenFeatures.of(d.net(), Matrix.zeros(3, 6)).shape()).isEqualTo("3×256");
    }

    @Test void aNetWithoutHiddenUnitsIsRefused() {
        Sequential net = new Sequential(new Linear(Matrix.of(new double[][] {{1}, {1}}), Matrix.row(0)), new Sigmoid());
        assertThatThrownBy(() -> HiddenFeatures.of(net, X)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("there are no hidden units in Linear 2 → 1");
    }
}
