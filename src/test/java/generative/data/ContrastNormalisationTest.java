package generative.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import generative.math.Matrix;
import generative.math.Randoms;
import org.junit.jupiter.api.Test;

final class ContrastNormalisationTest {

    /// Means 3 and 10; x − 3 = (−2, −1, 0, 3) is √14 long, x − 10 = (−3, −3, 3, 3) is 6 long.
    @Test void workedExample() {
        Matrix y = ContrastNormalisation.apply(Matrix.of(new double[][] {{1, 2, 3, 6}, {7, 7, 13, 13}}), 2);
        double[] expected = {-4 / Math.sqrt(14), -2 / Math.sqrt(14), 0, 6 / Math.sqrt(14), -1, -1, 1, 1};
        for (int i = 0; i < 8; i++) assertThat(y.get(i)).isEqualTo(expected[i], within(1e-6));
    }

    @Test void aPhotographGetsLengthFiftyFive() {
        Matrix x = Randoms.uniform(3, 3072, 0, 1, Randoms.of(1));
        ImageSet set = new ImageSet("three", x, new int[] {4, 5, 6}, 32, 32, 3);
        ImageSet normal = ContrastNormalisation.apply(set);
        for (int n = 0; n < 3; n++) {
            Matrix row = normal.x().rows(n, n + 1);
            assertThat(row.mean()).isEqualTo(0, within(1e-6));
            assertThat(Math.sqrt(row.sumOfSquares())).isEqualTo(55, within(1e-3));
            assertThat(Math.sqrt(row.sumOfSquares() / 3072)).as("standard deviation").isEqualTo(.992, within(5e-4));
        }
        assertThat(normal).hasToString("three, contrast normalised: 3 images of 32×32×3, 7 classes");
        assertThat(normal.labels()).containsExactly(4, 5, 6);
        assertThat(x.get(0)).as("the images themselves stay as they are").isBetween(0., 1.);
    }

    /// Bytes and numbers from 0 to 1, dark and bright: only the pattern is left.
    @Test void theUnitAndTheLightDoNotMatter() {
        Matrix x = Randoms.uniform(4, 48, 0, 1, Randoms.of(2)).inDouble();
        Matrix y = ContrastNormalisation.apply(x, 55);
        assertThat(ContrastNormalisation.apply(x.scale(255), 55).minus(y).elementMaxAbs()).isLessThan(1e-9);
        assertThat(ContrastNormalisation.apply(x.scale(.1).plus(.3), 55).minus(y).elementMaxAbs()).isLessThan(1e-9);
        assertThat(y.isFloat()).isFalse();
    }

    /// ‖x − m‖ / 55 just below and just above 10⁻⁸: the first is left as it is.
    @Test void whatIsOfOneColourIsNotDividedByAlmostNothing() {
        for (double delta : new double[] {0, 3.8e-7, 4e-7}) {
            Matrix x = Matrix.zeros(1, 2).inDouble();
            x.set(0, delta);
            x.set(1, -delta);
            Matrix y = ContrastNormalisation.apply(x, 55);
            double norm = delta * Math.sqrt(2) / 55;
            assertThat(y.get(0)).isEqualTo(norm < 1e-8 ? delta : 55 / Math.sqrt(2), within(1e-9));
            assertThat(y.get(1)).isEqualTo(-y.get(0));
        }
        Matrix wall = Matrix.zeros(1, 3072);
        wall.fill(.7);
        assertThat(ContrastNormalisation.apply(wall, 55).elementMaxAbs()).isZero();
    }

    @Test void whatIsShownLiesBetweenBlackAndWhiteAroundGrey() {
        Matrix shown = ContrastNormalisation.shown(Matrix.of(new double[][] {{-4, 0, 2}, {1, 3, -1}}));
        assertThat(shown.toArray2()).isDeepEqualTo(new double[][] {{0, .5, .75}, {.625, .875, .375}});
        assertThat(ContrastNormalisation.shown(Matrix.zeros(1, 2)).toArray2()).as("all grey")
                .isDeepEqualTo(new double[][] {{.5, .5}});
    }

    @Test void noLengthAtAllIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ContrastNormalisation.apply(Matrix.zeros(1, 2), 0))
                .withMessage("the length of an image must be above 0, got 0.0");
        assertThatIllegalArgumentException().isThrownBy(() ->
                ContrastNormalisation.apply(Matrix.zeros(1, 2), Double.NaN));
    }
}
