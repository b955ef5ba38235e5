package generative.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.gan.AdversarialSettings.Update;
import generative.math.Matrix;
import generative.math.Randoms;
import org.junit.jupiter.api.Test;

final class LatentInterpolationTest {

    private final Generator generator = new Generator(
            TinyGame.settings(Update.SIMULTANEOUS, 1, GeneratorLoss.NON_SATURATING), TinyGame.PIXELS, Randoms.of(3));
    private final Matrix z0 = Matrix.of(new double[][] {{0, 0, 0}, {1, -1, 0}});
    private final Matrix z1 = Matrix.of(new double[][] {{1, 2, -4}, {-1, 1, 2}});

    @Test void theLinesFollowOneAnotherFromEndToEnd() {
        Matrix images = LatentInterpolation.between(generator, z0, z1, 5);
        assertThat(images.shape()).isEqualTo("10×5");
        Matrix points = Matrix.of(new double[][] {{0, 0, 0}, {.25, .5, -1}, {.5, 1, -2}, {.75, 1.5, -3}, {1, 2, -4},
            {1, -1, 0}, {.5, -.5, .5}, {0, 0, 1}, {-.5, .5, 1.5}, {-1, 1, 2}});
        assertThat(images.isIdentical(generator.forward(points).output(), 1e-6)).isTrue();
    }

    @Test void twoStepsAreTheEndsAlone() {
        Matrix images = LatentInterpolation.between(generator, z0, z1, 2);
        assertThat(images.selectRows(0, 2).isIdentical(generator.forward(z0).output(), 1e-6)).isTrue();
        assertThat(images.selectRows(1, 3).isIdentical(generator.forward(z1).output(), 1e-6)).isTrue();
        assertThat(images.selectRows(0).isIdentical(images.selectRows(1), 1e-2)).isFalse();
    }

    @Test void badArgumentsAreNamed() {
        assertThatThrownBy(() -> LatentInterpolation.between(generator, z0, z1.rows(0, 1), 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no line between points of shapes 2×3 and 1×3");
        assertThatThrownBy(() -> LatentInterpolation.between(generator, z0, Matrix.zeros(2, 4), 5))
                .hasMessage("no line between points of shapes 2×3 and 2×4");
        assertThatThrownBy(() -> LatentInterpolation.between(generator, z0, z1, 1))
                .hasMessage("a line needs 2 points or more, got 1");
    }
}
