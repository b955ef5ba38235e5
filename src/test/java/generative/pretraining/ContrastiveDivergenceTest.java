package generative.pretraining;

import static generative.pretraining.RbmTest.PRINTED;
import static generative.pretraining.RbmTest.bits;
import static generative.pretraining.RbmTest.worked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.UserException;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Parameter;
import generative.optim.MomentumDescent;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ContrastiveDivergenceTest {

    private static final MomentumDescent DESCENT = MomentumDescent.MNIST.withBatchSize(4).withLearningRate(.2, 1);

    private static List<Matrix> gradients(GreedyModule module, Matrix data, int times) {
        for (int t = 0; t < times; t++) module.learn(data, Randoms.of(7, t));
        return module.coder().parameters().stream().map(p -> p.gradient().scale(1.0 / times)).toList();
    }

    private static Matrix repeated(Matrix rows, int times) {
        return rows.selectRows(IntStream.range(0, rows.numRows() * times).map(n -> n % rows.numRows()).toArray());
    }

    @Test void exactGradientAsPrinted() {
        List<Matrix> minus = gradients(new ExactLearning(worked()), bits("101"), 1);
        double[][] W = {{.3374825736, .2478145578}, {-.1808014060, -.4387981681}, {.2954276617, .1073611477}};
        for (int i = 0; i < 3; i++) for (int j = 0; j < 2; j++) assertThat(-minus.get(0).get(i, j)).isCloseTo(W[i][j], PRINTED);
        double[] a = {.4686112856, -.5478336572, .3216260772}, b = {.1749260163, -.0979795162};
        for (int i = 0; i < 3; i++) assertThat(-minus.get(1).get(i)).isCloseTo(a[i], PRINTED);
        for (int j = 0; j < 2; j++) assertThat(-minus.get(2).get(j)).isCloseTo(b[j], PRINTED);
    }

    @Test void exactGradientIsTheSlopeOfTheExactLogLikelihood() {
        Rbm rbm = worked();
        Matrix data = bits("101", "011", "101", "000");
        List<Matrix> gradient = gradients(new ExactLearning(rbm), data, 1);
        for (int p = 0; p < 3; p++) {
            Parameter theta = rbm.parameters().get(p);
            for (int i = 0; i < theta.value().getNumElements(); i++) {
                double kept = theta.value().get(i), h = 1e-5;
                theta.value().set(i, kept + h);
                double above = PartitionFunction.meanLogLikelihood(rbm, data, PartitionFunction.exact(rbm));
                theta.value().set(i, kept - h);
                double below = PartitionFunction.meanLogLikelihood(rbm, data, PartitionFunction.exact(rbm));
                theta.value().set(i, kept);
                assertThat(-gradient.get(p).get(i)).as(theta.name() + i).isCloseTo((above - below) / (2 * h), within(1e-9));
            }
        }
    }

    /// The bias of CD shrinks with k, and at k = 60 is no more than the noise of 200,000 dreams.
    @Test void tendsToTheExactGradientAsKGrows() {
        Matrix data = bits("101", "110").inFloat();
        Rbm strong = new Rbm(VisibleUnits.BERNOULLI, worked().weights().value().inFloat().scale(3), Matrix.row(.1, -.2, .3), Matrix.row(-.4, .2));
        List<Matrix> exact = gradients(new ExactLearning(strong), data, 1);
        double[] distance = new double[3];
        int[] k = {1, 4, 60};
        for (int t = 0; t < 3; t++) {
            strong.parameters().forEach(p -> p.gradient().zero());
            List<Matrix> cd = gradients(new ContrastiveDivergence(strong, k[t]), repeated(data, 10_000), 10);
            for (int p = 0; p < 3; p++) distance[t] += cd.get(p).minus(exact.get(p)).sumOfSquares();
        }
        assertThat(Math.sqrt(distance[2])).isLessThan(.008);
        assertThat(Math.sqrt(distance[1])).isGreaterThan(2 * Math.sqrt(distance[2]));
        assertThat(Math.sqrt(distance[0])).isGreaterThan(2 * Math.sqrt(distance[1]));
    }

    @Test void persistentChainsGoOnAndTendToTheExactGradient() {
        Matrix data = bits("101", "110").inFloat();
        Rbm rbm = new Rbm(VisibleUnits.BERNOULLI, worked().weights().value().inFloat(), Matrix.row(.1, -.2, .3), Matrix.row(-.4, .2));
        List<Matrix> exact = gradients(new ExactLearning(rbm), data, 1);
        rbm.parameters().forEach(p -> p.gradient().zero());
        ContrastiveDivergence pcd = new ContrastiveDivergence(rbm, 1).persistent(2_000);
        assertThat(pcd.memory().get("chains").elementMaxAbs()).as("all off at first").isZero();
        List<Matrix> mean = gradients(pcd, data, 200);
        assertThat(pcd.memory().get("chains").elementMaxAbs()).isEqualTo(1);
        for (int p = 0; p < 3; p++) assertThat(mean.get(p).minus(exact.get(p)).elementMaxAbs()).isLessThan(.01);
    }

    @Test void weightDecayActsOnWeightsAlone() {
        Matrix data = bits("101");
        Rbm plain = worked(), decayed = worked();
        List<Matrix> without = gradients(new ContrastiveDivergence(plain, 1), data, 1);
        List<Matrix> with = gradients(new ContrastiveDivergence(decayed, 1).withWeightDecay(.5), data, 1);
        assertThat(with.get(0).minus(without.get(0)).minus(plain.weights().value().scale(.5)).elementMaxAbs()).isLessThan(1e-15);
        for (int p = 1; p < 3; p++) assertThat(with.get(p).minus(without.get(p)).elementMaxAbs()).isZero();
    }

    @Test void freshBitsAreDrawnFromGreyData() {
        Matrix grey = Matrix.zeros(1, 3).plus(.5);
        Rbm rbm = new Rbm(3, 2, Randoms.of(1));
        rbm.weights().value().zero();
        gradients(new ContrastiveDivergence(rbm, 1).binarising(), grey, 1);
        Matrix da = rbm.visibleBias().gradient();                          // v′ − v of bits is whole
        for (int i = 0; i < 3; i++) assertThat(da.get(i)).isIn(-1.0, 0.0, 1.0);
    }

    @Test void learnsPatternsBetterThanChance() {
        Matrix data = repeated(bits("110000", "001100", "000011", "111111").inFloat(), 25);
        Rbm rbm = new Rbm(6, 6, Randoms.of(3));
        new ModuleTraining(new ContrastiveDivergence(rbm, 10), data, DESCENT.withBatchSize(100), 1).epochs(1000);
        assertThat(PartitionFunction.meanLogLikelihood(rbm, data, PartitionFunction.exact(rbm)))
                .as("untrained: -4.16; the best there is: ln ¼ = -1.39").isBetween(-2.2, Math.log(.25));
    }

    @Test void gaussianUnitsLearnTheMeansOfTheirData() {
        Matrix data = Randoms.gaussian(400, 2, 1, Randoms.of(1)).plusRow(Matrix.row(3, -2));
        Rbm rbm = new Rbm(VisibleUnits.GAUSSIAN, 2, 2, generative.nn.Initialiser.gaussian(.01), Randoms.of(2));
        new ModuleTraining(new ContrastiveDivergence(rbm, 1), data, DESCENT.withBatchSize(100).withLearningRate(.05, 1), 1).epochs(60);
        Matrix dreams = rbm.gibbs(Matrix.zeros(4000, 2), 50, Randoms.of(4));
        assertThat(dreams.columnMeans().get(0)).isCloseTo(3, within(.25));
        assertThat(dreams.columnMeans().get(1)).isCloseTo(-2, within(.25));
    }

    @Test void aResumedTrainingGoesOnWithTheSameBits() {
        Matrix data = Randoms.bernoulli(Matrix.zeros(40, 6).plus(.5), Randoms.of(1));
        ModuleTraining whole = training(data), half = training(data), rest = training(data);
        whole.epochs(4);
        for (long step = 0; step < 17; step++) half.step(step);
        half.state().forEach((name, value) -> rest.state().get(name).setTo(value));
        for (long step = 17; step < 40; step++) rest.step(step);
        whole.state().forEach((name, value) -> assertThat(rest.state().get(name).toArray2()).as(name).isDeepEqualTo(value.toArray2()));
        assertThat(whole.state()).containsKeys("W.0", "a.1", "b.2", "velocity.0", "chains");
    }

    private static ModuleTraining training(Matrix data) {
        return new ModuleTraining(new ContrastiveDivergence(new Rbm(6, 3, Randoms.of(1)), 2).persistent(4), data, DESCENT, 1);
    }

    @Test void dataThatDoNotFitAreRefused() {
        GreedyModule cd = new ContrastiveDivergence(new Rbm(3, 2, Randoms.of(1)), 1);
        assertThatThrownBy(() -> new ModuleTraining(cd, Matrix.zeros(8, 2), DESCENT, 1))
                .hasMessage("the data are 8×2, but the module has 3 visible units");
        assertThatThrownBy(() -> new ModuleTraining(cd, Matrix.zeros(0, 3), DESCENT, 1)).isInstanceOf(UserException.class)
                .hasMessage("There are no examples to learn from; give the module 1 or more.");
        assertThatThrownBy(() -> new ModuleTraining(cd, Matrix.zeros(8, 3).plus(2), DESCENT, 1)).isInstanceOf(UserException.class)
                .hasMessageStartingWith("A machine of visible bits learns from numbers between 0 and 1, but example 0 has 2.0");
        assertThatThrownBy(() -> new ExactLearning(new Rbm(17, 2, Randoms.of(1)))).isInstanceOf(UserException.class)
                .hasMessage("Exact learning goes through all visible states, so it wants 16 visible bits at most, not RBM 17 (bits) – 2; "
                        + "take contrastive divergence.");
        assertThatThrownBy(() -> new ContrastiveDivergence(cd.coder() instanceof Rbm rbm ? rbm : null, 0))
                .hasMessage("contrastive divergence needs 1 step or more, got 0");
        assertThatThrownBy(() -> new ContrastiveDivergence(new Rbm(3, 2, Randoms.of(1)), 1).persistent(0))
                .hasMessage("persistent chains must be 1 or more, got 0");
    }

    @Test void constantPixelsDoNoHarm() {
        Matrix data = Matrix.zeros(8, 3);
        for (int n = 0; n < 8; n++) data.set(n, n % 2, 1);                 // the last pixel is always off
        Rbm rbm = new Rbm(3, 2, Randoms.of(1)).startAtMeansOf(data);
        new ModuleTraining(new ContrastiveDivergence(rbm, 1), data, DESCENT, 1).epochs(50);
        rbm.parameters().forEach(p -> assertThat(p.value().isFinite()).isTrue());
        assertThat(rbm.gibbs(data, 10, Randoms.of(2)).columnMeans().get(2)).isZero();
    }
}
