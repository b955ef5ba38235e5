package generative.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import generative.UserException;
import generative.training.Checkpoint;
import generative.training.ChildJvm;
import generative.training.TrainingLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk that is full, a folder that is gone, that is no folder or that nobody may write to: one sentence, and the last good
/// checkpoint goes on as if nothing had happened.
final class TroubleTest {

    private static final int STEPS = 12, CHECKPOINT_EVERY = 4;
    private static final String GO_ON = "; make room or choose another folder, then go on with --resume.";
    private static final String ROOM = "; choose a folder that you may write to and that has room.";

    @TempDir private Path temporary;
    private Path run;
    private Map<String, byte[]> undisturbed;

    private static TrainingLoop loop(Path folder, boolean resume) {
        return new TrainingLoop(SmallTraining.PRETRAINING.make(STEPS, 1).trainee(),
                new TrainingLoop.Options(folder, "trouble", STEPS, 1, CHECKPOINT_EVERY, resume, true));
    }

    @BeforeEach void trainUndisturbed() throws IOException {
        run = temporary.resolve("run");
        loop(temporary.resolve("undisturbed"), false).run();
        undisturbed = DeterminismTest.files(temporary.resolve("undisturbed"));
    }

    /// What happens on the disk while a training runs.
    private interface Mishap {
        void happen() throws IOException;
    }

    private static LongConsumer at(long when, Mishap mishap) {
        return step -> {
            if (step != when) return;
            try {
                mishap.happen();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    /// Trains until it ends in this sentence.
    private void fails(long when, Mishap mishap, String sentence) {
        TrainingLoop loop = loop(run, false);
        loop.every(1, at(when, mishap));
        assertThatThrownBy(loop::run).isInstanceOf(UserException.class).hasMessage(sentence).hasMessageNotContaining("\n");
    }

    private void goesOnFrom(String checkpoint) throws IOException {
        assertThat(Checkpoint.latest(run).orElseThrow()).hasFileName(checkpoint);
        loop(run, true).run();
        DeterminismTest.assertSameFiles(DeterminismTest.files(run), undisturbed);
    }

    private static Path full() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "this system has no /dev/full, a file on a disk that is always full");
        return full;
    }

    @Test void aFullDiskWhileACheckpointIsWritten() throws IOException {
        Path full = full(), file = run.resolve("checkpoint-000000008.safetensors");
        fails(6, () -> Files.createSymbolicLink(run.resolve("." + file.getFileName() + ".part"), full),
                "Cannot write " + file + " (No space left on device)" + ROOM);
        goesOnFrom("checkpoint-000000004.safetensors");
    }

    @Test void aFullDiskWhileTheLogIsWritten() throws IOException {
        Path full = full(), log = run.resolve("log.csv"), kept = temporary.resolve("kept");
        fails(6, () -> {
            Files.move(log, kept);
            Files.createSymbolicLink(log, full);
        }, "Cannot write the log " + log + " (No space left on device)" + GO_ON);
        Files.delete(log);
        Files.move(kept, log);
        goesOnFrom("checkpoint-000000004.safetensors");
    }

    /// A process whose files may have 1,024 bytes is stopped in the middle of a line of its log.
    @Test void aLineOfTheLogThatIsCutInTheMiddle() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no shell here to limit the size of files");
        Process process = ChildJvm.start(List.of("sh", "-c", "ulimit -f 2; exec \"$@\"", "sh"), List.of("-XX:-UsePerfData"),
                Limited.class, run.toString());
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        Path log = run.resolve("log.csv");
        assertThat(said.lines().filter(line -> !line.startsWith("WARNING"))).as(said)
                .containsExactly("Cannot write the log " + log + " (File too large)" + GO_ON);
        assertThat(log).hasSize(1024);
        assertThat(Files.readString(log)).doesNotEndWith("\n");
        Path unlimited = temporary.resolve("unlimited");
        Limited.train(unlimited, false);
        Limited.train(run, true);
        DeterminismTest.assertSameFiles(DeterminismTest.files(run), DeterminismTest.files(unlimited));
    }

    /// A toy with a long log and short checkpoints.
    static final class Limited {

        static void main(String[] arguments) {
            try {
                train(Path.of(arguments[0]), false);
            } catch (UserException e) {
                System.out.println(e.getMessage());
            }
        }

        static void train(Path folder, boolean resume) {
            new TrainingLoop(new Toy(), new TrainingLoop.Options(folder, "toy", 60, 1, 7, resume, true)).run();
        }
    }

    @Test void aFolderThatVanishes() throws IOException {
        Path elsewhere = temporary.resolve("elsewhere"), log = run.resolve("log.csv");
        fails(6, () -> Files.move(run, elsewhere),
                "Cannot write the log " + log + " (" + log + " does not exist)" + GO_ON);
        Files.move(elsewhere, run);
        goesOnFrom("checkpoint-000000004.safetensors");
    }

    @Test void aLogThatVanishesIsNotBegunWithoutItsNames() throws IOException {
        Path log = run.resolve("log.csv");
        fails(6, () -> Files.delete(log),
                "Cannot write the log " + log + " (" + log + " does not exist)" + GO_ON);
        assertThat(log).doesNotExist();
    }

    @Test void aFileWhereTheFolderWas() throws IOException {
        Path elsewhere = temporary.resolve("elsewhere"), log = run.resolve("log.csv");
        fails(6, () -> {
            Files.move(run, elsewhere);
            Files.writeString(run, "in the way");
        }, "Cannot write the log " + log + " (Not a directory)" + GO_ON);
        assertThat(run).hasContent("in the way");
        Files.delete(run);
        Files.move(elsewhere, run);
        goesOnFrom("checkpoint-000000004.safetensors");
    }

    @Test void aFolderThatMayOnlyBeRead() throws IOException {
        Path file = run.resolve("checkpoint-000000008.safetensors");
        Path trial = Files.createDirectory(temporary.resolve("trial"));
        assumeTrue(trial.toFile().setWritable(false) && !Files.isWritable(trial), "this user may write everywhere (root?)");
        fails(6, () -> run.toFile().setWritable(false),
                "Cannot write " + file + " (access denied to " + run.resolve("." + file.getFileName() + ".part") + ")" + ROOM);
        assertThat(run.toFile().setWritable(true)).isTrue();
        goesOnFrom("checkpoint-000000004.safetensors");
    }

    /// A file system of the kernel, where not even root may make a file.
    @Test void aFolderWhereNobodyMayWrite() {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "this system has no /proc, where nobody may make a file");
        Path folder = Path.of("/proc/generative");
        assertThatThrownBy(loop(folder, false)::run).isInstanceOf(UserException.class)
                .hasMessageStartingWith("Cannot write " + folder.resolve("log.csv") + " (").hasMessageEndingWith(ROOM);
    }

    /// Whatever went wrong, nothing half-written counts as a checkpoint, and the next checkpoint clears it away.
    @Test void whatAKilledProcessLeftIsClearedAway() throws IOException {
        Files.createDirectories(run);
        Files.writeString(run.resolve(".checkpoint-000000003.safetensors.part"), "half");
        assertThat(Checkpoint.latest(run)).isEmpty();
        loop(run, false).run();
        try (Stream<Path> files = Files.list(run)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(undisturbed.keySet());
        }
    }
}
