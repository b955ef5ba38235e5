package generative.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.math.Matrix;
import generative.math.Randoms;
import org.junit.jupiter.api.Test;

final class DiversityTest {

    /// Points 0, 1, 3 on a line: squared distances 1, 9, 4, mean 14/3.
    @Test void theSpreadIsTheMeanSquaredDistanceOfTwoDifferentRows() {
        assertThat(Diversity.spread(Matrix.of(new double[][] {{0}, {1}, {3}}))).isCloseTo(14 / 3.0, within(1e-6));
    }

    @Test void itAgreesWithTheLoopOverAllPairs() {
        Matrix x = Randoms.gaussian(20, 3, 1, Randoms.of(1)).inDouble();
        double sum = 0;
        for (int m = 0; m < 20; m++)
            for (int k = 0; k < 20; k++) sum += x.rows(m, m + 1).minus(x.rows(k, k + 1)).sumOfSquares();
        assertThat(Diversity.spread(x)).isCloseTo(sum / (20 * 19), within(1e-10));
    }

    @Test void halfTheWidthIsAQuarterAndOnePointIsNothing() {
        Matrix data = Matrix.of(new double[][] {{0, 2}, {4, 0}, {1, 1}});
        assertThat(Diversity.of(data, data)).isCloseTo(1, within(1e-6));
        assertThat(Diversity.of(data.scale(.5), data)).isCloseTo(.25, within(1e-6));
        assertThat(Diversity.of(Matrix.of(new double[][] {{7, 7}, {7, 7}}), data)).isZero();
    }

    @Test void whatDoesNotFitIsNamed() {
        assertThatThrownBy(() -> Diversity.spread(Matrix.row(1, 2))).hasMessage("a distance needs 2 rows or more, got 1");
        assertThatThrownBy(() -> Diversity.of(Matrix.zeros(3, 2), Matrix.zeros(3, 4)))
                .hasMessage("the samples are 3×2, but the data 3×4");
    }
}
