package generative.data;

import generative.math.Randoms;

/// Minibatches: each epoch goes through all examples once, in a new random order.
///
/// Which rows belong to step t is a function of the seed and t alone, so that a resumed training needs no memory of the order:
/// the epoch is t / perEpoch, its order the permutation from `Randoms.of(seed, epoch)`. An incomplete last batch is dropped.
public final class Batches {

    private final int examples, batchSize;
    private final long seed;
    private long epoch = -1;
    private int[] order;

    public Batches(int examples, int batchSize, long seed) {
        if (batchSize < 1 || batchSize > examples)
            throw new IllegalArgumentException("a batch of " + batchSize + " cannot be drawn from " + examples + " examples");
        this.examples = examples;
        this.batchSize = batchSize;
        this.seed = seed;
    }

    /// The number of batches in an epoch.
    public int perEpoch() {
        return examples / batchSize;
    }

    /// The rows of the minibatch of this step, counted from 0.
    public int[] at(long step) {
        if (step < 0) throw new IllegalArgumentException("steps are counted from 0, got " + step);
        long wanted = step / perEpoch();
        if (wanted != epoch) {
            order = Randoms.permutation(examples, Randoms.of(seed, wanted));
            epoch = wanted;
        }
        int from = (int) (step % perEpoch()) * batchSize;
        return java.util.Arrays.copyOfRange(order, from, from + batchSize);
    }
}
