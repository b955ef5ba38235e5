package generative.gan;

import generative.math.Matrix;

/// What the generator makes on the straight line between two points of its noise.
///
/// ```
/// z(t) = (1 − t) z₀ + t z₁        t = 0 … 1        images G(z(t))
/// ```
/// Smooth changes on the way show that the generator learned a space of images and not a list of them.
///
/// Source: Goodfellow et al., *Generative Adversarial Nets* (2014), figure 3.
public final class LatentInterpolation {

    private LatentInterpolation() { }

    /// For each row of z₀ and z₁ the images at `steps` points from one to the other, row after row: (N·steps)×d.
    public static Matrix between(Generator generator, Matrix z0, Matrix z1, int steps) {
        if (z0.numRows() != z1.numRows() || z0.numCols() != z1.numCols())
            throw new IllegalArgumentException("no line between points of shapes " + z0.shape() + " and " + z1.shape());
        if (steps < 2) throw new IllegalArgumentException("a line needs 2 points or more, got " + steps);
        Matrix z = z0.like(z0.numRows() * steps, z0.numCols());
        for (int n = 0; n < z0.numRows(); n++)
            for (int s = 0; s < steps; s++) {
                double t = s / (steps - 1.0);
                for (int j = 0; j < z0.numCols(); j++)
                    z.set(n * steps + s, j, (1 - t) * z0.get(n, j) + t * z1.get(n, j));   // z(t) = (1−t) z₀ + t z₁
            }
        return generator.forward(z).output();
    }
}
