package generative.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.UserException;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Parameter;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Machines so small that all their states can be gone through.
final class DeepBoltzmannMachineTest {

    private static final int D = 3, FIRST = 3, SECOND = 2;

    private static DeepBoltzmannMachine machine() {
        DeepBoltzmannMachine machine = new DeepBoltzmannMachine(D, FIRST, SECOND, Randoms.of(1));
        for (Parameter p : machine.parameters()) {
            p.set(Randoms.uniform(p.value().numRows(), p.value().numCols(), -1.2, 1.2,
                    Randoms.of(p.value().getNumElements() + 5)));
            p.toDouble();
        }
        return machine;
    }

    private static Matrix states(int n) {
        return PartitionFunction.states(n, Matrix.row(0).inDouble());
    }

    private interface Visit {
        void state(Matrix v, Matrix h1, Matrix h2, double probability);
    }

    /// Calls with every state and its probability e^−E / Z, Z from the sum of all e^−E.
    private static void all(DeepBoltzmannMachine machine, Visit visit) {
        Matrix v = states(D), h1 = states(FIRST), h2 = states(SECOND);
        double Z = 0;
        for (int round = 0; round < 2; round++)
            for (int i = 0; i < v.numRows(); i++) for (int j = 0; j < h1.numRows(); j++) for (int k = 0; k < h2.numRows(); k++) {
                Matrix a = v.rows(i, i + 1), b = h1.rows(j, j + 1), c = h2.rows(k, k + 1);
                double weight = Math.exp(-machine.energy(a, b, c).get(0));
                if (round == 0) Z += weight;
                else visit.state(a, b, c, weight / Z);
            }
    }

    @Test void theEnergyByHand() {
        DeepBoltzmannMachine machine = new DeepBoltzmannMachine(Matrix.of(new double[][] {{2}, {3}}),
                Matrix.of(new double[][] {{5, 7}}), Matrix.row(11, 13), Matrix.row(17), Matrix.row(19, 23));
        assertThat(machine.energy(Matrix.row(1, 0), Matrix.row(1), Matrix.row(0, 1)).get(0)).isEqualTo(-(11 + 17 + 23 + 2 + 7));
        assertThat(machine.energy(Matrix.row(1, 1), Matrix.row(0), Matrix.row(1, 1)).get(0))
                .as("without the middle nothing pulls").isEqualTo(-(11 + 13 + 19 + 23));
        assertThat(machine).hasToString("DBM 2 – 1 – 2");
    }

    @Test void theShortSumsAgreeWithTheLongOnes() {
        DeepBoltzmannMachine machine = machine();
        double logZ = machine.logZ(), Z = 0;
        double[] p = new double[1 << D];
        all(machine, (v, h1, h2, probability) -> p[(int) (v.get(0) + 2 * v.get(1) + 4 * v.get(2))] += probability);
        Matrix logP = machine.logSum(states(D)).minus(logZ);
        for (int s = 0; s < p.length; s++) assertThat(logP.get(s)).isCloseTo(Math.log(p[s]), within(1e-12));
        for (int s = 0; s < p.length; s++) Z += Math.exp(logP.get(s));
        assertThat(Z).isCloseTo(1, within(1e-12));
    }

    @Test void conditionalsAreThoseOfTheEnergy() {
        DeepBoltzmannMachine machine = machine();
        Matrix v = Matrix.row(1, 0, 1).inDouble(), h1 = Matrix.row(0, 1, 1).inDouble(), h2 = Matrix.row(1, 0).inDouble();
        assertConditional(machine, v, h1, h2, v, machine.down(h1));
        assertConditional(machine, v, h1, h2, h1, machine.middle(v, h2));
        assertConditional(machine, v, h1, h2, h2, machine.up(h1));
    }

