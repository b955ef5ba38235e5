package generative.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.math.Matrix;
import generative.math.Randoms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestNeighboursTest {

    @Test void threePointsAndASetOfTwo() {
        Matrix set = Matrix.of(new double[][] {{0, 0}, {4, 0}});
        NearestNeighbours nearest = NearestNeighbours.of(Matrix.of(new double[][] {{1, 0}, {3, 1}, {5, 2}}), set);
        assertThat(nearest.index()).containsExactly(0, 1, 1);
        assertThat(nearest.distance()).containsExactly(1, 2, 5);
        assertThat(nearest).hasToString("3 nearest rows, mean squared distance 2.6666666666666665");
    }

    @Test void aTieGoesToTheFirstRow() {
        Matrix set = Matrix.of(new double[][] {{4}, {0}, {4}, {0}});
        assertThat(NearestNeighbours.of(Matrix.row(2), set).index()).containsExactly(0);
        assertThat(NearestNeighbours.of(Matrix.row(1), set).index()).containsExactly(1);
    }

    @Test void aTieBetweenTilesGoesToTheFirstRowToo() {
        Matrix set = Matrix.zeros(2500, 1);                                // tiles of 2000 rows
        set.fill(9);
        set.set(1999, 1);
        set.set(2000, 1);
        set.set(2400, 1);
        assertThat(NearestNeighbours.of(Matrix.row(0), set).index()).containsExactly(1999);
    }

    /// Tiles are 500 images by 2000 rows of the set; these sizes end on, before and after a border.
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1999", "3, 2000", "3, 2001", "500, 3", "501, 5", "501, 2001"})
    void tilesAgreeWithALoopOverAllPairs(int images, int rows) {
        Matrix x = Randoms.gaussian(images, 4, 1, Randoms.of(images)).inDouble();
        Matrix set = Randoms.gaussian(rows, 4, 1, Randoms.of(rows, 1)).inDouble();
        NearestNeighbours nearest = NearestNeighbours.of(x, set);
        assertThat(nearest.index()).hasSize(images);
        for (int n = 0; n < images; n++) {
            double least = Double.POSITIVE_INFINITY;
            int index = -1;
            for (int m = 0; m < rows; m++) {
                double distance = 0;
                for (int j = 0; j < 4; j++) distance += Math.pow(x.get(n, j) - set.get(m, j), 2);
                if (distance < least) {
                    least = distance;
                    index = m;
                }
            }
            assertThat(nearest.index()[n]).isEqualTo(index);
            assertThat(nearest.distance()[n]).isCloseTo(least, within(1e-12));
        }
    }

    @Test void anImageOfTheSetIsItsOwnNeighbour() {
        Matrix set = Randoms.uniform(300, 50, 0, 1, Randoms.of(7));
        NearestNeighbours nearest = NearestNeighbours.of(set.selectRows(299, 0, 123), set);
        assertThat(nearest.index()).containsExactly(299, 0, 123);
        for (double distance : nearest.distance()) assertThat(distance).isBetween(0.0, 1e-4);
    }

    @Test void badArgumentsAreNamed() {
        assertThatThrownBy(() -> NearestNeighbours.of(Matrix.zeros(1, 2), Matrix.zeros(0, 2)))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("there is no nearest row in an empty set");
        assertThatThrownBy(() -> NearestNeighbours.of(Matrix.zeros(6, 2), Matrix.zeros(7, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no distance between rows of 6×2 and rows of 7×3");
    }
}
