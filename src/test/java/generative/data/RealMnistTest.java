package generative.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import generative.math.Matrix;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The real MNIST, where it is: `GENERATIVE_DATASETS` names the folder with `mnist/` in it, or it was downloaded into
/// `datasets/`.
final class RealMnistTest {

    private static Mnist mnist;

    @BeforeEach                                                            // so that each test is counted as skipped
    void load() {
        assumeTrue(Files.isDirectory(Datasets.root().resolve("mnist")),
                "skipped: MNIST is not in " + Datasets.root().toAbsolutePath() + "; " + Datasets.howToGet("mnist"));
        if (mnist == null) mnist = Mnist.load();
    }

    @Test
    void theSplitIsThatOfThePapers() {
        assertThat(mnist.train().size()).isEqualTo(50_000);
        assertThat(mnist.validation().size()).isEqualTo(10_000);
        assertThat(mnist.test().size()).isEqualTo(10_000);
        assertThat(mnist).hasToString("mnist training: 50000 images of 28×28, 10 classes; "
                + "10000 for validation, 10000 for testing");
    }

    @Test
    void theFirstDigitsAreTheWellKnownOnes() {
        assertThat(mnist.train().labels()).startsWith(5, 0, 4, 1, 9, 2, 1, 3, 1, 4);
        assertThat(mnist.test().labels()).startsWith(7, 2, 1, 0, 4, 1, 4, 9, 5, 9);
    }

    @Test
    void theClassesAreAsManyAsPublished() {
        long[] train = count(mnist.train()), validation = count(mnist.validation());
        for (int c = 0; c < 10; c++) train[c] += validation[c];
        assertThat(train).containsExactly(5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949);
        assertThat(count(mnist.test())).containsExactly(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009);
    }

    private static long[] count(ImageSet set) {
        long[] count = new long[10];
        for (int label : set.labels()) count[label]++;
        return count;
    }

    @Test
    void thePixelsHaveTheKnownMeanAndSpread() {
        double n = 60_000 * 784.0, sum = 0, squares = 0;
        for (ImageSet set : new ImageSet[] {mnist.train(), mnist.validation()})
            for (float pixel : set.x().floats()) {
                sum += pixel;
                squares += (double) pixel * pixel;
            }
        double mean = sum / n;
        assertThat(mean).isCloseTo(.1307, within(5e-5));
        assertThat(Math.sqrt(squares / n - mean * mean)).isCloseTo(.3081, within(5e-5));
    }

    /// The first digit is a five: its flag points to the upper right, its foot to the lower left.
    @Test
    void aDigitStandsUpright() {
        Matrix five = mnist.train().rows(0, 1).x();
        assertThat(five.get(0, 5 * 28 + 21)).isCloseTo(255 / 255.0, within(1e-7));
        assertThat(five.get(0, 24 * 28 + 5)).isCloseTo(253 / 255.0, within(1e-7));
        assertThat(five.get(0, 21 * 28 + 5) + five.get(0, 5 * 28 + 24) + five.get(0, 24 * 28 + 22)).isZero();
    }
}