    /// P(unit = 1 | all others) = σ(E(unit = 0) − E(unit = 1)) for each unit of a layer.
    private static void assertConditional(DeepBoltzmannMachine machine, Matrix v, Matrix h1, Matrix h2, Matrix layer,
            Matrix said) {
        for (int i = 0; i < layer.numCols(); i++) {
            double kept = layer.get(i);
            layer.set(i, 0);
            double off = machine.energy(v, h1, h2).get(0);
            layer.set(i, 1);
            double on = machine.energy(v, h1, h2).get(0);
            layer.set(i, kept);
            assertThat(said.get(i)).isCloseTo(1 / (1 + Math.exp(on - off)), within(1e-12));
        }
    }

    @Test void everyUpdateRaisesTheBoundAndItStaysBelowTheTruth() {
        DeepBoltzmannMachine machine = machine();
        Matrix v = states(D), exact = machine.logSum(v);
        Matrix before = machine.bound(v, machine.meanField(v, 1));
        for (int updates = 2; updates <= 6; updates++) {
            Matrix bound = machine.bound(v, machine.meanField(v, updates));
            for (int n = 0; n < v.numRows(); n++) {
                assertThat(bound.get(n)).isGreaterThanOrEqualTo(before.get(n) - 1e-12);
                assertThat(bound.get(n)).isLessThan(exact.get(n));
            }
            before = bound;
        }
        DeepBoltzmannMachine.MeanField mu = machine.meanField(v, 200);
        assertThat(machine.middle(v, mu.second()).minus(mu.first()).elementMaxAbs()).as("at rest").isLessThan(1e-12);
        assertThat(machine.up(mu.first()).minus(mu.second()).elementMaxAbs()).isLessThan(1e-12);
    }

    /// Without W² the middle units are independent given v, as in an RBM, and the bound is the truth.
    @Test void withoutTheUpperWeightsMeanFieldIsExact() {
        DeepBoltzmannMachine machine = machine();
        machine.parameters().get(1).value().fill(0);
        Matrix v = states(D);
        assertThat(machine.bound(v, machine.meanField(v, 1)).minus(machine.logSum(v)).elementMaxAbs()).isLessThan(1e-12);
    }

    @Test void aSureUnitHasNoEntropy() {
        DeepBoltzmannMachine machine = new DeepBoltzmannMachine(Matrix.of(new double[][] {{900}}),
                Matrix.of(new double[][] {{0}}), Matrix.row(0), Matrix.row(0), Matrix.row(0));
        Matrix v = Matrix.row(1);
        assertThat(machine.bound(v, machine.meanField(v, 1)).get(0)).isCloseTo(900 + Math.log(2), within(1e-3));
    }

    /// With the exact P(h | v), state by state, in place of mean field, and the exact p in place of the chains.
    @Test void theTwoPhasesAreTheSlopeOfTheLikelihood() {
        DeepBoltzmannMachine machine = machine();
        Matrix data = Matrix.of(new double[][] {{1, 0, 1}, {0, 1, 1}}).inDouble();
        for (int n = 0; n < 2; n++) {
            Matrix seen = data.rows(n, n + 1);
            double p = Math.exp(machine.logSum(seen).get(0) - machine.logZ());
            all(machine, (v, h1, h2, probability) -> {
                if (v.isIdentical(seen, 0)) machine.addEnergySlopes(v, h1, h2, probability / p / 2);      // + d⁺
            });
        }
        all(machine, (v, h1, h2, probability) -> machine.addEnergySlopes(v, h1, h2, -probability));       // − d⁻
        List<Parameter> parameters = machine.parameters();
        for (Parameter q : parameters)
            for (int i = 0; i < q.value().getNumElements(); i++) {
                double at = q.value().get(i), h = 1e-5;
                q.value().set(i, at + h);
                double up = machine.logZ() - machine.logSum(data).mean();
                q.value().set(i, at - h);
                double down = machine.logZ() - machine.logSum(data).mean();
                q.value().set(i, at);
                double measured = (up - down) / (2 * h);
                assertThat(Math.abs(q.gradient().get(i) - measured) / Math.max(1e-3, Math.abs(measured))).as(q.name() + i)
                        .isLessThan(1e-7);
            }
    }

