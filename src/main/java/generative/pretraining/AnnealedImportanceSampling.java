package generative.pretraining;

import generative.math.Elementwise;
import generative.math.Matrix;
import generative.math.Randoms;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;

/// The partition function of a machine too large to sum over, by walking to it from one that is known.
///
/// ```
/// F_β(v) = −((1−β) aᴬ + β a)·v − Σⱼ sp(β zⱼ),   z = b + v W         β = 0: independent pixels with bias aᴬ;  β = 1: the machine
/// a run      v ~ machine 0;  for β₁ < β₂ < … :  ln w += F_βₖ(v) − F_βₖ₊₁(v),  then a Gibbs step at βₖ₊₁:
///            h ~ σ(β z),   v ~ σ((1−β) aᴬ + β (a + h Wᵀ))
/// ln Z ≈ m ln 2 + Σᵢ sp(aᴬᵢ) + ln mean(w)                           its error ≈ √((M Σw² / (Σw)² − 1) / M) for M runs
/// ```
/// ```math
/// \ln Z \approx m \ln 2 + \sum_i \ln \bigl( 1 + e^{a^A_i} \bigr) + \ln \frac1M \sum_r w_r
/// \qquad \ln w = \sum_k F_{\beta_k}(v_k) - F_{\beta_{k+1}}(v_k)
/// ```
/// The mean of w is unbiased, so ln Z is under- rather than overestimated, and likelihoods over- rather than under-. All runs are one
/// batch of M rows, whose products the backend's threads share.
///
/// Source: Neal (2001); Salakhutdinov and Murray, *On the Quantitative Analysis of Deep Belief Networks* (2008).
///
/// @param logZ       the estimate, nats
/// @param error      its standard error, nats
/// @param logWeights ln w of each run, without the base's ln Z
public record AnnealedImportanceSampling(double logZ, double error, double[] logWeights) {

    /// The original schedule: β = 0 to .5 by .001, to .9 by .0001, to 1 by .00001; 14,500 steps.
    public static double[] publishedSchedule() {
        double[] beta = new double[14_501];
        for (int k = 0; k <= 14_500; k++)
            beta[k] = k <= 500 ? k / 1000.0 : k <= 4500 ? .5 + (k - 500) / 10_000.0 : .9 + (k - 4500) / 100_000.0;
        return beta;
    }

    /// So many equal steps from 0 to 1.
    public static double[] evenSchedule(int steps) {
        if (steps < 1) throw new IllegalArgumentException("a walk needs 1 step or more, got " + steps);
        double[] beta = new double[steps + 1];
        for (int k = 0; k <= steps; k++) beta[k] = k / (double) steps;
        return beta;
    }

    /// Estimates ln Z.
    ///
    /// @param means    of the data, 1×d, which make the base: aᴬ = logit of them, clipped to [10⁻⁵, 1−10⁻⁵]
    /// @param schedule β from 0 to 1
    /// @param runs     M
    /// @param watch    is told the number of the step
    public static AnnealedImportanceSampling of(Rbm rbm, Matrix means, double[] schedule, int runs, RandomGenerator random,
            LongConsumer watch) {
        if (rbm.units() != VisibleUnits.BERNOULLI)
            throw new IllegalArgumentException("annealed importance sampling is written for visible bits, not for " + rbm.units());
        if (runs < 1) throw new IllegalArgumentException("the mean of the weights needs 1 run or more, got " + runs);
        if (schedule.length < 2 || schedule[0] != 0 || schedule[schedule.length - 1] != 1)
            throw new IllegalArgumentException("a schedule goes from 0 to 1, got " + Arrays.toString(schedule));
        Matrix W = rbm.weights().value(), a = rbm.visibleBias().value(), b = rbm.hiddenBias().value();
        Matrix base = means.map(m -> {
            double p = Math.clamp(m, 1e-5, 1 - 1e-5);
            return Math.log(p) - Math.log1p(-p);
        });
        Matrix v = Randoms.bernoulli(a.like(runs, rbm.visible()).plusRow(base.apply(Elementwise.SIGMOID)), random);     // machine 0
        double[] logWeight = new double[runs];
        for (int k = 0; k + 1 < schedule.length; k++) {
            double beta = schedule[k], next = schedule[k + 1];
            Matrix z = v.affine(W, b), warmer = z.scale(next);
            Matrix change = Rbm.rowSums(warmer.apply(Elementwise.SOFTPLUS).minus(z.scale(beta).apply(Elementwise.SOFTPLUS)))
                    .plus(next - beta, v.multTransB(a.minus(base)));
            for (int run = 0; run < runs; run++) logWeight[run] += change.get(run);        // F_β(v) − F_next(v)
            Matrix h = Randoms.bernoulli(warmer.apply(Elementwise.SIGMOID), random);
            Matrix bias = base.scale(1 - next).plus(next, a);
            v = Randoms.bernoulli(h.multTransB(W).scale(next).plusRow(bias).apply(Elementwise.SIGMOID), random);
            watch.accept(k + 1);
        }
        double baseLogZ = rbm.hidden() * Math.log(2) + base.apply(Elementwise.SOFTPLUS).elementSum();
        return of(baseLogZ, logWeight);
    }

    /// Without anybody watching.
    public static AnnealedImportanceSampling of(Rbm rbm, Matrix means, double[] schedule, int runs, RandomGenerator random) {
        return of(rbm, means, schedule, runs, random, step -> { });
    }

    private static AnnealedImportanceSampling of(double baseLogZ, double[] logWeight) {
        double max = Arrays.stream(logWeight).max().orElseThrow(), sum = 0, squares = 0;
        for (double l : logWeight) {
            sum += Math.exp(l - max);
            squares += Math.exp(2 * (l - max));
        }
        int M = logWeight.length;
        double variance = Math.max(0, M * squares / (sum * sum) - 1);       // of one weight, relative to its mean squared
        return new AnnealedImportanceSampling(baseLogZ + max + Math.log(sum / M), Math.sqrt(variance / M), logWeight);
    }

    @Override public String toString() {
        return String.format(Locale.ROOT, "ln Z = %.3f ± %.3f (%d runs)", logZ, error, logWeights.length);
    }

    /// A machine small enough to know the truth.
    public static void demo() {
        RandomGenerator random = Randoms.of(1);
        Rbm rbm = new Rbm(VisibleUnits.BERNOULLI, Randoms.gaussian(12, 8, 1, random), Randoms.gaussian(1, 12, .5, random),
                Randoms.gaussian(1, 8, .5, random));
        System.out.printf("exactly:         ln Z = %.3f%n", PartitionFunction.exact(rbm));
        Matrix means = Matrix.zeros(1, 12).plus(.5);
        for (int steps : new int[] {1, 10, 100, 1000})
            System.out.printf("%5d steps:     %s%n", steps, of(rbm, means, evenSchedule(steps), 100, Randoms.of(2)));
        System.out.println("One step is plain importance sampling, and poor; small steps come near the truth, and know how near.");
    }
}
