package generative.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.math.Matrix;
import generative.math.Randoms;
import org.junit.jupiter.api.Test;

final class SigmaSearchTest {

    private static final String ADVICE = "a better one may lie outside, so widen the grid";

    /// The search with one sample at 0 and one validation image at x.
    private static SigmaSearch onePoint(double x) {
        return SigmaSearch.on(new ParzenWindow(Matrix.row(0)), Matrix.row(x), SigmaSearch.publishedGrid());
    }

    @Test void thePublishedGridHasTenWidthsEquallySpacedInTheLogarithm() {
        assertThat(SigmaSearch.publishedGrid()).containsExactly(
                new double[] {.1, .12915, .16681, .21544, .27826, .35938, .46416, .59948, .77426, 1}, within(5e-6));
    }

    @Test void gaussianDataHaveTheirBestWidthInsideTheGridAndOneHillAlone() {
        ParzenWindow window = new ParzenWindow(Randoms.gaussian(1000, 2, 1, Randoms.of(1)));
        Matrix validation = Randoms.gaussian(500, 2, 1, Randoms.of(2));
        SigmaSearch search = SigmaSearch.on(window, validation, SigmaSearch.publishedGrid());
        assertThat(search.best()).isBetween(1, 8);
        assertThat(search.warning()).isEmpty();
        double[] l = search.logLikelihoods();
        for (int k = 1; k < l.length; k++)
            if (k <= search.best()) assertThat(l[k]).as("up to the best width").isGreaterThan(l[k - 1]);
            else assertThat(l[k]).as("beyond it").isLessThan(l[k - 1]);
        assertThat(search.sigma()).isEqualTo(search.grid()[search.best()]);
    }

    /// With one sample at 0 and the image x, ln p̂ = −x²/2σ² − ln σ + … is largest where σ = |x|.
    @Test void oneSampleAndOneImageAgreeBestAtTheirDistance() {
        ParzenWindow window = new ParzenWindow(Matrix.row(0).inDouble());
        SigmaSearch search = SigmaSearch.on(window, Matrix.row(.5).inDouble(), .3, .4, .5, .6, .7);
        assertThat(search.best()).isEqualTo(2);
        assertThat(search.logLikelihoods()[2]).isCloseTo(-.5 - Math.log(.5 * Math.sqrt(2 * Math.PI)), within(1e-12));
        assertThat(search).hasToString("best σ = 0.5000 of 5 (-0.7 nats on validation)");
    }

    @Test void theMeanIsOverTheValidationImages() {
        SigmaSearch search = SigmaSearch.on(new ParzenWindow(Matrix.row(0).inDouble()),
                Matrix.of(new double[][] {{0}, {1}, {2}}).inDouble(), 1);
        assertThat(search.logLikelihoods()[0]).isCloseTo(-5 / 6. - .9189385332046727, within(1e-12));
    }

    @Test void aBestWidthAtTheLowerEdgeIsAWarning() {
        SigmaSearch search = onePoint(0);
        assertThat(search.best()).isZero();
        assertThat(search.warning()).contains(
                "the best σ = 0.1000 is at the edge of the grid 0.1000 … 1.000; " + ADVICE);
        assertThat(search.toString()).contains("; warning: the best σ = 0.1000 is at the edge");
    }

    @Test void aBestWidthAtTheUpperEdgeIsAWarning() {
        SigmaSearch search = onePoint(50);
        assertThat(search.best()).isEqualTo(9);
        assertThat(search.warning()).contains(
                "the best σ = 1.000 is at the edge of the grid 0.1000 … 1.000; " + ADVICE);
    }

    @Test void theFirstOfEqualWidthsWins() {
        assertThat(SigmaSearch.on(new ParzenWindow(Matrix.row(0)), Matrix.row(1), 1, 1, 2).best()).isZero();
    }

    @Test void aGridWithoutWidthsIsRefused() {
        assertThatThrownBy(() -> SigmaSearch.on(new ParzenWindow(Matrix.row(0)), Matrix.row(1)))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("a search needs 1 width or more");
    }
}
