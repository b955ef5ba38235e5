package generative.imagegpt;

import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Loss;
import java.util.Arrays;
import java.util.Objects;
import java.util.random.RandomGenerator;

/// A codebook of K vectors: each vector of an image's encoding is replaced by the nearest of them, and so becomes one of K
/// tokens.
///
/// ```
/// forward    code[r] = argminᵢ ‖z[r] − e[i]‖²          z_q[r] = e[code[r]]
/// commitment L = β mean (z − z_q)²                     keeps the encoder near the codes; z_q counts as a constant
/// backward   dz = dz_q + 2 β (z − z_q) / (n D)         dz_q is copied straight through, as if z_q were z
/// codes      N[i] ← γ N[i] + (1 − γ) nᵢ                nᵢ vectors of the batch chose code i
///            m[i] ← γ m[i] + (1 − γ) Σ those z         e[i] = m[i] / N[i]
/// ```
/// ```math
/// z_q = e_{\operatorname{argmin}_i \lVert z - e_i \rVert^2} \qquad L_\text{commitment} = \beta\, \overline{(z - z_q)^2}
/// ```
/// Shapes: `z`, `z_q` n×D, one vector a row; `e`, `m` K×D, `N` 1×K. A tie goes to the first code. The choice has no slope, hence
/// the straight-through gradient; no gradient reaches the codes, whose averages do k-means online. A code that nobody chose
/// stays where it is, since γ leaves m / N alone, and is not computed anew as 0/0 in the end.
///
/// The paper's `‖sg[z] − e‖²` is what the averages stand for. It adds up the commitment over D and takes the mean over n; the
/// released code, and we, take the mean over both.
///
/// Source: van den Oord, Vinyals and Kavukcuoglu, *Neural Discrete Representation Learning* (2017), section 3 and appendix A.1.
/// New places for codes that are hardly used: Dhariwal et al., *Jukebox* (2020), section 3.
public final class VectorQuantiser {

    private final Matrix e, m, N;

    /// Codes that begin at these places, K×D, each as if one vector a batch had chosen it.
    public VectorQuantiser(Matrix e) {
        if (e.numRows() < 2) throw new IllegalArgumentException("a codebook has 2 codes or more, got " + e.shape());
        this.e = e;
        m = e.copy();
        N = e.like(1, e.numRows());
        N.fill(1);
    }

    /// What became of some vectors.
    ///
    /// @param output     z_q, n×D
    /// @param codes      which code each row is
    /// @param commitment L and dL/dz
    public record Quantised(Matrix output, int[] codes, Loss commitment) {

        /// dz from dz_q, the commitment's share included.
        public Matrix backward(Matrix dzq) {
            return dzq.plus(commitment.gradient());                        // straight through, + 2 β (z − z_q) / (n D)
        }
    }

    public Quantised quantise(Matrix z, double beta) {
        int[] codes = z.nearest(e, new double[z.numRows()]);
        Matrix zq = e.selectRows(codes), difference = z.minus(zq);
        int numbers = Math.max(1, z.getNumElements());
        return new Quantised(zq, codes, new Loss(beta * difference.sumOfSquares() / numbers,
                difference.scale(2 * beta / numbers)));
    }

    /// Moves the codes towards the vectors that chose them.
    public void average(Matrix z, int[] codes, double gamma) {
        double[] sums = new double[size() * width()];
        int[] counts = new int[size()];
        z.addRowsByIndex(codes, sums, counts);
        for (int i = 0; i < size(); i++) {
            N.set(i, gamma * N.get(i) + (1 - gamma) * counts[i]);
            for (int j = i * width(); j < (i + 1) * width(); j++) {
                m.set(j, gamma * m.get(j) + (1 - gamma) * sums[j]);
                if (counts[i] > 0) e.set(j, m.get(j) / N.get(i));
            }
        }
    }

    /// Puts codes that fewer than `below` vectors a batch choose, by their moving average, on rows of z drawn at random; tells
    /// how many.
    public int restart(Matrix z, double below, RandomGenerator random) {
        int restarted = 0;
        for (int i = 0; i < size(); i++)
            if (N.get(i) < below) {
                place(i, z, random.nextInt(z.numRows()));
                restarted++;
            }
        return restarted;
    }

    /// Puts all codes on rows of z drawn at random.
    public void begin(Matrix z, RandomGenerator random) {
        for (int i = 0; i < size(); i++) place(i, z, random.nextInt(z.numRows()));
    }

    private void place(int i, Matrix z, int row) {
        Matrix there = z.rows(row, row + 1);
        e.insertIntoThis(i, 0, there);
        m.insertIntoThis(i, 0, there);
        N.set(i, 1);
    }

    /// The rows of these codes.
    public Matrix vectors(int... codes) {
        for (int code : codes) Objects.checkIndex(code, size());
        return e.selectRows(codes);
    }

    /// K.
    public int size() {
        return e.numRows();
    }

    /// D.
    public int width() {
        return e.numCols();
    }

    /// e, K×D.
    public Matrix codes() {
        return e;
    }

    /// m, K×D.
    public Matrix sums() {
        return m;
    }

    /// N, 1×K.
    public Matrix counts() {
        return N;
    }

    /// How many codes are in use: exp of the entropy of their shares, from 1 for one alone to K for all alike.
    public static double perplexity(int... codes) {
        int[] counts = new int[Arrays.stream(codes).max().orElse(0) + 1];
        for (int code : codes) counts[code]++;
        double entropy = 0;
        for (int count : counts) {
            double share = (double) count / codes.length;
            if (count > 0) entropy -= share * Math.log(share);             // −Σ p ln p
        }
        return Math.exp(entropy);
    }

    @Override public String toString() {
        return "VectorQuantiser with " + size() + " codes of " + width() + " numbers";
    }

    /// Two clouds of points, two codes, and a third that nobody wants.
    public static void demo() {
        RandomGenerator random = Randoms.of(1);
        VectorQuantiser quantiser = new VectorQuantiser(Matrix.of(new double[][] {{-1, 0}, {1, 0}, {0, 9}}));
        for (int step = 0; step <= 300; step++) {
            Matrix z = Randoms.gaussian(40, 2, .5, random);
            for (int r = 0; r < 40; r++) z.set(r, 0, z.get(r, 0) + (r < 20 ? -4 : 4));
            Quantised q = quantiser.quantise(z, .25);
            quantiser.average(z, q.codes(), .97);
            if (step % 100 == 0)
                System.out.printf("step %3d: commitment %.3f, perplexity %.2f, codes %s%n", step, q.commitment().value(),
                        perplexity(q.codes()), quantiser.codes());
            if (step == 200) System.out.println(quantiser.restart(z, .1, random)
                    + " code that nobody chose is put on one of the points");
        }
        System.out.println("Two codes move into the clouds at −4 and 4; the third is far away, until it is put among them.");
    }
}
