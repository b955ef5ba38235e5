package generative.nn;

import generative.math.Matrix;
import generative.math.NormalisedRows;
import java.util.List;

/// Every row is moved to mean 0 and stretched to variance 1 by its own numbers; then a gain and a bias are learned for each
/// column.
///
/// ```
/// forward    y = g ⊙ x̂ + b      x̂ = (x − m) / s      m = mean of the row      s = √(mean (x − m)² + ε)
/// backward   u = g ⊙ dy      dx = (u − ū − x̂ mean(u ⊙ x̂)) / s      dg += Σₙ dy[n] ⊙ x̂[n]      db += Σₙ dy[n]
/// ```
/// ```math
/// y = g \odot \frac{x - m}{s} + b \qquad m = \frac1d \sum_j x_j \qquad s = \sqrt{\frac1d \sum_j (x_j - m)^2 + \varepsilon}
/// ```
/// Shapes: `x`, `y` N×d, `g`, `b` 1×d. The means are over the d numbers of a row, so that a row's result does not depend on the
/// others of the batch. A row of equal numbers gives b: ε keeps s away from 0.
///
/// Source: Ba, Kiros and Hinton, *Layer Normalization* (2016); ε = 10⁻⁵ as in the Sparse Transformer's released code.
public final class LayerNorm implements Layer {

    private final Parameter g, b;
    private final double epsilon;

    /// For rows of d numbers, with g = 1, b = 0 and ε = 10⁻⁵.
    public LayerNorm(int d) {
        this(Matrix.zeros(1, d).plus(1), Matrix.zeros(1, d), 1e-5);
    }

    /// With this gain and this bias, 1×d.
    public LayerNorm(Matrix g, Matrix b, double epsilon) {
        if (g.numRows() != 1 || b.numRows() != 1 || g.numCols() != b.numCols())
            throw new IllegalArgumentException("gain " + g.shape() + " and bias " + b.shape() + " do not fit");
        if (!(epsilon > 0)) throw new IllegalArgumentException("ε must be above 0, got " + epsilon);
        this.g = new Parameter("g", g);
        this.b = new Parameter("b", b);
        this.epsilon = epsilon;
    }

    public Parameter gain() {
        return g;
    }

    public Parameter bias() {
        return b;
    }

    @Override public Pass forward(Matrix x) {
        NormalisedRows rows = NormalisedRows.centred(x, g.value(), b.value(), epsilon);       // y = g ⊙ (x − m) / s + b
        return new Pass(rows.y(), dy -> {
            rows.addGainGradient(dy, g.gradient());                        // dg += Σₙ dy[n] ⊙ x̂[n]
            b.gradient().addColumnSums(dy);                                // db += Σₙ dy[n]
        }, rows::inputGradient);                                           // dx  = (u − ū − x̂ mean(u ⊙ x̂)) / s
    }

    @Override public List<Parameter> parameters() {
        return List.of(g, b);
    }

    @Override public String toString() {
        return "LayerNorm " + g.value().numCols();
    }

    /// Rows that differ by an offset and a factor come out the same.
    public static void demo() {
        Matrix x = Matrix.of(new double[][] {{1, 2, 3, 4}, {101, 102, 103, 104}, {10, 20, 30, 40}, {7, 7, 7, 7}});
        Matrix y = new LayerNorm(4).forward(x).output();
        for (int n = 0; n < x.numRows(); n++) System.out.println(x.rows(n, n + 1) + " → " + y.rows(n, n + 1));
        System.out.println("An offset and a factor of the row are gone; where all numbers are equal, nothing is left.");
    }
}
