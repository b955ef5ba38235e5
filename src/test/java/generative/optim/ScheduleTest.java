package generative.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScheduleTest {

    private static final Offset<Double> EXACT = Offset.offset(1e-12);

    @Test void aConstantStays() {
        assertThat(Schedule.constant(.3).at(0)).isEqualTo(.3);
        assertThat(Schedule.constant(.3).at(Long.MAX_VALUE)).isEqualTo(.3);
    }

    @Test void theLearningRateOfTheAdversarialNetsFallsByAFifthInAHundredEpochs() {
        Schedule rate = Schedule.exponentialDecay(.1, 1.000004, 1e-6);
        assertThat(rate.at(0)).isEqualTo(.1);
        assertThat(rate.at(1)).isCloseTo(.1 / 1.000004, EXACT);
        assertThat(rate.at(50_000)).isCloseTo(.08187, Offset.offset(5e-6));
        assertThat(rate.at(2_878_000)).isCloseTo(1.0003e-6, Offset.offset(1e-9));    // ln 10⁵ / ln 1.000004 = 2,878,237
        assertThat(rate.at(2_879_000)).as("the floor").isEqualTo(1e-6);
        assertThat(rate.at(Long.MAX_VALUE)).isEqualTo(1e-6);
    }

    /// .5 (1−α) + .7 α with α = (epoch − 1) / 249, in epochs of 500 steps.
    @ParameterizedTest @CsvSource({"0, .5", "499, .5", "500, .500803212851", "62000, .599598393574297",
            "124499, .699196787149", "124500, .7", "999999999, .7"})
    void momentumRisesInAStraightLineOver250Epochs(long step, double expected) {
        assertThat(Schedule.rampByEpoch(.5, .7, 250, 500).at(step)).isCloseTo(expected, EXACT);
    }

    @Test void aRampMayFallAndMayBeOneEpochLong() {
        assertThat(Schedule.rampByEpoch(1, 0, 5, 10).at(20)).isCloseTo(.5, EXACT);
        assertThat(Schedule.rampByEpoch(1, 0, 2, 10).at(9)).isEqualTo(1);
        assertThat(Schedule.rampByEpoch(1, 0, 2, 10).at(10)).isEqualTo(0);
        assertThat(Schedule.rampByEpoch(.5, .7, 1, 10).at(0)).isEqualTo(.5);
    }

    @Test void aCalmEndFallsStraightToZeroAndStaysThere() {
        Schedule calm = Schedule.constant(.2).fallingToZero(10, 30);
        assertThat(calm.at(0)).isEqualTo(.2, EXACT);
        assertThat(calm.at(10)).isEqualTo(.2, EXACT);
        assertThat(calm.at(25)).isEqualTo(.05, EXACT);
        assertThat(calm.at(30)).isZero();
        assertThat(calm.at(99)).isZero();
    }

    @Test void warmUpThenHalfACosine() {
        Schedule rate = Schedule.warmUpAndCosine(.4, 10, 30);
        assertThat(rate.at(0)).isEqualTo(.04, EXACT);
        assertThat(rate.at(9)).isEqualTo(.4, EXACT);
        assertThat(rate.at(10)).isEqualTo(.4, EXACT);                      // 1 at the end of the warm-up, ½ midway, 0 at the end
        assertThat(rate.at(20)).isEqualTo(.2, EXACT);
        assertThat(rate.at(30)).isEqualTo(0, EXACT);
        assertThat(rate.at(99)).isEqualTo(0, EXACT);
        assertThat(Schedule.warmUpAndCosine(.4, 0, 30).at(0)).isEqualTo(.4, EXACT);
        assertThatThrownBy(() -> Schedule.warmUpAndCosine(.4, 30, 30)).hasMessage("a warm-up of 30 steps does not end before step 30");
    }

    @Test void aFallThatGoesNowhereIsNamed() {
        assertThatThrownBy(() -> Schedule.constant(1).fallingToZero(5, 5)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a fall from step 5 to step 5 goes nowhere");
        assertThatThrownBy(() -> Schedule.constant(1).fallingToZero(-1, 5))
                .hasMessage("a fall from step -1 to step 5 goes nowhere");
    }
}
