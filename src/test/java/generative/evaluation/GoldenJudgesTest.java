package generative.evaluation;

import generative.Golden;
import generative.GoldenFile;
import generative.Precision;
import generative.math.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The judges of samples come to the verdicts of PyTorch.
final class GoldenJudgesTest {

    static Stream<Arguments> cases() {
        return GoldenFile.inBothPrecisions(ParzenWindow.class);
    }

    @ParameterizedTest(name = "{0} in {1}") @MethodSource("cases")
    void agreesWithPyTorch(Golden golden, Precision precision) {
        switch (golden.subject()) {
            case "ParzenWindow" -> parzen(golden, precision);
            case "NearestNeighbours" -> nearest(golden, precision);
            default -> throw new AssertionError("no test knows " + golden.subject());
        }
        golden.requireAllRead();
    }

    private static void nearest(Golden golden, Precision precision) {
        Matrix images = precision.of(golden.matrix("images")), set = precision.of(golden.matrix("set"));
        NearestNeighbours nearest = NearestNeighbours.of(images, set);
        precision.assertGolden(Arrays.stream(nearest.index()).asDoubleStream().toArray(), golden, "index");
        precision.assertGolden(nearest.distance(), golden, "distance");
    }

    private static void parzen(Golden golden, Precision precision) {
        ParzenWindow window = new ParzenWindow(precision.of(golden.matrix("samples")));
        Matrix x = precision.of(golden.matrix("x"));
        double[] sigmas = golden.numbers("sigmas");
        double[] found = Arrays.stream(window.logLikelihoods(x, sigmas)).flatMapToDouble(Arrays::stream).toArray();
        precision.assertGolden(found, golden, "logLikelihoods");
        List<Estimate> each = DoubleStream.of(sigmas).mapToObj(sigma -> window.estimate(x, sigma)).toList();
        precision.assertGolden(each.stream().mapToDouble(Estimate::mean).toArray(), golden, "means");
        precision.assertGolden(each.stream().mapToDouble(Estimate::standardError).toArray(), golden, "standardErrors");
    }
}
