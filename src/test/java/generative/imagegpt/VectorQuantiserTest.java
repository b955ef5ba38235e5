package generative.imagegpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.imagegpt.VectorQuantiser.Quantised;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.GradientCheck;
import generative.nn.Loss;
import org.junit.jupiter.api.Test;

class VectorQuantiserTest {

    private static final double[][] TWO = {{0, 0}, {4, 2}};

    private static VectorQuantiser quantiser() {
        return new VectorQuantiser(Matrix.of(TWO).inDouble());
    }

    @Test void workedExample() {
        Matrix z = Matrix.of(new double[][] {{1, 0}, {3, 3}}).inDouble();
        Quantised q = quantiser().quantise(z, .25);
        assertThat(q.codes()).containsExactly(0, 1);
        assertThat(q.output().toArray2()).isDeepEqualTo(TWO);
        // differences 1 0 and −1 1, four numbers
        assertThat(q.commitment().value()).isEqualTo(.25 * (1 + 1 + 1) / 4);
        Matrix dz = q.backward(Matrix.of(new double[][] {{10, 20}, {30, 40}}).inDouble());
        assertThat(dz.toArray2()).isDeepEqualTo(new double[][] {{10.125, 20}, {29.875, 40.125}});    // + 2 · ¼ · difference / 4
    }

    @Test void theCommitmentAgreesWithCentralDifferences() {
        VectorQuantiser quantiser = new VectorQuantiser(Randoms.gaussian(5, 3, 1, Randoms.of(1)).inDouble());
        GradientCheck.ofLoss(z -> quantiser.quantise(z, .7).commitment(), Randoms.gaussian(8, 3, 1, Randoms.of(2)));
    }

    /// The choice as a constant: L = Σ r ⊙ z_q is then Σ r ⊙ z, whose slope the straight way has.
    @Test void theGradientGoesStraightThrough() {
        Matrix z = Randoms.gaussian(8, 3, 1, Randoms.of(2)).inDouble(), r = Randoms.gaussian(8, 3, 1, Randoms.of(3)).inDouble();
        Quantised q = new VectorQuantiser(Randoms.gaussian(5, 3, 1, Randoms.of(1)).inDouble()).quantise(z, .7);
        Matrix dz = q.backward(r);
        GradientCheck.ofLoss(v -> new Loss(v.elementMult(r).elementSum() + .7 / 24 * v.minus(q.output()).sumOfSquares(), dz), z);
    }

    @Test void codesMoveTowardsThoseThatChoseThem() {
        VectorQuantiser quantiser = quantiser();
        Matrix z = Matrix.of(new double[][] {{1, 0}, {0, 1}, {-1, 2}}).inDouble();
        quantiser.average(z, new int[] {0, 0, 0}, .5);
        assertThat(quantiser.counts().toArray2()).isDeepEqualTo(new double[][] {{2, .5}});           // ½ · 1 + ½ · 3 and ½ · 1
        assertThat(quantiser.sums().toArray2()).isDeepEqualTo(new double[][] {{0, 1.5}, {2, 1}});
        assertThat(quantiser.codes().toArray2()).isDeepEqualTo(new double[][] {{0, .75}, {4, 2}});   // nobody chose the second
    }

    /// In the long run a code is the mean of its vectors, as in k-means.
    @Test void theAveragesFindTheMean() {
        VectorQuantiser quantiser = quantiser();
        Matrix z = Matrix.of(new double[][] {{1, 0}, {0, 1}, {-1, 2}, {5, 5}}).inDouble();
        for (int step = 0; step < 400; step++) quantiser.average(z, quantiser.quantise(z, 0).codes(), .9);
        assertThat(quantiser.codes().minus(Matrix.of(new double[][] {{0, 1}, {5, 5}}).inDouble()).elementMaxAbs())
                .isLessThan(1e-9);
    }

    /// γ²⁰⁰⁰⁰ is nothing that a float could hold: N and m vanish, the code does not.
    @Test void aCodeThatNobodyChoosesStaysFinite() {
        VectorQuantiser quantiser = new VectorQuantiser(Matrix.of(TWO));
        for (int step = 0; step < 20_000; step++) quantiser.average(Matrix.row(0, 0), new int[] {0}, .95);
        assertThat(quantiser.counts().get(1)).isLessThan(1e-40);
        assertThat(quantiser.codes().toArray2()).isDeepEqualTo(TWO);
        quantiser.average(Matrix.row(8, 6), new int[] {1}, .95);
        assertThat(quantiser.codes().get(1, 0)).isCloseTo(8, within(1e-5));
    }

    @Test void unusedCodesBeginAgainOnAVectorOfTheBatch() {
        VectorQuantiser quantiser = quantiser();
        Matrix z = Matrix.of(new double[][] {{7, 8}, {7, 8}}).inDouble();
        assertThat(quantiser.restart(z, 1, Randoms.of(1))).isZero();
        quantiser.average(z, new int[] {1, 1}, .5);
        assertThat(quantiser.restart(z, .6, Randoms.of(1))).isEqualTo(1);
        assertThat(quantiser.codes().rows(0, 1).toArray2()).isDeepEqualTo(new double[][] {{7, 8}});
        assertThat(quantiser.sums().rows(0, 1).toArray2()).isDeepEqualTo(new double[][] {{7, 8}});
        assertThat(quantiser.counts().toArray2()).isDeepEqualTo(new double[][] {{1, 1.5}});
    }

    @Test void allCodesBeginOnVectors() {
        VectorQuantiser quantiser = quantiser();
        quantiser.average(Matrix.of(TWO).inDouble(), new int[] {1, 1}, .5);
        quantiser.begin(Matrix.row(7, 8).inDouble(), Randoms.of(1));
        assertThat(quantiser.codes().toArray2()).isDeepEqualTo(new double[][] {{7, 8}, {7, 8}});
        assertThat(quantiser.sums().toArray2()).isDeepEqualTo(new double[][] {{7, 8}, {7, 8}});
        assertThat(quantiser.counts().toArray2()).isDeepEqualTo(new double[][] {{1, 1}});
    }

    @Test void aTieGoesToTheFirst() {
        assertThat(quantiser().quantise(Matrix.row(2, 1).inDouble(), 1).codes()).containsExactly(0);
    }

    @Test void perplexityCountsTheCodesInUse() {
        assertThat(VectorQuantiser.perplexity(3, 3, 3)).isEqualTo(1);
        assertThat(VectorQuantiser.perplexity(0, 1, 2, 7)).isCloseTo(4, within(1e-12));
        assertThat(VectorQuantiser.perplexity(0, 0, 0, 1)).isCloseTo(Math.exp(-.75 * Math.log(.75) - .25 * Math.log(.25)),
                within(1e-12));
    }

    @Test void whatDoesNotFitIsNamed() {
        assertThatIllegalArgumentException().isThrownBy(() -> new VectorQuantiser(Matrix.row(1, 2)))
                .withMessage("a codebook has 2 codes or more, got 1×2");
        assertThatIllegalArgumentException().isThrownBy(() -> quantiser().quantise(Matrix.row(1, 2, 3).inDouble(), 1))
                .withMessage("no distance between rows of 1×3 and rows of 2×2");
        assertThatThrownBy(() -> quantiser().vectors(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(quantiser()).hasToString("VectorQuantiser with 2 codes of 2 numbers");
    }
}
