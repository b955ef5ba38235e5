package generative.bench;

import generative.UserException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A running program that answers as [BenchServer] does, ours or somebody else's.
///
/// Whatever goes wrong with it ends in one sentence: it cannot be started, it dies, it says something else than
/// expected, or it says nothing for too long. Then, on [#close], and when this process ends (Ctrl-C too), it is killed.
public final class ServerProcess implements AutoCloseable {

    private static final String END = "";                                  // no line: its output is over

    private final String name;
    private final Duration patience;
    private final Process process;
    private final PrintStream questions;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final Thread killer;
    private final String greeting;
    private volatile String lastComplaint = "";

    /// Starts the program and waits until it says READY.
    ///
    /// @param name     what sentences call it
    /// @param command  the program and its arguments
    /// @param patience how long any answer may take
    /// @throws UserException if that fails
    public ServerProcess(String name, List<String> command, Duration patience) {
        this.name = name;
        this.patience = patience;
        try {
            process = new ProcessBuilder(command).start();
        } catch (IOException e) {
            String reason = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
            throw new UserException("Cannot start " + name + " (" + String.join(" ", command) + ": " + reason
                    + "); check that command.", e);
        }
        killer = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(killer);
        questions = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        Thread.ofVirtual().start(() -> {
            forEachLine(process.inputReader(StandardCharsets.UTF_8), line -> {
                if (!line.isBlank()) answers.add(line);
            });
            answers.add(END);
        });
        Thread.ofVirtual().start(() -> forEachLine(process.errorReader(StandardCharsets.UTF_8), line -> {
            if (!line.isBlank()) lastComplaint = line.strip();
        }));
        String line = nextLine("not get ready");
        while (!line.contains("READY")) line = nextLine("not get ready");
        greeting = line;
    }

    /// The line with READY in it.
    public String greeting() {
        return greeting;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /// One slot of measuring, or the program's reason against it.
    ///
    /// @throws UserException if it dies, keeps silent or answers something else; it is dead then
    public Reply ask(String workload, int threads, double seconds) {
        questions.println(workload + " " + threads + " " + seconds);
        String line = nextLine("not answer " + workload);
        try {
            Reply reply = Reply.read(line);
            String answered = switch (reply) {
                case Reply.Slot slot -> slot.workload();
                case Reply.Refusal refusal -> refusal.workload();
            };
            if (!answered.equals(workload)) throw new IOException("it is about " + answered);
            return reply;
        } catch (IOException e) {
            close();
            throw new UserException("Asked for " + workload + ", " + name + " answered '" + shortened(line)
                    + "', which is of no use: " + e.getMessage()
                    + "; bench --help says what an answer looks like.", e);
        }
    }

    private String nextLine(String failure) {
        try {
            String line = answers.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (line == null) {
                close();
                throw new UserException(upper(name) + " did " + failure + " within " + patience.toMillis() / 1000.0
                        + " seconds and was killed; allow more with --patience if it needs that.");
            }
            if (!line.equals(END)) return line;
            boolean ended = process.waitFor(5, TimeUnit.SECONDS);
            String how = ended ? "ended with exit code " + process.exitValue() : "closed its output";
            String words = lastComplaint;
            close();
            throw new UserException(upper(name) + " " + how + " and did " + failure
                    + (words.isEmpty() ? "" : "; its last words were '"
                    + shortened(words) + "'") + "; run it by hand to see why.");
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new UserException("Interrupted while waiting for " + name + "; start the benchmark again.", e);
        }
    }

    private interface LineAction {
        void accept(String line);
    }

    /// Until the stream ends or is closed under the reader's hands.
    private static void forEachLine(BufferedReader reader, LineAction action) {
        try (reader) {
            for (String line; (line = reader.readLine()) != null; ) action.accept(line);
        } catch (IOException e) {
            // the program was killed
        }
    }

    private static String shortened(String text) {
        return text.length() <= 120 ? text : text.substring(0, 119) + "…";
    }

    private static String upper(String sentence) {
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }

    /// Kills the program, if it still runs.
    @Override public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            Runtime.getRuntime().removeShutdownHook(killer);
        } catch (IllegalStateException e) {
            // this process is ending already, which is what the hook was for
        }
    }

    @Override public String toString() {
        return name;
    }
}
