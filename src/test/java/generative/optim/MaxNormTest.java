package generative.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.math.Matrix;
import generative.math.Randoms;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MaxNormTest {

    /// The published bound on the weights of a maxout piece.
    private static final double C = 1.9365;

    private static double norm(Matrix W, int column) {
        double sum = 0;
        for (int i = 0; i < W.numRows(); i++) sum += W.get(i, column) * W.get(i, column);
        return Math.sqrt(sum);
    }

    @Test void workedExample() {
        Matrix W = Matrix.of(new double[][] {{3, .3, 0}, {4, .4, 0}}).inDouble();
        MaxNorm.project(W, 2);
        double[][] expected = {{3 * 2 / 5.0000001, (double) .3f, 0}, {4 * 2 / 5.0000001, (double) .4f, 0}};
        for (int i = 0; i < 2; i++) assertThat(W.toArray2()[i]).containsExactly(expected[i], Offset.offset(1e-15));
    }

    @Test void noColumnIsLongerAfterwardsAndNoDirectionChanges() {
        Matrix W = Randoms.gaussian(5, 200, 1, Randoms.of(1)).inDouble(), before = W.copy();
        MaxNorm.project(W, C);
        int shortened = 0;
        for (int j = 0; j < 200; j++) {
            assertThat(norm(W, j)).isLessThanOrEqualTo(C);
            if (norm(before, j) > C) {
                shortened++;
                double factor = C / norm(before, j);
                for (int i = 0; i < 5; i++)
                    assertThat(W.get(i, j)).isCloseTo(before.get(i, j) * factor, Offset.offset(1e-7));
            } else {
                Matrix same = before.cols(j, j + 1);
                assertThat(W.cols(j, j + 1).isIdentical(same, 0)).as("column " + j + " is left").isTrue();
            }
        }
        assertThat(shortened).as("χ² with 5 degrees of freedom exceeds 3.75 in 59 of 100").isBetween(90, 145);
    }

    @Test void floatsAreProjectedToo() {
        Matrix W = Matrix.of(new double[][] {{30}, {40}});
        MaxNorm.project(W, C);
        assertThat(norm(W, 0)).isCloseTo(C, Offset.offset(1e-6));
        assertThat(W.get(1) / W.get(0)).isCloseTo(4 / 3.0, Offset.offset(1e-6));
    }

    @Test void aColumnOfExactlyTheBoundIsLeft() {
        Matrix W = Matrix.of(new double[][] {{3}, {4}});
        MaxNorm.project(W, 5);
        assertThat(W.toArray2()).isDeepEqualTo(new double[][] {{3}, {4}});
    }

    @ParameterizedTest @ValueSource(doubles = {0, -1, Double.NaN})
    void aBadBoundIsNamed(double c) {
        assertThatThrownBy(() -> MaxNorm.project(Matrix.row(1), c))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("the largest norm must be above 0, got " + c);
    }
}
