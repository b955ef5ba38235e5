package generative.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import generative.math.Matrix;
import generative.math.Randoms;
import org.junit.jupiter.api.Test;

final class ParzenProtocolTest {

    /// The same number in all rows.
    private static Matrix column(int rows, double value) {
        Matrix m = Matrix.zeros(rows, 1).inDouble();
        m.fill(value);
        return m;
    }

    private static double chosen(Matrix validation) {
        return ParzenProtocol.follow("one sample at 0", column(1, 0), validation, column(1, 0)).search().sigma();
    }

    @Test void validationImagesChooseTheWidthAndTestImagesAreScoredWithIt() {
        Matrix samples = column(1, 0), validation = column(3, .3), test = column(4, .7);
        ParzenProtocol row = ParzenProtocol.follow("a point", samples, validation, test);
        assertThat(row.search().grid()).containsExactly(SigmaSearch.publishedGrid());
        assertThat(row.search().sigma()).isCloseTo(.27826, within(1e-5));  // the nearest to .3
        double sigma = row.search().sigma();
        double expected = -.49 / (2 * sigma * sigma) - Math.log(sigma * Math.sqrt(2 * Math.PI));
        assertThat(row.test().mean()).isCloseTo(expected, within(1e-12));
        assertThat(row.test().standardError()).isCloseTo(0, within(1e-12));
        assertThat(row.test().n()).isEqualTo(4);
        assertThat(row.test().sigma()).isEqualTo(sigma);
    }

    @Test void onlyTheFirstThousandValidationImagesChoose() {
        Matrix validation = column(1500, 40);                              // far: these alone choose σ = 1
        for (int n = 0; n < 1000; n++) validation.set(n, .2);
        assertThat(chosen(validation)).isCloseTo(.21544, within(1e-5));
        validation.set(999, 40);
        assertThat(chosen(validation)).isEqualTo(1);
    }

    @Test void samplesOfTheRightDistributionScoreAboveThoseOfAWrongOne() {
        Matrix validation = Randoms.gaussian(400, 3, 1, Randoms.of(1));
        Matrix test = Randoms.gaussian(400, 3, 1, Randoms.of(2));
        Matrix good = Randoms.gaussian(2000, 3, 1, Randoms.of(3));
        Matrix tooWide = Randoms.gaussian(2000, 3, 3, Randoms.of(4));
        Estimate right = ParzenProtocol.follow("right", good, validation, test).test();
        Estimate wrong = ParzenProtocol.follow("wrong", tooWide, validation, test).test();
        assertThat(right.mean()).isGreaterThan(wrong.mean() + 3 * (right.standardError() + wrong.standardError()));
        double entropy = 1.5 * (Math.log(2 * Math.PI) + 1);                // of N(0, I); −entropy is the best score
        assertThat(right.mean()).isLessThan(-entropy + 2 * right.standardError());
    }

    @Test void aRowReadsAsInATableWithItsWarningBelow() {
        SigmaSearch inside = new SigmaSearch(new double[] {.1, .2, .3}, new double[] {1, 3, 2}, 1);
        Estimate test = new Estimate(12.34, .56, 10, .2);
        assertThat(new ParzenProtocol("adversarial net", inside, test))
                .hasToString("adversarial net                  12.3 ± 0.6 nats (σ = 0.2000, 10 images)");
        SigmaSearch edge = new SigmaSearch(new double[] {.1, .2}, new double[] {1, 3}, 1);
        assertThat(new ParzenProtocol("k-means", edge, test).toString().lines()).hasSize(2).last().asString()
                .startsWith("    warning: the best σ = 0.2000 is at the edge of the grid 0.1000 … 0.2000");
    }
}
