package generative.math;

import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/// The operations in which the time goes, behind one interface.
///
/// Every backend computes the same mathematics; [ReferenceBackend] is the text to read, [VectorBackend] the same
/// operations for speed. Callers use the methods of [Matrix], which check the shapes once and then call
/// the backend; a backend trusts what it is given. Results go into the last argument, which no other argument shares
/// unless the method says so. Many threads may call a backend at once, and get the bits that one alone would get.
///
/// Which one runs is chosen once per process, by the system property `generative.backend`:
/// `auto` (the default: the faster of the next two that works here), `reference`, `vector` or `opencl`
/// ([OpenClBackend]). Matrices in double precision are always served by the reference.
public interface Backend extends RowOperations {

    /// One sentence: which backend this is and why it runs.
    String describe();

    /// Why a backend of the host does all the work of this one, as part of a sentence; empty where it runs as it was asked to.
    default Optional<String> trouble() {
        return Optional.empty();
    }

    /// Waits until all that was asked for is done. Nobody needs it to get results, but who measures time does: a device works
    /// on after the call has returned.
    default void finish() { }

    /// Calls `part` with each of 0 … parts−1 and returns when all are done, several at a time where the backend has threads for it.
    /// Each part writes to places of its own. What one of several parts asks of the backend its own thread does alone, so many small
    /// operations need not wait for each other.
    default void inParts(int parts, IntConsumer part) {
        for (int p = 0; p < parts; p++) part.accept(p);
    }

    /// C = op(A) op(B), or C += op(A) op(B) when `add`; op transposes where asked.
    void multiply(Matrix A, boolean transposeA, Matrix B, boolean transposeB, boolean add, Matrix C);

    /// y[n,j] = Σᵢ x[n,i] W[i,j] + b[0,j].
    void affine(Matrix x, Matrix W, Matrix b, Matrix y);

    /// y[n,j] = f(Σᵢ x[n,i] W[i,j] + b[0,j]), f being applied while the sums are still in the cache where a backend can.
    default void affine(Matrix x, Matrix W, Matrix b, Elementwise f, Matrix y) {
        affine(x, W, b, y);
        apply(f, y, y);
    }

    /// y[n,i] = f(Σⱼ h[n,j] W[i,j] + a[0,i]), the way back down through the same weights; without an f where it is null.
    default void affineTransposed(Matrix h, Matrix W, Matrix a, Elementwise f, Matrix y) {
        multiply(h, false, W, true, false, y);
        plusRow(y, a, y);
        if (f != null) apply(f, y, y);
    }

    /// y[n,j] = x[n,j] + row[0,j]; `y` may be `x`.
    void plusRow(Matrix x, Matrix row, Matrix y);

    /// sums[0,j] += Σₙ x[n,j].
    void addColumnSums(Matrix x, Matrix sums);

    /// y = f(x), element by element; `y` may be `x`.
    void apply(Elementwise f, Matrix x, Matrix y);

    /// dx = dy ⊙ f′(x), where y = f(x); `dx` may be `dy`.
    void applyBackward(Elementwise f, Matrix x, Matrix y, Matrix dy, Matrix dx);

    /// c = a + b; `c` may be `a` or `b`.
    default void plus(Matrix a, Matrix b, Matrix c) {
        float[] x = a.residence().read(), y = b.residence().read(), z = c.residence().write();
        for (int i = 0; i < z.length; i++) z[i] = x[i] + y[i];
    }

    /// c = a ⊙ b, element by element; `c` may be `a` or `b`.
    void times(Matrix a, Matrix b, Matrix c);

    /// y[n,j] = scale · x[n,j] if number n·d+j of the stream `key` is below `keep`, else 0; `y` may be `x`. The same key
    /// gives the same mask again, so that nobody need store it ([CounterRandom] says what the numbers are).
    void dropout(Matrix x, long key, double keep, double scale, Matrix y);

    /// `y[i]` = 1 if number i of the stream `key` is below `p[i]`, else 0; `y` may be `p`. A NaN gives 0.
    void bernoulli(Matrix p, long key, Matrix y);

    /// gradient = (σ(a) − t) / N; gives Σ sp(a) − t a, both sums and slopes from one e^−|a|.
    double logisticLoss(Matrix a, Matrix t, int N, Matrix gradient);

    /// `out[i]` = low + (high − low) u, with u the number i of the stream `key`, uniform on [0, 1); never `high` itself.
    void uniform(long key, double low, double high, Matrix out);

    /// `out[i]` = std · g, with g the normal number i of the stream `key`.
    void gaussian(long key, double std, Matrix out);

    /// h[n,j] = max over p of z[n, j·group+p]; winner[n·m+j] = the p that won, the first one in a tie.
    /// A NaN wins if it is the first piece and is passed over if it is not. [#rowArgMin] treats it likewise.
    void groupMax(Matrix z, int group, Matrix h, int[] winner);

    /// dz[n, j·group+p] = dh[n,j] if p = winner[n·m+j], else 0.
    void groupMaxBackward(Matrix dh, int group, int[] winner, Matrix dz);

    /// `y[n,i]` = `x[n, index[i]]`, or 0 where `index[i]` is negative.
    void gather(Matrix x, int[] index, Matrix y);

