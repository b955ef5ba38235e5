package generative.math;

import java.util.List;

/// Scaled dot-product attention of several heads over the connections that there are, and its gradients.
///
/// ```
/// forward    s[i,j] = q[i]·k[j] / √d            for the keys j that query i sees, in each head
///            L[i]   = ln Σⱼ exp s[i,j]          p[i,j] = exp(s[i,j] − L[i])
///            o[i]   = Σⱼ p[i,j] v[j]
/// backward   D[i]   = do[i]·o[i]                ds[i,j] = p[i,j] (do[i]·v[j] − D[i]) / √d
///            dq[i]  = Σⱼ ds[i,j] k[j]           dk[j] = Σᵢ ds[i,j] q[i]           dv[j] = Σᵢ p[i,j] do[i]
/// ```
/// ```math
/// o_i = \sum_j \frac{\exp(q_i \cdot k_j / \sqrt d)}{\sum_m \exp(q_i \cdot k_m / \sqrt d)}\, v_j
/// ```
/// Neither way keeps the probabilities: the N numbers `L` of a head are enough to find them again, so that memory grows as N and
/// not as the number of connections.
///
/// Shapes: B sequences of N positions lie below each other, so `q` and `k` are (B·N)×(H·d), `v` and `o` (B·N)×(H·e), `L` (B·N)×H; head
/// h has columns h·d … h·d+d−1 (or e), and its own connections. A query that sees nothing gets 0.
///
/// Source: Vaswani et al., *Attention Is All You Need* (2017), section 3.2; Child et al., *Generating Long Sequences with Sparse
/// Transformers* (2019), section 4.2; the backward pass from `L` is that of Dao et al., *FlashAttention* (2022).
public final class DotProductAttention {

    /// @param output  o
    /// @param logSums L
    public record Attended(Matrix output, Matrix logSums) { }

    /// @param dq dL/dq
    /// @param dk dL/dk
    /// @param dv dL/dv
    public record Gradients(Matrix dq, Matrix dk, Matrix dv) { }

    private final List<Connections> heads;

    /// @param heads the connections of each head, all of one length N
    public DotProductAttention(List<Connections> heads) {
        if (heads.isEmpty()) throw new IllegalArgumentException("attention needs 1 head or more");
        for (Connections head : heads)
            if (head.length() != heads.getFirst().length()) throw new IllegalArgumentException(
                    "heads over " + heads.getFirst().length() + " and over " + head.length() + " positions do not go together");
        this.heads = List.copyOf(heads);
    }

    /// The connections of each head.
    public List<Connections> heads() {
        return heads;
    }

    /// N.
    public int length() {
        return heads.getFirst().length();
    }

    /// o and L.
    public Attended attend(Matrix q, Matrix k, Matrix v) {
        requireRows(q, k, v, q.numRows());
        Matrix o = v.createLike(), logSums = v.like(v.numRows(), heads.size());
        q.backend(k, v).attend(q, k, v, heads, o, logSums);
        return new Attended(o, logSums);
    }

    /// The gradients, given what [#attend] answered and dL/do.
    public Gradients backward(Matrix q, Matrix k, Matrix v, Attended attended, Matrix dO) {
        requireRows(q, k, v, q.numRows());
        if (dO.numRows() != v.numRows() || dO.numCols() != v.numCols())
            throw new IllegalArgumentException("the gradient is " + dO.shape() + ", but the output was " + v.shape());
        Gradients gradients = new Gradients(q.createLike(), k.createLike(), v.createLike());
        q.backend(k, v, dO).attendBackward(q, k, v, attended.output, attended.logSums, dO, heads,
                gradients.dq, gradients.dk, gradients.dv);
        return gradients;
    }

    /// o for the query at one position of each sequence: `q` is B×(H·d), while `k` and `v` have all N positions, of which those that the
    /// query does not see may hold anything. For sampling, where the earlier keys and values are kept.
    public Matrix attendAt(int position, Matrix q, Matrix k, Matrix v) {
        java.util.Objects.checkIndex(position, length());
        requireRows(q, k, v, q.numRows() * length());
        Matrix o = v.like(q.numRows(), v.numCols());
        q.backend(k, v).attendAt(position, q, k, v, heads, o);
        return o;
    }

    private void requireRows(Matrix q, Matrix k, Matrix v, int rows) {
        if (rows % length() != 0 || k.numRows() != rows || v.numRows() != rows || k.numCols() != q.numCols()
                || q.numCols() % heads.size() != 0 || v.numCols() % heads.size() != 0)
            throw new IllegalArgumentException("queries " + q.shape() + ", keys " + k.shape() + " and values " + v.shape()
                    + " do not fit " + heads.size() + " heads over " + length() + " positions");
    }

    @Override public String toString() {
        return "Attention of " + heads.size() + " heads over " + length() + " positions";
    }
}
