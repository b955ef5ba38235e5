package generative.pretraining;

import static generative.pretraining.RbmTest.PRINTED;
import static generative.pretraining.RbmTest.bits;
import static generative.pretraining.RbmTest.worked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.UserException;
import generative.math.Elementwise;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Initialiser;
import org.junit.jupiter.api.Test;

final class PartitionFunctionTest {

    @Test void asPrinted() {
        assertThat(PartitionFunction.exact(worked())).isCloseTo(4.016108459556407, within(1e-14));
        assertThat(PartitionFunction.exact(worked(VisibleUnits.GAUSSIAN))).isCloseTo(4.542098270747026, within(1e-14));
        assertThat(PartitionFunction.meanLogLikelihood(worked(), bits("101"), PartitionFunction.exact(worked()))).isCloseTo(-1.7894773581, PRINTED);
        assertThat(PartitionFunction.meanLogLikelihood(worked(), bits("111"), PartitionFunction.exact(worked()))).isCloseTo(-1.6423702425, PRINTED);
    }

    @Test void threeWaysToAddUp() {
        Rbm rbm = worked();
        double both = 0, overVisible = 0;
        for (int v = 0; v < 8; v++) {
            Matrix state = PartitionFunction.states(3, rbm.weights().value()).rows(v, v + 1);
            overVisible += Math.exp(-rbm.freeEnergy(state).get(0));
            for (int h = 0; h < 4; h++)
                both += Math.exp(-rbm.energy(state, PartitionFunction.states(2, rbm.weights().value()).rows(h, h + 1)).get(0));
        }
        assertThat(PartitionFunction.exact(rbm)).isCloseTo(Math.log(overVisible), within(1e-14)).isCloseTo(Math.log(both), within(1e-14));
        assertThat(PartitionFunction.exact(rbm.mirrored())).isCloseTo(PartitionFunction.exact(rbm), within(1e-14));
    }

    @Test void withLabelsOnlyStatesWithOneClassCount() {
        Rbm rbm = worked(VisibleUnits.withLabels(2));
        double sum = 0;
        for (String v : new String[] {"001", "010", "101", "110"}) sum += Math.exp(-rbm.freeEnergy(bits(v)).get(0));
        assertThat(PartitionFunction.exact(rbm)).isCloseTo(Math.log(sum), within(1e-14));
    }

    @Test void withoutWeightsTheUnitsAreCoins() {
        Matrix a = Randoms.gaussian(1, 15, 1, Randoms.of(1)), b = Randoms.gaussian(1, 14, 1, Randoms.of(2));
        Rbm rbm = new Rbm(VisibleUnits.BERNOULLI, Matrix.zeros(15, 14), a, b);
        double coins = a.apply(Elementwise.SOFTPLUS).elementSum() + b.apply(Elementwise.SOFTPLUS).elementSum();
        assertThat(PartitionFunction.exact(rbm)).as("14 units: four blocks").isCloseTo(coins, within(1e-4));
        assertThat(PartitionFunction.exact(new Rbm(VisibleUnits.BERNOULLI, Matrix.zeros(5, 4), Matrix.zeros(1, 5), Matrix.zeros(1, 4))))
                .isCloseTo(9 * Math.log(2), within(1e-6));
    }

    @Test void aConstantAddedToAllEnergiesChangesNoProbability() {
        Rbm rbm = worked();
        double before = PartitionFunction.meanLogLikelihood(rbm, bits("101"), PartitionFunction.exact(rbm));
        // one more hidden unit without weights, which lowers every free energy by sp(3)
        Rbm more = new Rbm(VisibleUnits.BERNOULLI, rbm.weights().value().concatColumns(Matrix.zeros(3, 1).inDouble()),
                rbm.visibleBias().value(), rbm.hiddenBias().value().concatColumns(Matrix.row(3).inDouble()));
        assertThat(more.freeEnergy(bits("101")).get(0)).isLessThan(rbm.freeEnergy(bits("101")).get(0) - 3);
        assertThat(PartitionFunction.meanLogLikelihood(more, bits("101"), PartitionFunction.exact(more))).isCloseTo(before, within(1e-13));
    }

    @Test void tooManyUnitsAreRefused() {
        Rbm large = new Rbm(VisibleUnits.BERNOULLI, 784, 26, Initialiser.zeros(), Randoms.of(1));
        assertThatThrownBy(() -> PartitionFunction.exact(large)).isInstanceOf(UserException.class)
                .hasMessage("The partition function of an RBM 784 (bits) – 26 would be a sum over 2^26 states; at most 2^25 are gone through, "
                        + "so estimate it by annealed importance sampling.");
    }
}
