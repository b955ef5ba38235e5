package generative.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.math.Elementwise;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Parameter;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GenerativeStochasticNetworkTest {

    private static final GsnSettings QUIET = GsnSettings.PUBLISHED.withHidden(1, 1).withCorruption(0).withNoise(0);

    private static GenerativeStochasticNetwork net(GsnSettings settings, int visible) {
        GenerativeStochasticNetwork net = new GenerativeStochasticNetwork(settings, visible, Randoms.of(1));
        for (Parameter p : net.parameters())
            p.set(Randoms.uniform(p.value().numRows(), p.value().numCols(), -.8, .8, Randoms.of(p.value().getNumElements())));
        return net;
    }

    /// 1–1–1, weights .5 and −3, biases .1, .2, .4: every layer of two rounds, with whichever coin fell.
    @Test void twoRoundsByHand() {
        GenerativeStochasticNetwork net = new GenerativeStochasticNetwork(QUIET, 1, Randoms.of(1));
        double[] numbers = {.5, -3, .1, .2, .4};
        for (int i = 0; i < 5; i++) net.parameters().get(i).value().set(0, numbers[i]);
        var random = Randoms.of(2);
        GenerativeStochasticNetwork.Round one = net.round(net.start(Matrix.row(1), random), random);
        double h1 = Math.tanh(.5 + .2), h2 = Math.tanh(-3 * h1 + .4);
        assertThat(one.state().get(1).get(0)).isCloseTo(h1, within(1e-6));
        assertThat(one.logits().get(0)).isCloseTo(.5 * h1 + .1, within(1e-6));
        assertThat(one.state().get(2).get(0)).as("the top sees the new h¹").isCloseTo(h2, within(1e-6));
        double coin = one.state().getFirst().get(0);
        assertThat(coin).isIn(0.0, 1.0);
        GenerativeStochasticNetwork.Round two = net.round(one.state(), random);
        double again = Math.tanh(.5 * coin - 3 * h2 + .2);
        assertThat(two.state().get(1).get(0)).as("from below and from above").isCloseTo(again, within(1e-6));
        assertThat(two.guess().get(0)).isCloseTo(1 / (1 + Math.exp(-.5 * again - .1)), within(1e-6));
        assertThat(one.state().get(1).get(0)).as("the old state is as it was").isCloseTo(h1, within(1e-6));
    }

    @Test void oddLayersComeFirst() {
        GenerativeStochasticNetwork net = net(GsnSettings.PUBLISHED.withHidden(2, 3, 4, 5), 6);
        var random = Randoms.of(2);
        assertThat(net.round(net.start(Matrix.zeros(1, 6), random), random).updates()).extracting("layer")
                .containsExactly(1, 3, 0, 2, 4);
    }

    @Test void saltAndPepperHitTheirShare() {
        GenerativeStochasticNetwork net = net(GsnSettings.PUBLISHED.withHidden(1), 1000);
        Matrix x = Matrix.zeros(100, 1000);
        x.fill(.3);
        Matrix spoiled = net.corrupt(x, Randoms.of(3));
        double zeros = 0, ones = 0, kept = 0;
        for (int i = 0; i < spoiled.getNumElements(); i++) {
            if (spoiled.get(i) == 0) zeros++;
            else if (spoiled.get(i) == 1) ones++;
            else if (spoiled.get(i) == x.get(i)) kept++;
        }
        assertThat(kept / 1e5).isCloseTo(.6, within(.01));
        assertThat(zeros / 1e5).isCloseTo(.2, within(.01));
        assertThat(ones / 1e5).isCloseTo(.2, within(.01));
        assertThat(zeros + ones + kept).isEqualTo(1e5);
        Matrix clean = net(QUIET.withHidden(1), 1000).corrupt(x, Randoms.of(3));
        assertThat(clean.isIdentical(x, 0)).as("no corruption").isTrue();
    }

    /// With no weights a guess is σ(b⁰) = ¾; a coin that is then corrupted is 1 with .6 · .75 + .2.
    @Test void theVisibleLayerIsACorruptedCoin() {
        GenerativeStochasticNetwork net = new GenerativeStochasticNetwork(GsnSettings.PUBLISHED.withHidden(2, 2), 1000,
                Randoms.of(1));
        net.parameters().forEach(p -> p.value().fill(0));
        net.bias(0).value().fill(Math.log(3));
        var random = Randoms.of(4);
        GenerativeStochasticNetwork.Round round = net.round(net.start(Matrix.zeros(100, 1000), random), random);
        assertThat(round.guess().elementMaxAbs()).isCloseTo(.75, within(1e-6));
        assertThat(round.state().getFirst().mean()).isCloseTo(.6 * .75 + .2, within(.005));
        assertThat(round.state().get(1).elementMaxAbs()).as("no noise in the first layer").isZero();
        Matrix top = net.round(net.start(Matrix.zeros(50_000, 1000), random), random).state().get(2);
        assertThat(top.sumOfSquares() / top.getNumElements()).as("4 from after f, and a little less than 1 from before")
                .isBetween(4.6, 5.0);
    }

    @Test void samplesAreTheGuessesOfAllChainsRoundByRound() {
        GenerativeStochasticNetwork net = net(GsnSettings.PUBLISHED.withHidden(5, 4), 6);
        Matrix start = Randoms.bernoulli(Randoms.uniform(3, 6, 0, 1, Randoms.of(1)), Randoms.of(2));
        Matrix samples = net.sample(start, 8, Randoms.of(5));
        assertThat(samples.shape()).isEqualTo("8×6");
        for (int i = 0; i < samples.getNumElements(); i++) assertThat(samples.get(i)).isBetween(0.0, 1.0);
        var random = Randoms.of(5);
        GenerativeStochasticNetwork.Round one = net.round(net.start(start, random), random), two = net.round(one.state(), random);
        assertThat(samples.rows(0, 3).isIdentical(one.guess(), 0)).isTrue();
        assertThat(samples.rows(3, 6).isIdentical(two.guess(), 0)).isTrue();
        assertThat(net.sample(start, 8, Randoms.of(5)).isIdentical(samples, 0)).as("the same seed, the same bits").isTrue();
        assertThat(net.sample(start, 0, Randoms.of(5)).numRows()).isZero();
    }

    @Test void inpaintingLeavesWhatIsKnown() {
        GenerativeStochasticNetwork net = net(GsnSettings.PUBLISHED.withHidden(5, 4), 6);
        Matrix images = Randoms.uniform(3, 6, 0, 1, Randoms.of(1)), known = Matrix.row(0, 0, 0, 1, 1, 1);
        List<Matrix> steps = net.inpaint(images, known, 4, Randoms.of(6));
        assertThat(steps).hasSize(4);
        for (Matrix step : steps) {
            assertThat(step.cols(3, 6).isIdentical(images.cols(3, 6), 0)).isTrue();
            assertThat(step.cols(0, 3).isIdentical(images.cols(0, 3), .01)).isFalse();
        }
        Matrix other = images.copy();
        other.insertIntoThis(0, 0, Matrix.zeros(3, 3));
        assertThat(net.inpaint(other, known, 4, Randoms.of(6)).getLast().isIdentical(steps.getLast(), 0))
                .as("the missing half is not looked at").isTrue();
    }

    @Test void theFirstWeightsAreAsWideAsPublished() {
        GenerativeStochasticNetwork net = new GenerativeStochasticNetwork(GsnSettings.PUBLISHED.withHidden(50, 10), 46,
                Randoms.of(1));
        assertThat(net.weights(1).value().shape()).isEqualTo("46×50");
        assertThat(net.weights(1).value().elementMaxAbs()).isCloseTo(.25, within(.001)).isLessThanOrEqualTo(.25);
        assertThat(net.weights(2).value().elementMaxAbs()).isCloseTo(Math.sqrt(.1), within(.002));
        assertThat(net.parameters()).extracting(Parameter::name).containsExactly("W", "W", "b", "b", "b");
        assertThat(net).hasToString("GSN 46 – 50 – 10 tanh");
        assertThat(new GenerativeStochasticNetwork(GsnSettings.ONE_LAYER, 4, Randoms.of(1))).hasToString("GSN 4 – 2000 sigmoid");
    }

    @Test void whatDoesNotFitIsRefused() {
        GenerativeStochasticNetwork net = net(QUIET, 6);
        refused(() -> net.sample(Matrix.zeros(2, 5), 3, Randoms.of(1)),
                "the images are 2×5, but the network has 6 visible units");
        refused(() -> net.sample(Matrix.zeros(0, 6), 3, Randoms.of(1)), "cannot draw 3 samples from 0 chains");
        refused(() -> net.sample(Matrix.zeros(1, 6), -1, Randoms.of(1)), "cannot draw -1 samples from 1 chains");
        refused(() -> net.inpaint(Matrix.zeros(2, 6), Matrix.row(1, 0), 3, Randoms.of(1)),
                "the known pixels are told by 1×6, got 1×2");
    }

    @Test void settingsThatMakeNoSenseAreRefused() {
        refused(() -> QUIET.withHidden(), "a stochastic network needs 1 hidden layer or more, each of 1 unit or more, got []");
        refused(() -> QUIET.withHidden(3, 0), "a stochastic network needs 1 hidden layer or more, each of 1 unit or more, got "
                + "[3, 0]");
        refused(() -> QUIET.withCorruption(1.1), "the share of corrupted pixels must lie between 0 and 1, got 1.1");
        refused(() -> QUIET.withNoise(-1), "the noise must be 0 or more, got -1.0");
        refused(() -> QUIET.withRounds(0), "walkback needs 1 round or more, got 0");
        refused(() -> QUIET.withDescent(1, .1, 1, 1), "the momentum must be from 0 to below 1, got 1.0");
        refused(() -> QUIET.withDescent(1, .1, 0, .5), "the decay per epoch must be above 0 and 1 at most, got 0.0");
        refused(() -> new GsnSettings(List.of(2), Elementwise.EXP, .1, 0, 1, 1, .1, 1, 0),
                "hidden units are TANH or SIGMOID, not EXP");
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String sentence) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(sentence);
    }
}
