package generative.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.math.Matrix;
import generative.math.Randoms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ParzenWindowTest {

    private static final double NOTHING = Double.NEGATIVE_INFINITY;

    /// ln p̂(x) term by term, each term a product of one-dimensional normal densities.
    private static double density(Matrix samples, Matrix x, int row, double sigma) {
        double sum = 0;
        for (int m = 0; m < samples.numRows(); m++) {
            double term = 1;
            for (int j = 0; j < samples.numCols(); j++) {
                double u = (x.get(row, j) - samples.get(m, j)) / sigma;
                term *= Math.exp(-u * u / 2) / (sigma * Math.sqrt(2 * Math.PI));
            }
            sum += term / samples.numRows();
        }
        return Math.log(sum);
    }

    @Test void twoSamplesAndAPointBetweenThem() {
        ParzenWindow window = new ParzenWindow(Matrix.of(new double[][] {{0, 0}, {2, 0}}).inDouble());
        double[] found = window.logLikelihoods(Matrix.row(1, 0).inDouble(), .7);
        assertThat(found).hasSize(1);
        assertThat(found[0]).isCloseTo(-2.144935341797187, within(1e-12));
    }

    @Test void onItsOnlySampleADensityOfWidthOneIsThatOfTheNormalDistribution() {
        double[] found = new ParzenWindow(Matrix.row(3).inDouble()).logLikelihoods(Matrix.row(3).inDouble(), 1);
        assertThat(found[0]).isCloseTo(-0.9189385332046727, within(1e-14));               // −½ ln 2π
    }

    @Test void logMeanExpOfTermsThatAllUnderflow() {
        assertThat(Math.exp(-1000)).isZero();
        assertThat(ParzenWindow.logMeanExp(-1000, -1001, -1002)).isCloseTo(-1000.6910063242237, within(1e-10));
        assertThat(ParzenWindow.logMeanExp(7)).isEqualTo(7);
        assertThat(ParzenWindow.logMeanExp(NOTHING, NOTHING)).isEqualTo(NOTHING);
    }

    @Test void aPointFarFromEverySampleIsUnlikelyButNotImpossible() {
        ParzenWindow window = new ParzenWindow(Matrix.row(0).inDouble());
        double[] found = window.logLikelihoods(Matrix.row(100).inDouble(), .1);
        assertThat(found[0]).isCloseTo(-500_000 - Math.log(.1 * Math.sqrt(2 * Math.PI)), within(1e-8));
    }

    /// Tiles are 500 test rows by 1000 samples; these sizes end on, before and after a border.
    @ParameterizedTest
    @CsvSource({"1, 1", "3, 999", "2, 1000", "2, 1001", "499, 7", "500, 5", "501, 3", "501, 1001"})
    void tilesAreAddedUpRightAtTheirBorders(int rows, int count) {
        Matrix samples = Randoms.gaussian(count, 3, 1, Randoms.of(count)).inDouble();
        Matrix x = Randoms.gaussian(rows, 3, 1, Randoms.of(rows, 1)).inDouble();
        double[] found = new ParzenWindow(samples).logLikelihoods(x, .6);
        assertThat(found).hasSize(rows);
        for (int n : new int[] {0, rows / 2, rows - 1})
            assertThat(found[n]).isCloseTo(density(samples, x, n, .6), within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 17, 33, 100})
    void floatAgreesWithDouble(int d) {
        Matrix samples = Randoms.uniform(300, d, 0, 1, Randoms.of(d));
        Matrix x = Randoms.uniform(40, d, 0, 1, Randoms.of(d, 1));
        double[] fast = new ParzenWindow(samples).logLikelihoods(x, .25);
        double[] exact = new ParzenWindow(samples.inDouble()).logLikelihoods(x.inDouble(), .25);
        for (int n = 0; n < fast.length; n++)                              // ‖·‖² is off by some 1e-7 d, over 2σ² = 1/8
            assertThat(fast[n]).isCloseTo(exact[n], within(1e-5 * (1 + d)));
    }

    @Test void severalWidthsAtOnceAreTheSameAsOneByOne() {
        ParzenWindow window = new ParzenWindow(Randoms.gaussian(50, 2, 1, Randoms.of(1)));
        Matrix x = Randoms.gaussian(20, 2, 1, Randoms.of(2));
        double[][] both = window.logLikelihoods(x, new double[] {.2, .9});
        assertThat(both).hasDimensions(2, 20);
        assertThat(both[0]).containsExactly(window.logLikelihoods(x, .2));
        assertThat(both[1]).containsExactly(window.logLikelihoods(x, .9));
        assertThat(both[0]).isNotEqualTo(both[1]);
    }

    /// Data and samples from N(0, I): with endless samples p̂ = N(0, (1+σ²) I), whose expected logarithm is known.
    @ParameterizedTest
    @CsvSource({"1, .2, 20000, 2000, -1.41931812", "2, .3, 40000, 2000, -2.84148596", 
        "10, .5, 100000, 300, -14.30510309"})
    void theExpectedLogLikelihoodOfGaussianDataIsMet(int d, double sigma, int samples, int points, double expected) {
        double variance = 1 + sigma * sigma;
        assertThat(-d / 2. * Math.log(2 * Math.PI * variance) - d / (2 * variance)).isCloseTo(expected, within(5e-9));

        ParzenWindow window = new ParzenWindow(Randoms.gaussian(samples, d, 1, Randoms.of(4)));
        Matrix x = Randoms.gaussian(points, d, 1, Randoms.of(5));
        Estimate estimate = window.estimate(x, sigma);
        assertThat(estimate.mean()).isCloseTo(expected, within(3 * estimate.standardError()));

        double gap = 0;                                                    // point by point most of the chance cancels
        double[] found = window.logLikelihoods(x, sigma);
        for (int n = 0; n < points; n++) {
            double square = 0;
            for (int j = 0; j < d; j++) square += x.get(n, j) * x.get(n, j);
            gap += (found[n] - (-d / 2. * Math.log(2 * Math.PI * variance) - square / (2 * variance))) / points;
        }
        assertThat(gap).isBetween(d == 10 ? -.2 : -.01, .01);            // finitely many samples give too little
    }

    @Test void theEstimateIsTheMeanOfTheLogLikelihoods() {
        ParzenWindow window = new ParzenWindow(Matrix.row(0).inDouble());
        Estimate estimate = window.estimate(Matrix.of(new double[][] {{0}, {2}}).inDouble(), 1);
        assertThat(estimate.mean()).isCloseTo(-1.9189385332046727, within(1e-12));        // −½ ln 2π, and 0 and −2²/2
        assertThat(estimate.standardError()).isCloseTo(1 / Math.sqrt(2), within(1e-12));
        assertThat(estimate.n()).isEqualTo(2);
        assertThat(estimate.sigma()).isEqualTo(1);
    }

    @Test void badArgumentsAreNamed() {
        ParzenWindow window = new ParzenWindow(Matrix.zeros(5, 3));
        assertThatThrownBy(() -> window.logLikelihoods(Matrix.zeros(2, 4), 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("the samples are 5×3, but the images 2×4");
        assertThatThrownBy(() -> window.logLikelihoods(Matrix.zeros(2, 3), 0))
                .hasMessage("σ must be above 0, got 0.0");
        assertThatThrownBy(() -> window.logLikelihoods(Matrix.zeros(2, 3), Double.NaN))
                .hasMessage("σ must be above 0, got NaN");
        assertThatThrownBy(() -> new ParzenWindow(Matrix.zeros(0, 3)))
                .hasMessage("a Parzen window needs 1 sample or more");
    }
}
