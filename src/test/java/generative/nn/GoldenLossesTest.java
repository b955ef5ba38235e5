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

/// Every loss and its gradient are those of PyTorch.
final class GoldenLossesTest {

    static final List<String> LOSSES = List.of("BinaryCrossEntropy", "SquaredError", "SoftmaxCrossEntropy");

    static Stream<Arguments> cases() {
        return GoldenFile.inBothPrecisions(Loss.class, LOSSES);
    }

    @ParameterizedTest(name = "{0} in {1}") @MethodSource("cases")
    void agreesWithPyTorch(Golden golden, Precision precision) {
        Matrix a = precision.of(golden.matrix("a"));
        Loss loss = switch (golden.subject()) {
            case "BinaryCrossEntropy" -> golden.has("label") ? BinaryCrossEntropy.of(a, golden.number("label"))
                    : BinaryCrossEntropy.of(a, precision.of(golden.matrix("targets")));
            case "SquaredError" -> SquaredError.of(a, precision.of(golden.matrix("targets")));
            case "SoftmaxCrossEntropy" -> SoftmaxCrossEntropy.of(a, golden.wholes("labels"));
            default -> throw new AssertionError("no test knows the loss " + golden.subject());
        };
        precision.assertGolden(loss.value(), golden, "L");
        precision.assertGolden(loss.gradient(), golden, "da");
        golden.requireAllRead();
    }
}
