package generative.pretraining;

import generative.UserException;
import generative.evaluation.ParzenWindow;
import generative.math.Elementwise;
import generative.math.Matrix;

/// The sum that makes probabilities of energies, Z = Σ e^−E over all states, computed by going through them.
///
/// ```
/// ln Z = ln Σₕ exp(b·h) Πᵢ (1 + e^(aᵢ + W[i,·]·h))          over the hidden states, or over the visible ones, whichever are fewer
/// ln Z = (d/2) ln 2π + ln Σₕ exp(b·h + a·(W hᵀ) + ½ ‖W hᵀ‖²)    for real numbers of variance 1 as visible units
/// ```
/// 2ᵐ states for m units, in blocks, with the largest exponent taken out (log-sum-exp): possible up to 25 units. Beyond, see
/// [AnnealedImportanceSampling].
///
/// Source: Hinton's guide (2010); Salakhutdinov and Murray, *On the Quantitative Analysis of Deep Belief Networks* (2008).
public final class PartitionFunction {

    /// The largest number of units whose states are gone through: 33 million states.
    public static final int MOST_UNITS = 25;

    private static final int BLOCK = 12;                                  // 2¹² states at once

    private PartitionFunction() { }

    /// ln Z, in nats.
    ///
    /// @throws UserException if both sides have more than 25 units
    public static double exact(Rbm rbm) {
        boolean bits = rbm.units() == VisibleUnits.BERNOULLI;
        int fewer = bits ? Math.min(rbm.visible(), rbm.hidden()) : rbm.hidden();
        if (fewer > MOST_UNITS) throw new UserException("The partition function of an " + rbm + " would be a sum over 2^" + fewer
                + " states; at most 2^" + MOST_UNITS + " are gone through, so estimate it by annealed importance sampling.");
        if (bits && rbm.visible() <= rbm.hidden()) return overStates(rbm.visible(), rbm.weights().value(), rbm::freeEnergy);
        if (bits) {
            Rbm mirrored = rbm.mirrored();
            return overStates(rbm.hidden(), rbm.weights().value(), mirrored::freeEnergy);
        }
        return overStates(rbm.hidden(), rbm.weights().value(), h -> freeEnergyOfHidden(rbm, h));
    }

    /// The mean of ln p(v) = −F(v) − ln Z over the rows, in nats.
    public static double meanLogLikelihood(Rbm rbm, Matrix v, double logZ) {
        return -rbm.freeEnergy(v).mean() - logZ;
    }

    private interface FreeEnergy {
        Matrix of(Matrix states);
    }

    /// −ln ∫ e^−E(v, h) dv of each row of h, N×1, where the visible units are no plain bits.
    private static Matrix freeEnergyOfHidden(Rbm rbm, Matrix h) {
        Matrix pull = h.multTransB(rbm.weights().value()), a = rbm.visibleBias().value();          // h Wᵀ, N×d
        Matrix alone = h.multTransB(rbm.hiddenBias().value());                                    // b·h
        return switch (rbm.units()) {
            case VisibleUnits.Gaussian g -> alone.plus(pull.multTransB(a)).plus(pull.rowSquaredNorms().scale(.5))
                    .plus(rbm.visible() / 2.0 * Math.log(2 * Math.PI)).scale(-1);
            case VisibleUnits.WithLabels w -> {
                Matrix z = pull.plusRow(a);
                int d = z.numCols() - w.classes();
                Matrix softplus = z.cols(0, d).apply(Elementwise.SOFTPLUS);                        // 1 + e^z for a bit
                yield alone.plus(Rbm.rowSums(softplus)).plus(z.cols(d, z.numCols()).rowLogSumExp()).scale(-1);     // Σ e^z for a label
            }
            case VisibleUnits.Bernoulli b -> throw new IllegalStateException("bits are gone through by the mirrored machine");
        };
    }

    /// All states of n bits, 2ⁿ×n, in the precision of `like`: bit i of row s is bit i of the number s.
    static Matrix states(int n, Matrix like) {
        Matrix states = like.like(1 << n, n);
        for (int s = 0; s < states.numRows(); s++) for (int i = 0; i < n; i++) states.set(s, i, s >> i & 1);
        return states;
    }

    /// ln Σ e^−F over all states of n bits, in the precision of `like`.
    private static double overStates(int n, Matrix like, FreeEnergy F) {
        int low = Math.min(n, BLOCK), blocks = 1 << (n - low);
        Matrix lowBits = states(low, like), states = like.like(1 << low, n);
        states.insertIntoThis(0, 0, lowBits);
        double[] sums = new double[blocks];
        for (int block = 0; block < blocks; block++) {
            for (int i = low; i < n; i++) for (int s = 0; s < states.numRows(); s++) states.set(s, i, block >> i - low & 1);
            Matrix minus = F.of(states).scale(-1);
            sums[block] = minus.reshaped(1, minus.numRows()).rowLogSumExp().get(0);
        }
        return ParzenWindow.logMeanExp(sums) + Math.log(blocks);
    }

    /// With W = 0 the units are independent coins, and ln Z is a sum of softplus; a weight adds to it.
    public static void demo() {
        Matrix a = Matrix.row(.1, -.2, .3), b = Matrix.row(-.4, .2);
        Rbm free = new Rbm(VisibleUnits.BERNOULLI, Matrix.zeros(3, 2), a, b);
        Rbm bound = new Rbm(VisibleUnits.BERNOULLI, Matrix.of(new double[][] {{.5, -.25}, {-.75, 1}, {.25, .5}}), a, b);
        double coins = a.apply(Elementwise.SOFTPLUS).elementSum() + b.apply(Elementwise.SOFTPLUS).elementSum();
        System.out.printf("W = 0:  ln Z = %.6f, Σ sp(a) + Σ sp(b) = %.6f%n", exact(free), coins);
        System.out.printf("W ≠ 0:  ln Z = %.6f%n", exact(bound));
        double logZ = exact(bound), total = 0;
        Matrix F = bound.freeEnergy(states(3, a));
        for (int s = 0; s < 8; s++) total += Math.exp(-F.get(s) - logZ);
        System.out.printf("the probabilities of all 8 visible states add up to %.6f%n", total);
        System.out.println("That they add up to 1 is what Z is for; with 25 units there are 33 million states, with 500 more than atoms.");
    }
}
