package generative.sparse;

import generative.math.Connections;
import generative.math.DotProductAttention.Attended;
import generative.math.DotProductAttention.Gradients;
import generative.math.DotProductAttention;
import generative.math.Matrix;
import generative.nn.Initialiser;
import generative.nn.Layer;
import generative.nn.Linear;
import generative.nn.Parameter;
import generative.nn.Pass;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Multi-head attention: every position asks, and takes from the positions that its pattern lets it see, the more the better they
/// fit.
///
/// ```
/// forward    q = x W_q + b_q     k = x W_k + b_k     v = x W_v + b_v
///            o = softmax(q kᵀ / √d_h over the connections of each head) v            (heads side by side)
///            y = o W_p + b_p
/// backward   do = dy W_pᵀ        dq, dk, dv from do (see DotProductAttention)
///            dx = dq W_qᵀ + dk W_kᵀ + dv W_vᵀ        dW_p += oᵀ dy, dW_q += xᵀ dq, …
/// ```
/// Shapes: `x` and `y` (B·N)×d, sequence after sequence; `q`, `k` (B·N)×keyWidth. Only the connections cost anything: with a
/// pattern of N√N connections, time grows as N√N, and memory as N.
///
/// Source: Child et al., *Generating Long Sequences with Sparse Transformers* (2019), sections 4 and 5.
public final class Attention implements Layer {

    private final Layer queries, keys, values, output;
    private final DotProductAttention heads;

    /// @param width    d
    /// @param keyWidth of queries and keys, all heads together
    /// @param patterns the pattern of each head
    /// @param N        positions of a sequence
    /// @param weights  how W_q, W_k and W_v begin
    /// @param last     how W_p begins
    public Attention(int width, int keyWidth, List<AttentionPattern> patterns, int N, Initialiser weights, Initialiser last,
                     RandomGenerator random) {
        this(new Linear(width, keyWidth, weights, random), new Linear(width, keyWidth, weights, random),
                new Linear(width, width, weights, random), new Linear(width, width, last, random), patterns, N);
        if (width % patterns.size() != 0 || keyWidth % patterns.size() != 0)
            throw new IllegalArgumentException(patterns.size() + " heads do not divide the widths " + width + " and " + keyWidth);
    }

    /// With layers of your own for q, k, v and y: without biases, say.
    public Attention(Layer queries, Layer keys, Layer values, Layer output, List<AttentionPattern> patterns, int N) {
        this.queries = queries;
        this.keys = keys;
        this.values = values;
        this.output = output;
        Map<AttentionPattern, Connections> made = new HashMap<>();         // heads with one pattern share its connections
        heads = new DotProductAttention(patterns.stream().map(p -> made.computeIfAbsent(p, pattern -> connections(pattern, N))).toList());
    }

    private static Connections connections(AttentionPattern pattern, int N) {
        Connections connections = pattern.connections(N);
        for (int i = 0; i < N; i++)
            if (connections.keys(i).length == 0) throw new IllegalArgumentException("in the pattern " + pattern + " position " + i + " of "
                    + N + " sees no key; merge it with self(), so that every position sees itself at least");
        return connections;
    }

    @Override public Pass forward(Matrix x) {
        Pass q = queries.forward(x), k = keys.forward(x), v = values.forward(x);
        Attended attended = heads.attend(q.output(), k.output(), v.output());
        Pass y = output.forward(attended.output());
        return Pass.through(y.output(), (dy, way) -> {
            Matrix dO = way.apply(y, dy);                                  // do = dy W_pᵀ
            Gradients d = heads.backward(q.output(), k.output(), v.output(), attended, dO);
            return way.apply(q, d.dq()).plus(way.apply(k, d.dk())).plus(way.apply(v, d.dv()));
        });
    }

    /// The same for one position of each sequence, whose earlier keys and values are in the cache, and whose own go there.
    ///
    /// @param x B×d
    Matrix at(int position, Matrix x, KeyValueCache cache) {
        cache.put(position, keys.forward(x).output(), values.forward(x).output());
        Matrix o = heads.attendAt(position, queries.forward(x).output(), cache.keys(), cache.values());
        return output.forward(o).output();
    }

    /// An empty cache for so many sequences.
    KeyValueCache cache(int sequences) {
        return new KeyValueCache(sequences, heads.length());
    }

    /// How much each position takes from each: for every head the N×N matrix of p[i,j], for x of one sequence; 0 where there is
    /// no connection.
    public List<Matrix> weights(Matrix x) {
        if (x.numRows() != heads.length())
            throw new IllegalArgumentException("weights are those of one sequence of " + heads.length() + " positions, not of "
                    + x.shape());
        Matrix q = queries.forward(x).output(), k = keys.forward(x).output();
        int H = heads.heads().size(), d = q.numCols() / H;
        Attended attended = heads.attend(q, k, values.forward(x).output());
        return java.util.stream.IntStream.range(0, H).mapToObj(h -> {
            Matrix scores = q.cols(h * d, (h + 1) * d).multTransB(k.cols(h * d, (h + 1) * d)).divide(Math.sqrt(d));
            Matrix p = x.like(heads.length(), heads.length());
            for (int i = 0; i < heads.length(); i++)
                for (int j : heads.heads().get(h).keys(i)) p.set(i, j, Math.exp(scores.get(i, j) - attended.logSums().get(i, h)));
            return p;
        }).toList();
    }

    @Override public List<Parameter> parameters() {
        return Stream.of(queries, keys, values, output).flatMap(layer -> layer.parameters().stream()).toList();
    }

    @Override public String toString() {
        return heads.toString();
    }

    /// Four positions of which the last one looks for the first.
    public static void demo() {
        Initialiser zeros = Initialiser.zeros();
        Attention layer = new Attention(2, 2, List.of(AttentionPattern.dense()), 4, zeros, zeros, generative.math.Randoms.of(1));
        Matrix identity = Matrix.of(new double[][] {{1, 0}, {0, 1}});
        for (Layer part : List.of(layer.queries, layer.keys, layer.values, layer.output)) part.parameters().getFirst().set(identity);
        layer.queries.parameters().getFirst().set(identity.scale(8));
        Matrix x = Matrix.of(new double[][] {{0, 1}, {1, 0}, {1, 0}, {0, 1}});
        Matrix p = layer.weights(x).getFirst();
        for (int i = 0; i < 4; i++)
            System.out.printf("position %d takes  %.3f  %.3f  %.3f  %.3f  from positions 0 … 3%n", i, p.get(i, 0), p.get(i, 1), p.get(i, 2),
                    p.get(i, 3));
        System.out.println("output " + layer.forward(x).output());
        System.out.println("Position 3 is like position 0, so it takes half from there and half from itself; the future is not looked at.");
    }
}
