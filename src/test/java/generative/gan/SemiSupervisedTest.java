package generative.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.data.ImageSet;
import generative.math.Matrix;
import generative.math.Randoms;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class SemiSupervisedTest {

    /// Images of two pixels: the first tells the class (−1 or 1, a little blurred), the second nothing.
    private static ImageSet images(int n, long seed) {
        RandomGenerator random = Randoms.of(seed);
        Matrix x = Matrix.zeros(n, 2);
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            labels[i] = random.nextInt(2);
            x.set(i, 0, 2 * labels[i] - 1 + .6 * random.nextGaussian());
            x.set(i, 1, random.nextGaussian());
        }
        return new ImageSet("two pixels", x, labels, 1, 2, 1);
    }

    private static Map<String, UnaryOperator<Matrix>> kinds() {
        Map<String, UnaryOperator<Matrix>> kinds = new LinkedHashMap<>();
        kinds.put("pixels", x -> x);
        kinds.put("large pixels", x -> x.scale(1024));
        kinds.put("first pixel", x -> x.cols(0, 1));
        kinds.put("second pixel", x -> x.cols(1, 2));
        return kinds;
    }

    private static List<SemiSupervised> compare(ImageSet test) {
        return SemiSupervised.compare(kinds(), images(300, 1), test, 10, 4);
    }

    @Test void featuresThatSayTheClassDoBest() {
        List<SemiSupervised> found = compare(images(500, 2));
        assertThat(found).extracting(SemiSupervised::features).containsExactly("pixels", "large pixels", "first pixel",
                "second pixel");
        assertThat(found.get(2).error().mean()).as("4.8 %% at best").isBetween(.03, .12);
        assertThat(found.get(2).lessThan(found.get(0)).mean()).isNegative();
        assertThat(found.get(3).error().mean()).as("guessing").isBetween(.4, .6);
        assertThat(found.getFirst().errors()).hasSize(4).doesNotHaveDuplicates();
        assertThat(found.getFirst().labels()).isEqualTo(10);
    }

    @Test void theUnitOfTheFeaturesDoesNotMatter() {
        List<SemiSupervised> found = compare(images(500, 2));
        assertThat(found.get(1).errors()).isEqualTo(found.get(0).errors());
        assertThat(found.get(1).lambdas()).isEqualTo(found.get(0).lambdas());
        double[] shifted = SemiSupervised.compare(Map.of("shifted", x -> x.plus(3)), images(300, 1), images(500, 2), 10,
                4).getFirst().errors();
        assertThat(shifted).containsExactly(found.get(0).errors(), within(.005));
    }

    /// Were λ or the scale to depend on the test images, the error of all would not be the mean of the errors of both
    /// halves.
    @Test void theTestImagesDecideNothing() {
        ImageSet test = images(400, 3);
        double[] all = compare(test).getFirst().errors(), one = compare(test.rows(0, 200)).getFirst().errors(), two =
                compare(test.rows(200, 400)).getFirst().errors();
        for (int seed = 0; seed < 4; seed++) assertThat(all[seed])
                .isCloseTo((one[seed] + two[seed]) / 2, within(1e-12));
        ImageSet wrong = new ImageSet("wrong", test.x(), Arrays.stream(test.labels()).map(c -> 1 - c).toArray(), 1, 2,
                1);
        List<SemiSupervised> turned = compare(wrong);
        assertThat(turned.getFirst().lambdas()).isEqualTo(compare(test).getFirst().lambdas());
        for (int seed = 0; seed < 4; seed++) assertThat(turned.getFirst().errors()[seed])
                .isCloseTo(1 - all[seed], within(1e-12));
    }

    @Test void kindsAreComparedSeedBySeed() {
        SemiSupervised one = new SemiSupervised("one", 100, new double[] {.1, .3}, new double[2]);
        SemiSupervised other = new SemiSupervised("other", 100, new double[] {.2, .4}, new double[2]);
        assertThat(one.lessThan(other).mean()).isCloseTo(-.1, within(1e-12));
        assertThat(one.lessThan(other).std()).as("the same gain each time").isCloseTo(0, within(1e-12));
        assertThat(one.error().std()).isCloseTo(Math.sqrt(.02), within(1e-12));
        assertThat(one).hasToString("one, 100 labels: 20.00 ± 14.14 % wrong");
        assertThatThrownBy(() -> one.lessThan(new SemiSupervised("more", 200, new double[2], new double[2])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"one, 100 labels: 20.00 ± 14.14 % wrong\" and \"more, 200 labels: 0.00 ± 0.00 % wrong\" "
                        + "did not have the same labels");
    }

    @Test void aDiscriminatorIsJudgedBesidePixelsAndAnUntrainedOne() {
        Discriminator one = new Discriminator(TinyGame.smallest(), 5, Randoms.of(1)), two =
                new Discriminator(TinyGame.smallest(), 5, Randoms.of(2));
        Map<String, UnaryOperator<Matrix>> kinds = SemiSupervised.kinds(one, two);
        Matrix x = TinyGame.data(3);
        assertThat(kinds.keySet()).containsExactly("pixels", "hidden units of D", "the same, untrained");
        assertThat(kinds.get("pixels").apply(x)).isSameAs(x);
        assertThat(kinds.get("hidden units of D").apply(x).isIdentical(HiddenFeatures.of(one.net(), x), 0)).isTrue();
        assertThat(kinds.get("the same, untrained").apply(x).isIdentical(HiddenFeatures.of(two.net(), x), 0)).isTrue();
    }

    @Test void whatCannotBeComparedIsNamed() {
        ImageSet train = images(40, 1);
        for (int labels : new int[] {8, 11})
            assertThatThrownBy(() -> SemiSupervised.compare(kinds(), train, train, labels, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(labels + " labels are not the same number, 5 or more, of each of 2 classes");
        ImageSet unknown = new ImageSet("unknown", Matrix.zeros(3, 2), new int[0], 1, 2, 1);
        assertThatThrownBy(() -> SemiSupervised.compare(kinds(), unknown, train, 10, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown: 3 images of 1×2, no labels cannot teach a classifier");
    }
}
