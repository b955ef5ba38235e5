package generative.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.UserException;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Parameter;
import generative.optim.MomentumDescent;
import generative.pretraining.DeepBoltzmannTraining.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DeepBoltzmannTrainingTest {

    private static final long SEED = 7;

    private static Settings settings(int batch, double rate, int chains, int k) {
        return new Settings(new MomentumDescent(batch, rate, 1, .5, .5, 1, Double.POSITIVE_INFINITY, 0, 0), 5, chains, k);
    }

    private static DeepBoltzmannTraining training(Matrix data, Settings settings, long seed) {
        return new DeepBoltzmannTraining(DeepBoltzmannTraining.machine(data, 4, 2, Randoms.of(1)), data, settings, seed);
    }

    private static Matrix images(int n) {
        return Randoms.uniform(n, 6, .1, .9, Randoms.of(3));
    }

    /// The same step made by hand of its parts: coins of the data, mean field, the chains, both slopes.
    @Test void aStepIsPositiveMinusNegative() {
        Settings settings = settings(2, .1, 3, 2);
        Matrix data = Matrix.of(new double[][] {{1, 1, 0}, {1, 1, 0}});
        DeepBoltzmannTraining training = training(data, settings, SEED);
        DeepBoltzmannMachine twin = DeepBoltzmannTraining.machine(data, 4, 2, Randoms.of(1));
        Matrix v = training.state().get("chains.v").copy(), h2 = training.state().get("chains.h2").copy();
        var random = Randoms.of(SEED, 1, 0);
        Matrix seen = Randoms.bernoulli(data, random);
        assertThat(seen.isIdentical(data, 0)).as("sure coins").isTrue();
        var mu = twin.meanField(seen, 5);
        var dream = twin.gibbs(v, h2, 2, random);
        twin.addEnergySlopes(seen, mu.first(), mu.second(), 1);
        twin.addEnergySlopes(dream.v(), dream.middle(), dream.second(), -1);
        Map<String, Double> metrics = training.step(0);
        for (int i = 0; i < 5; i++) {
            Parameter p = twin.parameters().get(i);
            assertThat(training.machine().parameters().get(i).value().isIdentical(p.value().minus(p.gradient().scale(.1)), 1e-6))
                    .as(p.name()).isTrue();
        }
        assertThat(training.state().get("chains.v").isIdentical(dream.v(), 0)).as("the chains go on from here").isTrue();
        assertThat(training.state().get("chains.h2").isIdentical(dream.second(), 0)).isTrue();
        assertThat(metrics.keySet()).containsExactly("error", "energy gap");
    }

    @Test void visibleUnitsBeginAtTheMeansOfTheData() {
        Matrix data = Matrix.of(new double[][] {{1, .5, 0}, {1, 1, 0}});
        DeepBoltzmannMachine machine = DeepBoltzmannTraining.machine(data, 4, 2, Randoms.of(1));
        Matrix a = machine.parameters().get(2).value();
        assertThat(a.get(1)).isCloseTo(Math.log(3), within(1e-5));
        assertThat(a.get(0)).as("clipped").isCloseTo(Math.log(999), within(1e-6));
        assertThat(a.get(2)).isCloseTo(-Math.log(999), within(1e-6));
    }

    @Test void whatIsSeenBecomesLikely() {
        Matrix data = Matrix.of(new double[][] {{1, 1, 0, 0}, {1, 1, 1, 0}});
        DeepBoltzmannTraining training = training(data, settings(2, .05, 50, 2), SEED);
        for (int step = 0; step < 800; step++) training.step(step);
        DeepBoltzmannMachine machine = training.machine();
        Matrix p = machine.logSum(data).minus(machine.logZ()).map(Math::exp);
        assertThat(p.get(0)).isBetween(.3, .7);
        assertThat(p.get(1)).isBetween(.3, .7);
        assertThat(p.get(0) + p.get(1)).isGreaterThan(.85);
        Matrix dreams = training.dreams(5, Randoms.of(4));
        assertThat(dreams.shape()).isEqualTo("50×4");
        for (int i = 0; i < dreams.getNumElements(); i++) assertThat(dreams.get(i)).isBetween(0.0, 1.0);
        assertThat(dreams.columnMeans().get(0)).isGreaterThan(.9);
        assertThat(training.dreams(5, Randoms.of(4)).isIdentical(dreams, 0)).as("dreaming leaves the chains where they are")
                .isTrue();
    }

    @Test void theStateAndTheStepAreAllThatARunRemembers() {
        Settings settings = settings(5, .1, 3, 2);
        DeepBoltzmannTraining one = training(images(11), settings, SEED), other = training(images(11), settings, SEED);
        assertThat(one.stepsPerEpoch()).isEqualTo(2);
        for (int step = 0; step < 5; step++) one.step(step);
        Map<String, Matrix> live = other.state();
        assertThat(live).hasSize(5 + 5 + 2).containsKey("W.0").containsKey("c.4").containsKey("chains.h2");
        one.state().forEach((name, matrix) -> live.get(name).setTo(matrix));
        for (int step = 5; step < 8; step++) assertThat(other.step(step)).isEqualTo(one.step(step));
        one.state().forEach((name, matrix) -> assertThat(matrix.isIdentical(live.get(name), 0)).as(name).isTrue());
        assertThat(one.config()).isEqualTo(other.config()).containsEntry("model", "DBM 6 – 4 – 2").containsEntry("data", "11×6")
                .containsEntry("settings", settings.toString()).containsEntry("seed", "7");
        assertThat(training(images(11), settings, SEED + 1).step(0)).isNotEqualTo(training(images(11), settings, SEED).step(0));
    }

    @Test void whatDoesNotFitIsRefused() {
        DeepBoltzmannMachine machine = new DeepBoltzmannMachine(6, 4, 2, Randoms.of(1));
        assertThatThrownBy(() -> new DeepBoltzmannTraining(machine, Matrix.zeros(5, 7), settings(5, .1, 3, 2), SEED))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("the data are 5×7, but the machine has 6 visible units");
        Matrix grey = Matrix.zeros(5, 6);
        grey.set(1, 2, -1);
        assertThatThrownBy(() -> new DeepBoltzmannTraining(machine, grey, settings(5, .1, 3, 2), SEED))
                .isInstanceOf(UserException.class)
                .hasMessage("A Boltzmann machine learns from numbers between 0 and 1, but example 1 has -1.0 in place 2; scale "
                        + "the data first.");
        assertThatThrownBy(() -> settings(5, .1, 0, 2)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mean-field updates, chains and Gibbs steps must be 1 or more, got 5, 0 and 2");
        assertThatThrownBy(() -> training(images(11), settings(5, .1, 3, 2), SEED).dreams(0, Randoms.of(1)))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("dreams need 1 Gibbs step or more, got 0");
    }
}
