package generative.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import generative.math.Backend;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.sparse.HeadPatterns.Way;
import generative.training.ChildJvm;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What lies on the heap is what the formulas say. It is measured in a process of its own: here, whatever other tests dropped
/// would go meanwhile, tens of megabytes of it.
class MeasuredMemoryTest {

    private static final int N = 1024;
    private static final AttentionMemory MEMORY = new AttentionMemory(4, 64);
    private static final Architecture NET = Architecture.of(16, List.of(16, 16), 4, 64, 4, HeadPatterns.strided(16, Way.BY_TURNS));

    /// Bytes, for the objects around the numbers; the smallest matrix of the model has 262 thousand.
    private static final long BESIDE = 100_000;

    private enum What { ARRAY, ITS_LENGTH, STRIDED, DENSE, TEXTBOOK, MODEL, MODEL_RECOMPUTED }

    /// In the order of [What].
    private static List<Long> measured;

    /// Says a number of bytes a line, all of them twice: at first the virtual machine adds and drops some of its own.
    static final class Measuring {

        static void main() {
            AttentionPattern strided = AttentionPattern.merged(AttentionPattern.local(32), AttentionPattern.everyLth(32));
            for (int round = 0; round < 2; round++) for (What what : What.values())
                System.out.println(what + " " + switch (what) {
                    case ARRAY -> AttentionMemory.held(() -> new byte[30_000_000]);
                    case ITS_LENGTH -> AttentionMemory.held(() -> new byte[30_000_000].length);
                    case STRIDED -> MEMORY.measureOurs(strided, N);
                    case DENSE -> MEMORY.measureOurs(AttentionPattern.dense(), N);
                    case TEXTBOOK -> MEMORY.measureTextbook(strided, N);
                    case MODEL -> model(false);
                    case MODEL_RECOMPUTED -> model(true);
                });
        }

        /// The middle of seven.
        private static long model(boolean recompute) {
            SparseTransformer model = new SparseTransformer(NET, .1, recompute, Randoms.of(1));
            Matrix x = Randoms.uniform(4, 256, 0, 16, Randoms.of(2)).map(Math::floor);
            return IntStream.range(0, 7).mapToLong(i -> AttentionMemory.held(() -> model.forward(x, Randoms.of(3)))).sorted()
                    .toArray()[3];
        }
    }

    /// Where the heap has the numbers, and fast: on the reference it would take a minute, on OpenCL they lie on a device.
    @BeforeEach void onlyOnTheVectorBackend() throws Exception {
        assumeTrue(Backend.current().describe().startsWith("Vector API"), "not the Vector API backend");
        if (measured == null) measured = measure();
    }

    private static List<Long> measure() throws Exception {
        Process process = ChildJvm.start(List.of(), List.of("-XX:+UseSerialGC", "-Xmn64m", "-XX:PretenureSizeThreshold=512k",
                "-XX:MarkSweepAlwaysCompactCount=1"), Measuring.class);
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
        return Stream.of(What.values()).map(what -> said.lines().filter(line -> line.startsWith(what + " ")).toList().getLast())
                .map(line -> Long.valueOf(line.split(" ")[1])).toList();
    }

    private static long bytes(What what) {
        return measured.get(what.ordinal());
    }

    @Test void attention() {
        assertThat(bytes(What.STRIDED)).isCloseTo(MEMORY.ours(N), within(BESIDE));
        assertThat(bytes(What.DENSE)).as("whatever the pattern").isCloseTo(MEMORY.ours(N), within(BESIDE));
        assertThat(bytes(What.TEXTBOOK)).isCloseTo(MEMORY.textbook(N), within(BESIDE));
    }

    @Test void anArrayIsHeldAsLongAsItIsThere() {
        assertThat(bytes(What.ARRAY)).isCloseTo(30_000_000L, within(BESIDE));
        assertThat(bytes(What.ITS_LENGTH)).isCloseTo(0L, within(BESIDE));
    }

    /// What a real model holds between forward and backward: all that is counted but the logits' gradient, which the loss adds.
    @Test void aModel() {
        long block = 4L * 1024 * (10 * 64 + 2 * 64 + 2 * 256 + 4 + 4 - 64);
        assertThat(bytes(What.MODEL)).isCloseTo(activations(false), within(BESIDE));
        assertThat(bytes(What.MODEL_RECOMPUTED)).isCloseTo(activations(true) - block, within(BESIDE));
    }

    private static long activations(boolean recompute) {
        return new CostModel(NET, 4, recompute, 4).memory().activations() - 4L * 1024 * 16;
    }
}
