package generative.training;

import generative.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/// The loop that trains anything: it makes the steps, shows progress, writes the log, saves checkpoints, and resumes.
///
/// - Ctrl-C, or [#stop()] from another thread, ends it after the current step; the state is saved.
/// - A metric or a parameter that is not finite ends it with one sentence; the last good checkpoint stays.
/// - `resume` continues from the newest checkpoint of the folder and gives the same numbers as a run that was never stopped.
public final class TrainingLoop {

    /// @param folder          where log and checkpoints go; null for none, in memory alone
    /// @param name            the task's name in the progress bar
    /// @param steps           the number of steps in all, those before a resume included
    /// @param logEvery        steps between two lines of the log, each the mean over the steps since the line before
    /// @param checkpointEvery steps between two checkpoints; 0 for one at the end alone
    /// @param resume          whether to continue from the newest checkpoint
    /// @param quiet           whether to show no progress
    public record Options(Path folder, String name, long steps, long logEvery, long checkpointEvery, boolean resume, boolean quiet) {

        /// In memory alone, without progress.
        public static Options inMemory(long steps) {
            return new Options(null, "training", steps, Math.max(1, steps / 100), 0, false, true);
        }
    }

    private record Observer(long every, LongConsumer action) { }

    private final Trainee trainee;
    private final Options options;
    private final List<Observer> observers = new ArrayList<>();
    private volatile boolean stopped;
    private long first;
    private TrainingLog log;
    private MetricMeans unlogged = new MetricMeans();

    public TrainingLoop(Trainee trainee, Options options) {
        if (options.steps < 1 || options.logEvery < 1 || options.checkpointEvery < 0)
            throw new IllegalArgumentException("steps and logEvery must be 1 or more, checkpointEvery 0 or more: " + options);
        this.trainee = trainee;
        this.options = options;
    }

    /// Calls `action` with the number of steps made, after every so many of them.
    public TrainingLoop every(long steps, LongConsumer action) {
        if (steps < 1) throw new IllegalArgumentException("an observer is called after 1 step or more, got " + steps);
        observers.add(new Observer(steps, action));
        return this;
    }

    /// Ends the loop after the current step.
    public void stop() {
        stopped = true;
    }

    /// Whether the last run ended before its last step.
    public boolean wasStopped() {
        return stopped;
    }

    /// Finds the step to begin with, loading the newest checkpoint when resuming, and opens the log. [#run()] does it by itself
    /// where it was not done before.
    public TrainingLog open() {
        if (log == null) {
            first = options.resume ? resumeStep() : startAnew();
            log = TrainingLog.open(options.folder == null ? null : options.folder.resolve("log.csv"), first);
        }
        return log;
    }

    /// The number of steps that were made before; known after [#open()].
    public long firstStep() {
        return first;
    }

    /// Trains until the steps are made or somebody stops it.
    public TrainingLog run() {
        open();
        CountDownLatch saved = new CountDownLatch(1);
        Thread hook = new Thread(() -> {                                   // Ctrl-C: let the step end and the state be saved
            stop();
            try {
                saved.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
        try (Progress progress = options.quiet ? Progress.silent() : Progress.of(options.name, "steps", first, options.steps)) {
            steps(progress);
        } finally {
            saved.countDown();
            removeHook(hook);
        }
        return log;
    }

    /// A checkpoint comes after all that is written about its step: a resume cuts off what is too much, but could not make up for
    /// what is missing.
    private void steps(Progress progress) {
        long done = first, lastSaved = options.resume ? first : -1;
        while (done < options.steps && !stopped) {
            Map<String, Double> metrics = trainee.step(done);
            done++;
            requireFinite(metrics, done);
            unlogged.add(metrics);
            if (done % options.logEvery == 0 || done == options.steps) log.add(done, unlogged.take());
            progress.update(done, text(metrics));
            for (Observer observer : observers) if (done % observer.every == 0) observer.action.accept(done);
            if (options.checkpointEvery > 0 && done % options.checkpointEvery == 0 && done < options.steps) {
                save(done);
                lastSaved = done;
            }
        }
        if (done != lastSaved) save(done);
        if (done >= options.steps) stopped = false;                        // too late to have been stopped
        if (stopped && !options.quiet)
            System.out.println("Stopped after " + done + " of " + options.steps + " steps"
                    + (options.folder == null ? "." : "; saved in " + options.folder + ", go on with --resume."));
    }

    private void save(long done) {
        if (options.folder == null) return;
        if (!badParameters().isEmpty()) throw notFinite(null, done);
        Checkpoint.save(options.folder, trainee, done, unlogged.text());
    }

    private void requireFinite(Map<String, Double> metrics, long step) {
        metrics.forEach((name, value) -> {
            if (!Double.isFinite(value)) throw notFinite(name, step);
        });
    }

    private List<String> badParameters() {
        return trainee.state().entrySet().stream().filter(entry -> !entry.getValue().isFinite()).map(Map.Entry::getKey).toList();
    }

    /// Names the metric, if it was one, and the first of the parameters that are not finite either.
    private UserException notFinite(String metric, long step) {
        List<String> bad = badParameters();
        String more = bad.size() > 1 ? " (and " + (bad.size() - 1) + " more)" : "";
        String parameter = bad.isEmpty() ? "" : "parameter " + bad.getFirst() + more;
        String what = metric == null ? parameter : metric, too = metric == null || bad.isEmpty() ? "" : ", nor is " + parameter;
        String kept = options.folder == null ? "" : Checkpoint.latest(options.folder)
                .map(file -> "; the last good state is " + file).orElse("");
        return new UserException("Training diverged: " + what + " is not finite in step " + step + too + kept
                + "; try a lower learning rate.");
    }

    private long resumeStep() {
        if (options.folder == null) throw new IllegalArgumentException("there is nothing to resume in memory");
        Path latest = Checkpoint.latest(options.folder).orElseThrow(() -> new UserException(
                "There is no checkpoint in " + options.folder + " to resume from; run without --resume first."));
        long steps = Checkpoint.load(latest, trainee);
        unlogged = MetricMeans.of(Checkpoint.unlogged(latest));
        return steps;
    }

    /// A new run does not write into the folder of another.
    private long startAnew() {
        if (options.folder != null && Files.isDirectory(options.folder))
            Checkpoint.latest(options.folder).ifPresent(file -> {
                throw new UserException(options.folder + " holds a training already (" + file.getFileName()
                        + "); go on with --resume or choose another folder with --out.");
            });
        return 0;
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending already, which is what the hook was for
        }
    }

    private static String text(Map<String, Double> metrics) {
        return metrics.entrySet().stream().map(e -> String.format(Locale.ROOT, "%s %.3f", e.getKey(), e.getValue()))
                .collect(Collectors.joining(", "));
    }
}
