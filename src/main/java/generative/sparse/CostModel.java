package generative.sparse;

import java.util.HashMap;
import java.util.Map;

/// What a Sparse Transformer costs before it is built: parameters, multiply-adds, memory, and the time they take on a stated
/// machine.
///
/// ```
/// forward     N (L (2 d·keyWidth + 2 d² + 2 d·innerWidth) + d V)     products with weights, of one sequence
///             C (keyWidth + d) / H                                   C connections of all layers and heads: q·k and p v
/// backward    2 × the products                                       dW and dx
///             C (3 keyWidth + 2 d) / H                               q·k again, do·v, dq, dk, dv
/// recomputed  + what the blocks do forward                           blocks alone; embedding and output are kept
/// ```
/// Norms, activations and the softmax are left out: they grow as N, with small factors. A multiply-add counts as two operations.
///
/// The products grow as N, dense attention as N², and that of the factorised patterns as N√N: where d is large and N small, it
/// hardly matters which attention a net has.
public final class CostModel {

    /// Multiply-adds.
    ///
    /// @param products  with weights
    /// @param attention over connections
    public record Work(long products, long attention) {

        public long total() {
            return products + attention;
        }

        private Work plus(Work other) {
            return new Work(products + other.products, attention + other.attention);
        }

        private Work times(int factor) {
            return new Work(factor * products, factor * attention);
        }

        /// Seconds on a machine of so many 10⁹ operations a second.
        public double seconds(double gigaflops) {
            return 2.0 * total() / (gigaflops * 1e9);
        }
    }

    private final Architecture net;
    private final int batch, bytesPerNumber;
    private final boolean recompute;
    private final long connections;

    /// @param batch          sequences of a training step
    /// @param recompute      whether blocks run forward again on the way back, instead of keeping what is in them
    /// @param bytesPerNumber 4 for float
    public CostModel(Architecture net, int batch, boolean recompute, int bytesPerNumber) {
        this(net, batch, recompute, bytesPerNumber, connections(net));
    }

    private CostModel(Architecture net, int batch, boolean recompute, int bytesPerNumber, long connections) {
        if (batch < 1 || bytesPerNumber < 1)
            throw new IllegalArgumentException("a step needs 1 sequence or more and numbers of 1 byte or more, got " + batch
                    + " and " + bytesPerNumber);
        this.net = net;
        this.batch = batch;
        this.recompute = recompute;
        this.bytesPerNumber = bytesPerNumber;
        this.connections = connections;
    }

    private static long connections(Architecture net) {
        Map<AttentionPattern, Long> counted = new HashMap<>();
        long sum = 0;
        for (int layer = 0; layer < net.layers(); layer++)
            for (AttentionPattern head : net.patternsOf(layer))
                sum += counted.computeIfAbsent(head, pattern -> pattern.connections(net.positions()).count());
        return sum;
    }

    /// The same with blocks that are recomputed.
    public CostModel recomputing() {
        return new CostModel(net, batch, true, bytesPerNumber, connections);
    }

    public ParameterCount parameters() {
        return ParameterCount.of(net);
    }

    /// C, of one sequence, all layers and heads together.
    public long connections() {
        return connections;
    }

    /// Of one sequence.
    public Work forward() {
        return blocks().plus(new Work((long) net.positions() * net.width() * net.vocabulary(), 0));
    }

    private Work blocks() {
        long d = net.width(), keyWidth = net.keyWidth();
        return new Work((long) net.positions() * net.layers() * (2 * d * keyWidth + 2 * d * d + 2 * d * net.innerWidth()),
                connections * (keyWidth + d) / net.heads());
    }

    /// Of one sequence.
    public Work backward() {
        return new Work(2 * forward().products, connections * (3L * net.keyWidth() + 2L * net.width()) / net.heads());
    }

    /// Of a whole batch: forward, backward, and the second way forward if there is one.
    public Work trainingStep() {
        Work once = forward().plus(backward());
        return (recompute ? once.plus(blocks()) : once).times(batch);
    }

    /// Seconds for so many sequences in training, on a machine of so many 10⁹ operations a second.
    public double secondsPerEpoch(double gigaflops, long sequences) {
        return trainingStep().seconds(gigaflops) / batch * sequences;
    }

    /// Of a training step as it is done here.
    public MemoryCost memory() {
        return MemoryCost.of(net, batch, recompute, bytesPerNumber, false);
    }

    /// Of a training step that keeps the attention probabilities, N² a head.
    public MemoryCost textbookMemory() {
        return MemoryCost.of(net, batch, recompute, bytesPerNumber, true);
    }

    @Override public String toString() {
        return "%s; a step of %d takes %,.1f·10⁹ multiply-adds and %s".formatted(parameters(), batch,
                trainingStep().total() * 1e-9, Units.bytes(memory().total()));
    }

    /// The published net for CIFAR-10 on a machine of 100 GFLOP/s, with dense attention and with strided.
    public static void demo() {
        Architecture sparse = Architecture.CIFAR10, dense = sparse.withPatterns(HeadPatterns.dense());
        System.out.println("CIFAR-10, 48,000 images, on a machine of 100 GFLOP/s: " + ParameterCount.of(sparse));
        for (Architecture net : java.util.List.of(dense, sparse)) {
            CostModel cost = new CostModel(net, 1, true, 4);
            System.out.printf("%-36s forward %3.0f·10⁹ multiply-adds, %2.0f %% of them attention; an epoch takes %s%n",
                    net.patterns(), cost.forward().total() * 1e-9, 100.0 * cost.forward().attention() / cost.forward().total(),
                    Units.time(cost.secondsPerEpoch(100, 48_000)));
        }
        System.out.println("A training step with one image: " + new CostModel(sparse, 1, true, 4).memory());
        System.out.println("The same, nothing recomputed:   " + new CostModel(sparse, 1, false, 4).memory());
        System.out.println("and as in a textbook:           " + new CostModel(sparse, 1, false, 4).textbookMemory());
        System.out.println("Sparse attention keeps time from growing as N²; keeping no probabilities keeps memory from it, and "
                + "recomputation saves most of the rest.");
    }
}
