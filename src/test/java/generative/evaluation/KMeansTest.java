package generative.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.math.Matrix;
import generative.math.Randoms;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KMeansTest {

    /// Three clouds in the plane.
    private static Matrix clouds(int each) {
        RandomGenerator random = Randoms.of(11);
        double[][] centres = {{-6, 0}, {6, 0}, {0, 8}};
        Matrix x = Matrix.zeros(3 * each, 2).inDouble();
        for (int n = 0; n < x.numRows(); n++)
            for (int j = 0; j < 2; j++) x.set(n, j, centres[n / each][j] + random.nextGaussian());
        return x;
    }

    /// Σₙ ‖x[n] − s[indexₙ]‖².
    private static double squares(Matrix x, Matrix s, int... index) {
        double sum = 0;
        for (int n = 0; n < x.numRows(); n++)
            for (int j = 0; j < x.numCols(); j++) sum += Math.pow(x.get(n, j) - s.get(index[n], j), 2);
        return sum;
    }

    @Test void fourPointsAndTwoCentroids() {
        KMeans found = KMeans.fit(Matrix.of(new double[][] {{0}, {2}, {10}, {14}}).inDouble(), 2, 20, Randoms.of(1));
        double[] centroids = {found.centroids().get(0), found.centroids().get(1)};
        assertThat(centroids).containsExactlyInAnyOrder(1, 12);
        assertThat(found.inertia().getLast()).isEqualTo(1 + 1 + 4 + 4);
    }

    @Test void oneCentroidIsTheMean() {
        KMeans found = KMeans.fit(Matrix.of(new double[][] {{0, 3}, {3, 0}, {6, 0}}).inDouble(), 1, 5, Randoms.of(1));
        assertThat(found.centroids().get(0, 0)).isEqualTo(3);
        assertThat(found.centroids().get(0, 1)).isEqualTo(1);
        assertThat(found.inertia().getLast()).isCloseTo(9 + 4 + 0 + 1 + 9 + 1, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 20, 60})
    void theInertiaNeverRises(int k) {
        for (long seed = 0; seed < 5; seed++) {
            List<Double> inertia = KMeans.fit(clouds(20), k, 50, Randoms.of(seed)).inertia();
            assertThat(inertia).isNotEmpty();
            for (int round = 1; round < inertia.size(); round++)
                assertThat(inertia.get(round)).isLessThanOrEqualTo(inertia.get(round - 1) + 1e-9);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void theWholeSpreadIsThatWithinTheGroupsAndThatBetweenThem(int k) {
        Matrix x = clouds(30);
        KMeans found = KMeans.fit(x, k, 100, Randoms.of(3));
        int[] group = NearestNeighbours.of(x, found.centroids()).index();
        Matrix mean = KMeans.fit(x, 1, 2, Randoms.of(1)).centroids();
        double total = squares(x, mean, new int[x.numRows()]), within = squares(x, found.centroids(), group);
        double between = 0;
        for (int g : group)
            for (int j = 0; j < 2; j++) between += Math.pow(found.centroids().get(g, j) - mean.get(j), 2);
        assertThat(found.inertia().getLast()).isCloseTo(within, within(1e-9));
        assertThat(within + between).isCloseTo(total, within(1e-8 * total));
    }

    /// A start may choose equal points: a centroid is then left without images and must be moved.
    @Test void asManyCentroidsAsDistinctPointsLeaveNothingOver() {
        double[][] distinct = {{0, 0}, {5, 1}, {-3, 4}, {2, -7}};
        double[][] rows = IntStream.range(0, 24).mapToObj(n -> distinct[n % 4]).toArray(double[][]::new);
        for (long seed = 0; seed < 20; seed++) {
            KMeans found = KMeans.fit(Matrix.of(rows).inDouble(), 4, 50, Randoms.of(seed));
            assertThat(found.inertia().getLast()).as("seed %d", seed).isZero();
            assertThat(NearestNeighbours.of(Matrix.of(distinct).inDouble(), found.centroids()).distance())
                    .containsOnly(0);
        }
    }

    /// Nearly every start is three zeros: round 1 leaves two centroids empty, round 3 has nothing left to do.
    @Test void emptyCentroidsGoToDifferentImages() {
        Matrix x = Matrix.zeros(52, 1).inDouble();
        x.set(10, 5);
        x.set(30, 9);
        for (long seed = 0; seed < 10; seed++)
            assertThat(KMeans.fit(x, 3, 3, Randoms.of(seed)).inertia().getLast()).as("seed %d", seed).isZero();
    }

    @Test void moreCentroidsThanDistinctPointsDoNoHarm() {
        KMeans found = KMeans.fit(Matrix.of(new double[][] {{1}, {1}, {1}, {2}}).inDouble(), 4, 10, Randoms.of(1));
        assertThat(found.inertia().getLast()).isZero();
        assertThat(found.centroids().isFinite()).isTrue();
    }

    @Test void itStopsWhenNothingMoves() {
        assertThat(KMeans.fit(clouds(20), 3, 1000, Randoms.of(1)).inertia()).hasSizeLessThan(30);
        assertThat(KMeans.fit(clouds(20), 20, 2, Randoms.of(1)).inertia()).hasSize(2);
    }

    @Test void theSameSeedGivesTheSameBits() {
        Matrix x = clouds(20).inFloat();
        KMeans one = KMeans.fit(x, 7, 10, Randoms.of(5)), two = KMeans.fit(x, 7, 10, Randoms.of(5));
        assertThat(one.centroids().isIdentical(two.centroids(), 0)).isTrue();
        assertThat(one.inertia()).isEqualTo(two.inertia());
        assertThat(KMeans.fit(x, 7, 10, Randoms.of(6)).inertia()).isNotEqualTo(one.inertia());
    }

    @Test void theImagesStayAsTheyWere() {
        Matrix x = clouds(10), before = x.copy();
        KMeans.fit(x, 5, 10, Randoms.of(1));
        assertThat(x.isIdentical(before, 0)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 7})
    void anImpossibleNumberOfCentroidsIsRefused(int k) {
        assertThatThrownBy(() -> KMeans.fit(Matrix.zeros(6, 2), k, 10, Randoms.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("k must lie between 1 and the 6 rows, got " + k);
    }

    @Test void itReadsAsItsInertia() {
        assertThat(new KMeans(Matrix.zeros(3, 2), List.of(9.5, 4.25)))
                .hasToString("KMeans of 3 centroids, inertia 9.5 → 4.25");
    }
}