    /// A batch's slopes are the mean of those of its rows.
    @Test void slopesAreMeansOverTheRows() {
        DeepBoltzmannMachine batch = machine(), rows = machine();
        Matrix v = states(D).rows(1, 5), h1 = states(FIRST).rows(2, 6), h2 = states(SECOND);
        batch.addEnergySlopes(v, h1, h2, .5);
        for (int n = 0; n < 4; n++) rows.addEnergySlopes(v.rows(n, n + 1), h1.rows(n, n + 1), h2.rows(n, n + 1), .125);
        for (int i = 0; i < 5; i++) assertThat(batch.parameters().get(i).gradient()
                .isIdentical(rows.parameters().get(i).gradient(), 1e-12)).isTrue();
    }

    /// Both neighbours are drawn from the same draw of the middle layer, not from its mean or from each other.
    @Test void aGibbsStepIsThreeDraws() {
        DeepBoltzmannMachine machine = machine();
        Matrix v = states(D), h2 = states(SECOND).concatRows(states(SECOND));
        var random = Randoms.of(6);
        Matrix h1 = Randoms.bernoulli(machine.middle(v, h2), random);
        Matrix seen = Randoms.bernoulli(machine.down(h1), random), above = Randoms.bernoulli(machine.up(h1), random);
        DeepBoltzmannMachine.Chains chains = machine.gibbs(v, h2, 1, Randoms.of(6));
        assertThat(chains.v().isIdentical(seen, 0)).isTrue();
        assertThat(chains.second().isIdentical(above, 0)).isTrue();
        assertThat(chains.image().isIdentical(machine.down(h1), 0)).isTrue();
        assertThat(chains.middle().isIdentical(machine.middle(seen, above), 0)).isTrue();
    }

    @Test void longChainsAgreeWithTheSumOverAllStates() {
        DeepBoltzmannMachine machine = machine();
        Matrix v = Matrix.zeros(20_000, D).inDouble(), h2 = Matrix.zeros(20_000, SECOND).inDouble();
        DeepBoltzmannMachine.Chains chains = machine.gibbs(v, h2, 30, Randoms.of(2));
        double[] exact = new double[4];
        all(machine, (a, b, c, probability) -> {
            exact[0] += probability * a.get(0);
            exact[1] += probability * b.get(1);
            exact[2] += probability * a.get(2) * b.get(0);
            exact[3] += probability * b.get(2) * c.get(1);
        });
        assertThat(chains.v().cols(0, 1).mean()).isCloseTo(exact[0], within(.015));
        assertThat(chains.image().cols(0, 1).mean()).isCloseTo(exact[0], within(.015));
        assertThat(chains.middle().cols(1, 2).mean()).isCloseTo(exact[1], within(.015));
        assertThat(chains.v().cols(2, 3).times(chains.middle().cols(0, 1)).mean()).isCloseTo(exact[2], within(.015));
        assertThat(chains.middle().cols(2, 3).times(chains.second().cols(1, 2)).mean()).isCloseTo(exact[3], within(.015));
    }

    @Test void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> new DeepBoltzmannMachine(Matrix.zeros(3, 2), Matrix.zeros(4, 5), Matrix.zeros(1, 3),
                Matrix.zeros(1, 2), Matrix.zeros(1, 5))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("weights 3×2 and 4×5 and biases 1×3, 1×2 and 1×5 do not fit");
        assertThatThrownBy(() -> machine().meanField(states(D), 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mean field needs 1 update or more, got 0");
        assertThatThrownBy(() -> new DeepBoltzmannMachine(2, 17, 2, Randoms.of(1)).logZ()).isInstanceOf(UserException.class)
                .hasMessage("The sum over the middle layer of DBM 2 – 17 – 2 would have 2^17 terms; at most 2^16 are gone "
                        + "through, so choose fewer units.");
    }
}
