package generative.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import generative.math.Matrix;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class PushForwardTest {

    @Test
    void aStraightLineSpreadsTheNoiseEvenly() {
        double[] density = PushForward.density(column(-1, 3), -2, 4, 6);              // 2z + 1 for z in [−1, 1]
        assertThat(density).containsExactly(new double[] {0, .25, .25, .25, .25, 0}, within(1e-12));
    }

    @Test
    void aFoldDoublesTheDensity() {
        assertThat(PushForward.density(column(1, 0, 1), 0, 1, 2)).containsExactly(new double[] {1, 1}, within(1e-12));      // |z|
        assertThat(PushForward.density(column(1, 0, 2), 0, 2, 2)).containsExactly(new double[] {.75, .25}, within(1e-12));
    }

    @Test
    void aFlatPieceIsAPointOfMass() {
        double[] density = PushForward.density(column(.25, .25, .25), 0, 1, 4);
        assertThat(density).containsExactly(new double[] {0, 4, 0, 0}, within(1e-6));
    }

    @Test
    void theSquareOfUniformNoiseHasItsKnownDensity() {
        Matrix squares = Matrix.zeros(20_001, 1).inDouble();
        for (int i = 0; i <= 20_000; i++) squares.set(i, 0, Math.pow(i / 20_000.0, 2));
        double[] density = PushForward.density(squares, 0, 1, 10);
        for (int b = 0; b < 10; b++)                                                  // P(z² < x) = √x
            assertThat(density[b] / 10).isEqualTo(Math.sqrt((b + 1) / 10.0) - Math.sqrt(b / 10.0), within(1e-6));
    }

    @Test
    void massOutsideIsLeftOutAndTheRestIsAllThere() {
        assertThat(Arrays.stream(PushForward.density(column(0, 4), 1, 3, 8)).sum() * .25).isEqualTo(.5, within(1e-12));
    }

    @Test
    void theMiddlesOfTheBins() {
        assertThat(PushForward.middles(-1, 1, 4)).containsExactly(-.75, -.25, .25, .75);
    }

    @Test
    void anEmptyRangeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> PushForward.density(column(0, 1), 1, 1, 3))
                .withMessage("a range needs low < high, got 1.0 and 1.0");
    }

    private static Matrix column(double... values) {
        return Matrix.row(values).transpose();
    }
}
