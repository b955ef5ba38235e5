package generative.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Initialiser;
import generative.nn.Linear;
import generative.nn.Pass;
import generative.nn.SoftmaxCrossEntropy;
import generative.optim.Adam;
import java.awt.geom.Line2D;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SyntheticDigitsTest {

    private static long[] count(ImageSet set) {
        long[] count = new long[10];
        for (int label : set.labels()) count[label]++;
        return count;
    }

    @Test
    void theyHaveTheFormatOfMnist() {
        ImageSet digits = SyntheticDigits.generate(25, 1);
        assertThat(digits).hasToString("synthetic digits: 25 images of 28×28, 10 classes");
        assertThat(digits.x().isFloat()).isTrue();
        assertThat(IntStream.range(0, 25 * 784).mapToDouble(i -> digits.x().get(i))
                .allMatch(pixel -> pixel >= 0 && pixel <= 1)).isTrue();
    }

    @Test
    void sameSeedSameImages() {
        ImageSet one = SyntheticDigits.generate(40, 5), other = SyntheticDigits.generate(40, 5);
        assertThat(one.x().floats()).isEqualTo(other.x().floats());
        assertThat(one.labels()).isEqualTo(other.labels());
    }

    /// Each pixel is as dark as its distance from the line says, those that are not looked at too; lines end inside and outside.
    @Test
    void aPenInksWhatItReachesAndNothingElse() {
        RandomGenerator random = Randoms.of(7);
        for (int line = 0; line < 300; line++) {
            double[] p = {random.nextDouble(-3, 31), random.nextDouble(-3, 31)};
            double far = line % 3 == 0 ? 0 : line % 3 == 1 ? .5 : 12;
            double[] q = {p[0] + far * random.nextDouble(-1, 1), p[1] + far * random.nextDouble(-1, 1)};
            double radius = random.nextDouble(.7, 1.6), ink = random.nextDouble(.8, 1);
            float[] drawn = new float[784], expected = new float[784];
            drawn[400] = expected[400] = .5F;
            SyntheticDigits.ink(drawn, 0, p, q, radius, ink);
            for (int n = 0; n < 784; n++) {
                double distance = Line2D.ptSegDist(p[0], p[1], q[0], q[1], n % 28 + .5, n / 28 + .5);
                expected[n] = (float) Math.max(expected[n], ink * Math.clamp(radius + .5 - distance, 0, 1));
            }
            assertThat(drawn).as("line from %s to %s", Arrays.toString(p), Arrays.toString(q)).containsExactly(expected, within(1e-5F));
        }
    }

    @Test
    void anotherSeedOtherImages() {
        ImageSet one = SyntheticDigits.generate(400, 5), other = SyntheticDigits.generate(400, 6);
        int[] sameClass = IntStream.range(0, 400).filter(n -> one.labels()[n] == other.labels()[n]).toArray();
        assertThat(sameClass).as("images of one class in one place: 40 expected").hasSizeBetween(20, 60);
        for (int n : sameClass)
            assertThat(one.rows(n, n + 1).x().floats()).isNotEqualTo(other.rows(n, n + 1).x().floats());
    }

    @Test
    void noTwoAreAlike() {
        Matrix x = SyntheticDigits.generate(200, 1).x(), distances = x.squaredDistances(x);
        double nearest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 200; i++) for (int j = 0; j < i; j++) nearest = Math.min(nearest, distances.get(i, j));
        assertThat(nearest).as("squared distance of the two most alike").isGreaterThan(.5);
    }

    @Test
    void theClassesComeEquallyOftenInRandomOrder() {
        assertThat(count(SyntheticDigits.generate(1000, 3))).containsOnly(100);
        assertThat(count(SyntheticDigits.generate(13, 3))).containsExactly(2, 2, 2, 1, 1, 1, 1, 1, 1, 1);
        int[] labels = SyntheticDigits.generate(1000, 3).labels();
        assertThat(Arrays.copyOf(labels, 10)).isNotEqualTo(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
        long repeats = IntStream.range(1, 1000).filter(i -> labels[i] == labels[i - 1]).count();
        assertThat(repeats).as("neighbours of one class: 99 of 999 expected, standard deviation 9.5")
                .isBetween(60L, 140L);
    }

    @Test
    void thePenLeavesInkInTheMiddleAndNoneAtTheEdge() {
        ImageSet digits = SyntheticDigits.generate(1000, 2);
        Matrix mean = digits.x().columnMeans();
        double ink = mean.mean(), centre = mean.get(14 * 28 + 14), edge = 0;
        for (int i = 0; i < 28; i++)
            edge += mean.get(i) + mean.get(27 * 28 + i) + mean.get(i * 28) + mean.get(i * 28 + 27);
        assertThat(ink).as("as much ink as MNIST has (.13), about").isBetween(.08, .2);
        assertThat(centre).isGreaterThan(.25);
        assertThat(edge / 112).isLessThan(.005);
        for (int n = 0; n < 1000; n++)
            assertThat(digits.rows(n, n + 1).x().mean()).as("ink of image %d", n).isBetween(.01, .4);
    }

    /// Too easy would be no test of a model, too hard no use to it: on MNIST a linear classifier errs on 8 % or so.
    @Test
    void aLinearClassifierFindsThemNeitherTrivialNorHopeless() {
        ImageSet train = SyntheticDigits.generate(2000, 1), test = SyntheticDigits.generate(1000, 2);
        Linear classifier = new Linear(784, 10, Initialiser.uniform(.01), Randoms.of(1));
        Adam adam = new Adam(classifier.parameters(), .003);
        Batches batches = new Batches(train.size(), 100, 1);
        for (int step = 0; step < 200; step++) {
            ImageSet batch = train.select(batches.at(step));
            classifier.parameters().forEach(p -> p.gradient().zero());
            Pass pass = classifier.forward(batch.x());
            pass.learn(SoftmaxCrossEntropy.of(pass.output(), batch.labels()).gradient());
            adam.step(step);
        }
        int[] answers = classifier.forward(test.x()).output().scale(-1).rowArgMin();
        double error = IntStream.range(0, 1000).filter(n -> answers[n] != test.labels()[n]).count() / 1000.0;
        assertThat(error).isBetween(.03, .4);
    }

    @Test
    void atLeastOneMustBeAskedFor() {
        assertThat(SyntheticDigits.generate(1, 1).size()).isEqualTo(1);
        assertThatThrownBy(() -> SyntheticDigits.generate(0, 1))
                .hasMessage("one digit or more must be asked for, got 0");
    }
}
