package generative.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BatchesTest {

    /// The rows of one epoch, batch after batch.
    private static int[] epoch(Batches batches, long epoch) {
        return IntStream.range(0, batches.perEpoch())
                .flatMap(i -> Arrays.stream(batches.at(epoch * batches.perEpoch() + i))).toArray();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "6, 1", "6, 2", "6, 6", "100, 10", "1000, 100"})
    void anEpochGoesThroughAllExamplesOnce(int examples, int size) {
        Batches batches = new Batches(examples, size, 7);
        assertThat(batches.perEpoch()).isEqualTo(examples / size);
        for (long e = 0; e < 3; e++)
            assertThat(Arrays.stream(epoch(batches, e)).sorted().toArray())
                    .isEqualTo(IntStream.range(0, examples).toArray());
    }

    @Test
    void anIncompleteLastBatchIsDropped() {
        Batches batches = new Batches(103, 10, 7);
        assertThat(batches.perEpoch()).isEqualTo(10);
        int[] rows = epoch(batches, 0);
        assertThat(rows).hasSize(100).doesNotHaveDuplicates();
        assertThat(Arrays.stream(rows).allMatch(row -> row >= 0 && row < 103)).isTrue();
    }

    @Test
    void theDroppedExamplesAreOthersEachTime() {
        Batches batches = new Batches(7, 3, 7);
        Set<Integer> dropped = new TreeSet<>();
        for (long e = 0; e < 100; e++) dropped.add(21 - Arrays.stream(epoch(batches, e)).sum());
        assertThat(dropped).containsExactly(0, 1, 2, 3, 4, 5, 6);
    }

    @Test
    void theOrderIsAnotherInEachEpochAndForEachSeed() {
        int[] first = epoch(new Batches(100, 10, 7), 0);
        assertThat(first).isNotEqualTo(IntStream.range(0, 100).toArray());
        assertThat(epoch(new Batches(100, 10, 7), 1)).isNotEqualTo(first);
        assertThat(epoch(new Batches(100, 10, 8), 0)).isNotEqualTo(first);
        assertThat(epoch(new Batches(100, 10, 7), 0)).isEqualTo(first);
    }

    @Test
    void trainingCanGoOnAtAnyStep() {
        Batches whole = new Batches(53, 5, 7);
        int[][] rows = new int[35][];
        for (int step = 0; step < 35; step++) rows[step] = whole.at(step);
        for (int step = 34; step >= 0; step--) {
            assertThat(new Batches(53, 5, 7).at(step)).as("begun at step %d", step).isEqualTo(rows[step]);
            assertThat(whole.at(step)).as("gone back to step %d", step).isEqualTo(rows[step]);
        }
    }

    @Test
    void farAwayStepsAreThereToo() {
        assertThat(new Batches(10, 3, 7).at(4_000_000_000L)).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void everyExampleComesFirstEquallyOften() {
        Batches batches = new Batches(4, 4, 7);
        int[] first = new int[4];
        for (int e = 0; e < 4000; e++) first[batches.at(e)[0]]++;
        for (int count : first) assertThat(count).as("of 1000 expected, standard deviation 27").isBetween(870, 1130);
    }

    @Test
    void impossibleSizesAndSteps() {
        assertThatThrownBy(() -> new Batches(5, 6, 1)).hasMessage("a batch of 6 cannot be drawn from 5 examples");
        assertThatThrownBy(() -> new Batches(5, 0, 1)).hasMessage("a batch of 0 cannot be drawn from 5 examples");
        assertThatThrownBy(() -> new Batches(5, 1, 1).at(-1)).hasMessage("steps are counted from 0, got -1");
    }
}
