package generative.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class OverSeedsTest {

    @Test void meanAndDeviationByHand() {
        OverSeeds four = OverSeeds.of(1, 2, 3, 6);
        assertThat(four.mean()).isEqualTo(3);
        assertThat(four.std()).as("√((4 + 1 + 0 + 9) / 3)").isCloseTo(Math.sqrt(14 / 3.0), within(1e-15));
        assertThat(four).hasToString("3.000 ± 2.2 (4 seeds)");
    }

    @Test void aSingleResultHasNoSpread() {
        assertThat(OverSeeds.of(7)).isEqualTo(new OverSeeds(7, 0, 1));
    }

    @Test void noResultHasNoMean() {
        assertThatThrownBy(OverSeeds::of).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a mean over seeds needs 1 result or more");
    }
}
