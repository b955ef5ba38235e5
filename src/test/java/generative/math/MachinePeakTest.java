package generative.math;

import static org.assertj.core.api.Assertions.assertThat;

import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

class MachinePeakTest {

    /// Each of 10 chains, which start at 0 … 9, climbs by 1 in 2¹⁴ exact steps: were one step left out, the mean would
    /// not be 5.5.
    @Test
    void everyStepOfEveryChainIsMade() {
        assertThat(MachinePeak.available()).isTrue();
        assertThat(new MachinePeak().run()).isEqualTo(5.5);
    }

    @Test
    void aMultiplyAddCountsAsTwoOperations() {
        MachinePeak peak = new MachinePeak();
        double chains = 10.0 * FloatVector.SPECIES_PREFERRED.length() * 8 * MachinePeak.threads();
        assertThat(peak.flop()).isEqualTo(2 * chains * (1 << 14));
        assertThat(peak).hasToString("Multiply-adds on " + FloatVector.SPECIES_PREFERRED.vectorBitSize()
                + "-bit lanes, "
                + MachinePeak.threads() + (MachinePeak.threads() == 1 ? " thread" : " threads"));
    }
}
