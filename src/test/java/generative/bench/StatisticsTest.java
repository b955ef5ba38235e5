package generative.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    @Test
    void theMedianIsTheMiddleOneOrTheMeanOfTwo() {
        assertThat(Statistics.median(List.of(3., 1., 100.))).isEqualTo(3);
        assertThat(Statistics.median(List.of(4., 1., 100., 2.))).isEqualTo(3);
        assertThat(Statistics.median(List.of())).isNaN();
    }

    @Test
    void twiceAsFastAndHalfAsFastMakeOne() {
        assertThat(Statistics.geometricMean(List.of(2., .5))).isCloseTo(1, within(1e-15));
        assertThat(Statistics.geometricMean(List.of(1., 2., 4.))).isCloseTo(2, within(1e-15));
        assertThat(Statistics.geometricMean(List.of())).isNaN();
    }
}
