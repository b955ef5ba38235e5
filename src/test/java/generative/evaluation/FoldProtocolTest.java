package generative.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import generative.math.Matrix;
import generative.math.Randoms;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FoldProtocolTest {

    private static Matrix point(double... x) {
        Matrix m = Matrix.zeros(x.length, 1).inDouble();
        for (int n = 0; n < x.length; n++) m.set(n, x[n]);
        return m;
    }

    /// ln N(x; 0, σ²).
    private static double normal(double x, double sigma) {
        return -x * x / (2 * sigma * sigma) - Math.log(sigma * Math.sqrt(2 * Math.PI));
    }

    /// One sample at 0. By hand: validation points at .1, .2155 and 1 choose the widths nearest to them, .1, .21544 and 1.
    @Test void workedByHand() {
        FoldProtocol row = FoldProtocol.follow("a point", point(0),
                List.of(point(.1), point(.2155), point(1)), List.of(point(0, .2), point(.3), point(2)));
        double[] sigma = SigmaSearch.publishedGrid();
        assertThat(row.folds()).extracting(fold -> fold.test().sigma()).containsExactly(sigma[0], sigma[3], sigma[9]);
        double m1 = (normal(0, .1) + normal(.2, .1)) / 2;                  // 1.38365 and −.61635: .38365
        double m2 = normal(.3, sigma[3]);                                  // −.35338
        double m3 = normal(2, 1);                                          // −2.91894
        assertThat(m1).isCloseTo(.38365, within(1e-5));
        assertThat(m2).isCloseTo(-.35338, within(1e-5));
        assertThat(m3).isCloseTo(-2.91894, within(1e-5));
        assertThat(row.folds()).extracting(fold -> fold.test().mean())
                .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : 1).containsExactly(m1, m2, m3);
        assertThat(row.mean()).isCloseTo(-.962890, within(1e-5));          // of the folds, not of the four test images
        assertThat(row.standardError()).isCloseTo(.817231, within(1e-5));  // √((1.34654² + .60951² + 1.95605²)/3) / √3
    }

    /// A thousand and one validation images, of which the last alone would choose another σ.
    @Test void allValidationImagesChoose() {
        Matrix validation = Matrix.zeros(1001, 1).inDouble();
        for (int n = 0; n < 1000; n++) validation.set(n, .1);
        validation.set(1000, 60);
        double sigma = FoldProtocol.follow("a point", point(0), List.of(validation), List.of(point(0))).folds()
                .getFirst().test().sigma();
        assertThat(sigma).isEqualTo(1);
    }

    @Test void equalFoldsHaveNoError() {
        Matrix samples = Randoms.gaussian(200, 2, .3, Randoms.of(1)), x = Randoms.gaussian(50, 2, .3, Randoms.of(2));
        FoldProtocol row = FoldProtocol.follow("same", samples, List.of(x, x), List.of(x, x));
        ParzenProtocol one = ParzenProtocol.follow("one", samples, x, x);
        assertThat(row.standardError()).isZero();
        assertThat(row.mean()).isEqualTo(one.test().mean());
        assertThat(one.test().standardError()).isPositive();
    }

    @Test void aRowReadsAsInATableWithAWarningBelow() {
        FoldProtocol row = FoldProtocol.follow("a point", point(0), List.of(point(.2), point(.3)),
                List.of(point(0), point(0)));
        assertThat(row).hasToString("a point                          0.5 ± 0.1 nats (σ = 0.2154 … 0.2783, 2 folds)");
        FoldProtocol edge = FoldProtocol.follow("far", point(0), List.of(point(9)), List.of(point(0)));
        assertThat(edge.toString().lines()).hasSize(2).last().asString()
                .startsWith("    warning: the best σ = 1.000 is at the edge of the grid");
        assertThat(edge.toString().lines()).first().asString().endsWith("nats (σ = 1.0000, 1 folds)");
    }

    @Test void foldsWithoutTheirOtherHalfAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FoldProtocol.follow("x", point(0), List.of(point(0)), List.of()))
                .withMessage("there are 1 folds to validate and 0 to test");
        assertThatIllegalArgumentException().isThrownBy(() -> FoldProtocol.follow("x", point(0), List.of(), List.of()));
    }
}
