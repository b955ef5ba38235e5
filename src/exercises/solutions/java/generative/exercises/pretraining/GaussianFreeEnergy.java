package generative.exercises.pretraining;

import generative.math.Elementwise;
import generative.math.Matrix;

/// A solution of the exercise; the task is in the stub.
public record GaussianFreeEnergy(Matrix W, Matrix a, Matrix b, Matrix sigma) {

    public Matrix of(Matrix v) {
        Matrix softplus = perWidth(v).affine(W, b, Elementwise.SOFTPLUS), ones = W.like(W.numCols(), 1);
        ones.fill(1);
        return perWidth(v.plusRow(a.scale(-1))).rowSquaredNorms().scale(.5)        // Σ (v − a)² / 2σ²
                .minus(softplus.mult(ones));                                       // − Σⱼ sp(zⱼ)
    }

    public Matrix slope(Matrix v) {
        Matrix p = perWidth(v).affine(W, b, Elementwise.SIGMOID);
        return perWidth(perWidth(v.plusRow(a.scale(-1))).minus(p.multTransB(W)));  // ((v − a)/σ − p Wᵀ) / σ
    }

    /// v/σ.
    private Matrix perWidth(Matrix v) {
        return v.times(v.createLike().plusRow(sigma.map(width -> 1 / width)));
    }
}