    /// `x[n, index[i]]` += `y[n,i]`, the transpose of [#gather]; a negative `index[i]` is passed over.
    void scatterAdd(Matrix y, int[] index, Matrix x);

    /// `d[n,m]` = ‖`x[n]` − `s[m]`‖² = ‖`x[n]`‖² + ‖`s[m]`‖² − 2 `x[n]`·`s[m]`, never below 0. The norms are given as columns.
    void squaredDistances(Matrix x, Matrix xNorms, Matrix s, Matrix sNorms, Matrix d);

    /// `out[k][n]` = ln Σₘ exp(`factors[k]` · ‖`x[n]` − `s[m]`‖²), factors below 0, with the true maximum taken out first. An
    /// N×M matrix of distances is never stored.
    void logSumExpOfDistances(Matrix x, Matrix s, double[] factors, double[][] out);

    /// `index[n]` = the m with the least ‖`x[n]` − `s[m]`‖², the first one in a tie; `distance[n]` = that square, never below 0.
    /// NaN is nowhere near: a row without any number as distance gets index 0 and ∞; with
    /// infinities among the numbers a distance may become NaN. An N×M matrix is never stored.
    void nearest(Matrix x, Matrix s, int[] index, double[] distance);

    /// `sums[m·d + j]` += Σ `x[n,j]` and `counts[m]` += the number of n, both over the rows n with `index[n]` = m.
    void addRowsByIndex(Matrix x, int[] index, double[] sums, int[] counts);

    /// o and L of [DotProductAttention], one list of connections for each head. No matrix of all scores is stored.
    default void attend(Matrix q, Matrix k, Matrix v, List<Connections> heads, Matrix o, Matrix logSums) {
        ReferenceAttention.attend(q, k, v, heads, o, logSums);
    }

    /// dq, dk and dv of [DotProductAttention], from its o and L. What dq, dk and dv held before is lost.
    default void attendBackward(Matrix q, Matrix k, Matrix v, Matrix o, Matrix logSums, Matrix dO, List<Connections> heads,
                                Matrix dq, Matrix dk, Matrix dv) {
        ReferenceAttention.backward(q, k, v, o, logSums, dO, heads, dq, dk, dv);
    }

    /// o of the query at one position of each sequence, q being B×(H·d), k and v (B·N)×…
    default void attendAt(int position, Matrix q, Matrix k, Matrix v, List<Connections> heads, Matrix o) {
        ReferenceAttention.attendAt(position, q, k, v, heads, o);
    }

    /// v ← μ v − η g,  θ ← θ + v,  g ← 0, in one pass.
    void sgdStep(Matrix theta, Matrix v, Matrix g, double eta, double mu);

    /// w ← w · c / (10⁻⁷ + ‖w‖) for each column w of W that is longer than c; the others stay as they are.
    void maxNorm(Matrix W, double c);

    /// m ← β₁ m + (1−β₁) g,  s ← β₂ s + (1−β₂) g²,  θ ← θ (1 − decay) − η m̂ / (√ŝ + ε),  g ← 0, in one pass,
    /// with m̂ = m / (1−β₁ᵗ), ŝ = s / (1−β₂ᵗ) given as `correction1` = 1−β₁ᵗ and `correction2` = 1−β₂ᵗ.
    void adamStep(Matrix theta, Matrix m, Matrix s, Matrix g, double eta, double beta1, double beta2,
                  double epsilon, double decay, double correction1, double correction2);

    // ---- the operations on whole rows --------------------------------------------------------------------------

    /// Who does them.
    RowOperations rows();

    @Override default void rowLogSumExp(Matrix x, double factor, Matrix out) {
        rows().rowLogSumExp(x, factor, out);
    }

    @Override default void softmax(Matrix x, Matrix y) {
        rows().softmax(x, y);
    }

    @Override default double softmaxLoss(Matrix a, int[] label, Matrix gradient) {
        return rows().softmaxLoss(a, label, gradient);
    }

    @Override default void rowArgMin(Matrix x, int[] index) {
        rows().rowArgMin(x, index);
    }

    @Override default void normalise(Matrix x, Matrix g, Matrix b, double epsilon, Matrix y, Matrix statistics) {
        rows().normalise(x, g, b, epsilon, y, statistics);
    }

    @Override default void normaliseBackward(Matrix x, Matrix statistics, Matrix g, boolean centred, Matrix dy, Matrix dx) {
        rows().normaliseBackward(x, statistics, g, centred, dy, dx);
    }

    @Override default void addGainGradient(Matrix x, Matrix statistics, Matrix dy, Matrix dg) {
        rows().addGainGradient(x, statistics, dy, dg);
    }

    @Override default void addRows(Matrix x, int[] index, Matrix sums) {
        rows().addRows(x, index, sums);
    }

    // ---- which one runs ----------------------------------------------------------------------------------------

    /// The backend for float matrices in this process.
    ///
    /// @throws generative.UserException if `generative.backend` names one that cannot run here
    static Backend current() {
        return BackendChoice.current();
    }

    /// The backend that is written to be read, and that serves double precision.
    static Backend reference() {
        return ReferenceBackend.INSTANCE;
    }
}
