package generative.sparse;

import generative.math.Connections;
import generative.math.Matrix;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Which earlier positions can have influenced a position after one layer of attention, after two, and so on.
///
/// ```
/// R₀ = I                       before the first layer a position knows itself
/// Rₘ = Aₘ Rₘ₋₁                 Aₘ[i,k] = 1 where i looks at k in layer m; the product is Boolean: + is or, · is and
/// Rₘ = (I + Aₘ) Rₘ₋₁           with the residual stream, which hands a position's own past on
/// hops(i, j)                   the least m with Rₘ[i,j] = 1
/// ```
/// A factorisation is *valid* if every position reaches all that came before within as many layers as there are sets. Strided
/// attention is, in either order. Fixed attention is with the residual stream, block first: what lies in another block comes by
/// its summary, and what lies in the same block came one layer earlier and must have been kept.
///
/// Source: Child et al., *Generating Long Sequences with Sparse Transformers* (2019), section 4.3.
public final class Reachability {

    private final BitSet[][] reached;                                      // [m][i]: the positions that i knows of after layer m

    /// @param layers the connections of each layer, all heads together, the first layer first
    private Reachability(List<List<Connections>> layers, boolean residual) {
        int N = layers.getFirst().getFirst().length();
        reached = new BitSet[layers.size() + 1][N];
        for (int i = 0; i < N; i++) (reached[0][i] = new BitSet(N)).set(i);                    // R₀ = I
        for (int m = 1; m <= layers.size(); m++)
            for (int i = 0; i < N; i++) {
                BitSet knows = residual ? (BitSet) reached[m - 1][i].clone() : new BitSet(N);  // the I of I + A
                for (Connections head : layers.get(m - 1))
                    for (int k : head.keys(i)) knows.or(reached[m - 1][k]);                    // Rₘ[i] = or over k of Rₘ₋₁[k]
                reached[m][i] = knows;
            }
    }

    /// Through layers of attention alone, one pattern each, the first layer first.
    public static Reachability ofAttention(int N, AttentionPattern... layers) {
        return new Reachability(connections(N, layers), false);
    }

    /// Through layers whose output is added to their input, as in every transformer.
    public static Reachability withResiduals(int N, AttentionPattern... layers) {
        return new Reachability(connections(N, layers), true);
    }

    /// Through the first layers of a net; what any of its heads looks at counts.
    public static Reachability of(Architecture net, int layers) {
        if (layers < 1 || layers > net.layers())
            throw new IllegalArgumentException("a net of " + net.layers() + " layers has no first " + layers);
        int N = net.positions();
        return new Reachability(IntStream.range(0, layers).mapToObj(layer -> net.patternsOf(layer).stream()
                .distinct().map(pattern -> pattern.connections(N)).toList()).toList(), true);
    }

    private static List<List<Connections>> connections(int N, AttentionPattern... layers) {
        if (layers.length == 0) throw new IllegalArgumentException("there is no layer to go through");
        return Stream.of(layers).map(pattern -> List.of(pattern.connections(N))).toList();
    }

    /// N.
    public int length() {
        return reached[0].length;
    }

    /// How many layers.
    public int layers() {
        return reached.length - 1;
    }

    /// Whether position j, as it was before the first layer, can have influenced position i after layer m; m = 0 is before the
    /// first.
    public boolean reaches(int m, int i, int j) {
        return reached[m][i].get(j);
    }

    /// After how many layers position j has influenced position i for the first time; −1 if it never does.
    public int hops(int i, int j) {
        for (int m = 0; m < reached.length; m++) if (reached[m][i].get(j)) return m;
        return -1;
    }

    /// Every position knows after the last layer of all that came before, itself among them.
    public boolean complete() {
        return missing() == 0;
    }

    /// The number of pairs j ≤ i without a way from j to i through all layers.
    public long missing() {
        return IntStream.range(0, length()).mapToLong(i -> i + 1 - last(i).get(0, i + 1).cardinality()).sum();
    }

    /// The number of pairs j > i with a way from j to i: 0, if nothing looks ahead.
    public long lookingAhead() {
        return IntStream.range(0, length()).mapToLong(i -> last(i).get(i + 1, length()).cardinality()).sum();
    }

    private BitSet last(int i) {
        return reached[layers()][i];
    }

    /// hops(i, j) in row i and column j; NaN where j never gets to i.
    public Matrix hops() {
        Matrix hops = Matrix.zeros(length(), length());
        for (int i = 0; i < length(); i++)
            for (int j = 0; j < length(); j++) {
                int m = hops(i, j);
                hops.set(i, j, m < 0 ? Double.NaN : m);
            }
        return hops;
    }

    @Override public String toString() {
        long pairs = (long) length() * (length() + 1) / 2, ahead = lookingAhead();
        return "%d positions, %d %s: ".formatted(length(), layers(), layers() == 1 ? "layer" : "layers")
                + (complete() ? "all %,d pairs are reached".formatted(pairs)
                        : "%,d of %,d pairs are not reached".formatted(missing(), pairs))
                + (ahead == 0 ? "" : ", %,d look ahead".formatted(ahead));
    }

    /// Strided and fixed attention over 16 positions, with and without what the residual stream keeps.
    public static void demo() {
        AttentionPattern[] strided = AttentionPattern.strided(4).toArray(AttentionPattern[]::new);
        AttentionPattern[] fixed = {AttentionPattern.block(4), AttentionPattern.summary(4, 1)};
        System.out.println("strided, one layer    " + ofAttention(16, strided[0]));
        System.out.println("strided, both         " + ofAttention(16, strided));
        System.out.println("fixed, both           " + ofAttention(16, fixed));
        System.out.println("the same, residual    " + withResiduals(16, fixed));
        Reachability way = withResiduals(16, fixed);
        System.out.println("layers on the way to position 14 from positions 0 … 15 (−1: none): "
                + Arrays.toString(IntStream.range(0, 16).map(j -> way.hops(14, j)).toArray()));
        System.out.println("Two sparse layers reach all that came before: the neighbours at once, the others by way of a "
                + "position between.");
    }
}
