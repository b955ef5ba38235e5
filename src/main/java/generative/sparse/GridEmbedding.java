package generative.sparse;

import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Embedding;
import generative.nn.Initialiser;
import generative.nn.Layer;
import generative.nn.Parameter;
import generative.nn.Pass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What a transformer sees at a position: the token *before* it, and where it is.
///
/// ```
/// forward    h[b, i] = E[x[b, i−1]] + P[i]           h[b, 0] = start + P[0]
///            P[i]    = Σ over the axes of the grid: T_axis[coordinate of i on that axis]
/// backward   dE[t] += Σ dh[b, i+1] where x[b, i] = t    dstart += Σ_b dh[b, 0]    dT_axis[c] += Σ dh[b, i] where i has coordinate c
/// ```
/// Each position predicts its own token, so it must not see it: the sequence is moved on by one, and a learned vector stands
/// before it. An image has axes for row, column and colour: three small tables that are *added* say where a byte is.
///
/// Shapes: `x` B×N token numbers, `h` (B·N)×d, `E` (V+1)×d, whose last row is `start`.
///
/// Source: Child et al., *Generating Long Sequences with Sparse Transformers* (2019), section 5.3. Tokens begin with variance .125/d and
/// each of the n tables of positions with .125/(d n): the paper writes .125/√d without saying of what, and its released code takes .125
/// as a factor of the variance for all other weights. With a standard deviation of .125/√d, positions drown in what the
/// first block adds, and learning begins much later.
public final class GridEmbedding implements Layer {

    private final int start, N;
    private final Embedding tokens;
    private final List<Embedding> axes = new ArrayList<>();
    private final List<Matrix> coordinates = new ArrayList<>();           // of each axis 1×N

    public GridEmbedding(Architecture sizes, RandomGenerator random) {
        this(sizes, Initialiser.gaussian(Math.sqrt(.125 / sizes.width())),
                Initialiser.gaussian(Math.sqrt(.125 / (sizes.width() * sizes.axes().size()))), random);
    }

    /// With these beginnings of the rows of tokens and of positions.
    public GridEmbedding(Architecture sizes, Initialiser ofTokens, Initialiser ofPositions, RandomGenerator random) {
        int d = sizes.width();
        start = sizes.vocabulary();
        N = sizes.positions();
        tokens = new Embedding(start + 1, d, ofTokens, random);
        int inner = N;
        for (int side : sizes.axes()) {
            axes.add(new Embedding(side, d, ofPositions, random));
            int step = inner /= side;                                      // positions from one coordinate to the next
            coordinates.add(Matrix.row(IntStream.range(0, N).mapToDouble(i -> i / step % side).toArray()));
        }
    }

    @Override public Pass forward(Matrix x) {
        requireLength(x);
        int B = x.numRows();
        Pass e = tokens.forward(shifted(x));
        List<Pass> p = IntStream.range(0, axes.size()).mapToObj(a -> axes.get(a).forward(coordinates.get(a))).toList();
        int d = e.output().numCols();
        Matrix P = sum(p), h = e.output().reshaped(B, N * d).plusRow(P.reshaped(1, N * d)).reshaped(B * N, d);        // h = E + P
        return new Pass(h, dh -> {
            e.learn(dh);                                                   // dE, dstart
            Matrix dP = dh.like(1, N * d);
            dP.addColumnSums(dh.reshaped(B, N * d));                       // dP = Σ over the sequences
            for (Pass axis : p) axis.learn(dP.reshaped(N, d));
        }, dh -> {
            throw new UnsupportedOperationException("Tokens are names and have no gradient; call learn in place of backward.");
        });
    }

    private void requireLength(Matrix x) {
        if (x.numCols() != N) throw new IllegalArgumentException("the sequences are " + x.shape() + ", but there are " + N
                + " positions; cut them, or build a model with more");
    }

    private static Matrix sum(List<Pass> passes) {
        return passes.stream().map(Pass::output).reduce(Matrix::plus).orElseThrow();
    }

    /// The token before each, and the start in front.
    private Matrix shifted(Matrix x) {
        Matrix before = x.createLike();
        for (int b = 0; b < x.numRows(); b++) {
            before.set(b, 0, start);
            for (int i = 1; i < N; i++) before.set(b, i, x.get(b, i - 1));
        }
        return before;
    }

    /// h at one position of each sequence, given the token before it there; those are not looked at for position 0. B×d.
    Matrix at(int position, int[] before) {
        int[] rows = position == 0 ? IntStream.generate(() -> start).limit(before.length).toArray() : before;
        Matrix P = sum(IntStream.range(0, axes.size()).mapToObj(a ->
                axes.get(a).forward(Matrix.row(coordinates.get(a).get(position)))).toList());
        Matrix x = Matrix.row(Arrays.stream(rows).asDoubleStream().toArray());
        return tokens.forward(x.reshaped(rows.length, 1)).output().plusRow(P);
    }

    @Override public List<Parameter> parameters() {
        return Stream.concat(Stream.of(tokens), axes.stream()).flatMap(table -> table.parameters().stream()).toList();
    }

    @Override public String toString() {
        return "GridEmbedding of " + start + " tokens over " + N + " positions";
    }

    /// Two bytes of an image that are equal, in different rows.
    public static void demo() {
        Architecture sizes = Architecture.of(4, List.of(2, 2, 3), 1, 4, 1, HeadPatterns.dense());
        GridEmbedding embedding = new GridEmbedding(sizes, Randoms.of(1));
        Matrix h = embedding.forward(Matrix.row(3, 1, 2, 0, 0, 0, 3, 1, 2, 0, 0, 0)).output();
        System.out.println(embedding + "; its tables: " + embedding.parameters());
        System.out.println("position 1 (row 0, column 0, colour 1), behind a 3: " + h.rows(1, 2));
        System.out.println("position 7 (row 1, column 0, colour 1), behind a 3: " + h.rows(7, 8));
        System.out.println("the difference:                                     " + h.rows(7, 8).minus(h.rows(1, 2)));
        System.out.println("rows of the table of rows, second minus first:      "
                + embedding.parameters().get(1).value().rows(1, 2).minus(embedding.parameters().get(1).value().rows(0, 1)));
        System.out.println("Two small tables of rows and columns are added, so what is learned about a column holds in every row.");
    }
}
