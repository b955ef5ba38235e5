package generative.optim;

import static generative.optim.MomentumDescent.MNIST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.math.Matrix;
import generative.nn.Parameter;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MomentumDescentTest {

    /// θ starts at 0 and has slope −1, so that after one step without momentum it is the learning rate.
    private static double firstStepAt(MomentumDescent descent, long step) {
        Parameter theta = new Parameter("b", Matrix.row(0));
        theta.gradient().set(0, -1);
        descent.optimiser(List.of(theta), 10).step(step);
        return theta.value().get(0);
    }

    @Test void thePublishedRateFallsSlowly() {
        assertThat(firstStepAt(MNIST, 0)).isCloseTo(.1, within(1e-8));
        assertThat(firstStepAt(MNIST, 50_000)).as("papers.md: after 100 epochs").isCloseTo(.08187, within(1e-5));
    }

    @Test void theMomentumRisesByEpoch() {
        Parameter theta = new Parameter("b", Matrix.row(0));
        Sgd sgd = MNIST.withMomentum(.25, .75, 3).withLearningRate(1, 1).optimiser(List.of(theta), 10);
        theta.gradient().set(0, -1);
        sgd.step(0);                                                       // v = 1
        sgd.step(9);                                                       // still epoch 1: v = .25
        assertThat(theta.value().get(0)).isCloseTo(1.25, within(1e-6));
        sgd.step(10);                                                      // epoch 2: v = .5 · .25
        assertThat(theta.value().get(0)).isCloseTo(1.375, within(1e-6));
        sgd.step(500);                                                     // long after the last: v = .75 · .125
        assertThat(theta.value().get(0)).isCloseTo(1.46875, within(1e-6));
    }

    @Test void aCalmEndBringsTheRateToZero() {
        MomentumDescent calm = MNIST.withLearningRate(.1, 1).withCalmEnd(100, 200);
        assertThat(firstStepAt(calm, 100)).isCloseTo(.1, within(1e-7));
        assertThat(firstStepAt(calm, 150)).isCloseTo(.05, within(1e-7));
        assertThat(firstStepAt(calm, 200)).isZero();
        assertThat(firstStepAt(calm, 300)).isZero();
    }

    @Test void weightsAreKeptShortAndBiasesAreNot() {
        Parameter W = new Parameter("W", Matrix.of(new double[][] {{3, .3}, {4, .4}})), b = new Parameter("b", Matrix.row(30, 40));
        MNIST.withMaxNorm(2).optimiser(List.of(W, b), 1).step(0);
        assertThat(W.value().isIdentical(Matrix.of(new double[][] {{1.2, .3}, {1.6, .4}}), 1e-5)).isTrue();
        assertThat(b.value().isIdentical(Matrix.row(30, 40), 0)).isTrue();
    }

    @Test void eachChangeTouchesNothingElse() {
        String all = MNIST.toString();
        assertThat(MNIST.withBatchSize(32)).hasToString(all.replace("batchSize=100", "batchSize=32"));
        assertThat(MNIST.withLearningRate(.2, 1.001))
                .hasToString(all.replace("learningRate=0.1, learningRateDecay=1.000004", "learningRate=0.2, learningRateDecay=1.001"));
        assertThat(MNIST.withMomentum(.1, .9, 7)).hasToString(all.replace("firstMomentum=0.5, lastMomentum=0.7, momentumEpochs=250",
                "firstMomentum=0.1, lastMomentum=0.9, momentumEpochs=7"));
        assertThat(MNIST.withMaxNorm(3)).hasToString(all.replace("maxNorm=Infinity", "maxNorm=3.0"));
        assertThat(MNIST.withCalmEnd(4, 5)).hasToString(all.replace("calmFrom=0, calmTo=0", "calmFrom=4, calmTo=5"));
    }

    @Test void impossibleSettingsAreNamed() {
        assertThatThrownBy(() -> MNIST.withBatchSize(0)).hasMessage("a minibatch needs 1 example or more, got 0");
        assertThatThrownBy(() -> MNIST.withLearningRate(0, 1)).hasMessage("the learning rate must be above 0, got 0.0");
        assertThatThrownBy(() -> MNIST.withLearningRate(Double.NaN, 1)).hasMessage("the learning rate must be above 0, got NaN");
        assertThatThrownBy(() -> MNIST.withMaxNorm(0)).hasMessage("the largest norm must be above 0, got 0.0");
        assertThatThrownBy(() -> MNIST.withCalmEnd(7, 7))
                .hasMessage("the learning rate cannot fall to 0 from step 7 to step 7");
    }
}
