package generative.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import generative.training.ChildJvm;
import generative.training.TrainingLoop;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// 5,000 steps of each chapter's model in a heap of 40 MB need no more memory at their end than after the first thousand.
final class LongRunTest {

    private static final int STEPS = 5000;

    /// Bytes. The numbers of the log pile up, 200 lines of at most 5 numbers of 20 bytes in lists that have room for half as many
    /// more; something of 32 bytes kept from each step would be too much.
    private static final long MAY_GROW = 64_000;

    @TempDir private Path folder;

    /// Trains `CHAPTER FOLDER` and says how much of the heap is in use after 1,000, 3,000 and 5,000 steps.
    static final class Steady {

        static void main(String[] arguments) {
            SmallTraining.Model model = SmallTraining.valueOf(arguments[0]).make(STEPS, 1);
            TrainingLoop loop = new TrainingLoop(model.trainee(),
                    new TrainingLoop.Options(Path.of(arguments[1]), "steady", STEPS, 20, 500, false, true));
            loop.every(100, step -> model.samples().get());
            loop.every(1000, step -> {
                if (step == 1000 || step == 3000 || step == STEPS) System.out.println("step " + step + ": " + used());
            });
            loop.run();
        }

        /// After as many collections as it takes for nothing more to go.
        private static long used() {
            Runtime runtime = Runtime.getRuntime();
            long used = Long.MAX_VALUE, before;
            do {
                before = used;
                System.gc();
                used = runtime.totalMemory() - runtime.freeMemory();
            } while (used < before);
            return used;
        }
    }

    @Tag("long") @ParameterizedTest @EnumSource
    void memoryStaysFlat(SmallTraining which) throws Exception {
        Process process = ChildJvm.start(List.of(), List.of("-Xmx40m", "-XX:+UseSerialGC", "-XX:MaxDirectMemorySize=4m"),
                Steady.class, which.name(), folder.toString());
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
        Matcher steps = Pattern.compile("step (\\d+): (\\d+)").matcher(said);
        long[] used = steps.results().mapToLong(r -> Long.parseLong(r.group(2))).toArray();
        assertThat(used).as(said).hasSize(3);
        long sinceOneThousand = used[2] - used[0], sinceThreeThousand = used[2] - used[1];
        System.out.printf("%s: %,d bytes after 5000 steps, %+,d since step 1000, %+,d since step 3000%n", which, used[2],
                sinceOneThousand, sinceThreeThousand);
        assertThat(sinceOneThousand).as(said).isLessThan(MAY_GROW);
        assertThat(sinceThreeThousand).as(said).isLessThan(MAY_GROW);      // at first the JVM gives some of its own back
    }
}
