package generative.bench;

import com.sun.management.OperatingSystemMXBean;
import generative.math.Backend;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Measures one workload at a time: warms it up once, then gives it slots of time.
///
/// A sample is one step, or as many as fill two milliseconds; the slot's result is the median of its samples. The
/// compiler of the JVM makes fast code only of what has run for a while, so a workload that is asked for the first
/// time runs unmeasured for the warm-up's length before its first slot.
final class Stopwatch {

    private static final double SAMPLE_SECONDS = 2e-3;
    private static final int LEAST_SAMPLES = 2;

    private final int threads;
    private final double warmUpSeconds;
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private Workload workload;
    private Workload.Step step;
    private Object lastResult;

    Stopwatch(int threads, double warmUpSeconds) {
        this.threads = threads;
        this.warmUpSeconds = warmUpSeconds;
    }

    /// One slot of about so many seconds.
    Reply.Slot measure(Workload next, double seconds) {
        if (workload == null || !workload.name().equals(next.name())) prepare(next);
        int repeats = repeats();
        List<Double> samples = new ArrayList<>();
        long cpu = system.getProcessCpuTime(), begin = System.nanoTime(), end = begin + (long) (seconds * 1e9);
        while (samples.size() < LEAST_SAMPLES || System.nanoTime() < end) samples.add(time(repeats));
        double wall = (System.nanoTime() - begin) * 1e-9, own = (system.getProcessCpuTime() - cpu) * 1e-9;
        Collections.sort(samples);
        return new Reply.Slot(workload.name(), threads, samples.getFirst(), Statistics.median(samples),
                (long) samples.size() * repeats,
                own / wall, peakMegabytes(), workload.flop());
    }

    private void prepare(Workload next) {
        step = null;                                                       // the data of the last one may go
        lastResult = null;
        step = next.prepare().get();
        workload = next;
        long begin = System.nanoTime();
        do time(1); while (System.nanoTime() - begin < warmUpSeconds * 1e9);
    }

    /// Steps in a sample.
    private int repeats() {
        double one = time(1);
        return one >= SAMPLE_SECONDS / 2 ? 1 : (int) Math.ceil(SAMPLE_SECONDS / Math.max(one, 1e-7));
    }

    /// Seconds a step, over some of them, to the end of what a device has been told to do.
    private double time(int repeats) {
        long begin = System.nanoTime();
        for (int i = 0; i < repeats; i++) lastResult = step.run();
        Backend.current().finish();
        return (System.nanoTime() - begin) * 1e-9 / repeats;
    }

    /// What Linux calls the high-water mark of the resident set; NaN elsewhere.
    static double peakMegabytes() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status")))
                if (line.startsWith("VmHWM:")) return Double.parseDouble(line.replaceAll("\\D", "")) / 1024;
        } catch (IOException e) {
            // not Linux
        }
        return Double.NaN;
    }
}
