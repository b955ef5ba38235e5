package generative.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class AttentionMemoryTest {

    @Test void formulasByHand() {
        AttentionMemory one = new AttentionMemory(2, 3);
        assertThat(one.ours(5)).as("4 · 5·6 numbers and 5·2 log-sums").isEqualTo(4 * (4 * 30 + 10));
        assertThat(one.textbook(5)).as("4 · 5·6 numbers and 2 · 25 probabilities").isEqualTo(4 * (4 * 30 + 50));
        AttentionMemory table = new AttentionMemory(MemoryTable.HEADS, 64);
        assertThat(table.textbook(12288) - 4 * 4 * 12288 * 4 * 64).isEqualTo(MemoryTable.ROWS.get(2).recomputedBytes());
    }

    @Test void whatCannotBeIsNamed() {
        assertThatThrownBy(() -> new AttentionMemory(0, 3))
                .hasMessage("attention needs 1 head or more, of width 1 or more, got 0 and 3");
        assertThatThrownBy(() -> new AttentionMemory(2, 0)).hasMessageContaining("got 2 and 0");
    }

    /// Every figure of the published table is the formula's, to less than one unit of its last digit.
    @Test void thePublishedTable() {
        for (MemoryTable.Row row : MemoryTable.ROWS) {
            agree(row.stored(), row.storedBytes());
            agree(row.recomputed(), row.recomputedBytes());
        }
        assertThat(MemoryTable.text()).contains("""
                CIFAR image, 32×32×3       3,072       9.6 GB   9.664 GB       151 MB   151.0 MB
                """).contains("""
                2 s of sound, 12 kHz      24,000       590 GB   589.8 GB       9.2 GB   9.216 GB
                """);
        assertThat(MemoryTable.ROWS).extracting(MemoryTable.Row::storedBytes)
                .isEqualTo(List.of(1_073_741_824L, 9_663_676_416L, 154_618_822_656L, 589_824_000_000L));
    }

    private static void agree(String published, long bytes) {
        String number = published.substring(0, published.indexOf(' '));
        double unit = published.endsWith("GB") ? 1e9 : 1e6, lastDigit = number.contains(".") ? .1 : 1;
        assertThat(Double.parseDouble(number)).as(published).isCloseTo(bytes / unit, within(lastDigit));
    }

    @Test void bytesInTheUnitsThatPeopleUse() {
        assertThat(List.of(Units.bytes(0), Units.bytes(999), Units.bytes(1000), Units.bytes(151_000_000),
                Units.bytes(589_824_000_000L), Units.bytes(2e15), Units.bytes(5e19)))
                .containsExactly("0 B", "999 B", "1.000 kB", "151.0 MB", "589.8 GB", "2.000 PB", "50,000 PB");
        assertThat(Units.bytes(999_960)).isEqualTo("1.000 MB");
    }

    @Test void timeInTheUnitsThatPeopleUse() {
        assertThat(List.of(Units.time(.0123), Units.time(1), Units.time(90), Units.time(150), Units.time(7000), Units.time(9000),
                Units.time(400_000), Units.time(4e7), Units.time(1e9), Units.time(4e10)))
                .containsExactly("12 ms", "1.0 s", "90 s", "2.5 minutes", "117 minutes", "2.5 hours", "4.6 days", "463 days",
                        "32 years", "1,268 years");
    }
}
