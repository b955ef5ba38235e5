package generative.bench;

import generative.gan.AdversarialSettings;
import generative.gan.AdversarialTraining;
import generative.math.Randoms;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// One iteration of adversarial training at the published MNIST sizes: a step of D and a step of G, batch 100.
///
/// The column `gflop` is 10⁹ floating-point operations of the matrix products per second, as [AdversarialCost] counts
/// them.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(value = 1, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-XX:+UseSerialGC", "-Xmn64m",
    "-XX:PretenureSizeThreshold=512k"})
public class AdversarialIteration {

    @Param({"SIMULTANEOUS", "ALTERNATING"})
    public AdversarialSettings.Update update;

    private AdversarialTraining training;
    private double gigaflop;
    private long step;

    /// What JMH turns into a rate of its own.
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Work {
        public double gflop;
    }

    @Setup
    public void setUp() {
        AdversarialSettings settings = AdversarialSettings.MNIST.withUpdate(update, 1);
        training = new AdversarialTraining(settings, Randoms.uniform(10_000, 784, 0, 1, Randoms.of(1)), 1);
        gigaflop = 1e-9 * AdversarialCost.flop(settings);
    }

    @Benchmark
    public Map<String, Double> iteration(Work work) {
        work.gflop += gigaflop;
        return training.step(step++);
    }
}
