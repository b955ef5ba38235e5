package generative;

import static generative.Precision.DOUBLE;
import static generative.Precision.FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.math.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PrecisionTest {

    private static Golden golden() {
        return GoldenFile.parse("Net", "case small\nx 1×2\n .5 -200\n").getFirst();
    }

    @ParameterizedTest
    @CsvSource({"DOUBLE, .5, -200, true", "DOUBLE, .50000000009, -200, true", "DOUBLE, .50000000011, -200, false",
        "DOUBLE, .5, -200.000000019, true", "DOUBLE, .5, -200.000000021, false", "DOUBLE, NaN, -200, false",
        "FLOAT, .500009, -200, true", "FLOAT, .500011, -200, false", "FLOAT, .499989, -200, false",
        "FLOAT, .5, -200.0019, true", "FLOAT, .5, -200.0021, false", "FLOAT, .5, 200, false"})
    void nearIsRelativeOnlyForNumbersAboveOne(Precision precision, double first, double second, boolean near) {
        Matrix actual = Matrix.zeros(1, 2).inDouble();
        actual.set(0, first);
        actual.set(1, second);
        assertThat(passes(() -> precision.assertGolden(precision.of(actual), golden(), "x"))).isEqualTo(near);
        assertThat(passes(() -> precision.assertGolden(new double[] {first, second}, golden(), "x"))).isEqualTo(near);
    }

    private static boolean passes(Runnable assertion) {
        try {
            assertion.run();
            return true;
        } catch (AssertionError e) {
            return false;
        }
    }

    @Test void aMatrixTakesThePrecision() {
        assertThat(FLOAT.of(golden().matrix("x")).isFloat()).isTrue();
        assertThat(DOUBLE.of(Matrix.row(1)).isFloat()).isFalse();
    }

    @Test void whatDiffersIsNamed() {
        assertThatThrownBy(() -> DOUBLE.assertGolden(Matrix.row(.5, -201).inDouble(), golden(), "x"))
                .isInstanceOf(AssertionError.class)
                .hasMessage("x of Net, small, number 1, is -201.0 instead of -200.0 (DOUBLE)");
        assertThatThrownBy(() -> FLOAT.assertGolden(.25, GoldenFile.parse("Net", "case a\nL 1×1\n 1").getFirst(), "L"))
                .hasMessage("L of Net, a, number 0, is 0.25 instead of 1.0 (FLOAT)");
        assertThatThrownBy(() -> DOUBLE.assertGolden(Matrix.row(.5, -200), golden(), "x"))
                .hasMessage("x of Net, small is not DOUBLE");
        assertThatThrownBy(() -> FLOAT.assertGolden(golden().matrix("x"), golden(), "x"))
                .hasMessage("x of Net, small is not FLOAT");
        assertThatThrownBy(() -> FLOAT.assertGolden(Matrix.zeros(2, 1), golden(), "x"))
                .hasMessage("x of Net, small is 2×1 instead of 1×2");
        assertThatThrownBy(() -> FLOAT.assertGolden(new double[3], golden(), "x"))
                .hasMessage("x of Net, small has 3 numbers instead of 2");
    }
}
