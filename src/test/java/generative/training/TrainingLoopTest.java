package generative.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.UserException;
import generative.training.TrainingLoop.Options;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TrainingLoopTest {

    private static final String CHOOSE = "; try a lower learning rate.";

    @TempDir
    private Path temporary;
    private final ToyTrainee trainee = new ToyTrainee(1);

    private Path run() {
        return temporary.resolve("run");
    }

    private Options options(long steps, long logEvery, long checkpointEvery, boolean resume) {
        return new Options(run(), "toy", steps, logEvery, checkpointEvery, resume, true);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(run())) {
            return files.map(f -> f.getFileName().toString().replaceAll("-0+|\\.safetensors", "")).sorted().toList();
        }
    }

    private static ToyTrainee uninterrupted(int steps) {
        ToyTrainee trainee = new ToyTrainee(1);
        for (int step = 0; step < steps; step++) trainee.step(step);
        return trainee;
    }

    @Test void itMakesTheStepsAndLogsTheMeanSinceTheLineBefore() throws IOException {
        TrainingLog log = new TrainingLoop(trainee, options(7, 3, 0, false)).run();
        assertThat(trainee.made).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(trainee.sameAs(uninterrupted(7))).isTrue();
        assertThat(log.column("step")).containsExactly(3, 6, 7);
        assertThat(log.column("number")).containsExactly(1, 4, 6);         // means of 0 1 2, of 3 4 5, of 6
        assertThat(files()).containsExactly("checkpoint7", "log.csv");
    }

    @Test void checkpointsAreSavedOnTheWayAndAtTheEnd() throws IOException {
        new TrainingLoop(trainee, options(10, 5, 4, false)).run();
        assertThat(files()).containsExactly("checkpoint10", "checkpoint8", "log.csv");
        ToyTrainee eighth = new ToyTrainee(1);
        Checkpoint.load(run().resolve("checkpoint-000000008.safetensors"), eighth);
        assertThat(eighth.sameAs(uninterrupted(8))).isTrue();
    }

    @Test void observersAreCalledAfterEverySoManySteps() {
        List<String> calls = new ArrayList<>();
        new TrainingLoop(trainee, Options.inMemory(7)).every(3, n -> calls.add("three " + n + trainee.made.size()))
                .every(2, n -> calls.add("two " + n + trainee.made.size())).run();
        assertThat(calls).containsExactly("two 22", "three 33", "two 44", "three 66", "two 66");
    }

    @Test void inMemoryNothingIsWrittenAndAboutAHundredLinesAreLogged() throws IOException {
        TrainingLog log = new TrainingLoop(trainee, Options.inMemory(250)).run();
        assertThat(log.size()).isEqualTo(125);
        TrainingLog shortLog = new TrainingLoop(new ToyTrainee(1), Options.inMemory(3)).run();
        assertThat(shortLog.column("step")).containsExactly(1, 2, 3);
        try (Stream<Path> files = Files.list(temporary)) {
            assertThat(files).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 5, 9})
    void aStoppedRunSavesAfterTheStepAndGoesOnWithTheSameBits(int at) throws IOException {
        TrainingLoop loop = new TrainingLoop(trainee, options(10, 1, 4, false));
        loop.every(at, n -> loop.stop()).run();
        assertThat(loop.wasStopped()).isTrue();
        assertThat(trainee.made).hasSize(at);
        assertThat(files()).contains("checkpoint" + at);

        ToyTrainee resumed = new ToyTrainee(1);
        TrainingLoop second = new TrainingLoop(resumed, options(10, 1, 4, true));
        TrainingLog log = second.run();
        assertThat(second.firstStep()).isEqualTo(at);
        assertThat(second.wasStopped()).isFalse();
        assertThat(resumed.made).isEqualTo(LongStream.range(at, 10).boxed().toList());
        assertThat(resumed.sameAs(uninterrupted(10))).isTrue();
        assertThat(log.column("step")).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(log.column("number")).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    /// The process dies in step 9, after log lines that the checkpoint of step 6 knows nothing of.
    @Test void aRunThatDiedGoesOnFromItsCheckpointAsIfNothingHadHappened() throws IOException {
        ToyTrainee mortal = new ToyTrainee(1) {
            @Override public Map<String, Double> step(long step) {
                if (step == 8) throw new OutOfMemoryError("a planted one");
                return super.step(step);
            }
        };
        assertThatThrownBy(() -> new TrainingLoop(mortal, options(12, 2, 6, false)).run()).hasMessage("a planted one");
        assertThat(Files.readAllLines(run().resolve("log.csv"))).hasSize(5).last().asString().startsWith("8,");

        new TrainingLoop(trainee, options(12, 2, 6, true)).run();
        assertThat(trainee.made).startsWith(6L);
        assertThat(trainee.sameAs(uninterrupted(12))).isTrue();
        List<String> resumed = Files.readAllLines(run().resolve("log.csv"));
        Path whole = temporary.resolve("whole");
        new TrainingLoop(new ToyTrainee(1), new Options(whole, "toy", 12, 2, 6, false, true)).run();
        assertThat(resumed).isEqualTo(Files.readAllLines(whole.resolve("log.csv")));
    }

    /// Lines every 4 steps and a checkpoint every 3: what was seen since the last line is not forgotten.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 7, 9, 11})
    void aLineOfTheLogThatABreakFallsIntoIsTheSame(long last) throws IOException {
        Options whole = new Options(temporary.resolve("whole"), "toy", 12, 4, 3, false, true);
        new TrainingLoop(trainee, whole).run();
        TrainingLoop first = new TrainingLoop(new ToyTrainee(1), options(12, 4, 3, false));
        first.every(last, n -> first.stop()).run();
        new TrainingLoop(new ToyTrainee(1), options(12, 4, 3, true)).run();
        assertThat(Files.readString(run().resolve("log.csv"))).isEqualTo(Files.readString(whole.folder().resolve("log.csv")));
        assertThat(Files.readAllBytes(run().resolve("checkpoint-000000012.safetensors")))
                .isEqualTo(Files.readAllBytes(whole.folder().resolve("checkpoint-000000012.safetensors")));
    }

    /// The process dies while something looks at step 4, of which a checkpoint is to be saved: the look is made again.
    @Test void aCheckpointIsNoOlderThanWhatWasWrittenAboutItsStep() throws IOException {
        TrainingLoop mortal = new TrainingLoop(new ToyTrainee(1), options(8, 1, 2, false));
        mortal.every(4, n -> {
            throw new OutOfMemoryError("a planted one");
        });
        assertThatThrownBy(mortal::run).hasMessage("a planted one");
        assertThat(files()).containsExactly("checkpoint2", "log.csv");
        List<Long> looks = new ArrayList<>();
        new TrainingLoop(trainee, options(8, 1, 2, true)).every(4, looks::add).run();
        assertThat(looks).containsExactly(4L, 8L);
    }

    @Test void aFinishedRunCanBeMadeLongerAndOtherwiseStaysAsItIs() throws IOException {
        new TrainingLoop(new ToyTrainee(1), options(5, 1, 0, false)).run();
        new TrainingLoop(trainee, options(5, 1, 0, true)).run();
        assertThat(trainee.made).isEmpty();
        assertThat(files()).containsExactly("checkpoint5", "log.csv");
        ToyTrainee longer = new ToyTrainee(1);
        assertThat(new TrainingLoop(longer, options(9, 1, 0, true)).run().size()).isEqualTo(9);
        assertThat(longer.sameAs(uninterrupted(9))).isTrue();
    }

    @Test void aStopInTheLastStepComesTooLate() {
        TrainingLoop loop = new TrainingLoop(trainee, Options.inMemory(3));
        loop.every(3, n -> loop.stop()).run();
        assertThat(loop.wasStopped()).isFalse();
    }

    @Test void whoStopsIsToldHowToGoOn() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            TrainingLoop loop = new TrainingLoop(trainee, new Options(run(), "toy", 10, 1, 0, false, false));
            loop.every(3, n -> loop.stop()).run();
        } finally {
            System.setOut(before);
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines()).last()
                .isEqualTo("Stopped after 3 of 10 steps; saved in " + run() + ", go on with --resume.");
    }

    /// A trainee whose third step goes wrong.
    private static ToyTrainee diverging(boolean inMetric) {
        return new ToyTrainee(1) {
            @Override public Map<String, Double> step(long step) {
                Map<String, Double> metrics = super.step(step);
                if (step == 2 && inMetric) metrics.put("square", Double.NaN);
                if (step == 2 && !inMetric) v.set(1, Double.POSITIVE_INFINITY);
                return metrics;
            }
        };
    }

    @ParameterizedTest
    @CsvSource({"true, square", "false, parameter v"})
    void aRunThatDivergesEndsAndKeepsTheLastGoodState(boolean inMetric, String what) throws IOException {
        TrainingLoop loop = new TrainingLoop(diverging(inMetric), options(3, 1, 1, false));
        Path good = run().resolve("checkpoint-000000002.safetensors");
        assertThatThrownBy(loop::run).isInstanceOf(UserException.class).hasMessage(
                "Training diverged: " + what + " is not finite in step 3; the last good state is " + good + CHOOSE);
        assertThat(files()).containsExactly("checkpoint1", "checkpoint2", "log.csv");
        new TrainingLoop(trainee, options(5, 1, 1, true)).run();
        assertThat(trainee.sameAs(uninterrupted(5))).isTrue();
    }

    @Test void withAMetricTheFirstParameterIsNamed() {
        ToyTrainee both = new ToyTrainee(1) {
            @Override public Map<String, Double> step(long step) {
                w.fill(Double.NaN);
                v.set(0, Double.NEGATIVE_INFINITY);
                return super.step(step);
            }
        };
        assertThatThrownBy(new TrainingLoop(both, Options.inMemory(9))::run).hasMessage(
                "Training diverged: square is not finite in step 1, nor is parameter w (and 1 more)" + CHOOSE);
    }

    @Test void aRunThatDivergesBeforeItsFirstCheckpointHasNoGoodState() {
        assertThatThrownBy(new TrainingLoop(diverging(true), options(9, 1, 5, false))::run)
                .hasMessage("Training diverged: square is not finite in step 3" + CHOOSE);
        assertThatThrownBy(new TrainingLoop(diverging(true), Options.inMemory(9))::run)
                .hasMessage("Training diverged: square is not finite in step 3" + CHOOSE);
    }

    @Test void aNewRunLeavesTheFolderOfAnotherAlone() throws IOException {
        new TrainingLoop(new ToyTrainee(1), options(5, 1, 0, false)).run();
        byte[] log = Files.readAllBytes(run().resolve("log.csv"));
        assertThatThrownBy(new TrainingLoop(trainee, options(9, 1, 0, false))::run).isInstanceOf(UserException.class)
                .hasMessage(run() + " holds a training already (checkpoint-000000005.safetensors); go on with --resume "
                        + "or choose another folder with --out.");
        assertThat(trainee.made).isEmpty();
        assertThat(Files.readAllBytes(run().resolve("log.csv"))).isEqualTo(log);
    }

    @Test void nothingToResumeIsSaid() throws IOException {
        String sentence = "There is no checkpoint in " + run() + " to resume from; run without --resume first.";
        assertThatThrownBy(new TrainingLoop(trainee, options(9, 1, 0, true))::run).hasMessage(sentence);
        Files.createDirectories(run());
        assertThatThrownBy(new TrainingLoop(trainee, options(9, 1, 0, true))::run).hasMessage(sentence);
        assertThatThrownBy(new TrainingLoop(trainee, new Options(null, "toy", 9, 1, 0, true, true))::run)
                .isInstanceOf(IllegalArgumentException.class).hasMessage("there is nothing to resume in memory");
    }

    @Test void aFolderThatCannotBeWrittenIsNamedBeforeTheFirstStep() throws IOException {
        Files.writeString(run(), "a file in the way");
        assertThatThrownBy(new TrainingLoop(trainee, options(9, 1, 0, false))::run).isInstanceOf(UserException.class)
                .hasMessage("Cannot write " + run().resolve("log.csv") + " (" + run() + " is a file, not a folder); "
                        + "choose a folder that you may write to and that has room.");
        assertThat(trainee.made).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 0", "5, 0, 0", "5, 1, -1"})
    void impossibleOptionsAreNamed(long steps, long logEvery, long checkpointEvery) {
        Options options = options(steps, logEvery, checkpointEvery, false);
        assertThatThrownBy(() -> new TrainingLoop(trainee, options)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("steps and logEvery must be 1 or more, checkpointEvery 0 or more: " + options);
    }

    @Test void anObserverOfNoStepsIsRefused() {
        TrainingLoop loop = new TrainingLoop(trainee, Options.inMemory(3));
        assertThatThrownBy(() -> loop.every(0, n -> { })).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an observer is called after 1 step or more, got 0");
    }
}
