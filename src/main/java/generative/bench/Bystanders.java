package generative.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/// Watches, while one program works, how much of the machine all others use.
///
/// ```
/// others = (busy processor seconds of the machine − those of the program) / (seconds · processors)
/// ```
/// The rest of the machine should be idle while something is measured.
final class Bystanders {

    private final ProcessHandle program;
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final long begin = System.nanoTime();
    private final Duration before;

    /// Begins to watch.
    Bystanders(ProcessHandle program) {
        this.program = program;
        before = cpu();
        system.getCpuLoad();                                               // the next one is about the time since this
    }

    /// The share of the machine that others have used since the beginning, from 0 to 1; 0 where that cannot be known.
    double share() {
        double load = system.getCpuLoad(), wall = (System.nanoTime() - begin) * 1e-9;
        double own = cpu().minus(before).toNanos() * 1e-9;
        return Math.clamp(load - own / (wall * system.getAvailableProcessors()), 0.0, 1.0);
    }

    private Duration cpu() {
        return program.info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
