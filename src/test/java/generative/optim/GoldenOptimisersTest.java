package generative.optim;

import generative.Golden;
import generative.GoldenFile;
import generative.Precision;
import generative.math.Matrix;
import generative.nn.Parameter;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Optimisers go where those of PyTorch go, and remember the same; the bounds on gradients and weights are the same.
final class GoldenOptimisersTest {

    static Stream<Arguments> cases() {
        return GoldenFile.inBothPrecisions(Optimiser.class);
    }

    @ParameterizedTest(name = "{0} in {1}") @MethodSource("cases")
    void agreesWithPyTorch(Golden golden, Precision precision) {
        switch (golden.subject()) {
            case "Sgd" -> {
                List<Parameter> theta = parameters(golden, precision);
                Sgd sgd = new Sgd(theta, schedule(golden, "learningRate"), schedule(golden, "momentum"));
                steps(sgd, theta, golden, precision);
            }
            case "Adam" -> {
                List<Parameter> theta = parameters(golden, precision);
                Adam adam = new Adam(theta, schedule(golden, "learningRate"), golden.number("beta1"),
                        golden.number("beta2"), golden.number("epsilon"), golden.number("weightDecay"));
                steps(adam, theta, golden, precision);
            }
            case "GradientClipping" -> clipping(golden, precision);
            case "MaxNorm" -> {
                Matrix W = precision.of(golden.matrix("W"));
                MaxNorm.project(W, golden.number("c"));
                precision.assertGolden(W, golden, "projected");
            }
            default -> throw new AssertionError("no test knows " + golden.subject());
        }
        golden.requireAllRead();
    }

    private static List<Parameter> parameters(Golden golden, Precision precision) {
        return Stream.of("theta.0", "theta.1")
                .map(name -> new Parameter(name, precision.of(golden.matrix(name)))).toList();
    }

    /// A setting whose values at the steps the case lists.
    private static Schedule schedule(Golden golden, String setting) {
        double[] values = golden.numbers(setting);
        return step -> values[(int) step];
    }

    private static void steps(Optimiser optimiser, List<Parameter> theta, Golden golden, Precision precision) {
        for (int t = 0; t < golden.numbers("learningRate").length; t++) {
            Golden step = golden.under("step" + (t + 1) + ".");
            for (int i = 0; i < theta.size(); i++) theta.get(i).gradient().setTo(precision.of(step.matrix("g." + i)));
            optimiser.step(t);
            for (Parameter p : theta) precision.assertGolden(p.value(), step, p.name());
            optimiser.memory().forEach((name, matrix) -> precision.assertGolden(matrix, step, name));
        }
    }

    private static void clipping(Golden golden, Precision precision) {
        List<Parameter> parameters = IntStream.range(0, 2).mapToObj(i -> {
            Matrix g = precision.of(golden.matrix("g." + i));
            Parameter p = new Parameter("clipped." + i, g.createLike());
            p.gradient().setTo(g);
            return p;
        }).toList();
        precision.assertGolden(GradientClipping.byGlobalNorm(parameters, golden.number("c")), golden, "norm");
        for (Parameter p : parameters) precision.assertGolden(p.gradient(), golden, p.name());
    }
}
