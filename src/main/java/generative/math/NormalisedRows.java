package generative.math;

/// Rows brought to one size, each by its own statistics, then stretched by a gain: what layer norm and RMS norm have in common.
///
/// ```
/// forward    y[n,j] = g[j] x̂[n,j] + b[j]      x̂[n,j] = (x[n,j] − m[n]) r[n]      r[n] = (meanⱼ (x[n,j] − m[n])² + ε)^−½
/// backward   u = g ⊙ dy[n]      dx[n] = r[n] (u − ū − x̂[n] mean(u ⊙ x̂[n]))      dg += Σₙ dy[n] ⊙ x̂[n]
/// ```
/// `m[n]` is the mean of row n where there is a b; else there is no b, `m[n]` = 0, and ū, the mean of u, is not taken off.
/// Shapes: `x`, `y`, `dy`, `dx` N×d, `g`, `b`, `dg` 1×d. Kept for the way back are x itself and two numbers a row.
public final class NormalisedRows {

    private final Matrix x, g, y, statistics;
    private final boolean centred;

    private NormalisedRows(Matrix x, Matrix g, Matrix b, double epsilon) {
        if (g.numRows() != 1 || g.numCols() != x.numCols())
            throw new IllegalArgumentException("the rows of " + x.shape() + " cannot have the gain " + g.shape());
        this.x = x;
        this.g = g;
        centred = b != null;
        y = x.createLike();
        statistics = x.like(x.numRows(), 2);                               // m, r
        x.backend(g, centred ? b : g).normalise(x, g, b, epsilon, y, statistics);
    }

    /// Around their means, with a bias 1×d.
    public static NormalisedRows centred(Matrix x, Matrix g, Matrix b, double epsilon) {
        if (b.numRows() != g.numRows() || b.numCols() != g.numCols())
            throw new IllegalArgumentException("gain " + g.shape() + " and bias " + b.shape() + " do not fit");
        return new NormalisedRows(x, g, b, epsilon);
    }

    /// Around 0, without a bias.
    public static NormalisedRows around0(Matrix x, Matrix g, double epsilon) {
        return new NormalisedRows(x, g, null, epsilon);
    }

    public Matrix y() {
        return y;
    }

    /// dx.
    public Matrix inputGradient(Matrix dy) {
        Matrix dx = x.createLike();
        x.backend(g, dy).normaliseBackward(x, statistics, g, centred, dy, dx);
        return dx;
    }

    /// dg += Σₙ `dy[n]` ⊙ `x̂[n]`.
    public void addGainGradient(Matrix dy, Matrix dg) {
        x.backend(dy, dg).addGainGradient(x, statistics, dy, dg);
    }
}
