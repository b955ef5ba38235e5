package generative.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import generative.math.Matrix;
import generative.optim.WolfeSearch.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WolfeSearchTest {

    private static final DoubleUnaryOperator PARABOLA = t -> (t - 1) * (t - 1), SLOPE = t -> 2 * (t - 1);

    private final List<Double> tried = new ArrayList<>();

    private DoubleFunction<Point> line(DoubleUnaryOperator value, DoubleUnaryOperator slope) {
        return t -> {
            tried.add(t);
            return new Point(t, Matrix.row(t), value.applyAsDouble(t), Matrix.row(0), slope.applyAsDouble(t));
        };
    }

    private Point search(DoubleUnaryOperator value, DoubleUnaryOperator slope, double first) {
        DoubleFunction<Point> phi = line(value, slope);
        Point start = phi.apply(0);
        tried.clear();
        return WolfeSearch.search(phi, start, first);
    }

    @Test void theLowestPointOfTheCubicIsThatOfAParabola() {
        assertThat(search(PARABOLA, SLOPE, 4).t()).isCloseTo(1, within(1e-12));
        assertThat(tried).hasSize(2);                                      // 4 is too high, 1 is right
        tried.clear();
        assertThat(search(PARABOLA, SLOPE, 1.95).t()).isCloseTo(1, within(1e-12));
        // 1.95 is low, but steep and behind the minimum
        assertThat(tried).hasSize(2);
    }

    /// t³ − 3t is lowest at 1.
    @Test void theCubicOfACubicIsItself() {
        assertThat(search(t -> t * t * t - 3 * t, t -> 3 * t * t - 3, 3).t()).isCloseTo(1, within(1e-12));
        assertThat(tried.get(1)).isCloseTo(1, within(1e-12));
    }

    /// A step that is far too short fulfils the first condition, not the second: φ′(.001) is as steep as φ′(0).
    @Test void aStepThatIsTooShortIsDoubled() {
        Point found = search(PARABOLA, SLOPE, .001);
        assertThat(tried).startsWith(.001, .002, .004, .008).hasSize(8);
        assertThat(found.t()).isEqualTo(.128);                             // slope −1.744: the first below .9 · 2
    }

    /// Both conditions, and no point that was tried is lower, on lines with one valley and with several.
    @ParameterizedTest
    @ValueSource(doubles = {1e-3, .1, .2, .3, .5, 1, 2, 3, 5, 10, 100, 1e3})
    void bothConditionsHoldWhereverItBegins(double first) {
        List<DoubleUnaryOperator[]> lines = List.of(
                new DoubleUnaryOperator[] {PARABOLA, SLOPE},
                new DoubleUnaryOperator[] {t -> -t / (t * t + 2), t -> (t * t - 2) / Math.pow(t * t + 2, 2)},
                new DoubleUnaryOperator[] {t -> Math.cos(3 * t) - 1.5 * t + .05 * t * t, t -> -3 * Math.sin(3 * t) - 1.5
                        + .1 * t},
                new DoubleUnaryOperator[] {t -> -Math.sin(5 * t) - .2 * t + .02 * t * t, t -> -5 * Math.cos(5 * t) - .2
                        + .04 * t},
                new DoubleUnaryOperator[] {t -> Math.exp(t) - 40 * t, t -> Math.exp(t) - 40},
                new DoubleUnaryOperator[] {t -> Math.pow(t - 2, 4) + t * 1e-3, t -> 4 * Math.pow(t - 2, 3) + 1e-3});
        for (int i = 0; i < lines.size(); i++) {
            DoubleUnaryOperator value = lines.get(i)[0], slope = lines.get(i)[1];
            double t = search(value, slope, first).t(), s0 = slope.applyAsDouble(0);
            assertThat(t).as("line %d", i).isPositive();
            assertThat(tried).as("line %d at %f", i, t).allMatch(other -> value.applyAsDouble(other) >= value
                    .applyAsDouble(t));
            assertThat(value.applyAsDouble(t)).as("line %d at %f", i, t).isLessThanOrEqualTo(value.applyAsDouble(0)
                    + 1e-4 * t * s0);
            assertThat(Math.abs(slope.applyAsDouble(t))).as("line %d at %f", i, t)
                    .isLessThanOrEqualTo(.9 * Math.abs(s0));
        }
    }

    @Test void whereTheFunctionIsNotFiniteItIsInfinitelyHigh() {
        for (double outside : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            Point found = search(t -> t < 2 ? -Math.log(2 - t) - 3 * t : outside, t -> t < 2 ? 1 / (2 - t) - 3
                    : Double.NaN, 1000);
            assertThat(found.t()).isBetween(1e-3, 2.);
            assertThat(Math.abs(1 / (2 - found.t()) - 3)).isLessThanOrEqualTo(.9 * 2.5);
        }
    }

    @Test void aLineThatFallsForEverIsLeftSomewhere() {
        Point found = search(t -> -t, t -> -1, 1);
        assertThat(found.t()).isGreaterThan(1e8);
        assertThat(tried).hasSizeLessThan(50);
    }

    /// The slope at 0 lies: every t > 0 is higher.
    @Test void whereNothingIsLowerTheStartIsTheAnswer() {
        Point found = search(t -> t == 0 ? 0 : 1 + t, t -> -1, 1);
        assertThat(found.t()).isZero();
        assertThat(tried).hasSizeLessThan(50);
        assertThat(tried).allMatch(t -> t > 0);
    }
}
