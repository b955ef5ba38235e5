package generative.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.math.Matrix;
import generative.math.Randoms;
import generative.optim.Lbfgs;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PenaltySearchTest {

    private static final double[] GRID = {1e-4, 1e-2, .3, 100};

    /// Two classes in turn that differ in the first of twenty numbers alone.
    private static Matrix rows(int n, long seed) {
        RandomGenerator random = Randoms.of(seed);
        Matrix x = Matrix.zeros(n, 20).inDouble();
        for (int i = 0; i < n; i++) for (int j = 0; j < 20; j++) x
                .set(i, j, random.nextGaussian() + (j > 0 ? 0 : i % 2 == 0 ? -1 : 1));
        return x;
    }

    private static int[] inTurn(int n) {
        return IntStream.range(0, n).map(i -> i % 2).toArray();
    }

    @Test void aPenaltyHelpsWhereMostNumbersSayNothing() {
        PenaltySearch search = PenaltySearch.on(rows(24, 1), inTurn(24), rows(400, 2), inTurn(400), 2, GRID);
        assertThat(search.lambda()).isGreaterThanOrEqualTo(.3);
        assertThat(search.best()).isGreaterThanOrEqualTo(2);
        assertThat(search.errorRates()[2]).isLessThan(search.errorRates()[0] - .03);
        assertThat(search.crossEntropies()[2]).isLessThan(search.crossEntropies()[0]);
    }

    @Test void itReadsAsItsChoice() {
        assertThat(new PenaltySearch(new double[] {.1, 1, 10}, new double[] {.5, .125, .5}, new double[3], 1))
                .hasToString("best λ = 1.000 of 3 (12.50 % wrong of the held-out rows)");
        assertThat(new PenaltySearch(new double[] {10}, new double[] {0}, new double[1], 0).toString())
                .contains("; warning: the best λ = 10.00 is at");
    }

    @Test void fitsGoAsFarAsTheDescentDoes() {
        Lbfgs none = new Lbfgs(10, 0, 1e-5);
        PenaltySearch search = PenaltySearch.on(rows(24, 1), inTurn(24), rows(50, 2), inTurn(50), 2, none, GRID);
        assertThat(search.crossEntropies()).as("at W = 0, b = 0").containsExactly(new double[] {Math.log(2), Math.log(2), Math.log(2), Math.log(2)},
                within(1e-12));
    }

    @Test void theNumbersAreThoseOfEachFit() {
        PenaltySearch search = PenaltySearch.on(rows(24, 1), inTurn(24), rows(50, 2), inTurn(50), 2, GRID);
        for (int k = 0; k < GRID.length; k++) {
            LogisticRegression fitted = LogisticRegression.fit(rows(24, 1), inTurn(24), 2, GRID[k]);
            assertThat(search.errorRates()[k]).isEqualTo(fitted.errorRate(rows(50, 2), inTurn(50)));
            assertThat(search.crossEntropies()[k]).isEqualTo(fitted.crossEntropy(rows(50, 2), inTurn(50)));
        }
    }

    /// Points that are easily told apart: no penalty of these makes a mistake, the smallest is the surest.
    @Test void inATieTheSurerOneIsTaken() {
        Matrix x = Matrix.of(new double[][] {{-1}, {1}}).inDouble();
        PenaltySearch search = PenaltySearch.on(x, inTurn(2), x, inTurn(2), 2, 1, .01, .1);
        assertThat(search.errorRates()).containsOnly(0);
        assertThat(search.lambda()).isEqualTo(.01);
        assertThat(search.warning()).contains("the best λ = 0.01000 is at the edge of the grid 0.01000 … 1.000; "
                + "a better one may lie outside, so widen the grid");
        assertThat(PenaltySearch.on(x, inTurn(2), x, new int[] {1, 0}, 2, 1, .01, 10).lambda())
                .as("all wrong: the least sure").isEqualTo(10);
    }

    /// Three of class 0 and one of class 1. Under a huge penalty all are put into class 0; under a small one a single
    /// held-out row is wrong, but so surely that it costs more than all else.
    @Test void mistakesCountBeforeSureness() {
        Matrix x = Matrix.of(new double[][] {{-1}, {-1}, {-1}, {1}}).inDouble(), held = Matrix
                .of(new double[][] {{1}, {1}, {20}}).inDouble();
        PenaltySearch search = PenaltySearch.on(x, new int[] {0, 0, 0, 1}, held, new int[] {1, 1, 0}, 2, 1e6, .01);
        assertThat(search.errorRates()[0]).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(search.errorRates()[1]).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(search.crossEntropies()[1]).isGreaterThan(2 * search.crossEntropies()[0]);
        assertThat(search.lambda()).isEqualTo(.01);
    }

    @Test void crossValidationHoldsOutEveryRowOnce() {
        Matrix x = rows(10, 3);
        PenaltySearch search = PenaltySearch.crossValidated(x, inTurn(10), 2, 3, .1, 1);
        double wrong = 0, loss = 0;
        for (int[] out : new int[][] {{0, 3, 6, 9}, {1, 4, 7}, {2, 5, 8}}) {
            int[] in = IntStream.range(0, 10).filter(n -> IntStream.of(out).noneMatch(o -> o == n)).toArray();
            LogisticRegression fitted = LogisticRegression.fit(x.selectRows(in), IntStream.of(in).map(n -> n % 2)
                    .toArray(), 2, 1);
            int[] labels = IntStream.of(out).map(n -> n % 2).toArray();
            wrong += fitted.errorRate(x.selectRows(out), labels) * out.length;
            loss += fitted.crossEntropy(x.selectRows(out), labels) * out.length;
        }
        assertThat(search.errorRates()[1]).isCloseTo(wrong / 10, within(1e-12));
        assertThat(search.crossEntropies()[1]).isCloseTo(loss / 10, within(1e-12));
    }

    @Test void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> PenaltySearch.on(rows(4, 1), inTurn(4), rows(4, 1), inTurn(4), 2))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("a search needs 1 penalty or more");
        assertThatThrownBy(() -> PenaltySearch.crossValidated(rows(4, 1), inTurn(4), 2, 5, 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("4 rows cannot be cut into 5 parts");
        assertThatThrownBy(() -> PenaltySearch.crossValidated(rows(4, 1), inTurn(4), 2, 1, 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("4 rows cannot be cut into 1 parts");
    }
}
