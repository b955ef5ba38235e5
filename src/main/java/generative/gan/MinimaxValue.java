package generative.gan;

import generative.math.Elementwise;
import generative.math.Matrix;
import java.util.function.DoubleUnaryOperator;

/// The value of the game: how well the discriminator tells data from samples.
///
/// ```
/// V(D, G) = E over data of ln D(x)  +  E over noise of ln(1 − D(G(z)))          D maximises, G minimises
/// D*(x)   = p_data(x) / (p_data(x) + p_g(x))                                    the best D for a fixed G
/// V(D*, G) = −ln 4 + KL(p_data ‖ m) + KL(p_g ‖ m) = −ln 4 + 2 JSD(p_data ‖ p_g)    m = ½ (p_data + p_g)
/// ```
/// ```math
/// D^*(x) = \frac{p_{data}(x)}{p_{data}(x) + p_g(x)} \qquad V(D^*, G) = -\ln 4 + 2\,\mathrm{JSD}(p_{data} \,\|\, p_g)
/// ```
/// Since 0 ≤ JSD ≤ ln 2, the value of a perfect discriminator lies between −ln 4 = −1.386 (the two are the same, D* = ½
/// everywhere) and 0 (they have nothing in common). All in nats.
///
/// Source: Goodfellow et al., *Generative Adversarial Nets* (2014), equation 1, proposition 1, theorem 1.
public final class MinimaxValue {

    /// The least value of a perfect discriminator, −ln 4, reached when the generator has the data's distribution.
    public static final double MINIMUM = -Math.log(4);

    private MinimaxValue() { }

    /// The value estimated from the discriminator's logits on data and on samples, N×1 and M×1.
    ///
    /// ln σ(a) = −sp(−a) and ln(1 − σ(a)) = −sp(a), so no logit is too large.
    public static double ofLogits(Matrix onData, Matrix onSamples) {
        return -onData.map(a -> Elementwise.SOFTPLUS.value(-a)).mean() - onSamples.map(Elementwise.SOFTPLUS::value).mean();
    }

    /// D* where the densities are p (data) and q (generator); ½ where both vanish, since nothing is ever seen there.
    public static double optimalDiscriminator(double p, double q) {
        return p + q == 0 ? 0.5 : p / (p + q);
    }

    /// V(D*, G) for two distributions over the same finite set.
    public static double optimum(double[] p, double[] q) {
        return MINIMUM + 2 * jensenShannon(p, q);
    }

    /// JSD(p ‖ q) = ½ KL(p ‖ m) + ½ KL(q ‖ m), m = ½ (p + q), in nats, for distributions over the same finite set.
    public static double jensenShannon(double[] p, double[] q) {
        requireDistribution(p);
        requireDistribution(q);
        if (p.length != q.length)
            throw new IllegalArgumentException("the distributions have " + p.length + " and " + q.length + " values");
        double sum = 0;
        for (int i = 0; i < p.length; i++) sum += 0.5 * (divergenceAt(p[i], q[i]) + divergenceAt(q[i], p[i]));
        return sum;
    }

    /// JSD of two densities on the line, by the trapezium rule on [low, high] with n intervals.
    public static double jensenShannon(DoubleUnaryOperator p, DoubleUnaryOperator q, double low, double high, int n) {
        double sum = 0, h = (high - low) / n;
        for (int i = 0; i <= n; i++) {
            double x = low + i * h, px = p.applyAsDouble(x), qx = q.applyAsDouble(x);
            sum += (i == 0 || i == n ? 0.5 : 1) * 0.5 * (divergenceAt(px, qx) + divergenceAt(qx, px));
        }
        return sum * h;
    }

    /// The term p ln(p / m) with m = ½ (p + q), which is 0 where p is.
    private static double divergenceAt(double p, double q) {
        return p == 0 ? 0 : p * Math.log(2 * p / (p + q));
    }

    private static void requireDistribution(double[] p) {
        double sum = 0;
        for (double x : p) {
            if (!(x >= 0)) throw new IllegalArgumentException("a probability cannot be " + x);
            sum += x;
        }
        if (Math.abs(sum - 1) > 1e-9) throw new IllegalArgumentException("the probabilities add up to " + sum + ", not to 1");
    }

    /// The value of a perfect discriminator falls to −ln 4 as the generator approaches the data.
    public static void demo() {
        double[] data = {.5, .5};
        for (double a : new double[] {1, .9, .7, .5}) {
            double[] generator = {a, 1 - a};
            System.out.printf("data (.5, .5), generator (%.1f, %.1f): D* = (%.3f, %.3f), JSD = %.4f, V(D*, G) = %.4f%n",
                    a, 1 - a, optimalDiscriminator(.5, a), optimalDiscriminator(.5, 1 - a),
                    jensenShannon(data, generator), optimum(data, generator));
        }
        System.out.printf("The last one is −ln 4 = %.4f: D* cannot do better than guess.%n", MINIMUM);
    }
}
