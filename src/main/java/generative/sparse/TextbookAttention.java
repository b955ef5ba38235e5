package generative.sparse;

import generative.math.Connections;
import generative.math.DotProductAttention.Gradients;
import generative.math.Matrix;
import generative.math.Randoms;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Attention as textbooks write it: the N×N probabilities of every head are computed as a matrix, and kept for the way back.
///
/// ```
/// forward    P = softmax(Q Kᵀ / √d + M)      M = 0 where there is a connection, −∞ elsewhere      O = P V
/// backward   dV = Pᵀ dO      dP = dO Vᵀ      dS = P ⊙ (dP − rowsum(P ⊙ dP)) / √d      dQ = dS K      dK = dSᵀ Q
/// ```
/// ```math
/// O = \operatorname{softmax}\Bigl( \frac{Q K^\top}{\sqrt d} + M \Bigr) V
/// \qquad dS = \frac{1}{\sqrt d}\, P \odot \bigl( dP - \operatorname{rowsum}(P \odot dP) \bigr)
/// ```
/// It computes what [generative.math.DotProductAttention] computes, and is here to be compared with: N² numbers a head are made,
/// whether connections are few or many, and a net of L layers holds L·H·N² of them until it has gone back.
///
/// Shapes: one sequence, `q` and `k` N×(H·d), `v` and `O` N×(H·e), each `P` N×N. A query that sees nothing gets 0.
///
/// Source: Vaswani et al., *Attention Is All You Need* (2017), section 3.2.
public final class TextbookAttention {

    private static final double NEVER = 1e30;                              // in place of ∞, for ∞ · 0 is no number

    /// @param output        O, all heads side by side
    /// @param probabilities P of each head
    public record Attended(Matrix output, List<Matrix> probabilities) { }

    private final List<Connections> heads;

    /// @param heads the connections of each head
    public TextbookAttention(List<Connections> heads) {
        if (heads.isEmpty()) throw new IllegalArgumentException("attention needs 1 head or more");
        this.heads = List.copyOf(heads);
    }

    /// O and P.
    public Attended attend(Matrix q, Matrix k, Matrix v) {
        requireShapes(q, k, v);
        Matrix output = v.createLike();
        List<Matrix> probabilities = new ArrayList<>();
        for (int h = 0; h < heads.size(); h++) {
            Matrix seen = seen(h, q);
            Matrix S = of(h, q).multTransB(of(h, k)).divide(Math.sqrt(of(h, q).numCols()));       // S = Q Kᵀ / √d
            Matrix P = S.times(seen).plus(seen.minus(1).scale(NEVER)).softmax().times(seen);     // P = softmax(S + M)
            output.insertIntoThis(0, h * v.numCols() / heads.size(), P.mult(of(h, v)));           // O = P V
            probabilities.add(P);
        }
        return new Attended(output, List.copyOf(probabilities));
    }

    /// The gradients, given what [#attend] answered and dL/dO.
    public Gradients backward(Matrix q, Matrix k, Matrix v, Attended attended, Matrix dO) {
        requireShapes(q, k, v);
        if (dO.numRows() != v.numRows() || dO.numCols() != v.numCols())
            throw new IllegalArgumentException("the gradient is " + dO.shape() + ", but the output was " + v.shape());
        Gradients d = new Gradients(q.createLike(), k.createLike(), v.createLike());
        for (int h = 0; h < heads.size(); h++) {
            Matrix P = attended.probabilities.get(h), Q = of(h, q), K = of(h, k), V = of(h, v), dOh = of(h, dO);
            Matrix PdP = P.times(dOh.multTransB(V));                                              // P ⊙ dP, dP = dO Vᵀ
            Matrix dS = P.createLike();
            for (int i = 0; i < P.numRows(); i++) {
                double sum = 0;
                for (int j = 0; j < P.numCols(); j++) sum += PdP.get(i, j);
                for (int j = 0; j < P.numCols(); j++)
                    dS.set(i, j, (PdP.get(i, j) - P.get(i, j) * sum) / Math.sqrt(Q.numCols()));   // dS = P ⊙ (dP − sum) / √d
            }
            d.dq().insertIntoThis(0, h * Q.numCols(), dS.mult(K));                                // dQ = dS K
            d.dk().insertIntoThis(0, h * K.numCols(), dS.multTransA(Q));                          // dK = dSᵀ Q
            d.dv().insertIntoThis(0, h * V.numCols(), P.multTransA(dOh));                         // dV = Pᵀ dO
        }
        return d;
    }

    /// The columns of head h.
    private Matrix of(int h, Matrix x) {
        int width = x.numCols() / heads.size();
        return x.cols(h * width, (h + 1) * width);
    }

    /// 1 where there is a connection, else 0.
    private Matrix seen(int h, Matrix q) {
        int N = heads.get(h).length();
        Matrix seen = q.like(N, N);
        for (int i = 0; i < N; i++) for (int j : heads.get(h).keys(i)) seen.set(i, j, 1);
        return seen;
    }

    private void requireShapes(Matrix q, Matrix k, Matrix v) {
        int N = heads.getFirst().length(), H = heads.size();
        if (q.numRows() != N || k.numRows() != N || v.numRows() != N || k.numCols() != q.numCols() || q.numCols() % H != 0
                || v.numCols() % H != 0)
            throw new IllegalArgumentException("queries " + q.shape() + ", keys " + k.shape() + " and values " + v.shape()
                    + " do not fit " + H + " heads over " + N + " positions");
    }

    @Override public String toString() {
        return "TextbookAttention of " + heads.size() + " heads over " + heads.getFirst().length() + " positions";
    }

    /// The same result twice, once with N² numbers kept.
    public static void demo() {
        int N = 256;
        RandomGenerator random = Randoms.of(1);
        List<Connections> heads = AttentionPattern.strided(16).stream().map(pattern -> pattern.connections(N)).toList();
        Matrix q = Randoms.gaussian(N, 32, 1, random), k = Randoms.gaussian(N, 32, 1, random),
                v = Randoms.gaussian(N, 32, 1, random);
        Attended textbook = new TextbookAttention(heads).attend(q, k, v);
        var streaming = new generative.math.DotProductAttention(heads).attend(q, k, v);
        System.out.println("textbook  " + textbook.output());
        System.out.println("streaming " + streaming.output());
        System.out.printf("kept beside q, k, v and o: %,d probabilities, or %,d logarithms of sums%n",
                textbook.probabilities().stream().mapToInt(Matrix::getNumElements).sum(), streaming.logSums().getNumElements());
        System.out.printf("connections that there are: %,d%n", heads.stream().mapToLong(Connections::count).sum());
        System.out.println("Both find the same numbers; the textbook keeps all pairs of positions for it, even those that "
                + "never see each other.");
    }
}
