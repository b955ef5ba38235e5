package generative.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Layer;
import generative.nn.Loss;
import generative.nn.Parameter;
import generative.nn.Pass;
import generative.optim.MomentumDescent;
import generative.optim.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CifarNetsTest {

    private static final MomentumDescent DESCENT = TinyGame.descent(4, .02, 1, .5, .5, 1);

    /// Nets of a few units.
    static Stream<CifarNets> tiny() {
        return Stream.of(new CifarNets.FullyConnected(9, 12, .7, .2, .1, 6, .05, DESCENT),
                new CifarNets.Convolutional(9, 12, 2, .7, .2, .1, 2, 3, 4, .2, DESCENT));
    }

    /// The widths of a row after each layer.
    private static List<Integer> stages(Discriminator discriminator) {
        Matrix x = Randoms.gaussian(1, 3072, 1, Randoms.of(1));
        List<Integer> widths = new ArrayList<>();
        for (Layer layer : discriminator.net().layers()) {
            x = layer.forward(x).output();
            widths.add(x.numCols());
        }
        return widths;
    }

    @Test void theStagesOfThePublishedConvolutionalDiscriminator() {
        Discriminator discriminator = CifarNets.Convolutional.PUBLISHED.discriminator(Randoms.of(1));
        assertThat(stages(discriminator)).containsExactly(3072, 32 * 33 * 33, 32 * 16 * 16, 32 * 16 * 16, 32 * 15 * 15,
                32 * 7 * 7, 32 * 7 * 7, 192 * 9 * 9, 192 * 5 * 5, 192 * 5 * 5, 500, 500, 1);
        assertThat(discriminator.toString()).contains("8×8 padded by 4", "8×8 padded by 3", "5×5 padded by 3",
                "32×33×33 → 32×16×16, 4×4 by 2", "32×15×15 → 32×7×7, 4×4 by 2", "192×9×9 → 192×5×5, 2×2 by 2",
                "Maxout of 2 pieces → 32×33×33", "Maxout 4800 → 500 of 5 pieces");
        assertThat(discriminator.toString().split("Dropout keeping 0.8, × 1.25", -1)).as("the input's dropout")
                .hasSize(2);
        assertThat(discriminator.toString().split("Dropout keeping 0.5, × 2.0", -1)).as("the other layers'").hasSize(5);
        for (Parameter p : discriminator.parameters())
            if (p.name().equals("b")) assertThat(p.value().elementMaxAbs()).isZero();
            else assertThat(p.value().elementMaxAbs()).isBetween(.0049, .005);
    }

    @Test void theStagesOfTheConvolutionalGenerator() {
        CifarNets small = new CifarNets.Convolutional(90, 7, 4, .1, .05, .3, 1, 1, 1, .1, DESCENT);
        Generator generator = small.generator(Randoms.of(1));
        assertThat(generator).hasToString("Generator Linear 90 → 7 · Relu · Linear 7 → 400 · Sigmoid · "
                + "TransposedConvolution 4×10×10 → 3×32×32, 5×5 by 3, untied bias");
        assertThat(generator.parameters()).extracting(p -> p.value().shape())
                .containsExactly("90×7", "1×7", "7×400", "1×400", "75×4", "1×3072");
        assertThat(generator.parameters().get(0).value().elementMaxAbs()).isBetween(.09, .1);
        assertThat(generator.parameters().get(2).value().elementMaxAbs()).isBetween(.045, .05);
        assertThat(generator.parameters().get(4).value().elementMaxAbs()).isBetween(.27, .3);
    }

    @Test void theStagesOfTheFullyConnectedPair() {
        CifarNets small = new CifarNets.FullyConnected(90, 7, .1, .05, .5, 3, .01, DESCENT);
        assertThat(small.generator(Randoms.of(1)))
                .hasToString("Generator Linear 90 → 7 · Relu · Linear 7 → 7 · Sigmoid · Linear 7 → 3072");
        assertThat(small.discriminator(Randoms.of(1))).hasToString("Discriminator Dropout keeping 0.8, × 1.25 · "
                + "Maxout 3072 → 3 of 5 pieces · Dropout keeping 0.5, × 2.0 · Maxout 3 → 3 of 5 pieces · "
                + "Dropout keeping 0.5, × 2.0 · Linear 3 → 1");
        List<Parameter> parameters = small.generator(Randoms.of(1)).parameters();
        assertThat(parameters.get(0).value().elementMaxAbs()).isBetween(.09, .1);
        assertThat(parameters.get(2).value().elementMaxAbs()).isBetween(.04, .05);
        assertThat(parameters.get(4).value().elementMaxAbs()).isBetween(.49, .5);
    }

    @Test void theNoiseIsNormal() {
        Matrix z = tiny().findFirst().orElseThrow().generator(Randoms.of(1)).noise(300, Randoms.of(2));
        assertThat(z.numCols()).isEqualTo(9);
        assertThat(z.elementMaxAbs()).as("no uniform noise with variance 1 goes beyond √3").isGreaterThan(2.5);
        assertThat(z.sumOfSquares() / z.getNumElements()).isEqualTo(1, within(.1));
    }

    @Test void thePublishedPairsLearnAsPublished() {
        MomentumDescent connected = CifarNets.FullyConnected.PUBLISHED.settings().descent();
        MomentumDescent convolutional = CifarNets.Convolutional.PUBLISHED.settings().descent();
        assertThat(connected).isEqualTo(new MomentumDescent(100, .025, 1.000004, .5, .7, 250, Double.POSITIVE_INFINITY,
                0, 0));
        assertThat(convolutional).isEqualTo(new MomentumDescent(128, .004, 1.000004, .5, .7, 250,
                Double.POSITIVE_INFINITY, 0, 0));
        assertThat(CifarNets.Convolutional.PUBLISHED.settings().update())
                .isEqualTo(AdversarialSettings.Update.SIMULTANEOUS);
        assertThat(CifarNets.Convolutional.PUBLISHED.settings().generatorLoss())
                .isEqualTo(GeneratorLoss.NON_SATURATING);
    }

    /// Along one random direction through all parameters of both nets: dL = ⟨gradient, direction⟩, in double, with
    /// dropout.
    @ParameterizedTest
    @MethodSource("tiny")
    void theGradientFindsItsWayThroughBothNets(CifarNets nets) {
        Generator generator = nets.generator(Randoms.of(1));
        Discriminator discriminator = nets.discriminator(Randoms.of(2));
        List<Parameter> parameters = new ArrayList<>(generator.parameters());
        parameters.addAll(discriminator.parameters());
        TinyGame.scatter(parameters, 3);
        TinyGame.toDouble(parameters);
        Matrix z = generator.noise(2, Randoms.of(4)).inDouble();

        Pass fake = generator.forward(z), answer = discriminator.forward(fake.output(), Randoms.of(5));
        Matrix one = answer.output().createLike();
        one.fill(1);
        fake.learn(answer.backward(one));

        double slope = 0, h = 1e-7;
        RandomGenerator random = Randoms.of(6);
        List<Matrix> directions = new ArrayList<>();
        for (Parameter p : parameters) {
            Matrix v = Randoms.uniform(p.value().numRows(), p.value().numCols(), -1, 1, random).inDouble();
            directions.add(v);
            slope += v.elementMult(p.gradient()).elementSum();
        }
        double up = moved(generator, discriminator, parameters, directions, h, z);
        double down = moved(generator, discriminator, parameters, directions, -2 * h, z);      // by −h from the start
        assertThat((up - down) / (2 * h)).isCloseTo(slope, within(1e-5 * Math.abs(slope)));
    }

    private static double moved(Generator generator, Discriminator discriminator, List<Parameter> parameters,
                                List<Matrix> directions, double by, Matrix z) {
        for (int i = 0; i < directions.size(); i++) {
            Matrix theta = parameters.get(i).value();
            theta.setTo(theta.plus(by, directions.get(i)));
        }
        return discriminator.forward(generator.forward(z).output(), Randoms.of(5)).output().elementSum();
    }

    /// Photographs that are bright above and dark below: D soon tells them from what G makes, and G finds a way past
    /// a D that waits.
    @ParameterizedTest
    @MethodSource("tiny")
    void smallNetsLearnSomething(CifarNets nets) {
        Matrix data = Randoms.gaussian(16, 3072, .3, Randoms.of(1));
        for (int n = 0; n < 16; n++)
            for (int i = 0; i < 3072; i++) data.set(n, i, data.get(n, i) + (i % 1024 < 512 ? 1 : -1));
        RandomGenerator random = Randoms.of(7);
        AdversarialTraining training = new AdversarialTraining(nets.settings(), nets.generator(random),
                nets.discriminator(random), data, Conditions.none(), 7);
        Generator generator = training.generator();
        Discriminator discriminator = training.discriminator();
        for (int t = 0; t < 30; t++) training.step(t);
        Matrix samples = generator.sample(16, Randoms.of(8));
        assertThat(discriminator.probability(data).mean())
                .isGreaterThan(discriminator.probability(samples).mean() + .25);

        Sgd sgd = DESCENT.withLearningRate(.5, 1).optimiser(generator.parameters(), 1);
        double first = 0, last = 0;
        for (int t = 0; t < 30; t++) {
            Pass fake = generator.forward(generator.noise(4, random)), answer = discriminator.forward(fake.output());
            Loss loss = GeneratorLoss.NON_SATURATING.of(answer.output());
            AdversarialGradients.ofGenerator(fake, answer, loss);
            sgd.step(t);
            last = loss.value();
            if (t == 0) first = last;
        }
        assertThat(last).isLessThan(.7 * first);
    }
}
