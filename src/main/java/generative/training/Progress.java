package generative.training;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/// How far something long has come: a bar with rate and remaining time on a terminal, now and then a plain line elsewhere.
public interface Progress extends AutoCloseable {

    /// So much is done, and this is how it goes.
    void update(long done, String message);

    @Override void close();

    /// A bar if the output is a terminal, plain lines if it is a file or a pipe.
    static Progress of(String task, String unit, long start, long total) {
        Console console = System.console();
        return console != null && console.isTerminal() ? bar(task, unit, start, total)
                : lines(task, unit, start, total, System.out, Duration.ofSeconds(10));
    }

    /// Says nothing.
    static Progress silent() {
        return new Progress() {
            @Override public void update(long done, String message) { }

            @Override public void close() { }
        };
    }

    /// The bar of a terminal.
    static Progress bar(String task, String unit, long start, long total) {
        ProgressBar bar = new ProgressBarBuilder().setTaskName(task).setInitialMax(total).startsFrom(start, Duration.ZERO)
                .setUnit(" " + unit, 1).showSpeed().setStyle(ProgressBarStyle.ASCII).setUpdateIntervalMillis(500)
                .continuousUpdate().build();
        return new Progress() {
            @Override public void update(long done, String message) {
                bar.stepTo(done);
                bar.setExtraMessage(" " + message);
            }

            @Override public void close() {
                bar.close();
            }
        };
    }

    /// A line at the first update, one after each `interval`, and one at the end.
    static Progress lines(String task, String unit, long start, long total, PrintStream out, Duration interval) {
        return new Progress() {
            private final long began = System.nanoTime();
            private long last = Long.MIN_VALUE;

            @Override public void update(long done, String message) {
                long now = System.nanoTime();
                if (last != Long.MIN_VALUE && now - last < interval.toNanos() && done < total) return;
                last = now;
                double seconds = Math.max(1e-9, (now - began) * 1e-9), rate = (done - start) / seconds;
                long left = rate > 0 ? Math.round((total - done) / rate) : 0;
                out.printf(Locale.ROOT, "%s: %d of %d %s, %.1f %s/s, %s left  %s%n", task, done, total, unit, rate, unit,
                        clock(left), message);
            }

            @Override public void close() {
                out.flush();
            }
        };
    }

    /// "1:05:09" or "5:09".
    static String clock(long seconds) {
        return seconds >= 3600 ? "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60)
                : "%d:%02d".formatted(seconds / 60, seconds % 60);
    }
}
