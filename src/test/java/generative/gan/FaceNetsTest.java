package generative.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import generative.gan.AdversarialSettings.Update;
import generative.math.Backend;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Parameter;
import generative.nn.Pass;
import generative.optim.MomentumDescent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FaceNetsTest {

    /// G₁ 3–6–6–5, six examples in a minibatch.
    private static final FaceNets TINY = nets(3, 6);
    private static final Matrix DATA = TinyGame.data(30);

    private static FaceNets nets(int latent, int units) {
        return new FaceNets(new AdversarialSettings(Noise.GAUSSIAN, latent, units, 4, 2, .3, .1, .9, .8,
                FaceNets.PUBLISHED.settings().descent().withBatchSize(6), Update.SIMULTANEOUS, 1,
                GeneratorLoss.NON_SATURATING), 1);
    }

    private static long count(List<Parameter> parameters) {
        return parameters.stream().mapToLong(p -> p.value().getNumElements()).sum();
    }

    private static List<float[]> values(List<Parameter> parameters) {
        return parameters.stream().map(p -> p.value().floats().clone()).toList();
    }

    private static double sigmoid(double a) {
        return 1 / (1 + Math.exp(-a));
    }

    /// One noise, one unit a layer, one pixel: G₂(z) = G₁(σ(2 relu(z + 1) − 3)), G₁(z) = σ(4 σ(3 relu(2z) − 2) − 1).
    @Test void aWorkedExample() {
        Matrix data = Randoms.uniform(6, 1, .2, .4, Randoms.of(1));
        AdversarialTraining first = nets(1, 1).firstStage(data, 1);
        double[] behind = {2, 0, 3, -2, 4, -1}, front = {1, 1, 2, -3};
        for (int i = 0; i < 6; i++) first.generator().parameters().get(i).set(Matrix.row(behind[i]));
        Generator second = nets(1, 1).secondStage(first.generator(), data, 1).generator();
        for (int i = 0; i < 4; i++) second.parameters().get(i).set(Matrix.row(front[i]));

        Matrix z = Matrix.of(new double[][] {{.5}, {-3}});
        Matrix one = first.generator().forward(z).output(), two = second.forward(z).output();
        assertThat(one.get(0)).isCloseTo(sigmoid(4 * sigmoid(3 * 1 - 2) - 1), within(1e-6));
        assertThat(one.get(1)).as("the first unit is off").isCloseTo(sigmoid(4 * sigmoid(-2) - 1), within(1e-6));
        assertThat(two.get(0)).as("2 · 1.5 − 3 = 0").isCloseTo(sigmoid(4 * sigmoid(3 * 2 * .5 - 2) - 1), within(1e-6));
        assertThat(two.get(1)).isCloseTo(sigmoid(4 * sigmoid(6 * sigmoid(-3) - 2) - 1), within(1e-6));
    }

    @Test void theHiddenSigmoidsBeginOffAndTheOutputAtTheMeansOfTheData() {
        AdversarialTraining first = TINY.firstStage(DATA, 1);
        Generator second = TINY.secondStage(first.generator(), DATA, 1).generator();
        List<Parameter> p = second.parameters();
        assertThat(p).extracting(parameter -> parameter.value().shape())
                .containsExactly("3×6", "1×6", "6×3", "1×3", "3×6", "1×6", "6×6", "1×6", "6×5", "1×5");
        assertThat(p.get(1).value().sumOfSquares()).isZero();
        assertThat(p.get(5).value().sumOfSquares()).isZero();
        assertThat(p.get(3).value().floats()).containsOnly(-2);
        assertThat(p.get(7).value().floats()).containsOnly(-2);
        Matrix means = DATA.columnMeans();
        for (int j = 0; j < 5; j++) assertThat(sigmoid(p.get(9).value().get(j))).isCloseTo(means.get(j), within(1e-6));
        for (int i : new int[] {0, 2, 4, 6}) assertThat(p.get(i).value().elementMaxAbs()).isBetween(.15, .3);
        assertThat(second).hasToString("Generator Linear 3 → 6 · Relu · Linear 6 → 3 · Sigmoid"
                + " · Linear 3 → 6 · Relu · Linear 6 → 6 · Sigmoid · Linear 6 → 5 · Sigmoid");
    }

    @Test void eachOutputHasAHundredWeightsOfUnitVarianceThatTheFirstStepShortens() {
        AdversarialTraining first = nets(3, 150).firstStage(DATA, 1);
        Matrix W = first.generator().parameters().get(4).value();
        double[] before = columnNorms(W);
        for (int j = 0; j < 5; j++) {
            int column = j;
            assertThat(IntStream.range(0, 150).filter(i -> W.get(i, column) != 0).count()).isEqualTo(100);
            assertThat(before[j] / 10).as("root mean square of the hundred").isCloseTo(1, within(.3));
        }
        first.step(0);
        for (double norm : columnNorms(W)) assertThat(norm).isCloseTo(1.9365, within(1e-4));
    }

    private static double[] columnNorms(Matrix W) {
        return IntStream.range(0, W.numCols()).mapToDouble(j -> Math.sqrt(W.cols(j, j + 1).sumOfSquares())).toArray();
    }

    @Test void inTheSecondStageAllLayersLearn() {
        AdversarialTraining first = TINY.firstStage(DATA, 1);
        AdversarialSettings large = TINY.settings().withDescent(TINY.settings().descent().withLearningRate(2, 1));
        AdversarialTraining second = new FaceNets(large, 1).secondStage(first.generator(), DATA, 1);
        List<Parameter> p = second.generator().parameters();
        TinyGame.scatter(p, 14);                                           // large weights send large gradients
        TinyGame.scatter(second.discriminator().parameters(), 15);
        List<float[]> before = values(p);
        second.step(0);
        for (int i = 0; i < p.size(); i++)
            assertThat(p.get(i).value().floats()).as("parameter %d", i).isNotEqualTo(before.get(i));
        assertThat(first.generator().parameters().get(0).value()).isSameAs(p.get(4).value());
    }

    @Test void theSecondStageBeginsWithTheNetOfTheFirstAndANewDiscriminator() {
        AdversarialTraining first = TINY.firstStage(DATA, 1);
        for (int step = 0; step < 3; step++) first.step(step);
        List<float[]> learned = values(first.generator().parameters());
        AdversarialTraining second = TINY.secondStage(first.generator(), DATA, 1);
        assertThat(values(second.generator().parameters().subList(4, 10))).usingRecursiveComparison()
                .isEqualTo(learned);
        assertThat(second.discriminator().parameters().get(1).value().sumOfSquares()).as("bias of a new net").isZero();
        assertThat(first.discriminator().parameters().get(1).value().sumOfSquares()).isPositive();
        assertThat(second.state().get("G.velocity.4").sumOfSquares()).isZero();
        assertThat(second.config().get("seed")).as("other noise, other minibatches")
                .isNotEqualTo(first.config().get("seed"));
    }

    @Test void sameSeedSameNetsAnotherSeedOthers() {
        for (long seed : new long[] {1, 2}) {
            Generator one = TINY.firstStage(DATA, 1).generator();
            Generator other = TINY.firstStage(DATA, seed).generator();
            List<float[]> a = values(TINY.secondStage(one, DATA, 1).generator().parameters());
            List<float[]> b = values(TINY.secondStage(other, DATA, seed).generator().parameters());
            for (int i : new int[] {0, 2, 4, 6, 8})
                assertThat(Arrays.equals(a.get(i), b.get(i))).as("weights %d, seed %d", i, seed).isEqualTo(seed == 1);
        }
    }

    /// dL/dθ of all ten parameters of G₂ through D, in double, with the discriminator's dropout on.
    @Test void theGradientGoesThroughBothStages() {
        Generator generator = TINY.secondStage(TINY.firstStage(DATA, 1).generator(), DATA, 1)
                .generator();
        Discriminator discriminator = new Discriminator(TINY.settings(), TinyGame.PIXELS, Randoms.of(4));
        TinyGame.scatter(generator.parameters(), 14);
        TinyGame.scatter(discriminator.parameters(), 15);
        TinyGame.toDouble(generator.parameters());
        TinyGame.toDouble(discriminator.parameters());
        Matrix z = generator.noise(7, Randoms.of(5)).inDouble();
        Pass fake = generator.forward(z), onSamples = discriminator.forward(fake.output(), Randoms.of(6));
        fake.learn(onSamples.inputGradient(GeneratorLoss.NON_SATURATING.of(onSamples.output()).gradient()));
        DoubleSupplier loss = () -> discriminator.forward(generator.forward(z).output(), Randoms.of(6)).output()
                .map(a -> Math.log1p(Math.exp(-a))).mean();
        assertThat(TinyGame.worstError(generator.parameters(), loss)).isLessThan(1e-7);
    }

    @Test void thePublishedSettings() {
        assertThat(FaceNets.PUBLISHED)
                .hasToString("FaceNets[settings=AdversarialSettings[noise=GAUSSIAN, latent=100, generatorUnits=8000,"
                + " discriminatorUnits=1200, pieces=5, generatorRange=0.05, discriminatorRange=0.005, inputKeep=0.8,"
                + " hiddenKeep=0.5, descent=MomentumDescent[batchSize=100, learningRate=0.05, learningRateDecay=1.000004,"
                + " firstMomentum=0.5, lastMomentum=0.7, momentumEpochs=250, maxNorm=1.9365, calmFrom=0, calmTo=0], update=SIMULTANEOUS,"
                + " discriminatorSteps=1, generatorLoss=NON_SATURATING], spread=1.0]");
    }

    /// The nets of the paper: 106 million parameters, each with a gradient and a velocity, make a step of two faces.
    @Test void thePublishedSizesMakeAStep() {
        assumeTrue(Backend.current().describe().startsWith("Vector API"),
                "the published sizes want the vector backend");
        assumeTrue(Runtime.getRuntime().maxMemory() > 2_500_000_000L, "the published sizes want a heap of 2.5 GB");
        AdversarialSettings published = FaceNets.PUBLISHED.settings();
        FaceNets two = new FaceNets(published.withDescent(published.descent().withBatchSize(2)), 1);
        Matrix data = Randoms.uniform(2, 2304, .2, .8, Randoms.of(1));
        Generator first = two.firstStage(data, 1).generator();
        assertThat(count(first.parameters())).isEqualTo(83_250_304);
        AdversarialTraining second = two.secondStage(first, data, 1);
        assertThat(count(second.generator().parameters())).isEqualTo(84_858_404);
        assertThat(count(second.discriminator().parameters())).isEqualTo(21_037_201);
        Map<String, Double> metrics = second.step(0);
        assertThat(metrics.values()).allMatch(Double::isFinite);
        Matrix sample = second.generator().sample(1, Randoms.of(2));
        assertThat(sample.shape()).isEqualTo("1×2304");
        assertThat(sample.isFinite()).isTrue();
    }
}
