package generative.exercises.sparse;

import generative.sparse.AttentionPattern;

/// Strided attention in two dimensions: a pixel sees every s-th pixel of every s-th row that came before.
///
/// ```
/// position i of an image read row by row:   row ⌊i/w⌋, column i mod w
/// keys of i = { j ≤ i : rows of i and j differ by a multiple of s, and so do their columns }
/// ```
/// **Shapes.** positions 0 … N−1 of an image of width `w`; the keys are ascending. A key in an earlier row may stand to the
/// right.
///
/// **Yours to write.** `keys`.
///
/// **Goal.** You can turn a place in a sequence into a place in an image and back, and see what the one-dimensional stride of
/// the paper has that is special: its l is the width of a row.
///
/// **Akin to** the pattern everyLth of [generative.sparse.AttentionPattern].
/// **Source.** Child et al., *Generating Long Sequences with Sparse Transformers* (2019), section 4.3, for one dimension.
///
/// **Hint 1.** Ask every earlier position whether it is a key; `IntStream.rangeClosed(0, i).filter(…)` does it.
///
/// **Hint 2.** The row difference ⌊i/w⌋ − ⌊j/w⌋ is never negative. The column difference may be: in Java −3 % 2 is −1, but a
/// multiple is 0 in any case.
///
/// **Hint 3.** The test is `(i / w - j / w) % s == 0 && (i % w - j % w) % s == 0`.
///
/// @param w the width of the image
/// @param s the stride, 1 or more
public record GridStride(int w, int s) implements AttentionPattern {

    @Override public int[] keys(int i, int N) {
        throw new UnsupportedOperationException("GridStride.keys is yours to write.");
    }
}
