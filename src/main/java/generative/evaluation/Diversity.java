package generative.evaluation;

import generative.math.Matrix;
import generative.math.Randoms;

/// How various samples are: their mean squared distance from one another, against that of the data.
///
/// ```
/// spread(s)  = mean over pairs m ≠ m′ of ‖sₘ − sₘ′‖²  =  2/(M−1) Σₘ ‖sₘ − s̄‖²
/// diversity  = spread(samples) / spread(data)                1 if the samples are as various as the data, 0 if all are one
/// ```
/// A generator that sends all its noise to one image fools its discriminator for a moment, and has diversity 0: the "Helvetica
/// scenario" of Goodfellow et al., *Generative Adversarial Nets* (2014), section 6.
public final class Diversity {

    private Diversity() { }

    /// The diversity of samples M×d, measured by data N×d.
    public static double of(Matrix samples, Matrix data) {
        if (samples.numCols() != data.numCols())
            throw new IllegalArgumentException("the samples are " + samples.shape() + ", but the data " + data.shape());
        return spread(samples) / spread(data);
    }

    /// The mean squared distance of two different rows.
    public static double spread(Matrix rows) {
        int M = rows.numRows();
        if (M < 2) throw new IllegalArgumentException("a distance needs 2 rows or more, got " + M);
        Matrix mean = rows.columnMeans();
        return 2.0 / (M - 1) * rows.plusRow(mean.scale(-1)).sumOfSquares();
    }

    /// Samples as various as the data, half as far spread, and all the same.
    public static void demo() {
        Matrix data = Randoms.gaussian(1000, 10, 1, Randoms.of(1)), same = Matrix.zeros(1000, 10);
        System.out.printf("other points of the same cloud: %.3f%n", of(Randoms.gaussian(1000, 10, 1, Randoms.of(2)), data));
        System.out.printf("the cloud at half its width:    %.3f%n", of(data.scale(.5), data));
        System.out.printf("one point again and again:      %.3f%n", of(same, data));
        System.out.println("Distances are squared: half the width is a quarter of the diversity.");
    }
}
