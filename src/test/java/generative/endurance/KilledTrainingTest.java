package generative.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import generative.math.Matrix;
import generative.math.Randoms;
import generative.training.Checkpoint;
import generative.training.ChildJvm;
import generative.training.Trainee;
import generative.training.TrainingLog;
import generative.training.TrainingLoop;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A process that is killed again and again, and goes on each time, ends with the very files of one that never was.
///
/// Checkpoints (every 3 steps), lines of the log (every 7) and looks at samples (every 3, in `validation.csv`) fall apart and
/// together.
final class KilledTrainingTest {

    private static final int STEPS = 250, CHECKPOINT_EVERY = 3, RANDOM_KILLS = 5, KILLED = 137;       // 128 + SIGKILL
    private static final long FREE_NANOS = 30_000_000;                     // a step with a checkpoint takes a few milliseconds

    @TempDir private Path temporary;

    /// Trains in a process of its own: `CHAPTER FOLDER wait N` waits for a byte after N steps and, 30 steps later, for ever;
    /// `CHAPTER FOLDER halt N` dies while it writes its Nth checkpoint; `CHAPTER FOLDER end` comes to the end.
    static final class Mortal {

        static void main(String[] arguments) throws IOException {
            SmallTraining.Model model = SmallTraining.valueOf(arguments[0]).make(STEPS, 1);
            int n = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 0;
            Trainee trainee = switch (arguments[2]) {
                case "wait" -> new Waiting(model.trainee(), n);
                case "halt" -> new Halting(model.trainee(), n);
                default -> model.trainee();
            };
            train(model, trainee, Path.of(arguments[1]));
        }

        /// From the newest checkpoint, if there is one.
        static void train(SmallTraining.Model model, Trainee trainee, Path folder) {
            TrainingLoop loop = new TrainingLoop(trainee, new TrainingLoop.Options(folder, "mortal", STEPS, 7, CHECKPOINT_EVERY,
                    Checkpoint.latest(folder).isPresent(), true));
            loop.open();
            TrainingLog looks = TrainingLog.open(folder.resolve("validation.csv"), loop.firstStep());
            loop.every(CHECKPOINT_EVERY, step -> looks.add(step, Map.of("samples", model.samples().get().sumOfSquares())));
            loop.run();
        }
    }

    /// Says where it is and waits to be told to go on.
    private static final class Waiting extends Wrapped {

        private long left;

        Waiting(Trainee trainee, int steps) {
            super(trainee);
            left = steps;
        }

        @Override public Map<String, Double> step(long step) {
            if (left == 0 || left == -30) {
                System.out.println(left == 0 ? "here" : "too late");
                try {
                    while (System.in.read() < 0) Thread.onSpinWait();
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
            left--;
            return super.step(step);
        }
    }

    /// Its state, when it is gone through for the second time (for the file, after the check sum), ends the process after the
    /// first matrix.
    private static final class Halting extends Wrapped {

        private int left;

        Halting(Trainee trainee, int checkpoint) {
            super(trainee);
            left = checkpoint;
        }

        @Override public Map<String, Matrix> state() {
            int[] gone = {0};
            return new LinkedHashMap<>(super.state()) {
                private static final long serialVersionUID = 1;

                @Override public Collection<Matrix> values() {
                    boolean last = ++gone[0] == 2 && --left == 0;
                    Iterator<Matrix> all = super.values().iterator();
                    return last ? Stream.generate(all::next).limit(2).peek(new Halt()).toList() : super.values();
                }
            };
        }
    }

    private static final class Halt implements java.util.function.Consumer<Matrix> {

        private boolean first = true;

        @Override public void accept(Matrix matrix) {
            if (!first) Runtime.getRuntime().halt(KILLED);
            first = false;
        }
    }

    private static Process start(SmallTraining which, Path folder, String... how) throws IOException {
        return ChildJvm.start(List.of(), List.of("-XX:TieredStopAtLevel=1"), Mortal.class,
                Stream.concat(Stream.of(which.name(), folder.toString()), Stream.of(how)).toArray(String[]::new));
    }

    private static int unfinished(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return (int) files.filter(file -> file.getFileName().toString().endsWith(".part")).count();
        }
    }

    /// Lets it make up to 12 steps and then run free for up to 30 ms before it is killed.
    private static void kill(Process process, RandomGenerator random) throws Exception {
        try (BufferedReader lines = process.inputReader()) {
            String line = lines.readLine();
            while (line != null && !line.equals("here")) line = lines.readLine();
            assertThat(line).as("the process ended too early").isNotNull();
            process.getOutputStream().write(1);
            process.getOutputStream().flush();
            for (long end = System.nanoTime() + random.nextLong(FREE_NANOS); System.nanoTime() < end; ) Thread.onSpinWait();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(KILLED);
    }

    /// Lets it die by itself in the middle of its nth checkpoint.
    private static void halt(SmallTraining which, Path folder, int nth) throws Exception {
        Process process = start(which, folder, "halt", Integer.toString(nth));
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isEqualTo(KILLED);
        assertThat(unfinished(folder)).as("a checkpoint was being written").isEqualTo(1);
    }

    private void end(SmallTraining which, Path folder) throws Exception {
        Process last = start(which, folder, "end");
        String said = new String(last.getInputStream().readAllBytes());
        assertThat(last.waitFor()).as(said).isZero();
        Path whole = temporary.resolve("whole");
        SmallTraining.Model model = which.make(STEPS, 1);
        Mortal.train(model, model.trainee(), whole);
        Map<String, byte[]> files = DeterminismTest.files(folder);
        assertThat(files.keySet()).as("two checkpoints, two logs and nothing half-written")
                .containsExactly("checkpoint-000000249.safetensors", "checkpoint-000000250.safetensors", "log.csv",
                        "validation.csv");
        DeterminismTest.assertSameFiles(files, DeterminismTest.files(whole));
    }

    /// In each chapter while the first checkpoint is written, at 5 random moments, and while a later one is written.
    @Tag("long") @ParameterizedTest @EnumSource
    void whateverTheMoment(SmallTraining which) throws Exception {
        RandomGenerator random = Randoms.of(20, which.ordinal());
        Path folder = temporary.resolve("run");
        halt(which, folder, 1);
        assertThat(Checkpoint.latest(folder)).isEmpty();
        long before = 0, half = 0;
        for (int i = 0; i < RANDOM_KILLS; i++) {
            kill(start(which, folder, "wait", Integer.toString(random.nextInt(12))), random);
            half += unfinished(folder);
            long now = reached(folder);
            assertThat(now).as("what was reached stays reached").isGreaterThanOrEqualTo(before);
            before = now;
        }
        halt(which, folder, 4);
        assertThat(reached(folder)).isEqualTo(before + 3 * CHECKPOINT_EVERY);
        System.out.println(which + ": killed at " + RANDOM_KILLS + " random moments, in " + half + " of them while a file was "
                + "written, the last time after step " + before);
        end(which, folder);
    }

    private static long reached(Path folder) {
        return Checkpoint.latest(folder).map(file -> file.getFileName().toString().replaceAll("\\D", "")).map(Long::valueOf)
                .orElse(0L);
    }
}
