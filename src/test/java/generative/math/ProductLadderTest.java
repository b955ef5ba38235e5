package generative.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProductLadderTest {

    /// Sizes within, at and beyond the blocks of 64 × 256.
    @ParameterizedTest @ValueSource(ints = {1, 2, 63, 64, 65, 257, 300})
    void everyStepComputesTheSameProduct(int n) {
        Matrix A = Backends.random(n, n, 1), B = Backends.random(n, n, 2), expected = Matrix.zeros(n, n);
        Backends.REFERENCE.multiply(A, false, B, false, false, expected);
        ProductLadder.steps().forEach((name, way) -> {
            Matrix C = Backends.random(n, n, 3);                                // what was there is overwritten
            way.multiply(A.floats(), B.floats(), C.floats(), n);
            Backends.assertClose(C, expected, (n + 1) * Backends.U * 4 * n, name + " at " + n);
        });
    }

    @Test void theStepsComeInTheOrderOfTheDoc() {
        assertThat(List.copyOf(ProductLadder.steps().keySet()))
                .containsExactly("naive", "in order", "blocked", "packed", "tiled", "threads");
    }
}
