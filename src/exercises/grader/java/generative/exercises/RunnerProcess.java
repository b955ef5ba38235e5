package generative.exercises;

import generative.data.JsonLine;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The JVM in which a [Runner] runs tests. It can always be ended, whatever an answer does in it.
final class RunnerProcess implements AutoCloseable {

    private static final String END = "";

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private boolean ended;

    /// @param classes answers and checks
    /// @param tests   what is to be run, as [Runner] takes it
    RunnerProcess(Path classes, List<String> tests) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError",
                "-Djava.awt.headless=true", "-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "-classpath",
                classes + File.pathSeparator + System.getProperty("java.class.path"), Runner.class.getName()));
        command.addAll(tests);
        try {
            process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::read);
    }

    private void read() {
        try (BufferedReader reader = process.inputReader(java.nio.charset.StandardCharsets.UTF_8)) {
            reader.lines().filter(line -> line.startsWith("{")).forEach(lines::add);     // not what the JVM says as it dies
        } catch (IOException | UncheckedIOException ended) {
            // it was ended in the middle of a line
        } finally {
            lines.add(END);
        }
    }

    /// The next line, or null if none comes within this time or ever.
    Map<String, Object> next(Duration limit) {
        try {
            String line = lines.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
            ended = END.equals(line);
            return line == null || ended ? null : JsonLine.read(line);
        } catch (InterruptedException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Why there are no more lines.
    String end(Duration limit) {
        if (!ended) return "was not done after " + limit.toSeconds() + " s: does a loop never end?";
        try {
            return "ended the program, by System.exit or for want of memory (exit status " + process.waitFor() + ")";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override public void close() {
        process.destroyForcibly();
    }
}
