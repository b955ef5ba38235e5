package generative.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import generative.gan.AdversarialSettings.Update;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.BinaryCrossEntropy;
import generative.nn.Pass;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class DiscriminatorTest {

    private static final AdversarialSettings SETTINGS =
            TinyGame.settings(Update.SIMULTANEOUS, 1, GeneratorLoss.NON_SATURATING);

    private static Discriminator discriminator() {
        return new Discriminator(SETTINGS, TinyGame.PIXELS, Randoms.of(4));
    }

    /// Pieces x and −x make |x|, pieces 2h and −2h double it, the logit is 3 · 2|x| − 1.
    private static Discriminator oneUnitALayer() {
        Discriminator one = new Discriminator(TinyGame.smallest(), 1, Randoms.of(1));
        double[][] values = {{1, -1}, {0, 0}, {2, -2}, {0, 0}, {3}, {-1}};
        for (int i = 0; i < 6; i++) one.parameters().get(i).set(Matrix.row(values[i]));
        return one;
    }

    @Test void aWorkedExample() {
        Discriminator one = oneUnitALayer();
        Matrix x = Matrix.of(new double[][] {{-.5}, {0}, {1}});
        Matrix logits = one.forward(x).output();
        assertThat(logits.shape()).isEqualTo("3×1");
        assertThat(logits.get(0)).isCloseTo(2, within(1e-6));
        assertThat(logits.get(1)).isCloseTo(-1, within(1e-6));
        assertThat(logits.get(2)).isCloseTo(5, within(1e-6));
        assertThat(one.probability(x).get(0)).isCloseTo(.8807970779778823, within(1e-6));
    }

    /// With keep = ½ everywhere, |x| is 0 or 2, doubled and dropped or not: 0 or 8, then 0 or 48, less 1.
    @Test void dropoutActsOnTheInputsOfAllThreeLayersAndOnlyInTraining() {
        Discriminator one = oneUnitALayer();
        Matrix x = Matrix.zeros(8000, 1);
        x.fill(1);
        Matrix logits = one.forward(x, Randoms.of(2)).output();
        int kept = 0;
        for (int n = 0; n < 8000; n++) {
            assertThat(logits.get(n)).isIn(-1.0, 47.0);
            if (logits.get(n) > 0) kept++;
        }
        assertThat(kept).as("⅛ pass all three").isBetween(1000 - 120, 1000 + 120);        // 4 standard deviations
        assertThat(one.forward(x).output().get(7999)).isEqualTo(5);
    }

    @Test void evaluationHasNoChanceInItAndTrainingOnlyThatOfItsStream() {
        Discriminator d = discriminator();
        Matrix x = TinyGame.data(20);
        assertThat(d.forward(x).output().isIdentical(d.forward(x).output(), 0)).isTrue();
        Matrix trained = d.forward(x, Randoms.of(1)).output();
        assertThat(trained.isIdentical(d.forward(x, Randoms.of(1)).output(), 0)).isTrue();
        assertThat(trained.isIdentical(d.forward(x, Randoms.of(2)).output(), 1e-6)).isFalse();
    }

    @Test void itBeginsUndecidedWithTheSmallPublishedWeights() {
        Discriminator published = new Discriminator(AdversarialSettings.MNIST, 784, Randoms.of(1));
        Matrix p = published.probability(Randoms.uniform(10, 784, 0, 1, Randoms.of(2)));
        for (int n = 0; n < 10; n++) assertThat(p.get(n)).isBetween(.49, .51);
    }

    /// ½ BCE of data as 1 and ½ BCE of samples as 0, both passes made before either goes back, dropout on.
    @Test void itsGradientsAreTheSlopesOfItsLoss() {
        Discriminator d = discriminator();
        TinyGame.scatter(d.parameters(), 15);
        TinyGame.toDouble(d.parameters());
        Matrix data = TinyGame.data(7).inDouble();
        Matrix samples = Randoms.uniform(6, TinyGame.PIXELS, 0, 1, Randoms.of(8)).inDouble();
        RandomGenerator random = Randoms.of(9);
        Pass onData = d.forward(data, random), onSamples = d.forward(samples, random);
        onData.learn(BinaryCrossEntropy.of(onData.output(), 1).scaled(.5).gradient());
        onSamples.learn(BinaryCrossEntropy.of(onSamples.output(), 0).scaled(.5).gradient());

        assertThat(TinyGame.worstError(d.parameters(), () -> {
            RandomGenerator again = Randoms.of(9);
            Matrix a = d.forward(data, again).output(), b = d.forward(samples, again).output();
            return -.5 * a.map(x -> Math.log(1 / (1 + Math.exp(-x)))).mean()
                    - .5 * b.map(x -> Math.log(1 - 1 / (1 + Math.exp(-x)))).mean();
        })).isLessThan(1e-7);
    }

    @Test void itReadsAsItsLayers() {
        assertThat(discriminator().toString()).startsWith("Discriminator Dropout keeping 0.9").contains(
                "Maxout 5 → 6 of 2 pieces · Dropout keeping 0.8", "Maxout 6 → 6 of 2 pieces", "Linear 6 → 1");
    }
}
