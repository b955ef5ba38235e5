package generative.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import generative.training.TrainingLoop.Options;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A process that is asked to end (Ctrl-C and SIGTERM run the same shutdown hook) ends after its step and saves.
final class TrainingLoopSignalTest {

    /// Begins an endless training; its fourth step lasts until the loop has been told to stop.
    static final class Endless {

        static void main(String[] arguments) {
            TrainingLoop[] loop = new TrainingLoop[1];
            Trainee trainee = new ToyTrainee(1) {
                @Override public Map<String, Double> step(long step) {
                    System.out.println("begin " + step);
                    while (step == 3 && !loop[0].wasStopped()) Thread.onSpinWait();
                    Map<String, Double> metrics = super.step(step);
                    System.out.println("end " + step);
                    return metrics;
                }
            };
            Path folder = Path.of(arguments[0]);
            loop[0] = new TrainingLoop(trainee, new Options(folder, "toy", 1_000_000, 1, 0, false, true));
            loop[0].run();
            System.out.println("saved");
        }
    }

    /// A process started in the background by an old shell never sees SIGINT, and neither do its children.
    private static boolean ignoresInterrupts() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) return true;
        return Files.readAllLines(status).stream().filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void theStepIsFinishedAndTheStateSaved(String signal, @TempDir Path folder) throws Exception {
        if (signal.equals("INT")) assumeFalse(ignoresInterrupts(), "SIGINT cannot be sent here");
        Process process = ChildJvm.start(Endless.class, folder.toString());
        try (BufferedReader lines = process.inputReader()) {
            String line = lines.readLine();
            while (line != null && !line.equals("begin 3")) line = lines.readLine();
            assertThat(line).as("the process ended too early").isNotNull();
            if (signal.equals("TERM")) process.toHandle().destroy();       // in the middle of step 3
            else new ProcessBuilder("sh", "-c", "kill -INT " + process.pid()).start().waitFor();
            List<String> rest = lines.lines().toList();
            assertThat(rest).startsWith("end 3").doesNotContain("begin 4");
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isNotZero();
        } finally {
            process.destroyForcibly();
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder("log.csv", "checkpoint-000000004.safetensors");
        }
        ToyTrainee expected = new ToyTrainee(1), resumed = new ToyTrainee(1);
        for (int step = 0; step < 6; step++) expected.step(step);
        TrainingLog log = new TrainingLoop(resumed, new Options(folder, "toy", 6, 1, 0, true, true)).run();
        assertThat(resumed.made).containsExactly(4L, 5L);
        assertThat(resumed.sameAs(expected)).isTrue();
        assertThat(log.column("step")).containsExactly(1, 2, 3, 4, 5, 6);
    }
}
