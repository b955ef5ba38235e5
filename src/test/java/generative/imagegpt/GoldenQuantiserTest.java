package generative.imagegpt;

import static org.assertj.core.api.Assertions.assertThat;

import generative.Golden;
import generative.GoldenFile;
import generative.Precision;
import generative.imagegpt.VectorQuantiser.Quantised;
import generative.math.Matrix;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Codes, commitment, the gradient straight through, and three steps of the averages are those of PyTorch.
final class GoldenQuantiserTest {

    static Stream<Arguments> cases() {
        return GoldenFile.inBothPrecisions(VectorQuantiser.class, List.of("VectorQuantiser"));
    }

    @ParameterizedTest(name = "{0} in {1}") @MethodSource("cases")
    void agreesWithPyTorch(Golden golden, Precision precision) {
        VectorQuantiser quantiser = new VectorQuantiser(precision.of(golden.matrix("e")));
        double beta = golden.number("beta"), gamma = golden.number("gamma");
        for (int step = 1; step <= 3; step++) {
            Golden now = golden.under("step" + step + ".");
            Matrix z = precision.of(now.matrix("z"));
            Quantised q = quantiser.quantise(z, beta);
            assertThat(q.codes()).isEqualTo(now.wholes("codes"));
            precision.assertGolden(q.output(), now, "zq");
            precision.assertGolden(q.commitment().value(), now, "L");
            Matrix dzq = q.output().minus(precision.of(now.matrix("target"))).scale(2);       // of the loss ‖z_q − target‖²
            precision.assertGolden(q.backward(dzq), now, "dz");
            precision.assertGolden(VectorQuantiser.perplexity(q.codes()), now, "perplexity");
            quantiser.average(z, q.codes(), gamma);
            precision.assertGolden(quantiser.counts(), now, "N");
            precision.assertGolden(quantiser.sums(), now, "m");
            precision.assertGolden(quantiser.codes(), now, "e");
        }
        golden.requireAllRead();
    }
}
