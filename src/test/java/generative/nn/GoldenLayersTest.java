package generative.nn;

import generative.Golden;
import generative.GoldenFile;
import generative.Precision;
import generative.math.Matrix;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every layer computes what PyTorch computes, forward and backward.
final class GoldenLayersTest {

    /// All cases of the package that are not of losses: a file of a new class fails here until [GoldenLayers] knows it.
    static Stream<Arguments> cases() {
        List<String> layers = GoldenFile.subjects(Layer.class).stream()
                .filter(subject -> !GoldenLossesTest.LOSSES.contains(subject)).toList();
        return GoldenFile.inBothPrecisions(Layer.class, layers);
    }

    @ParameterizedTest(name = "{0} in {1}") @MethodSource("cases")
    void agreesWithPyTorch(Golden golden, Precision precision) {
        GoldenLayers numbers = new GoldenLayers(golden, precision);
        Layer layer = numbers.layer(golden.subject());
        Matrix x = numbers.matrix("x"), dy = numbers.matrix("dy");
        Pass pass = numbers.forward(layer, x);
        precision.assertGolden(pass.output(), golden, "y");
        if (golden.has("dx")) precision.assertGolden(pass.backward(dy), golden, "dx");
        else pass.learn(dy);                                               // tokens have no gradient
        numbers.assertGradients(layer);
        golden.requireAllRead();
    }
}
