package generative.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import generative.math.Matrix;
import generative.nn.Maxout;
import generative.nn.Sequential;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PiecewiseLinearTest {

    private static final Matrix X = PiecewiseLinear.places(-2, 2, 801);

    @Test
    void theRectifierAndTheAbsoluteValueAreExact() {
        Matrix relu = PiecewiseLinear.tangents(v -> Math.max(v, 0), v -> v > 0 ? 1 : 0, -1, 1).forward(X).output();
        Matrix absolute = PiecewiseLinear.tangents(Math::abs, Math::signum, -1, 1).forward(X).output();
        assertThat(error(relu, v -> Math.max(v, 0))).isZero();
        assertThat(error(absolute, Math::abs)).isZero();
    }

    @Test
    void fourTangentsOfTheSquareAreAQuarterOffAtMostAndNeverAbove() {
        Matrix h = PiecewiseLinear.tangents(v -> v * v, v -> 2 * v, -1.5, -.5, .5, 1.5).forward(X).output();
        assertThat(error(h, v -> v * v)).isEqualTo(.25, within(1e-5));
        for (int i = 0; i < X.numRows(); i++) assertThat(h.get(i)).isLessThanOrEqualTo(X.get(i) * X.get(i) + 1e-6);
    }

    @Test
    void theTentIsExactEverywhere() {
        Matrix x = PiecewiseLinear.places(-100, 100, 2001);
        Sequential tent = PiecewiseLinear.difference(Matrix.row(0, 1, 2, 0, 2, 2), Matrix.row(0, 1, 0, 0, 0, 0));
        Sequential corners = PiecewiseLinear.through(new double[] {-2, -1, 0, 1, 2}, new double[] {0, 0, 1, 0, 0});
        assertThat(error(tent.forward(x).output(), x, v -> Math.max(0, 1 - Math.abs(v)))).isLessThan(1e-5);
        assertThat(error(corners.forward(x).output(), x, v -> Math.max(0, 1 - Math.abs(v)))).isLessThan(1e-4);
    }

    @ParameterizedTest
    @CsvSource({"8", "16", "32", "64"})
    void theSineIsWithinTheBoundOfLinearInterpolation(int pieces) {
        double bound = Math.pow(2 * Math.PI / pieces, 2) / 8;
        assertThat(PiecewiseLinear.sineError(pieces)).isBetween(.9 * bound, bound + 1e-5);
    }

    /// Tangents set by hand leave ¼, and no four pieces less than ⅛.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aUnitLearnsTheSquareBetterThanTangents(long seed) {
        Maxout unit = PiecewiseLinear.learned(v -> v * v, -2, 2, 4, 1500, seed);
        assertThat(error(unit.forward(X).output(), v -> v * v)).isBetween(.125, .2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aUnitLearnsTheAbsoluteValue(long seed) {
        Maxout unit = PiecewiseLinear.learned(Math::abs, -2, 2, 2, 1500, seed);
        assertThat(error(unit.forward(X).output(), Math::abs)).isLessThan(1e-3);
        assertThat(slopes(unit)).satisfiesExactly(slope -> assertThat(slope).isEqualTo(-1, within(1e-3)),
                slope -> assertThat(slope).isEqualTo(1, within(1e-3)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aUnitLearnsTheRectifier(long seed) {
        Maxout unit = PiecewiseLinear.learned(v -> Math.max(0, v), -2, 2, 2, 1500, seed);
        assertThat(error(unit.forward(X).output(), v -> Math.max(0, v))).isLessThan(1e-3);
        assertThat(slopes(unit)).satisfiesExactly(slope -> assertThat(slope).isEqualTo(0, within(1e-3)),
                slope -> assertThat(slope).isEqualTo(1, within(1e-3)));
    }

    /// Of the pieces, smallest first.
    private static List<Double> slopes(Maxout unit) {
        Matrix W = unit.parameters().getFirst().value();
        return IntStream.range(0, W.numCols()).mapToObj(W::get).sorted().toList();
    }

    @Test
    void theErrorIsTheLargest() {
        Maxout line = PiecewiseLinear.tangents(v -> v, v -> 1, 0, 1);
        assertThat(PiecewiseLinear.error(line, v -> v * v, -2, 1)).isEqualTo(6, within(1e-6));     // at −2
    }

    @Test
    void oneUnitCannotLearnWhatIsNotConvex() {
        Maxout unit = PiecewiseLinear.learned(v -> -v * v, -2, 2, 4, 1500, 1);
        assertThat(error(unit.forward(X).output(), v -> -v * v)).isGreaterThan(1);     // no convex function comes nearer than 2
    }

    @Test
    void cornersThatMakeNoLineAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> PiecewiseLinear.through(new double[] {0, 1}, new double[] {0, 1}))
                .withMessage("a line of corners needs 3 or more places and as many values, got 2 and 2");
        assertThatIllegalArgumentException().isThrownBy(() -> PiecewiseLinear.through(new double[] {0, 1, 1}, new double[] {0, 1, 2}))
                .withMessage("the corners must rise, but 1.0 is followed by 1.0");
    }

    private static double error(Matrix h, DoubleUnaryOperator f) {
        return error(h, X, f);
    }

    private static double error(Matrix h, Matrix x, DoubleUnaryOperator f) {
        return h.minus(x.map(f)).elementMaxAbs();
    }
}
