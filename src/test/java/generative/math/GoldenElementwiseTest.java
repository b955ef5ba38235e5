package generative.math;

import static org.assertj.core.api.Assertions.assertThat;

import generative.Golden;
import generative.GoldenFile;
import generative.Precision;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The functions of single numbers, and their slopes, are those of PyTorch.
final class GoldenElementwiseTest {

    static Stream<Arguments> cases() {
        return GoldenFile.inBothPrecisions(Elementwise.class);
    }

    @Test void everyFunctionHasItsNumbers() {
        assertThat(GoldenFile.cases(Elementwise.class, "Elementwise")).extracting(Golden::name)
                .containsExactlyInAnyOrder(Stream.of(Elementwise.values()).map(Enum::name).toArray(String[]::new));
    }

    @ParameterizedTest(name = "{0} in {1}") @MethodSource("cases")
    void agreesWithPyTorch(Golden golden, Precision precision) {
        Elementwise f = switch (golden.subject()) {
            case "Elementwise" -> Elementwise.valueOf(golden.name());
            default -> throw new AssertionError("no test knows the functions of " + golden.subject());
        };
        Matrix x = precision.of(golden.matrix("x")), y = x.apply(f);
        precision.assertGolden(y, golden, "y");
        precision.assertGolden(precision.of(golden.matrix("dy")).timesSlope(f, x, y), golden, "dx");
        golden.requireAllRead();
    }
}
