package generative.nn;

import generative.math.Matrix;
import generative.math.NormalisedRows;
import java.util.List;

/// Every row is divided by its root mean square; then a gain is learned for each column. It is [LayerNorm] without means and
/// biases.
///
/// ```
/// forward    y = g ⊙ x r      r = (mean x² + ε)^−½
/// backward   dx = r g ⊙ dy − x r³ mean(x ⊙ g ⊙ dy)      dg += Σₙ r[n] x[n] ⊙ dy[n]
/// ```
/// ```math
/// y = g \odot x\, r \qquad r = \Bigl( \tfrac1d \sum_j x_j^2 + \varepsilon \Bigr)^{-1/2}
/// ```
/// Shapes: `x`, `y` N×d, `g` 1×d. A row of zeros stays one: ε keeps the root away from 0.
///
/// Source: Zhang and Sennrich, *Root Mean Square Layer Normalization* (2019); it is what Image GPT's released code (2020) does
/// under the name of layer norm, with ε = 10⁻⁵.
public final class RmsNorm implements Layer {

    private final Parameter g;
    private final double epsilon;

    /// For rows of d numbers, with g = 1 and ε = 10⁻⁵.
    public RmsNorm(int d) {
        this(Matrix.zeros(1, d).plus(1), 1e-5);
    }

    /// With this gain, 1×d.
    public RmsNorm(Matrix g, double epsilon) {
        if (g.numRows() != 1) throw new IllegalArgumentException("a gain is one row, got " + g.shape());
        if (!(epsilon > 0)) throw new IllegalArgumentException("ε must be above 0, got " + epsilon);
        this.g = new Parameter("g", g);
        this.epsilon = epsilon;
    }

    public Parameter gain() {
        return g;
    }

    @Override public Pass forward(Matrix x) {
        NormalisedRows rows = NormalisedRows.around0(x, g.value(), epsilon);                 // y = g ⊙ x r
        return new Pass(rows.y(), dy -> rows.addGainGradient(dy, g.gradient()),           // dg += Σₙ r[n] x[n] ⊙ dy[n]
                rows::inputGradient);                                      // dx  = r g ⊙ dy − x r³ mean(x ⊙ g ⊙ dy)
    }

    @Override public List<Parameter> parameters() {
        return List.of(g);
    }

    @Override public String toString() {
        return "RmsNorm " + g.value().numCols();
    }

    /// A factor of the row is gone, an offset is not.
    public static void demo() {
        Matrix x = Matrix.of(new double[][] {{1, 2, 3, 4}, {10, 20, 30, 40}, {101, 102, 103, 104}, {0, 0, 0, 0}});
        Matrix y = new RmsNorm(4).forward(x).output();
        for (int n = 0; n < x.numRows(); n++) System.out.println(x.rows(n, n + 1) + " → " + y.rows(n, n + 1));
        System.out.println("A factor of the row is gone, an offset is not; zeros stay zeros.");
    }
}
