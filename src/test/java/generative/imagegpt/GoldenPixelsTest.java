package generative.imagegpt;

import generative.Golden;
import generative.GoldenFile;
import generative.Precision;
import generative.math.Matrix;
import generative.nn.Loss;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Both losses of pixels and their gradients are those of PyTorch.
final class GoldenPixelsTest {

    static Stream<Arguments> cases() {
        return Stream.of("AutoregressiveLoss", "BertLoss").flatMap(loss -> GoldenFile.inBothPrecisions(BertLoss.class, java.util.List.of(loss)));
    }

    @ParameterizedTest(name = "{0} in {1}") @MethodSource("cases")
    void agreesWithPyTorch(Golden golden, Precision precision) {
        Matrix a = precision.of(golden.matrix("a")), x = golden.matrix("x");
        Loss loss = switch (golden.subject()) {
            case "AutoregressiveLoss" -> AutoregressiveLoss.of(a, x, golden.wholes("order"));
            case "BertLoss" -> BertLoss.of(a, x, golden.matrix("hidden"));
            default -> throw new AssertionError("no test knows the loss " + golden.subject());
        };
        precision.assertGolden(loss.value(), golden, "L");
        precision.assertGolden(loss.gradient(), golden, "da");
        golden.requireAllRead();
    }
}
