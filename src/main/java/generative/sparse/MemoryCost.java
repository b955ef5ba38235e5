package generative.sparse;

/// What a training step of a Sparse Transformer holds in memory, in bytes.
///
/// ```
/// parameters      P numbers      gradients P      Adam 2P: both of its means
/// a block keeps   for each position of each sequence, between forward and backward:
///                 its input, h = x + a, both norms' outputs, v, o                                          6 d
///                 q, k                                                                                    2 keyWidth
///                 W₁'s output and f of it                                                                 2 innerWidth
///                 the log-sums of the heads, and mean and deviation of two norms                          H + 4
///                 the outputs of W_p and of W₂, with and without dropout, since a Pass knows its output    4 d
/// recomputed      a block keeps its input, d; one block at a time has all of the above
/// around them     embedded tokens (and each axis of the grid, once for all sequences), the last block's output, its norm,
///                 the logits and their gradient                                                           3 d + 2 + 2 V
/// textbook        H N probabilities a block and position more, and no log-sums
/// ```
/// What is made and given up again within one layer is not counted.
///
/// @param parameters    the net itself
/// @param gradients     one for each parameter
/// @param adam          the optimiser's means of gradients and of their squares
/// @param activations   what the ways back need
/// @param probabilities of attention; none, unless it is that of textbooks
public record MemoryCost(long parameters, long gradients, long adam, long activations, long probabilities) {

    static MemoryCost of(Architecture net, int batch, boolean recompute, int bytes, boolean textbook) {
        long P = ParameterCount.of(net).total() * bytes;
        long N = net.positions(), d = net.width(), L = net.layers(), H = net.heads(), rows = batch * N;
        long block = rows * (10 * d + 2L * net.keyWidth() + 2L * net.innerWidth() + 4 + (textbook ? 0 : H));
        long blocks = recompute ? (L - 1) * rows * d + block : L * block;
        long around = rows * (3 * d + 2 + 2L * net.vocabulary()) + N * d * net.axes().size();
        long probabilities = textbook ? (recompute ? 1 : L) * H * rows * N : 0;
        return new MemoryCost(P, P, 2 * P, (blocks + around) * bytes, probabilities * bytes);
    }

    public long total() {
        return parameters + gradients + adam + activations + probabilities;
    }

    @Override public String toString() {
        return Units.bytes(total()) + ": " + Units.bytes(parameters + gradients + adam)
                + " for parameters, their gradients and Adam, " + Units.bytes(activations) + " of activations"
                + (probabilities == 0 ? "" : ", " + Units.bytes(probabilities) + " of probabilities");
    }
}
