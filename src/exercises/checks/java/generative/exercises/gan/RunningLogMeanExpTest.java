package generative.exercises.gan;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.evaluation.ParzenWindow;
import generative.exercises.Expect;
import generative.exercises.Points;
import generative.math.Randoms;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class RunningLogMeanExpTest {

    private static double of(double... a) {
        RunningLogMeanExp running = new RunningLogMeanExp();
        for (double c : a) running.add(c);
        return running.value();
    }

    @Test @Tag("example") @Points(2) void logarithmsOfSmallNumbers() {
        Expect.same("value after ln 2", Math.log(2), of(Math.log(2)), 1e-12);
        Expect.same("value after ln 2, ln 4", Math.log(3), of(Math.log(2), Math.log(4)), 1e-12);
        Expect.same("value after ln 2, ln 4, ln 9", Math.log(5), of(Math.log(2), Math.log(4), Math.log(9)), 1e-12);
    }

    @Test @Tag("underflow") @Points(2) void exponentialsThatAreZeroInFloatingPoint() {
        Expect.same("value after −1000, −1001, −1002", -1000.6910063242237, of(-1000, -1001, -1002), 1e-14);
        Expect.same("value after −1002, −1001, −1000", -1000.6910063242237, of(-1002, -1001, -1000), 1e-14);
        Expect.same("value after 900, 800", 900 - Math.log(2), of(900, 800), 1e-14);
    }

    @Test @Tag("edge") @Points(1) void zerosCountAndNothingHasNoMean() {
        double none = Double.NEGATIVE_INFINITY;
        Expect.same("value after −∞", none, of(none), 0);
        Expect.same("value after −∞, 0", -Math.log(2), of(none, 0), 1e-12);
        Expect.same("value after 0, −∞, −∞", -Math.log(3), of(0, none, none), 1e-12);
        assertThatThrownBy(() -> new RunningLogMeanExp().value()).as("value without a number")
                .isInstanceOf(IllegalStateException.class);
    }

    @Test @Tag("property") @Points(1) void theOrderDoesNotMatter() {
        double[] a = Randoms.of(1).doubles(1000, -2000, -1900).toArray(), sorted = a.clone();
        Arrays.sort(sorted);
        Expect.same("value of 1000 numbers", ParzenWindow.logMeanExp(a), of(a), 1e-12);
        Expect.same("value of the same, sorted", ParzenWindow.logMeanExp(a), of(sorted), 1e-12);
    }
}
