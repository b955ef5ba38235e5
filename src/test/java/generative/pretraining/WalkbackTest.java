package generative.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.UserException;
import generative.math.Elementwise;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class WalkbackTest {

    private static final long SEED = 7;
    private static final GsnSettings TINY = GsnSettings.PUBLISHED.withHidden(4, 3).withNoise(.3).withRounds(3)
            .withDescent(5, .5, .9, .5);

    private static GenerativeStochasticNetwork net(GsnSettings settings) {
        GenerativeStochasticNetwork net = new GenerativeStochasticNetwork(settings, 6, Randoms.of(1));
        for (Parameter p : net.parameters())
            p.set(Randoms.uniform(p.value().numRows(), p.value().numCols(), -.8, .8, Randoms.of(p.value().getNumElements())));
        return net;
    }

    private static Matrix images(int n) {
        return Randoms.uniform(n, 6, 0, 1, Randoms.of(3));
    }

    /// L by its definition, from the costs of all rounds.
    private static double loss(GenerativeStochasticNetwork net, Matrix x) {
        return Arrays.stream(Walkback.learn(net, x, Randoms.of(SEED))).sum() / x.numCols();
    }

    static Stream<GsnSettings> nets() {
        return Stream.of(TINY, TINY.withRounds(1), TINY.withHidden(5), TINY.withHidden(4, 3, 5), TINY.withHidden(3, 4, 2, 3)
                .withNoise(1),
                new GsnSettings(List.of(4, 3), Elementwise.SIGMOID, .2, .5, 2, 5, .5, 1, 0), TINY.withCorruption(0).withNoise(0));
    }

    /// Central differences in double with the noise of one seed. A coin that changed sides within ±h would be seen as a huge
    /// slope.
    @ParameterizedTest
    @MethodSource("nets")
    void everyParameterLearnsTheMeasuredSlope(GsnSettings settings) {
        GenerativeStochasticNetwork net = net(settings);
        net.parameters().forEach(Parameter::toDouble);
        Matrix x = images(4).inDouble();
        Walkback.learn(net, x, Randoms.of(SEED));
        List<Matrix> gradients = net.parameters().stream().map(p -> p.gradient().copy()).toList();
        for (int q = 0; q < gradients.size(); q++) {
            Parameter p = net.parameters().get(q);
            for (int i = 0; i < p.value().getNumElements(); i++) {
                double at = p.value().get(i), h = 1e-5;
                p.value().set(i, at + h);
                double up = loss(net, x);
                p.value().set(i, at - h);
                double down = loss(net, x);
                p.value().set(i, at);
                double measured = (up - down) / (2 * h), said = gradients.get(q).get(i);
                assertThat(Math.abs(measured - said) / Math.max(1e-3, Math.abs(said))).as("%s %d of parameter %d", p.name(), i, q)
                        .isLessThan(1e-7);
            }
        }
    }

    /// 1–1–1 without noise, one round from x = 1: z = .5 + .2, h¹ = tanh .7, a = .5 h¹ + .1. The layer above is still 0, and
    /// stays out of it.
    @Test void oneRoundByHand() {
        GenerativeStochasticNetwork net = new GenerativeStochasticNetwork(
                GsnSettings.PUBLISHED.withHidden(1, 1).withCorruption(0).withNoise(0).withRounds(1), 1, Randoms.of(1));
        double[] numbers = {.5, -3, .1, .2, .4};                               // W¹, W², b⁰, b¹, b²
        for (int i = 0; i < 5; i++) net.parameters().get(i).value().set(0, numbers[i]);
        double[] costs = Walkback.learn(net, Matrix.row(1), Randoms.of(SEED));
        double[] gradient = net.parameters().stream().mapToDouble(p -> p.gradient().get(0)).toArray();
        assertThat(costs).hasSize(1);
        assertThat(costs[0]).as("−ln σ(.402184)").isCloseTo(.512140, within(1e-5));
        assertThat(gradient[2]).as("db⁰ = da = σ(.402184) − 1").isCloseTo(-.400788, within(1e-5));
        assertThat(gradient[3]).as("db¹ = dz = .5 da (1 − h¹²)").isCloseTo(-.127198, within(1e-5));
        assertThat(gradient[0]).as("dW¹ = da h¹ + dz x").isCloseTo(-.369421, within(1e-5));
        assertThat(gradient[1]).as("W² has met nothing but zeros").isZero();
        assertThat(gradient[4]).as("nobody has looked at the top").isZero();
    }

    /// The released form m ← μ m + (1−μ) g, θ ← θ − η m, kept by hand beside the real one.
    @Test void theMomentumIsAnAverageOfGradients() {
        GsnSettings settings = TINY.withDescent(3, .5, 1, .7);
        Matrix data = images(3);                                               // one batch holds all, in another order each epoch
        GenerativeStochasticNetwork net = net(settings), twin = net(settings);
        Walkback walkback = new Walkback(net, data, SEED);
        List<Matrix> m = twin.parameters().stream().map(p -> p.value().createLike()).toList();
        for (int step = 0; step < 4; step++) {
            Matrix batch = data.selectRows(new generative.data.Batches(3, 3, SEED).at(step));
            Walkback.learn(twin, batch, Randoms.of(SEED, 1, step));
            for (int i = 0; i < m.size(); i++) {
                Parameter p = twin.parameters().get(i);
                m.get(i).setTo(m.get(i).scale(.7).plus(p.gradient().scale(.3)));
                p.value().setTo(p.value().minus(m.get(i).scale(.5)));
                p.gradient().fill(0);
            }
            walkback.step(step);
        }
        for (int i = 0; i < m.size(); i++)
            assertThat(net.parameters().get(i).value().isIdentical(twin.parameters().get(i).value(), 1e-5)).isTrue();
    }

    @Test void theRateFallsByTheEpochAndThenToRest() {
        GsnSettings settings = TINY.withDescent(2, .5, .9, .5);
        assertThat(settings.descent(10).learningRate()).isEqualTo(.25);
        assertThat(Math.pow(settings.descent(10).learningRateDecay(), 10)).as("ten steps").isCloseTo(1 / .9, within(1e-12));
        assertThat(new Walkback(net(settings), images(9), 3, 5, SEED).config().get("descent")).as("4 steps an epoch")
                .contains("calmFrom=12, calmTo=20");
        assertThat(new Walkback(net(settings), images(9), SEED).config().get("descent")).contains("calmFrom=0, calmTo=0");
    }

    @Test void learningMakesTheGuessesCheaper() {
        Matrix data = Matrix.of(new double[][] {{1, 1, 1, 0, 0, 0}, {0, 0, 0, 1, 1, 1}});
        GsnSettings settings = TINY.withHidden(8, 8).withCorruption(.2).withDescent(2, 2, 1, .5);
        Walkback walkback = new Walkback(new GenerativeStochasticNetwork(settings, 6, Randoms.of(1)), data, SEED);
        Map<String, Double> first = walkback.step(0), last = first;
        double mean = 0;
        for (int step = 1; step < 400; step++) {
            last = walkback.step(step);
            if (step >= 300) mean += last.get("first guess") / 100;
        }
        assertThat(first.keySet()).containsExactly("first guess", "last guess");
        assertThat(mean).as("six coins cost 4.2 nats; before " + first).isLessThan(2.5);
    }

    @Test void theStateAndTheStepAreAllThatARunRemembers() {
        Walkback one = new Walkback(net(TINY), images(11), SEED), other = new Walkback(net(TINY), images(11), SEED);
        assertThat(one.stepsPerEpoch()).isEqualTo(2);
        for (int step = 0; step < 5; step++) one.step(step);
        Map<String, Matrix> live = other.state();
        assertThat(live).hasSize(5 + 5).containsKey("W.0").containsKey("b.4");
        one.state().forEach((name, matrix) -> live.get(name).setTo(matrix));
        for (int step = 5; step < 8; step++) assertThat(other.step(step)).isEqualTo(one.step(step));
        one.state().forEach((name, matrix) -> assertThat(matrix.isIdentical(live.get(name), 0)).as(name).isTrue());
        assertThat(one.config()).isEqualTo(other.config()).containsEntry("model", "GSN 6 – 4 – 3 tanh").containsEntry("seed", "7")
                .containsEntry("data", "11×6").containsEntry("settings", TINY.toString());
        assertThat(new Walkback(net(TINY), images(11), SEED + 1).step(0))
                .isNotEqualTo(new Walkback(net(TINY), images(11), SEED).step(0));
    }

    @Test void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> new Walkback(net(TINY), Matrix.zeros(5, 7), SEED)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the data are 5×7, but the network has 6 visible units");
        Matrix grey = Matrix.zeros(5, 6);
        grey.set(1, 2, 255);
        assertThatThrownBy(() -> new Walkback(net(TINY), grey, SEED)).isInstanceOf(UserException.class).hasMessage(
                "A stochastic network learns from numbers between 0 and 1, but example 1 has 255.0 in place 2; scale the data "
                        + "first.");
    }
}
