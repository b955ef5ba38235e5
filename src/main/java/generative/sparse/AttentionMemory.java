package generative.sparse;

import generative.math.Connections;
import generative.math.DotProductAttention;
import generative.math.Matrix;
import generative.math.Randoms;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/// How much memory one layer of attention holds between its forward and its backward pass: by formula, and measured.
///
/// ```
/// ours        q, k, v, o: 4 N·H·d      L: N·H                    bytes = 4 N H (4 d + 1)
/// textbook    q, k, v, o: 4 N·H·d      P: H·N²                   bytes = 4 N H (4 d + N)
/// ```
/// Measured is the heap in use after a garbage collection, less what was in use before: what cannot be given up until the way
/// back is done. What is made and given up on the way does not count, nor the threads' buffers, which all layers share, nor what
/// lies on another device. The serial collector counts to the byte, if it may not leave a
/// little that is dead where it lies (`-XX:MarkSweepAlwaysCompactCount=1`, as the commands have it).
///
/// @param heads     H
/// @param headWidth d, of queries, keys and values alike
public record AttentionMemory(int heads, int headWidth) {

    public AttentionMemory {
        if (heads < 1 || headWidth < 1)
            throw new IllegalArgumentException(
                    "attention needs 1 head or more, of width 1 or more, got " + heads + " and " + headWidth);
    }

    /// What our attention has to hold for N positions, whatever the pattern.
    public long ours(int N) {
        return 4L * N * heads * (4L * headWidth + 1);
    }

    /// What attention has to hold that keeps its probabilities, whatever the pattern.
    public long textbook(int N) {
        return 4L * N * heads * (4L * headWidth + N);
    }

    /// What our attention with this pattern holds, in bytes of the heap.
    public long measureOurs(AttentionPattern pattern, int N) {
        DotProductAttention attention = new DotProductAttention(connections(pattern, N));
        return measure(N, qkv -> attention.attend(qkv.q, qkv.k, qkv.v));
    }

    /// What the textbook's attention with this pattern holds, in bytes of the heap.
    public long measureTextbook(AttentionPattern pattern, int N) {
        TextbookAttention attention = new TextbookAttention(connections(pattern, N));
        return measure(N, qkv -> attention.attend(qkv.q, qkv.k, qkv.v));
    }

    private List<Connections> connections(AttentionPattern pattern, int N) {
        return Collections.nCopies(heads, pattern.connections(N));
    }

    private interface Forward {
        Object of(Inputs inputs);
    }

    private record Inputs(Matrix q, Matrix k, Matrix v) { }

    private record Held(Inputs inputs, Object attended) { }

    /// The middle one of three measurements, after one that is not counted, so that the threads have their buffers already.
    private long measure(int N, Forward forward) {
        forward.of(inputs(N));
        return LongStream.generate(() -> held(() -> {
            Inputs inputs = inputs(N);
            return new Held(inputs, forward.of(inputs));
        })).limit(3).sorted().skip(1).findFirst().orElseThrow();
    }

    private Inputs inputs(int N) {
        RandomGenerator random = Randoms.of(1);
        int width = heads * headWidth;
        return new Inputs(Randoms.gaussian(N, width, 1, random), Randoms.gaussian(N, width, 1, random),
                Randoms.gaussian(N, width, 1, random));
    }

    /// By how many bytes the heap in use is larger as long as what is made here is there.
    static long held(Supplier<?> making) {
        long before = used();
        Object made = making.get();
        long held = used() - before;
        Reference.reachabilityFence(made);
        return held;
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
