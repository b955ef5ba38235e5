/// Matrices, the backends that make them fast, and random numbers.
///
/// [generative.math.Matrix] is what every other package works with; [generative.math.Backend] is the interface of the
/// operations in which the time goes. `ReferenceBackend` is their readable text, `VectorBackend` the fast one on the JDK's
/// Vector API, `OpenClBackend` the one for other devices. All answer the same tests.
///
/// # Where the time goes, and what was done about it
///
/// A processor of today multiplies and adds 32 floats in one cycle (two vector units of 8 lanes, or one of 16) but waits
/// hundreds of cycles for a number from memory. Between the two stand caches:
///
/// | level | size for each core | what one line of 64 bytes costs | what lies there in our product |
/// |---|---|---|---|
/// | registers | 16 or 32 vectors | nothing | the tile: 4 × 2 vectors of C, and what is being multiplied |
/// | first-level cache | 32–48 kB | 4–5 cycles | one strip of B, 192 deep and 2 vectors wide |
/// | second-level cache | 0.5–2 MB | about 14 cycles | the packed panel of B (192 × 256) and a block of 192 rows of A |
/// | third-level cache | shared | about 50 cycles | as much of A, B and C as fits |
/// | memory | | hundreds | the rest |
///
/// A product of n×n matrices has n³ multiply-adds for n² numbers, so each number can be used n times once it has come
/// near. `VectorGemm` sees to that:
///
/// 1. **Tiles.** Four rows of A and two vectors of B make 8 independent sums that never leave the registers; 8 vector
///    multiply-adds need only 6 loads. Fewer sums would wait for each other (a multiply-add takes 4 cycles), more would not
///    fit into 16 registers.
/// 2. **Packing.** The tile reads B from a copy in the order in which it needs it: no gaps, no jumps from page to page, and a
///    transposed B looks like any other. The copy costs one pass and serves all rows of A.
/// 3. **Blocks.** Depth, rows and columns are cut so that the strip in use stays in the first cache and its panel in the second.
/// 4. **Threads.** Columns or rows of C are shared out in whole tiles; nobody writes where another reads.
///
/// The effect of each step, as `demo ProductLadder` prints it (n = 512, two cores of an AMD EPYC with 512-bit vectors whose
/// peak is 225 GFLOP/s):
///
/// | step | GFLOP/s |
/// |---|---|
/// | naive: three loops, sums one after the other | 1.0 |
/// | in order: rows as they lie in memory | 6.2 |
/// | blocked | 5.3 |
/// | packed, so that the compiler uses vector lanes | 24.5 |
/// | tiled: sums in registers, one thread | 97 |
/// | two threads | 217 |
///
/// Blocks alone do nothing here, since arithmetic without lanes is slower than the memory; they pay from the tile on.
///
/// # The rest
///
/// Other operations touch each number a few times only, so they are limited by memory, and what helps is to do everything
/// in one pass: bias and activation while the product's panel is in the cache (`affine`), a dropout mask that is computed
/// rather than stored ([generative.math.CounterRandom]), distances that are folded into a sum of exponentials or a minimum tile
/// by tile (`VectorDistances`), an optimiser's step that reads and writes each array once.
///
/// A kernel here is under 80 lines, has its reference beside it in `ReferenceBackend`, and works for any lane width and any
/// length. Three things have been learned the hard way: sums must be local variables (an array of them goes to memory and
/// back); a loop over vectors must stay small, or the compiler stops inlining and every vector becomes an object; and
/// a branch that depends on random data costs more than computing both sides.
package generative.math;
