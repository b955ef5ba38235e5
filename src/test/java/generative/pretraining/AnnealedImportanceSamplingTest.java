package generative.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.math.Matrix;
import generative.math.Randoms;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class AnnealedImportanceSamplingTest {

    private static final Matrix HALVES = Matrix.zeros(1, 12).plus(.5);

    private static Rbm random(long seed) {
        RandomGenerator random = Randoms.of(seed);
        return new Rbm(VisibleUnits.BERNOULLI, Randoms.gaussian(12, 8, 1, random), Randoms.gaussian(1, 12, .5, random),
                Randoms.gaussian(1, 8, .5, random));
    }

    private static AnnealedImportanceSampling estimate(Rbm rbm, int steps, int runs) {
        return AnnealedImportanceSampling.of(rbm, HALVES, AnnealedImportanceSampling.evenSchedule(steps), runs, Randoms.of(2));
    }

    @Test void agreesWithEnumerationWithinItsOwnErrorBar() {
        double[] z = new double[12];
        for (int seed = 0; seed < z.length; seed++) {
            Rbm rbm = random(seed);
            AnnealedImportanceSampling ais = estimate(rbm, 300, 400);
            assertThat(ais.error()).isBetween(.001, .05);
            z[seed] = (ais.logZ() - PartitionFunction.exact(rbm)) / ais.error();
            assertThat(z[seed]).as("seed " + seed + ": " + ais).isBetween(-3.5, 3.5);
        }
        double squares = 0;
        for (double value : z) squares += value * value / z.length;
        assertThat(squares).as("errors that are claimed are those that are made").isBetween(.3, 2.5);
    }

    @Test void moreStepsMakeItSurer() {
        assertThat(estimate(random(1), 10, 400).error()).isGreaterThan(3 * estimate(random(1), 300, 400).error());
    }

    @Test void aMachineWithoutWeightsIsTheBaseAndCostsNothing() {
        Rbm rbm = new Rbm(VisibleUnits.BERNOULLI, Matrix.zeros(12, 8), Matrix.zeros(1, 12), Matrix.zeros(1, 8));
        AnnealedImportanceSampling ais = estimate(rbm, 5, 10);
        assertThat(ais.logZ()).isCloseTo(20 * Math.log(2), within(1e-5));
        assertThat(ais.error()).isCloseTo(0, within(1e-6));
    }

    @Test void theBaseMayBeAnyMeans() {
        Rbm rbm = random(5);
        Matrix means = Randoms.uniform(1, 12, 0, 1, Randoms.of(9));
        means.set(0, 0);                                                   // a pixel that is always off
        AnnealedImportanceSampling ais = AnnealedImportanceSampling.of(rbm, means, AnnealedImportanceSampling.evenSchedule(1000), 400, Randoms.of(2));
        assertThat(ais.logZ()).isCloseTo(PartitionFunction.exact(rbm), within(4 * ais.error()));
    }

    /// The mean weight is right for any schedule, however coarse, if each Gibbs step is one of its own machine.
    /// Many steps would hide one whose β is that of the step before.
    @Test void threeStepsOfManyRunsAreRight() {
        Rbm rbm = new Rbm(VisibleUnits.BERNOULLI, Matrix.of(new double[][] {{3.5, 2}, {1.5, 0}, {1, -1.5}}),
                Matrix.row(-3, 1.5, -.5), Matrix.row(2, 2.5));
        AnnealedImportanceSampling ais = AnnealedImportanceSampling.of(rbm, Matrix.row(.2, .9, .5),
                AnnealedImportanceSampling.evenSchedule(3), 30_000, Randoms.of(2));
        assertThat(ais.error()).isLessThan(.01);
        assertThat(ais.logZ()).isCloseTo(PartitionFunction.exact(rbm), within(4 * ais.error()));
    }

    @Test void thePublishedScheduleHasItsCorners() {
        double[] beta = AnnealedImportanceSampling.publishedSchedule();
        assertThat(beta).hasSize(14_501).isSorted();
        assertThat(beta[0]).isZero();
        assertThat(beta[500]).isEqualTo(.5);
        assertThat(beta[4500]).isEqualTo(.9);
        assertThat(beta[14_500]).isEqualTo(1);
    }

    @Test void badSettingsAreNamed() {
        assertThatThrownBy(() -> AnnealedImportanceSampling.of(random(1), HALVES, new double[] {.5, 1}, 10, Randoms.of(1)))
                .hasMessage("a schedule goes from 0 to 1, got [0.5, 1.0]");
        assertThatThrownBy(() -> estimate(random(1), 0, 10)).hasMessage("a walk needs 1 step or more, got 0");
        assertThatThrownBy(() -> estimate(random(1), 10, 0)).hasMessage("the mean of the weights needs 1 run or more, got 0");
        Rbm real = new Rbm(VisibleUnits.GAUSSIAN, Matrix.zeros(2, 2), Matrix.zeros(1, 2), Matrix.zeros(1, 2));
        assertThatThrownBy(() -> AnnealedImportanceSampling.of(real, Matrix.zeros(1, 2), new double[] {0, 1}, 10, Randoms.of(1)))
                .hasMessage("annealed importance sampling is written for visible bits, not for real numbers");
    }

    @Test void saysWhatItFound() {
        assertThat(new AnnealedImportanceSampling(12.3456, .0123, new double[7])).hasToString("ln Z = 12.346 ± 0.012 (7 runs)");
    }
}
