package generative.exercises.sparse;

import generative.sparse.AttentionPattern;

/// Attention in blocks that overlap: a position sees its own block, as far as it came, and the whole block before.
///
/// ```
/// keys of i = { j ≤ i : ⌊j/l⌋ ≥ ⌊i/l⌋ − 1 }
/// ```
/// **Shapes.** positions 0 … N−1; the keys are ascending. N need not be a multiple of l.
///
/// **Yours to write.** `keys`.
///
/// **Goal.** You can write a pattern of attention, count its connections, and say how far it reaches: each layer carries
/// information one block further, so N/l layers are needed, where strided attention needs two.
///
/// **Akin to** the patterns local and block of [generative.sparse.AttentionPattern]: this one has the regular work of block,
/// and yet no position sees less than l others once there are so many.
/// **Source.** Child et al., *Generating Long Sequences with Sparse Transformers* (2019), section 4.2; block-local attention as
/// in Liu et al., *Generating Wikipedia by Summarizing Long Sequences* (2018).
///
/// **Hint 1.** The keys are a run of neighbours. Where does it begin, where does it end?
///
/// **Hint 2.** It ends at i. It begins where the block before i's block begins; and at 0 for the first blocks.
///
/// **Hint 3.** It begins at max(0, (⌊i/l⌋ − 1) l); in Java i / l is ⌊i/l⌋, and `IntStream.rangeClosed(from, i).toArray()` is
/// the run.
///
/// @param l the length of a block, 1 or more
public record BlockLocal(int l) implements AttentionPattern {

    @Override public int[] keys(int i, int N) {
        throw new UnsupportedOperationException("BlockLocal.keys is yours to write.");
    }
}
