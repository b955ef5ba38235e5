package generative.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class TeamTest {

    private static void everyPartOnce(Team team, int parts) {
        AtomicIntegerArray calls = new AtomicIntegerArray(parts);
        team.run(parts, calls::incrementAndGet);
        for (int part = 0; part < parts; part++)
            assertThat(calls.get(part)).as("part %d of %d", part, parts).isEqualTo(1);
    }

    @ParameterizedTest @ValueSource(ints = {1, 2, 3, 5})
    void everyPartIsDoneOnceBeforeRunReturns(int threads) {
        Team team = new Team(threads);
        assertThat(team.size()).isEqualTo(threads);
        for (int parts : new int[] {0, 1, 2, 3, 7, 1000}) everyPartOnce(team, parts);
        for (int round = 0; round < 2000; round++) everyPartOnce(team, 1 + round % 9);
    }

    @Test void aTeamHasAtLeastItsCaller() {
        Team alone = new Team(0);
        assertThat(alone.size()).isEqualTo(1);
        everyPartOnce(alone, 5);
    }

    @Test void resultsOfHelpersAreVisibleToTheCaller() {
        Team team = new Team(3);
        long[] plain = new long[64];
        for (int round = 1; round <= 2000; round++) {
            int r = round;
            team.run(64, part -> plain[part] += (long) r * part);
        }
        for (int part = 0; part < 64; part++) assertThat(plain[part]).isEqualTo(2001000L * part);
    }

    /// Two parts that wait for each other can only end on two threads. The helper takes a while longer than the caller.
    private static void meet(Team team) {
        CyclicBarrier both = new CyclicBarrier(2);
        Thread caller = Thread.currentThread();
        boolean[] helperDone = {false};
        team.run(2, part -> {
            try {
                both.await(30, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new IllegalStateException("nobody else came", e);
            }
            if (Thread.currentThread() != caller) {
                spin(2_000_000);
                helperDone[0] = true;
            }
        });
        assertThat(helperDone[0]).as("run returns when all parts are done").isTrue();
    }

    private static void spin(long nanos) {
        long until = System.nanoTime() + nanos;
        while (System.nanoTime() < until) Thread.onSpinWait();
    }

    @Test void helpersHelpAndAreWaitedForEvenAfterTheyFellAsleep() {
        Team team = new Team(2);
        meet(team);
        for (int round = 0; round < 20; round++) {
            spin(500_000);                                                     // ten times as long as a helper spins
            meet(team);
        }
    }

    @ParameterizedTest @ValueSource(ints = {1, 2, 3})
    void anExceptionOfAPartReachesTheCallerAndTheTeamGoesOn(int threads) {
        Team team = new Team(threads);
        for (int bad = 0; bad < 6; bad++) {
            int b = bad;
            IllegalStateException failure = new IllegalStateException("part " + bad);
            assertThatThrownBy(() -> team.run(6, part -> {
                if (part == b) throw failure;
            })).isSameAs(failure);
            everyPartOnce(team, 6);
        }
        AssertionError error = new AssertionError("an error, too");
        assertThatThrownBy(() -> team.run(2, part -> {
            throw error;
        })).isSameAs(error);
    }

    /// The last product's matrices would otherwise stay in memory for as long as nobody needs the team.
    @Test void whoIsDoneKeepsNothingOfTheWorkAlive() {
        Team team = new Team(2);
        WeakReference<float[]> work = new WeakReference<>(helpedWith(team));
        for (int tries = 0; tries < 20 && work.get() != null; tries++) System.gc();
        assertThat(work.get()).isNull();
    }

    private static float[] helpedWith(Team team) {
        float[] numbers = new float[2];
        CyclicBarrier both = new CyclicBarrier(2);                         // each does one part
        team.run(2, part -> {
            numbers[part] = 1;
            try {
                both.await(30, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        return numbers;
    }

    @Test void onATeamTheOtherPartsAreStillDone() {
        AtomicInteger done = new AtomicInteger();
        assertThatThrownBy(() -> new Team(2).run(8, part -> {
            done.incrementAndGet();
            throw new IllegalStateException();
        })).isInstanceOf(IllegalStateException.class);
        assertThat(done).hasValue(8);
    }

    @Test void aRegionInsideARegionIsDoneByItsCallerAlone() {
        Team team = new Team(3);
        AtomicIntegerArray calls = new AtomicIntegerArray(5 * 7);
        team.run(5, outer -> {
            Thread caller = Thread.currentThread();
            team.run(7, inner -> {
                spin(200_000);                                                 // time for others to come, if they did
                assertThat(Thread.currentThread()).isSameAs(caller);
                calls.incrementAndGet(outer * 7 + inner);
            });
        });
        for (int i = 0; i < 35; i++) assertThat(calls.get(i)).isEqualTo(1);
    }

    @Test void severalCallersAtOnceAllGetTheirWorkDone() {
        Team team = new Team(2);
        IntStream.range(0, 400).parallel().forEach(i -> everyPartOnce(team, 1 + i % 20));
    }
}
