package generative.pretraining;

import generative.math.Elementwise;
import generative.math.Matrix;
import generative.math.Randoms;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// How well a machine guesses each bit from all others: a stand-in for the likelihood that needs no partition function.
///
/// ```
/// ln PL(v) = Σᵢ ln p(vᵢ | all other bits of v) = Σᵢ ln σ(F(v with bit i flipped) − F(v))
/// estimate: d · ln σ(F(v with one random bit flipped) − F(v))
/// ```
/// Shapes: `v` N×d bits; nats. A guess of one bit is easy where its neighbours are known, so it says little about whole images:
/// use it to see whether training goes on.
///
/// Source: Besag (1975); the estimate is that of the Theano tutorial's monitor.
public final class PseudoLikelihood {

    private PseudoLikelihood() { }

    /// The mean over the rows of ln PL(v), every bit flipped once.
    public static double exact(Rbm rbm, Matrix v) {
        double sum = 0;
        for (int i = 0; i < v.numCols(); i++) {
            int[] bit = new int[v.numRows()];
            Arrays.fill(bit, i);
            sum += meanLogGuess(rbm, v, bit);
        }
        return sum;
    }

    /// The mean over the rows of the estimate with one random bit in each.
    public static double estimate(Rbm rbm, Matrix v, RandomGenerator random) {
        int[] bit = new int[v.numRows()];
        for (int n = 0; n < bit.length; n++) bit[n] = random.nextInt(v.numCols());
        return v.numCols() * meanLogGuess(rbm, v, bit);
    }

    /// The mean of ln σ(F(ṽ) − F(v)) = −sp(F(v) − F(ṽ)), where bit[n] of row n is flipped.
    private static double meanLogGuess(Rbm rbm, Matrix v, int[] bit) {
        if (rbm.units() != VisibleUnits.BERNOULLI)
            throw new IllegalArgumentException("a flipped bit needs bits, not " + rbm.units());
        Matrix flipped = v.copy();
        for (int n = 0; n < bit.length; n++) flipped.set(n, bit[n], 1 - v.get(n, bit[n]));
        return -rbm.freeEnergy(v).minus(rbm.freeEnergy(flipped)).apply(Elementwise.SOFTPLUS).mean();
    }

    /// A machine that wants two bits to agree, asked about agreeing and disagreeing ones.
    public static void demo() {
        Rbm rbm = new Rbm(VisibleUnits.BERNOULLI, Matrix.of(new double[][] {{4}, {4}}), Matrix.row(-2, -2), Matrix.row(-2));
        for (Matrix v : new Matrix[] {Matrix.row(1, 1), Matrix.row(0, 0), Matrix.row(1, 0)})
            System.out.printf("bits %.0f %.0f:  ln PL = %.3f, one flip estimates %.3f, ln p = %.3f%n", v.get(0), v.get(1), exact(rbm, v),
                    estimate(rbm, v, Randoms.of(1)), PartitionFunction.meanLogLikelihood(rbm, v, PartitionFunction.exact(rbm)));
        System.out.println("Both put the agreeing bits first; the guess of each bit alone is not the probability of the pair.");
    }
}
