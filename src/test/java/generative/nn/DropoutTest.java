package generative.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.math.Matrix;
import generative.math.Randoms;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DropoutTest {

    private static Matrix ones(int rows, int cols) {
        Matrix x = Matrix.zeros(rows, cols);
        x.fill(1);
        return x;
    }

    @Test void everyInputIsDroppedOrScaledAndItsGradientWithIt() {
        Matrix x = Matrix.row(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), dy = Matrix.row(10, 9, 8, 7, 6, 5, 4, 3, 2, 1);
        Pass pass = new Dropout(.5).forward(x, Randoms.of(1));
        Matrix y = pass.output(), dx = pass.backward(dy);
        int kept = 0;
        for (int i = 0; i < 10; i++) {
            assertThat(y.get(i)).isIn(0.0, 2 * x.get(i));
            assertThat(dx.get(i)).isEqualTo(y.get(i) == 0 ? 0 : 2 * dy.get(i));
            if (y.get(i) != 0) kept++;
        }
        assertThat(kept).isBetween(1, 9);
    }

    @Test void gradientsAgreeWithCentralDifferences() {
        Dropout dropout = new Dropout(.8);
        GradientCheck.of(x -> dropout.forward(x, Randoms.of(3)), List.of(), Randoms.gaussian(4, 5, 1, Randoms.of(1)));
        GradientCheck.of(dropout, Randoms.gaussian(4, 5, 1, Randoms.of(1)));
    }

    /// Four standard deviations of a share (σ = .0013, .0016) and of a mean (σ = .0016, .0032) over 100,000 inputs.
    @ParameterizedTest @ValueSource(doubles = {.8, .5})
    void keepsTheShareAndTheMean(double keep) {
        Matrix y = new Dropout(keep).forward(ones(100, 1000), Randoms.of(5)).output();
        int kept = 0;
        for (int i = 0; i < y.getNumElements(); i++) {
            assertThat(y.get(i)).isIn(0.0, 1 / keep);
            if (y.get(i) != 0) kept++;
        }
        assertThat(kept / 1e5).isCloseTo(keep, Offset.offset(.0064));
        assertThat(y.mean()).isCloseTo(1, Offset.offset(.013));
    }

    @Test void theScaleOfThePublishedClassifierIsOne() {
        Matrix y = new Dropout(.8, 1).forward(ones(100, 100), Randoms.of(5)).output();
        assertThat(y.elementMax()).isEqualTo(1);
        assertThat(y.mean()).isCloseTo(.8, Offset.offset(.016));
    }

    @Test void evaluationChangesNothing() {
        Matrix x = Matrix.row(1, -2, 3);
        Pass pass = new Dropout(.1).forward(x);
        assertThat(pass.output().isIdentical(x, 0)).isTrue();
        assertThat(pass.backward(Matrix.row(4, 5, 6)).toArray2()).isDeepEqualTo(new double[][] {{4, 5, 6}});
    }

    @Test void masksFollowTheGenerator() {
        Dropout half = new Dropout(.5);
        Matrix x = ones(4, 50);
        Matrix first = half.forward(x, Randoms.of(1)).output();
        assertThat(half.forward(x, Randoms.of(1)).output().isIdentical(first, 0)).isTrue();
        assertThat(half.forward(x, Randoms.of(2)).output().isIdentical(first, 0)).isFalse();
        var random = Randoms.of(1);
        half.forward(x, random);
        assertThat(half.forward(x, random).output().isIdentical(first, 0)).as("the next mask").isFalse();
    }

    @Test void aMaskIsTheSameInBothPrecisions() {
        Dropout half = new Dropout(.5);
        Matrix x = ones(4, 50);
        Matrix exact = half.forward(x.inDouble(), Randoms.of(1)).output();
        assertThat(exact.isFloat()).isFalse();
        assertThat(half.forward(x, Randoms.of(1)).output().inDouble().isIdentical(exact, 0)).isTrue();
    }

    @Test void keepingAllIsTheIdentityInTrainingToo() {
        Matrix x = Randoms.gaussian(10, 10, 1, Randoms.of(1));
        assertThat(new Dropout(1).forward(x, Randoms.of(1)).output().isIdentical(x, 0)).isTrue();
    }

    @ParameterizedTest @ValueSource(doubles = {0, -.5, 1.5, Double.NaN})
    void aBadProbabilityIsNamed(double keep) {
        assertThatThrownBy(() -> new Dropout(keep)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the probability to keep an input must be in (0, 1], got " + keep);
    }

    @Test void badShapesAreNamed() {
        assertThatThrownBy(() -> new Dropout(.5).forward(ones(2, 3), Randoms.of(1)).backward(ones(3, 2)))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("the gradient is 3×2, but the output was 2×3");
        assertThat(new Dropout(.8)).hasToString("Dropout keeping 0.8, × 1.25");
    }
}
