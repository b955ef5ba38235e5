package generative.imagegpt;

import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Embedding;
import generative.nn.Initialiser;
import generative.nn.Layer;
import generative.nn.Parameter;
import generative.nn.Pass;
import generative.sparse.Architecture;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What a model that fills in hidden pixels sees at a position: the token there, unless it is hidden, and where it is.
///
/// ```
/// forward    h[b, i] = E[x[b, i]] + P[i]      where x[b, i] < V
///            h[b, i] = P[i]                   where x[b, i] = V: hidden
/// backward   dE[t] += Σ dh[b, i] where x[b, i] = t         dP[i] += Σ_b dh[b, i]
/// ```
/// Nothing is moved on and nothing stands before the sequence: all positions are seen by all, so a pixel that is to be predicted has
/// to be hidden instead. A hidden pixel has no content at all, but still a place.
///
/// Shapes: `x` B×N tokens 0 … V, `h` (B·N)×d, `E` V×d, `P` N×d.
///
/// Source: Chen et al., *Generative Pretraining from Pixels* (2020), section 2.1; its released code puts the zeros before the positions
/// are added.
public final class MaskedEmbedding implements Layer {

    private final int V, N;
    private final Embedding tokens, positions;

    public MaskedEmbedding(Architecture sizes, Initialiser ofTokens, Initialiser ofPositions, RandomGenerator random) {
        V = sizes.vocabulary();
        N = sizes.positions();
        tokens = new Embedding(V, sizes.width(), ofTokens, random);
        positions = new Embedding(N, sizes.width(), ofPositions, random);
    }

    /// The tokens with V in the places that are hidden.
    ///
    /// @param hidden ones there, zeros elsewhere, B×N as x
    public static Matrix hide(Matrix x, Matrix hidden, int V) {
        if (x.numRows() != hidden.numRows() || x.numCols() != hidden.numCols())
            throw new IllegalArgumentException("the tokens are " + x.shape() + ", but the hidden places " + hidden.shape());
        Matrix y = x.copy();
        for (int i = 0; i < y.getNumElements(); i++) if (hidden.get(i) != 0) y.set(i, V);
        return y;
    }

    @Override public Pass forward(Matrix x) {
        if (x.numCols() != N) throw new IllegalArgumentException("the sequences are " + x.shape() + ", but there are " + N
                + " positions; cut them, or build a model with more");
        int B = x.numRows();
        int[] places = IntStream.range(0, B * N).map(n -> n % N).toArray();
        int[] visible = IntStream.range(0, B * N).filter(n -> x.get(n) != V).toArray();
        Matrix t = x.like(1, visible.length);
        for (int m = 0; m < visible.length; m++) t.set(m, x.get(visible[m]));
        Pass p = positions.forward(Matrix.row(IntStream.range(0, N).asDoubleStream().toArray()));
        Matrix h = p.output().selectRows(places);                          // h = P
        if (visible.length == 0) return pass(h, dh -> p.learn(overSequences(dh, places)));
        Pass e = tokens.forward(t);
        h.addRows(visible, e.output());                                    // h += E[x] where it is visible
        return pass(h, dh -> {
            e.learn(dh.selectRows(visible));                               // dE
            p.learn(overSequences(dh, places));                            // dP
        });
    }

    private static Pass pass(Matrix h, java.util.function.Consumer<Matrix> learn) {
        return new Pass(h, learn, dh -> {
            throw new UnsupportedOperationException("Tokens are names and have no gradient; call learn in place of backward.");
        });
    }

    private Matrix overSequences(Matrix dh, int[] places) {
        Matrix dP = dh.like(N, dh.numCols());
        dP.addRows(places, dh);
        return dP;
    }

    @Override public List<Parameter> parameters() {
        return Stream.of(tokens, positions).flatMap(table -> table.parameters().stream()).toList();
    }

    @Override public String toString() {
        return "MaskedEmbedding of " + V + " tokens over " + N + " positions";
    }

    /// Three pixels of which one is hidden.
    public static void demo() {
        Architecture sizes = Architecture.of(2, List.of(3), 1, 4, 1, generative.sparse.HeadPatterns.dense());
        MaskedEmbedding embedding = new MaskedEmbedding(sizes, Initialiser.gaussian(1), Initialiser.gaussian(.1), Randoms.of(1));
        Matrix x = Matrix.row(0, 1, 0), hidden = Matrix.row(0, 0, 1);
        System.out.println("all visible:        " + embedding.forward(x).output());
        System.out.println("the last one hidden:" + embedding.forward(hide(x, hidden, 2)).output());
        System.out.println("its position alone: " + embedding.positions.table().value().rows(2, 3));
        System.out.println("Of a hidden pixel the model knows where it is, and nothing else.");
    }
}
