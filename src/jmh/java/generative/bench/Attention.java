package generative.bench;

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

/// Attention forward and back, 4 heads of 64: the workloads that [AttentionWorkloads] describes.
///
/// The column `gflop` is 10⁹ floating-point operations per second of the products that the connections need.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(value = 1, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-XX:+UseSerialGC", "-Xmn64m",
    "-XX:PretenureSizeThreshold=512k"})
public class Attention {

    @Param({"causal", "strided", "fixed"})
    public String pattern;

    @Param({"1024", "4096"})
    public int length;

    private Workload.Step step;
    private double gigaflop;

    /// What JMH turns into a rate of its own.
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Work {
        public double gflop;
    }

    @Setup
    public void setUp() {
        Workload workload = Workloads.find("attn_" + pattern + "_" + length + "_fb");
        step = workload.prepare().get();
        gigaflop = 1e-9 * workload.flop();
    }

    @Benchmark
    public Object forwardAndBack(Work work) {
        work.gflop += gigaflop;
        return step.run();
    }
}
