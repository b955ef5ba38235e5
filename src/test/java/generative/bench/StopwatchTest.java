package generative.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StopwatchTest {

    private final AtomicInteger prepared = new AtomicInteger(), steps = new AtomicInteger();

    private Workload counting(String name) {
        return new Workload(name, 8, () -> {
            prepared.incrementAndGet();
            return steps::incrementAndGet;
        });
    }

    @Test
    void aSlotTellsWhatWasMeasured() {
        Reply.Slot slot = new Stopwatch(3, 0).measure(counting("count"), .02);
        assertThat(slot.workload()).isEqualTo("count");
        assertThat(slot.threads()).isEqualTo(3);
        assertThat(slot.flop()).isEqualTo(8);
        assertThat(slot.min()).isPositive().isLessThanOrEqualTo(slot.median());
        assertThat(slot.cpu()).isNotNegative();
        int unmeasured = 2;                                                // one to warm up, one to find the size of a sample
        assertThat(slot.n()).isEqualTo(steps.get() - unmeasured);
    }

    @Test
    void evenTheShortestSlotHasTwoSamples() {
        assertThat(new Stopwatch(1, 0).measure(counting("count"), 1e-9).n()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void aWorkloadIsPreparedWhenItIsNew() {
        Stopwatch stopwatch = new Stopwatch(1, 0);
        stopwatch.measure(counting("a"), .001);
        stopwatch.measure(counting("a"), .001);
        assertThat(prepared).hasValue(1);
        stopwatch.measure(counting("b"), .001);
        stopwatch.measure(counting("a"), .001);
        assertThat(prepared).hasValue(3);
    }

    @Test
    void theMemoryOfAProcessIsSomeMegabytesOrUnknown() {
        double megabytes = Stopwatch.peakMegabytes();
        assertThat(Double.isNaN(megabytes) || megabytes > 10).isTrue();
    }
}
