package generative.math;

/// The operations that look at a whole row at once: sums of exponentials, softmax and its loss, normalisation, rows by number.
///
/// They are a part of [Backend], kept apart because each backend has a class of its own for them: [ReferenceRows] is the text to
/// read, [VectorRows] and [OpenClRows] are for speed. A row is visited by one thread, and where rows are added up they are added
/// from the first to the last, so that the number of threads does not change a bit of any result.
public interface RowOperations {

    /// out[n,0] = ln Σⱼ exp(factor · x[n,j]), with the true maximum taken out first.
    void rowLogSumExp(Matrix x, double factor, Matrix out);

    /// y[n,j] = exp x[n,j] / Σ exp x[n,·], with the true maximum taken out first; `y` may be `x`.
    void softmax(Matrix x, Matrix y);

    /// gradient = (softmax(a) − onehot(label)) / N; gives Σₙ ln Σⱼ exp `a[n,j]` − `a[n, label[n]]`, taken as
    /// (max `a[n]` − `a[n, label[n]]`) + ln Σⱼ exp(`a[n,j]` − max `a[n]`), whose two terms never lose digits;
    /// `gradient` may be `a`.
    double softmaxLoss(Matrix a, int[] label, Matrix gradient);

    /// `index[n]` = the j with the least `x[n,j]`, the first one in a tie.
    void rowArgMin(Matrix x, int[] index);

    /// `y[n,j]` = `g[0,j]` (`x[n,j]` − `m[n]`) `r[n]` + `b[0,j]` with `r[n]` = 1 / √(meanⱼ (`x[n,j]` − `m[n]`)² + ε), and
    /// `m[n]` and `r[n]` as row n of `statistics` (N×2). `m[n]` is the mean of the row; without a b (null) it is 0.
    void normalise(Matrix x, Matrix g, Matrix b, double epsilon, Matrix y, Matrix statistics);

    /// `dx[n]` = `r[n]` (u − ū − x̂ · mean(u ⊙ x̂)), where u = g ⊙ `dy[n]` and x̂ = (`x[n]` − `m[n]`) `r[n]`;
    /// ū, the mean of u, is taken off only if the rows were `centred` on their means.
    void normaliseBackward(Matrix x, Matrix statistics, Matrix g, boolean centred, Matrix dy, Matrix dx);

    /// `dg[0,j]` += Σₙ `dy[n,j]` (`x[n,j]` − `m[n]`) `r[n]`.
    void addGainGradient(Matrix x, Matrix statistics, Matrix dy, Matrix dg);

    /// `sums[index[n], j]` += `x[n,j]`, for one n after the other: several n may have the same index.
    void addRows(Matrix x, int[] index, Matrix sums);
}
