package generative.pretraining;

import static generative.pretraining.RbmTest.worked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.UserException;
import generative.data.ImageSet;
import generative.data.SyntheticDigits;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Initialiser;
import generative.nn.Parameter;
import generative.optim.MomentumDescent;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DeepBeliefNetTest {

    private static Rbm random(VisibleUnits units, int visible, int hidden, double std, long seed) {
        return new Rbm(units, visible, hidden, Initialiser.gaussian(std), Randoms.of(seed));
    }

    /// 4 ← 3 ← 3 – 2: p(h²) by going through the states of the top, p(h¹) through those above it, then the means of x.
    @Test void samplesHaveTheMeansThatTheStatesAddUpTo() {
        Rbm first = random(VisibleUnits.BERNOULLI, 4, 3, 2, 1), second = random(VisibleUnits.BERNOULLI, 3, 3, 3, 9);
        Rbm top = random(VisibleUnits.BERNOULLI, 3, 2, 2, 2);
        Matrix states = PartitionFunction.states(3, top.weights().value()), expected = Matrix.zeros(1, 4);
        double logZ = PartitionFunction.exact(top);
        for (int s = 0; s < 8; s++) {
            double p = Math.exp(-top.freeEnergy(states.rows(s, s + 1)).get(0) - logZ);
            Matrix below = second.propDown(states.rows(s, s + 1));
            for (int t = 0; t < 8; t++) {
                double q = 1;                                              // p(h¹ | h²)
                for (int i = 0; i < 3; i++) q *= states.get(t, i) == 1 ? below.get(i) : 1 - below.get(i);
                expected = expected.plus(p * q, first.propDown(states.rows(t, t + 1)));
            }
        }
        DeepBeliefNet net = new DeepBeliefNet(List.of(first, second), top);
        Matrix means = net.sample(40_000, 30, Randoms.of(3)).columnMeans();
        for (int i = 0; i < 4; i++) assertThat(means.get(i)).as("x" + i).isCloseTo(expected.get(i), within(.01));
        assertThat(net).hasToString("4 ← 3 ← RBM 3 (bits) – 2");
    }

    @Test void withoutLayersItIsTheTop() {
        Rbm rbm = worked();
        DeepBeliefNet net = new DeepBeliefNet(List.of(), rbm);
        Matrix x = RbmTest.bits("101");
        assertThat(net.up(x).toArray2()).isDeepEqualTo(x.toArray2());
        assertThat(net.sampleFrom(x, 1, Randoms.of(1)).toArray2())
                .isDeepEqualTo(rbm.propDown(rbm.sampleHidden(x, Randoms.of(1))).toArray2());
    }

    /// The label with the least free energy is the one that is likeliest given the rest.
    @Test void classifiesByTheLeastFreeEnergy() {
        Rbm top = random(VisibleUnits.withLabels(3), 7, 5, 1.5, 2);
        DeepBeliefNet net = new DeepBeliefNet(List.of(), top);
        Matrix x = PartitionFunction.states(4, top.weights().value());
        int[] answers = net.classify(x);
        for (int n = 0; n < 16; n++) {
            double[] p = new double[3];
            for (int c = 0; c < 3; c++)
                for (int h = 0; h < 32; h++) p[c] += Math.exp(-top.energy(net.withLabels(x.rows(n, n + 1), new int[] {c}),
                        PartitionFunction.states(5, x).rows(h, h + 1)).get(0));
            for (int c = 0; c < 3; c++) assertThat(p[answers[n]]).isGreaterThanOrEqualTo(p[c] * (1 - 1e-5));
        }
        assertThat(java.util.Arrays.stream(answers).distinct().count()).as("more than one class is chosen").isGreaterThan(1);
    }

    @Test void aLabelThatIsHeldPullsTheDream() {
        Matrix W = Matrix.zeros(3, 1), a = Matrix.row(0, 0, 0);
        W.set(0, 0, 8);                                                    // the bit and label 1 go with the hidden unit
        W.set(1, 0, -8);
        W.set(2, 0, 8);
        a.set(0, -4);
        DeepBeliefNet net = new DeepBeliefNet(List.of(), new Rbm(VisibleUnits.withLabels(2), W, a, Matrix.row(-4)));
        int[] zeros = new int[500], ones = new int[500];
        java.util.Arrays.fill(ones, 1);
        assertThat(net.sample(zeros, 20, Randoms.of(1)).columnMeans().get(0)).isLessThan(.1);
        assertThat(net.sample(ones, 20, Randoms.of(1)).columnMeans().get(0)).isGreaterThan(.9);
    }

    @Test void sizesThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> new DeepBeliefNet(List.of(random(VisibleUnits.BERNOULLI, 4, 3, 1, 1)), random(VisibleUnits.BERNOULLI, 5, 2, 1, 1)))
                .isInstanceOf(UserException.class).hasMessage("Layer 1 of the stack has 3 hidden units, but the machine on it sees 5; give both the same number.");
        assertThatThrownBy(() -> new DeepBeliefNet(List.of(), worked()).classify(RbmTest.bits("101")))
                .hasMessage("this deep belief net has no label units: RBM 3 (bits) – 2");
    }

    @Test void bothDeltaRulesAreSlopesOfTheirLogProbabilities() {
        UntiedLayer layer = new UntiedLayer(random(VisibleUnits.BERNOULLI, 4, 3, 1, 5));
        layer.parameters().forEach(Parameter::toDouble);
        Matrix v = RbmTest.bits("1010", "0111"), h = RbmTest.bits("110", "001");
        layer.learnDown(v, h);
        layer.learnUp(v, h);
        for (Parameter p : layer.parameters())
            for (int i = 0; i < p.value().getNumElements(); i++) {
                double kept = p.value().get(i), step = 1e-5;
                p.value().set(i, kept + step);
                double above = surprise(layer, v, h);
                p.value().set(i, kept - step);
                double below = surprise(layer, v, h);
                p.value().set(i, kept);
                assertThat(p.gradient().get(i)).as(p.name() + i).isCloseTo((above - below) / (2 * step), within(1e-8));
            }
    }

    /// −mean (ln p(v | h) + ln q(h | v)).
    private static double surprise(UntiedLayer layer, Matrix v, Matrix h) {
        return (entropy(v, layer.propDown(h)) + entropy(h, layer.propUp(v))) / v.numRows();
    }

    private static double entropy(Matrix bits, Matrix p) {
        double sum = 0;
        for (int i = 0; i < bits.getNumElements(); i++) sum -= Math.log(bits.get(i) == 1 ? p.get(i) : 1 - p.get(i));
        return sum;
    }

    private static UpDown upDown(ImageSet digits) {
        Rbm first = random(VisibleUnits.BERNOULLI, 784, 12, .05, 1), top = random(VisibleUnits.withLabels(10), 22, 16, .05, 2);
        return new UpDown(new DeepBeliefNet(List.of(first), top), digits, 2, MomentumDescent.MNIST.withBatchSize(20), 1);
    }

    @Test void awakeAndAsleepItGetsBetterAtPainting() {
        ImageSet digits = SyntheticDigits.generate(200, 1);
        UpDown training = upDown(digits);
        UntiedLayer layer = (UntiedLayer) training.net().layers().getFirst();
        Matrix R = layer.weights().value().copy(), G = layer.generativeWeights().value().copy();
        double first = training.step(0).get("reconstruction"), last = 0;
        for (long step = 1; step < 150; step++) last = training.step(step).get("reconstruction");
        assertThat(first).isBetween(.2, .3);
        assertThat(last).isLessThan(.12);
        assertThat(layer.weights().value().minus(R).elementMaxAbs()).as("recognition has learned asleep").isGreaterThan(.01);
        assertThat(layer.generativeWeights().value().minus(G).elementMaxAbs()).as("generation has learned awake").isGreaterThan(.01);
        assertThat(layer.weights().value().minus(layer.generativeWeights().value()).elementMaxAbs()).as("the two ways part").isGreaterThan(.01);
    }

    @Test void aResumedTrainingGoesOnWithTheSameBits() {
        ImageSet digits = SyntheticDigits.generate(100, 1);
        UpDown whole = upDown(digits), half = upDown(digits), rest = upDown(digits);
        for (long step = 0; step < 8; step++) whole.step(step);
        for (long step = 0; step < 3; step++) half.step(step);
        half.state().forEach((name, value) -> rest.state().get(name).setTo(value));
        for (long step = 3; step < 8; step++) rest.step(step);
        whole.state().forEach((name, value) -> assertThat(rest.state().get(name).toArray2()).as(name).isDeepEqualTo(value.toArray2()));
        assertThat(whole.config()).containsEntry("model", "up-down, k = 2, 784 ← RBM 22 (bits and a label of 10 classes) – 16");
    }
}
