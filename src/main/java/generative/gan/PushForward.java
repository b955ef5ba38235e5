package generative.gan;

import generative.math.Matrix;
import java.util.Arrays;

/// The distribution of G(z) on the line, when z is uniform on an interval: what the generator makes of its noise.
///
/// ```
/// z₀ < z₁ < … < z_M evenly spaced; the mass 1/M of each gap lies spread evenly between G(zᵢ) and G(zᵢ₊₁)
/// p_g(bin) = Σᵢ (1/M) · (share of [G(zᵢ), G(zᵢ₊₁)] inside the bin) / width of the bin
/// ```
/// For a piecewise linear G with its corners on the grid this is exact, for a smooth one it is off by O(1/M²); nothing is
/// drawn at random and no kernel blurs it. Mass outside [low, high] is left out.
///
/// Source: change of variables; figure 1 of Goodfellow et al., *Generative Adversarial Nets* (2014), shows it as the green line.
public final class PushForward {

    private PushForward() { }

    /// The density in each of `bins` equal bins on [low, high], from the values G(zᵢ), (M+1)×1.
    public static double[] density(Matrix values, double low, double high, int bins) {
        if (!(low < high)) throw new IllegalArgumentException("a range needs low < high, got " + low + " and " + high);
        double[] density = new double[bins];
        double width = (high - low) / bins;
        int gaps = values.numRows() - 1;
        for (int i = 0; i < gaps; i++) {
            double from = (Math.min(values.get(i), values.get(i + 1)) - low) / width;      // in bins
            double to = (Math.max(values.get(i), values.get(i + 1)) - low) / width;
            if (to - from < 1e-9) to = from + 1e-9;                                        // a point: into its bin
            for (int b = Math.max(0, (int) from); b < Math.min(bins, Math.ceil(to)); b++)
                density[b] += Math.max(0, Math.min(to, b + 1) - Math.max(from, b)) / (to - from) / gaps / width;
        }
        return density;
    }

    /// The middles of the bins.
    public static double[] middles(double low, double high, int bins) {
        double[] middles = new double[bins];
        Arrays.setAll(middles, b -> low + (b + 0.5) * (high - low) / bins);
        return middles;
    }

    /// G(z) = 2z + 1 spreads the noise on [−1, 1] evenly over [−1, 3].
    public static void demo() {
        Matrix line = Matrix.of(new double[][] {{-1}, {1}, {3}}), square = Matrix.of(new double[][] {{1}, {.25}, {0}, {.25}, {1}});
        System.out.println("z uniform on [−1, 1]; density of 2z + 1 in six bins of [−2, 4]:");
        System.out.println(Arrays.toString(density(line, -2, 4, 6)));
        System.out.println("density of z² (five values of z) in four bins of [0, 1]:");
        System.out.println(Arrays.toString(density(square, 0, 1, 4)));
        System.out.println("Where G is flat, the noise piles up and the density is high.");
    }
}
