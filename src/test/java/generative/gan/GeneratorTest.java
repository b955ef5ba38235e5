package generative.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.gan.AdversarialSettings.Update;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Parameter;
import generative.nn.Pass;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GeneratorTest {

    private static final AdversarialSettings SETTINGS =
            TinyGame.settings(Update.SIMULTANEOUS, 1, GeneratorLoss.NON_SATURATING);

    private static Generator generator() {
        return new Generator(SETTINGS, TinyGame.PIXELS, Randoms.of(3));
    }

    /// One noise, one unit a layer, one pixel, all weights chosen: σ(2 · relu(3 · relu(z + 1) − 2) − 4).
    @Test void aWorkedExample() {
        Generator one = new Generator(TinyGame.smallest(), 1, Randoms.of(1));
        double[] values = {1, 1, 3, -2, 2, -4};                            // W₁ b₁ W₂ b₂ W₃ b₃
        List<Parameter> parameters = one.parameters();
        assertThat(parameters).hasSize(6);
        for (int i = 0; i < 6; i++) parameters.get(i).set(Matrix.row(values[i]));
        Matrix images = one.forward(Matrix.of(new double[][] {{0}, {.5}, {-1}, {-5}})).output();
        assertThat(images.get(0)).isCloseTo(1 / (1 + Math.exp(2)), within(1e-6));         // 2·1 − 4 = −2
        assertThat(images.get(1)).isCloseTo(1 / (1 + Math.exp(-1)), within(1e-6));        // 2·2.5 − 4 = 1
        assertThat(images.get(2)).isCloseTo(1 / (1 + Math.exp(4)), within(1e-6));         // both units are off
        assertThat(images.get(3)).isEqualTo(images.get(2));
    }

    @Test void theOutputBiasIsTheLogitOfEachPixelsMean() {
        Matrix data = Matrix.of(new double[][] {{0, 1, .5, 0, .9}, {.5, 1, .5, 0, .7}});
        List<Parameter> parameters = new Generator(SETTINGS, data, Randoms.of(1)).parameters();
        Matrix bias = parameters.get(5).value();
        double[] expected = {Math.log(.25 / .75), 16.118095550958317, 0, -16.118095550958317, Math.log(.8 / .2)};
        for (int j = 0; j < 5; j++) assertThat(bias.get(j)).isCloseTo(expected[j], within(1e-5));
        assertThat(parameters.get(1).value().sumOfSquares()).as("hidden biases").isZero();
        assertThat(parameters.get(3).value().sumOfSquares()).as("hidden biases").isZero();
    }

    @Test void weightsAreUniformWithinTheirRange() {
        for (int i = 0; i < 6; i += 2) {
            Matrix W = generator().parameters().get(i).value();
            assertThat(W.elementMaxAbs()).isBetween(.4, .7);
            assertThat(W.shape()).isEqualTo(new String[] {"3×4", "4×4", "4×5"}[i / 2]);
        }
    }

    @Test void imagesLieBetweenZeroAndOne() {
        Matrix images = generator().sample(200, Randoms.of(1));
        assertThat(images.shape()).isEqualTo("200×5");
        for (int i = 0; i < 1000; i++) assertThat(images.get(i)).isGreaterThan(0).isLessThan(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 999, 1000, 1001, 2500})
    void manySamplesAreDrawnInPiecesOfAThousand(int n) {
        Generator generator = generator();
        Matrix images = generator.sample(n, Randoms.of(8));
        assertThat(images.numRows()).isEqualTo(n);
        RandomGenerator random = Randoms.of(8);
        for (int from = 0; from < n; from += 1000) {
            int to = Math.min(n, from + 1000);
            Matrix z = generator.noise(to - from, random);
            assertThat(z.shape()).isEqualTo((to - from) + "×3");
            assertThat(images.rows(from, to).isIdentical(generator.forward(z).output(), 0)).isTrue();
        }
    }

    @Test void noSampleAtAllIsRefused() {
        assertThatThrownBy(() -> generator().sample(0, Randoms.of(1))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a generator makes 1 image or more, got 0");
    }

    /// dL/dθ of G through D, in double, with the discriminator's dropout on.
    @ParameterizedTest
    @EnumSource(GeneratorLoss.class)
    void itLearnsThroughTheDiscriminatorWhichDoesNotLearnFromThat(GeneratorLoss loss) {
        Generator generator = generator();
        Discriminator discriminator = new Discriminator(SETTINGS, TinyGame.PIXELS, Randoms.of(4));
        TinyGame.scatter(generator.parameters(), 14);
        TinyGame.scatter(discriminator.parameters(), 15);
        TinyGame.toDouble(generator.parameters());
        TinyGame.toDouble(discriminator.parameters());
        Matrix z = generator.noise(7, Randoms.of(5)).inDouble();

        Pass fake = generator.forward(z);
        Pass onSamples = discriminator.forward(fake.output(), Randoms.of(6));
        fake.learn(onSamples.inputGradient(loss.of(onSamples.output()).gradient()));

        DoubleSupplier value = () -> {
            Matrix a = discriminator.forward(generator.forward(z).output(), Randoms.of(6)).output();
            return loss == GeneratorLoss.SATURATING ? a.map(x -> Math.log(1 - 1 / (1 + Math.exp(-x)))).mean()
                    : a.map(x -> -Math.log(1 / (1 + Math.exp(-x)))).mean();
        };
        assertThat(TinyGame.worstError(generator.parameters(), value)).isLessThan(1e-7);
        for (Parameter p : discriminator.parameters()) assertThat(p.gradient().sumOfSquares()).isZero();
    }

    @Test void itReadsAsItsLayers() {
        assertThat(generator())
                .hasToString("Generator Linear 3 → 4 · Relu · Linear 4 → 4 · Relu · Linear 4 → 5 · Sigmoid");
    }
}
