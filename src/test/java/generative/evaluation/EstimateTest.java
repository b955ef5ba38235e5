package generative.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class EstimateTest {

    @Test void theStandardErrorIsThePublishedPopulationForm() {
        Estimate estimate = Estimate.of(new double[] {1, 2, 3, 4}, .2);
        assertThat(estimate.mean()).isCloseTo(2.5, within(1e-15));
        assertThat(estimate.standardError()).isCloseTo(0.5590169943749475, within(1e-15));   // √(5/4) / √4
        assertThat(estimate.n()).isEqualTo(4);
        assertThat(estimate.sigma()).isEqualTo(.2);
    }

    @Test void oneValueHasNoSpread() {
        assertThat(Estimate.of(new double[] {-7}, 1)).isEqualTo(new Estimate(-7, 0, 1, 1));
    }

    @Test void theSmallSpreadOfLargeValuesIsNotLost() {
        Estimate estimate = Estimate.of(new double[] {1e9 - 1, 1e9, 1e9 + 1}, 1);
        assertThat(estimate.standardError()).isCloseTo(Math.sqrt(2) / 3, within(1e-6));
    }

    @Test void itReadsAsInATable() {
        assertThat(new Estimate(225.04, 2.06, 10_000, .21544))
                .hasToString("225.0 ± 2.1 nats (σ = 0.2154, 10000 images)");
    }
}
