package generative.gan;

import generative.Golden;
import generative.GoldenFile;
import generative.Precision;
import generative.math.Matrix;
import generative.nn.GoldenLayers;
import generative.nn.Loss;
import generative.nn.Pass;
import generative.nn.Sequential;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The adversarial game has the losses, values and gradients that PyTorch finds by differentiating its formulas.
final class GoldenGameTest {

    static Stream<Arguments> cases() {
        return GoldenFile.inBothPrecisions(GeneratorLoss.class);
    }

    @ParameterizedTest(name = "{0} in {1}") @MethodSource("cases")
    void agreesWithPyTorch(Golden golden, Precision precision) {
        switch (golden.subject()) {
            case "GeneratorLoss" -> generatorLoss(golden, precision);
            case "AdversarialGradients" -> gradients(golden, precision);
            case "MinimaxValue" -> {
                if (golden.has("onData")) valueOfLogits(golden, precision);
                else valueOfDistributions(golden, precision);
            }
            default -> throw new AssertionError("no test knows " + golden.subject());
        }
        golden.requireAllRead();
    }

    private static void generatorLoss(Golden golden, Precision precision) {
        Loss loss = GeneratorLoss.valueOf(golden.name()).of(precision.of(golden.matrix("a")));
        precision.assertGolden(loss.value(), golden, "L");
        precision.assertGolden(loss.gradient(), golden, "da");
    }

    /// The discriminator's gradients, then the generator's, through a discriminator that keeps its own.
    private static void gradients(Golden golden, Precision precision) {
        GoldenLayers numbersOfD = new GoldenLayers(golden.under("D."), precision);
        GoldenLayers numbersOfG = new GoldenLayers(golden.under("G."), precision);
        Sequential D = numbersOfD.net("Maxout · Linear"), G = numbersOfG.net("Linear · Tanh · Linear · Sigmoid");
        Matrix x = precision.of(golden.matrix("x")), z = precision.of(golden.matrix("z"));
        Pass fake = G.forward(z), onSamples = D.forward(fake.output());
        precision.assertGolden(AdversarialGradients.ofDiscriminator(D.forward(x), onSamples), golden, "lossOfD");
        Loss loss = GeneratorLoss.valueOf(golden.name()).of(onSamples.output());
        precision.assertGolden(loss.value(), golden, "lossOfG");
        AdversarialGradients.ofGenerator(fake, onSamples, loss);
        numbersOfD.assertGradients(D);
        numbersOfG.assertGradients(G);
    }

    private static void valueOfLogits(Golden golden, Precision precision) {
        Matrix onData = precision.of(golden.matrix("onData")), onSamples = precision.of(golden.matrix("onSamples"));
        precision.assertGolden(MinimaxValue.ofLogits(onData, onSamples), golden, "V");
    }

    private static void valueOfDistributions(Golden golden, Precision precision) {
        double[] p = golden.numbers("p"), q = golden.numbers("q");
        precision.assertGolden(MinimaxValue.jensenShannon(p, q), golden, "JSD");
        precision.assertGolden(MinimaxValue.optimum(p, q), golden, "optimum");
        double[] best = new double[p.length];
        for (int i = 0; i < p.length; i++) best[i] = MinimaxValue.optimalDiscriminator(p[i], q[i]);
        precision.assertGolden(best, golden, "best");
    }
}
