package generative.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// How long a student waits for the first training step, measured from outside: several fresh processes, one after the
/// other.
public final class FirstStepRun {

    private final BenchOptions options;
    private final Consumer<String> out;

    public FirstStepRun(BenchOptions options, Consumer<String> out) {
        this.options = options;
        this.out = out;
    }

    /// As many processes as there are rounds, with the first of the backends; answers with the median in seconds.
    public double run() {
        List<Double> seconds = new ArrayList<>();
        for (int round = 0; round < options.rounds(); round++) {
            long begin = System.nanoTime();
            List<String> command = ChildJvm.command(options.backends().getFirst(), options.threads().getFirst(),
                    FirstStep.class.getName());
            try (ServerProcess process = new ServerProcess("the first step", command, options.patience())) {
                seconds.add((System.nanoTime() - begin) * 1e-9);
                String parts = process.greeting().replace("READY: ", "");
                out.accept(String.format(Locale.ROOT, "%.2f s   (%s)", seconds.getLast(), parts));
            }
        }
        double median = Statistics.median(seconds);
        out.accept(String.format(Locale.ROOT,
                "The first training step of the tour's net ends %.2f s after the start of its process (median of %d).",
                median, seconds.size()));
        return median;
    }
}
