package generative.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Linear;
import generative.nn.Parameter;
import generative.nn.Relu;
import generative.nn.Sequential;
import generative.optim.MomentumDescent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LearnedInferenceTest {

    private static final long SEED = 7;
    private static final MomentumDescent DESCENT = TinyGame.descent(6, .1, 1, .5, .5, 1);

    /// z of 1, G 1–4–4–5, scattered.
    private static Generator generator() {
        Generator g = new Generator(TinyGame.smallest().withUnits(4, 1).withNoise(Noise.GAUSSIAN), TinyGame.data(12),
                Randoms.of(1));
        TinyGame.scatter(g.parameters(), 1);
        return g;
    }

    private static Generator linear(double[]... W) {
        Matrix w = Matrix.of(W);
        return new Generator(Noise.UNIFORM, w.numRows(), new Sequential(new Linear(w, Matrix.zeros(1, w.numCols()))));
    }

    private static Sequential net() {
        Sequential net = new Sequential(new Linear(Matrix.zeros(5, 4), Matrix.zeros(1, 4)), new Relu(),
                new Linear(Matrix.zeros(4, 1), Matrix.zeros(1, 1)));
        TinyGame.scatter(net.parameters(), 2);
        return net;
    }

    /// The twin in double: the slopes of ½ mean ‖e(G(z)) − z‖², measured, on the noise that belongs to the step.
    @Test void aStepGoesDownTheMeasuredSlopes() {
        Generator g = generator(), exactG = generator();
        TinyGame.toDouble(exactG.parameters());
        Sequential net = net(), twin = net();
        TinyGame.toDouble(twin.parameters());
        LearnedInference inference = new LearnedInference(DESCENT, g, net, SEED);
        Matrix[] velocity = new Matrix[4];
        for (int step = 0; step < 3; step++) {
            Matrix z = g.noise(6, Randoms.of(SEED, 1, step)).inDouble();
            java.util.function.DoubleSupplier loss = () -> twin.forward(exactG.forward(z).output()).output().minus(z)
                    .sumOfSquares() / 12;
            double before = loss.getAsDouble();
            List<Matrix> slopes = twin.parameters().stream().map(p -> TinyGame.slope(p, loss)).toList();
            for (int i = 0; i < 4; i++) {
                Parameter p = twin.parameters().get(i);
                velocity[i] = slopes.get(i).scale(-.1).plus(velocity[i] == null ? p.value().createLike()
                        : velocity[i].scale(.5));
                p.value().setTo(p.value().plus(velocity[i]));
            }
            assertThat(inference.step(step).get("z error")).as("for each number of z")
                    .isCloseTo(2 * before, within(1e-5));
            for (int i = 0; i < 4; i++)
                assertThat(net.parameters().get(i).value().inDouble().isIdentical(twin.parameters().get(i).value(),
                        1e-5)).isTrue();
        }
    }

    @Test void theGeneratorStaysAsItIs() {
        Generator g = generator();
        LearnedInference inference = new LearnedInference(DESCENT, g, TinyGame.PIXELS, 4, SEED);
        for (int step = 0; step < 3; step++) inference.step(step);
        List<Parameter> before = generator().parameters();
        for (int i = 0; i < before.size(); i++) {
            assertThat(g.parameters().get(i).value().isIdentical(before.get(i).value(), 0)).isTrue();
            assertThat(g.parameters().get(i).gradient().sumOfSquares()).isZero();
        }
    }

    /// G(z) = (z₀, −2 z₀): z₀ can be told from x, z₁ cannot, so that half of the error stays while x comes out whole.
    @Test void whatTheImageDependsOnIsFound() {
        Generator g = linear(new double[] {1, -2}, new double[] {0, 0});
        LearnedInference inference = new LearnedInference(TinyGame.descent(50, .05, 1, .5, .5, 1).withCalmEnd(150, 300),
                g, 2, 8, SEED);
        for (int step = 0; step < 300; step++) inference.step(step);
        LearnedInference.Error error = inference.error(Matrix.of(new double[][] {{1, -2}, {-.5, 1}, {1, 2}}), Matrix
                .zeros(2, 2), 50, Randoms.of(3));
        Matrix z = g.noise(200, Randoms.of(4)), found = inference.infer(g.forward(z).output());
        assertThat(found.cols(0, 1).minus(z.cols(0, 1)).elementMaxAbs()).isLessThan(.2);
        assertThat(found.cols(1, 2).elementMaxAbs()).isLessThan(.4);
        assertThat(error.samples()).isLessThan(.01);
        assertThat(inference.reconstruct(Matrix.row(1, -2)).isIdentical(Matrix.row(1, -2), .2)).isTrue();
        assertThat(error.images()).as("no z makes (1, 2)").isGreaterThan(.4);
    }

    /// G(z) = z and e(x) = x: nothing is lost. The images are (1, 0) and (0, 0), the mean of training (0, ½).
    @Test void errorsAreMeansForEachNumber() {
        Generator g = linear(new double[] {1, 0}, new double[] {0, 1});
        Sequential same = new Sequential(new Linear(Matrix.of(new double[][] {{1, 0}, {0, 1}}), Matrix.row(0, 0)));
        Sequential blind = new Sequential(new Linear(Matrix.zeros(2, 2), Matrix.row(0, 1)));
        Matrix images = Matrix.of(new double[][] {{1, 0}, {0, 0}}), train = Matrix.of(new double[][] {{0, 0}, {0, 1}});
        LearnedInference.Error whole = new LearnedInference(DESCENT, g, same, SEED)
                .error(images, train, 1, Randoms.of(5));
        assertThat(whole.noise()).isZero();
        assertThat(whole.samples()).isZero();
        assertThat(whole.images()).isZero();
        assertThat(whole.mean()).as("(1 + ¼ + ¼) / 4").isCloseTo(.375, within(1e-7));

        LearnedInference.Error none = new LearnedInference(DESCENT, g, blind, SEED)
                .error(images, train, 1, Randoms.of(5));
        var random = Randoms.of(5);
        Matrix z = g.noise(2, random), s = g.sample(1, random);
        assertThat(none.images()).as("G(e) = (0, 1) always: (1 + 1 + 1) / 4").isCloseTo(.75, within(1e-7));
        double noise = 0;
        for (int n = 0; n < 2; n++) noise += (Math.pow(z.get(n, 0), 2) + Math.pow(z.get(n, 1) - 1, 2)) / 4;
        assertThat(none.noise()).isCloseTo(noise, within(1e-6));
        assertThat(none.samples()).isCloseTo(noise, within(1e-6));
        double one = Math.pow(1 - s.get(0), 2) + Math.pow(s.get(1), 2), zero = s.sumOfSquares();
        assertThat(none.neighbour()).as("the one sample is the nearest of both")
                .isCloseTo((one + zero) / 4, within(1e-6));
    }

    @Test void theStateAndTheStepAreAllThatARunRemembers() {
        LearnedInference one = new LearnedInference(DESCENT, generator(), TinyGame.PIXELS, 4, SEED);
        LearnedInference other = new LearnedInference(DESCENT, generator(), TinyGame.PIXELS, 4, SEED);
        for (int step = 0; step < 4; step++) one.step(step);
        Map<String, Matrix> live = other.state();
        assertThat(live).hasSize(6 + 6).containsKey("e.W.0");
        one.state().forEach((name, matrix) -> live.get(name).setTo(matrix));
        for (int step = 4; step < 7; step++) assertThat(other.step(step)).isEqualTo(one.step(step));
        one.state().forEach((name, matrix) -> assertThat(matrix.isIdentical(live.get(name), 0)).as(name).isTrue());
        LearnedInference seeded = new LearnedInference(DESCENT, generator(), TinyGame.PIXELS, 4, SEED + 1);
        assertThat(seeded.step(0)).isNotEqualTo(new LearnedInference(DESCENT, generator(), TinyGame.PIXELS, 4, SEED)
                .step(0));
    }

    /// A checkpoint of inference belongs to one generator: had that learned on, e would have to be trained anew.
    @Test void theConfigurationTellsGeneratorsApart() {
        Generator g = generator();
        LearnedInference inference = new LearnedInference(DESCENT, g, TinyGame.PIXELS, 4, SEED);
        Map<String, String> before = inference.config();
        assertThat(before).containsEntry("model", "learned inference").containsEntry("seed", "7")
                .containsEntry("descent", DESCENT.toString());
        assertThat(inference.config()).isEqualTo(before);
        g.parameters().getFirst().value().set(0, 3);
        assertThat(inference.config()).isNotEqualTo(before);
        assertThat(inference).hasToString("LearnedInference Linear 5 → 4 · Relu · Linear 4 → 4 · Relu · Linear 4 → 1");
    }
}
