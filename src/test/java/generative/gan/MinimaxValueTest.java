package generative.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.math.Matrix;
import generative.nn.BinaryCrossEntropy;
import generative.nn.Linear;
import generative.nn.Pass;
import generative.optim.Schedule;
import generative.optim.Sgd;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MinimaxValueTest {

    private static DoubleUnaryOperator normal(double mean, double std) {
        return x -> Math.exp(-(x - mean) * (x - mean) / (2 * std * std)) / (std * Math.sqrt(2 * Math.PI));
    }

    /// The N points at which N(mean, 1) has its shares (i + ½) / N: a sample without chance.
    private static Matrix quantiles(int N, double mean) {
        Matrix x = Matrix.zeros(N, 1);
        double share = 0, h = 1e-4;
        int i = 0;
        for (double at = -8; i < N; at += h) {
            share += h * normal(0, 1).applyAsDouble(at + h / 2);
            if (share >= (i + .5) / N) x.set(i++, mean + at + h);
        }
        return x;
    }

    @Test void theMinimumIsMinusLogFour() {
        assertThat(MinimaxValue.MINIMUM).isCloseTo(-1.3862943611198906, within(1e-15));
        assertThat(MinimaxValue.optimum(new double[] {.2, .8}, new double[] {.2, .8})).isEqualTo(MinimaxValue.MINIMUM);
    }

    @Test void finiteDistributions() {
        double[] p = {.5, .5}, q = {.9, .1};
        assertThat(MinimaxValue.jensenShannon(p, q)).isCloseTo(.101749225079197, within(1e-14));
        assertThat(MinimaxValue.optimum(p, q)).isCloseTo(-1.182795910961497, within(1e-14));
        double[] r = {.2, .3, .5}, s = {.5, .3, .2};
        assertThat(MinimaxValue.jensenShannon(r, s)).isCloseTo(.066414314382282, within(1e-14));
        assertThat(MinimaxValue.optimum(r, s)).isCloseTo(-1.253465732355327, within(1e-14));
        assertThat(MinimaxValue.jensenShannon(q, p)).isEqualTo(MinimaxValue.jensenShannon(p, q));
    }

    @Test void distributionsWithNothingInCommonAreLogTwoApart() {
        double[] p = {.3, .7, 0, 0}, q = {0, 0, .1, .9};
        assertThat(MinimaxValue.jensenShannon(p, q)).isCloseTo(Math.log(2), within(1e-15));
        assertThat(MinimaxValue.optimum(p, q)).isCloseTo(0, within(1e-15));
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 1, 1, .11142148", "0, 1, 2, 1, .33683082", "0, 1, 0, 2, .09273338", "4, .5, 0, 1, .68187189",
        "3, 2, 3, 2, 0"})
    void normalDensities(double mean1, double std1, double mean2, double std2, double expected) {
        double found = MinimaxValue.jensenShannon(normal(mean1, std1), normal(mean2, std2), -20, 20, 8000);
        assertThat(found).isCloseTo(expected, within(5e-9));
    }

    @Test void theTrapeziumRuleGivesTheEndsHalfTheirWeight() {
        DoubleUnaryOperator half = x -> .5, none = x -> 0;                 // the integrand is ½ · ½ ln 2 everywhere
        assertThat(MinimaxValue.jensenShannon(half, none, 0, 3, 1)).isCloseTo(.75 * Math.log(2), within(1e-15));
        assertThat(MinimaxValue.jensenShannon(half, none, 0, 3, 7)).isCloseTo(.75 * Math.log(2), within(1e-14));
    }

    @Test void theBestDiscriminatorIsTheShareOfTheData() {
        assertThat(MinimaxValue.optimalDiscriminator(.3, .1)).isCloseTo(.75, within(1e-15));
        assertThat(MinimaxValue.optimalDiscriminator(0, .1)).isZero();
        assertThat(MinimaxValue.optimalDiscriminator(.1, 0)).isOne();
        assertThat(MinimaxValue.optimalDiscriminator(0, 0)).isEqualTo(.5);
    }

    @ParameterizedTest
    @CsvSource({"-2", "0", ".5", "1", "3"})
    void betweenTwoNormalDensitiesItIsLogistic(double x) {
        double found = MinimaxValue.optimalDiscriminator(normal(0, 1).applyAsDouble(x), normal(1, 1).applyAsDouble(x));
        assertThat(found).isCloseTo(1 / (1 + Math.exp(-(.5 - x))), within(1e-14));
    }

    @Test void theValueOfLogits() {
        assertThat(MinimaxValue.ofLogits(Matrix.row(0, 0), Matrix.row(0))).isCloseTo(-Math.log(4), within(1e-7));
        Matrix onData = Matrix.row(1, 3).inDouble(), onSamples = Matrix.row(-2, 0, 1).inDouble();
        double expected = (Math.log(1 / (1 + Math.exp(-1))) + Math.log(1 / (1 + Math.exp(-3)))) / 2
                + (Math.log(1 / (1 + Math.exp(-2))) + Math.log(.5) + Math.log(1 / (1 + Math.exp(1)))) / 3;
        assertThat(MinimaxValue.ofLogits(onData, onSamples)).isCloseTo(expected, within(1e-14));
        assertThat(MinimaxValue.ofLogits(Matrix.row(1000), Matrix.row(-1000))).isZero();
        assertThat(MinimaxValue.ofLogits(Matrix.row(-1000), Matrix.row(1000))).isEqualTo(-2000);
    }

    /// D of one logistic unit, trained on N(0, 1) against N(1, 1), must become σ(½ − x), and its value that of D*.
    @Test void aTrainedLogisticDiscriminatorFindsTheBestOne() {
        Matrix data = quantiles(2000, 0), samples = quantiles(2000, 1);
        Linear discriminator = new Linear(Matrix.row(.3), Matrix.row(-.2));
        Sgd sgd = new Sgd(discriminator.parameters(), Schedule.constant(1), Schedule.constant(.8));
        for (int step = 0; step < 300; step++) {
            Pass onData = discriminator.forward(data), onSamples = discriminator.forward(samples);
            onData.learn(BinaryCrossEntropy.of(onData.output(), 1).gradient());
            onSamples.learn(BinaryCrossEntropy.of(onSamples.output(), 0).gradient());
            sgd.step(step);
        }
        assertThat(discriminator.weights().value().get(0)).isCloseTo(-1, within(.01));
        assertThat(discriminator.bias().value().get(0)).isCloseTo(.5, within(.01));
        Matrix onData = discriminator.forward(data).output(), onSamples = discriminator.forward(samples).output();
        assertThat(MinimaxValue.ofLogits(onData, onSamples)).isCloseTo(-Math.log(4) + 2 * .11142148, within(.002));
    }

    @Test void whatIsNoDistributionIsRefused() {
        assertThatThrownBy(() -> MinimaxValue.jensenShannon(new double[] {.5, .4}, new double[] {.5, .5}))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("the probabilities add up to 0.9, not to 1");
        assertThatThrownBy(() -> MinimaxValue.jensenShannon(new double[] {.5, .5}, new double[] {1.5, -.5}))
                .hasMessage("a probability cannot be -0.5");
        assertThatThrownBy(() -> MinimaxValue.optimum(new double[] {.5, .5}, new double[] {1, Double.NaN}))
                .hasMessage("a probability cannot be NaN");
        assertThatThrownBy(() -> MinimaxValue.jensenShannon(new double[] {1}, new double[] {.5, .5}))
                .hasMessage("the distributions have 1 and 2 values");
    }
}
