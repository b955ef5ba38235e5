package generative.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.data.DigitStrokes.Stroke;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DigitStrokesTest {

    private static final double[][] POINTS = {{0, 0}, {.2, .4}, {.6, .4}, {1, .8}};

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void everyDigitFillsItsSquareAndStaysInIt(int digit) {
        assertThat(DigitStrokes.waysToWrite(digit)).hasSizeGreaterThanOrEqualTo(2).allSatisfy(strokes -> {
            List<double[]> all = strokes.stream().flatMap(stroke -> stroke.line().stream()).toList();
            assertThat(all).allSatisfy(p -> {
                assertThat(p[0]).isBetween(.1, .9);
                assertThat(p[1]).isBetween(.05, .95);
            });
            double top = all.stream().mapToDouble(p -> p[1]).min().orElseThrow(), foot = all.stream()
                    .mapToDouble(p -> p[1]).max().orElseThrow();
            assertThat(foot - top).as("height").isGreaterThan(.7);
        });
    }

    @Test
    void thereIsNoOtherDigit() {
        assertThatThrownBy(() -> DigitStrokes.waysToWrite(10)).hasMessage("there is no digit 10");
        assertThatThrownBy(() -> DigitStrokes.waysToWrite(-1)).hasMessage("there is no digit -1");
    }

    @Test
    void aSmoothStrokePassesThroughItsPoints() {
        List<double[]> line = new Stroke(true, POINTS).line();
        assertThat(line).as("8 pieces for each of 3 segments, and the end").hasSize(25);
        for (int i = 0; i < 4; i++) assertThat(line.get(8 * i)).containsExactly(POINTS[i], within(1e-12));
    }

    /// Half-way, Catmull and Rom's curve is (−p₀ + 9 p₁ + 9 p₂ − p₃) / 16; at the ends the end point counts twice.
    @Test
    void aSmoothStrokeBendsBetweenItsPoints() {
        List<double[]> line = new Stroke(true, POINTS).line();
        assertThat(line.get(12))
                .containsExactly(new double[] {(0 + 9 * .2 + 9 * .6 - 1) / 16, (0 + 9 * .4 + 9 * .4 - .8) / 16},
                        within(1e-12));
        assertThat(line.get(4)).containsExactly(new double[] {(9 * .2 - .6) / 16, (9 * .4 - .4) / 16}, within(1e-12));
        assertThat(line.get(20))
                .containsExactly(new double[] {(-.2 + 9 * .6 + 8 * 1) / 16, (-.4 + 9 * .4 + 8 * .8) / 16},
                        within(1e-12));
    }

    @Test
    void aStraightStrokeGoesStraight() {
        List<double[]> line = new Stroke(false, POINTS).line();
        assertThat(line).hasSize(25);
        assertThat(line.get(12)).containsExactly(new double[] {.4, .4}, within(1e-12));
        assertThat(line.get(2)).as("a quarter of the way").containsExactly(new double[] {.05, .1}, within(1e-12));
        assertThat(line.getLast()).containsExactly(1, .8);
    }

    @Test
    void aStrokeIsMovedPointByPoint() {
        Stroke stroke = new Stroke(true, POINTS), moved = stroke.moved(p -> new double[] {p[0] + 1, -p[1]});
        assertThat(moved.smooth()).isTrue();
        assertThat(moved.points()[3]).containsExactly(2, -.8);
        assertThat(stroke.points()[3]).as("the stroke itself stays").containsExactly(1, .8);
    }
}
