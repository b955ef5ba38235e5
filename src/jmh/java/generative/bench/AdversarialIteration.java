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
/// The column `gflop` is 10⁹ floating-point operations of the matrix products per second (a multiply-add counts as two).
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(value = 1, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-XX:+UseParallelGC"})
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
        gigaflop = 2e-9 * settings.batchSize() * multiplyAdds(settings);
    }

    /// Weights touched by products for one example in one iteration.
    private static double multiplyAdds(AdversarialSettings s) {
        double g1 = s.latent() * s.generatorUnits(), g2 = Math.pow(s.generatorUnits(), 2), g3 = s.generatorUnits() * 784.0;
        double d1 = 784.0 * s.discriminatorUnits() * s.pieces();
        double d2 = (double) s.discriminatorUnits() * s.discriminatorUnits() * s.pieces(), d3 = s.discriminatorUnits();
        double forwardG = g1 + g2 + g3, forwardD = d1 + d2 + d3;
        double backwardG = g1 + 2 * (g2 + g3);                             // nobody needs the gradient of the noise
        double learnD = d1 + 2 * (d2 + d3);                                // nor that of the images
        double throughD = forwardD;                                        // the gradient that G learns from
        int forwardsG = s.update() == AdversarialSettings.Update.SIMULTANEOUS ? 1 : 2, forwardsD = forwardsG + 1;
        return forwardsG * forwardG + forwardsD * forwardD + 2 * learnD + throughD + backwardG;
    }

    @Benchmark
    public Map<String, Double> iteration(Work work) {
        work.gflop += gigaflop;
        return training.step(step++);
    }
}
