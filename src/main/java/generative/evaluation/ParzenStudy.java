package generative.evaluation;

import generative.math.Matrix;
import generative.math.Randoms;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// How far a Parzen estimate can be trusted: what it depends on besides the model.
///
/// ```
/// number of samples     the estimate rises with it, slowly, and has not settled at 10,000
/// seed                  other samples of the same model give another number
/// dimension             for data N(0, I_d) and samples from the very same distribution it should be −(d/2) ln(2πe)
/// ```
/// The paper itself says that the method has "somewhat high variance and does not perform well in high dimensional spaces".
///
/// Sources: Goodfellow et al., *Generative Adversarial Nets* (2014), section 5; Theis, van den Oord and Bethge, *A Note on the
/// Evaluation of Generative Models* (2016), section 4.
public final class ParzenStudy {

    private ParzenStudy() { }

    /// Estimate and truth for a model that is perfect, both in nats for each dimension.
    public record Dimension(int d, double estimated, double truth) { }

    /// The protocol with the first n samples of the pool, for each n.
    public static List<ParzenProtocol> againstCount(Matrix pool, Matrix validation, Matrix test, int... counts) {
        for (int n : counts)
            if (n < 1 || n > pool.numRows())
                throw new IllegalArgumentException("cannot take " + n + " samples of " + pool.numRows());
        return Arrays.stream(counts).mapToObj(n -> ParzenProtocol.follow(n + " samples", pool.rows(0, n), validation, test)).toList();
    }

    /// The protocol with the samples of each seed.
    public static List<ParzenProtocol> overSeeds(LongFunction<Matrix> samples, Matrix validation, Matrix test, long... seeds) {
        return LongStream.of(seeds).mapToObj(seed -> ParzenProtocol.follow("seed " + seed, samples.apply(seed), validation, test)).toList();
    }

    /// Data and n samples from N(0, I_d), σ chosen on 500 other points of the same distribution from a wide grid.
    public static List<Dimension> inDimensions(int n, long seed, int... dimensions) {
        return IntStream.of(dimensions).mapToObj(d -> {
            RandomGenerator random = Randoms.of(seed, d);
            ParzenWindow window = new ParzenWindow(Randoms.gaussian(n, d, 1, random));
            double[] grid = IntStream.rangeClosed(0, 24).mapToDouble(i -> .05 * Math.pow(1.2, i)).toArray();      // .05 … 4
            double sigma = SigmaSearch.on(window, Randoms.gaussian(500, d, 1, random), grid).sigma();
            double mean = window.estimate(Randoms.gaussian(1000, d, 1, random), sigma).mean();
            return new Dimension(d, mean / d, -0.5 * Math.log(2 * Math.PI * Math.E));
        }).toList();
    }

    /// A perfect model of a normal distribution, judged in more and more dimensions.
    public static void demo() {
        System.out.println("  d   estimated   truth   (nats for each dimension, 1,000 samples of a perfect model)");
        for (Dimension row : inDimensions(1000, 1, 1, 3, 10, 30, 100))
            System.out.printf("%3d   %9.3f   %.3f%n", row.d(), row.estimated(), row.truth());
        System.out.println("In one dimension the judge is right; in a hundred it finds fault with the truth itself.");
    }
}
