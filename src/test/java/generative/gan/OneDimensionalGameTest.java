package generative.gan;

import static generative.gan.GeneratorLoss.NON_SATURATING;
import static generative.gan.GeneratorLoss.SATURATING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OneDimensionalGameTest {

    @ParameterizedTest
    @ValueSource(longs = {2, 3, 5})
    void theValueTendsToMinusLogFour(long seed) {
        OneDimensionalGame game = new OneDimensionalGame(2, .8, 2, NON_SATURATING, seed);
        assertThat(game.optimum()).isGreaterThan(-.9);                                 // far from the data at first
        train(game, 1500);
        assertThat(game.value()).isEqualTo(-Math.log(4), within(.06));
        assertThat(game.optimum()).isEqualTo(-Math.log(4), within(.11));
        assertThat(game.diversity()).isBetween(.7, 1.3);
    }

    @Test
    void theOptimumIsMinusLogFourPlusTwiceTheDivergenceAndNoDiscriminatorBeatsIt() {
        OneDimensionalGame game = new OneDimensionalGame(1, 1, 2, NON_SATURATING, 4);
        train(game, 100);
        double[] p = game.dataDensity(), q = game.generatorDensity();
        double width = (game.high() - game.low()) / OneDimensionalGame.BINS, divergence = 0;
        for (int i = 0; i < p.length; i++) {
            double m = (p[i] + q[i]) / 2;
            divergence += .5 * width * ((p[i] > 0 ? p[i] * Math.log(p[i] / m) : 0) + (q[i] > 0 ? q[i] * Math.log(q[i] / m) : 0));
        }
        assertThat(game.optimum()).isEqualTo(-Math.log(4) + 2 * divergence, within(1e-4));
        assertThat(game.value()).isLessThan(game.optimum());
    }

    @Test
    void densitiesAddUpToOne() {
        OneDimensionalGame game = new OneDimensionalGame(2, .8, 1, NON_SATURATING, 1);
        double width = (game.high() - game.low()) / OneDimensionalGame.BINS;
        assertThat(Arrays.stream(game.dataDensity()).sum() * width).isEqualTo(1, within(1e-5));
        assertThat(Arrays.stream(game.generatorDensity()).sum() * width).isEqualTo(1, within(1e-5));
        assertThat(game.places()).hasSize(OneDimensionalGame.BINS);
        assertThat(Arrays.stream(game.discriminator())).allMatch(d -> d > 0 && d < 1);
    }

    @Test
    void theSaturatingLossStallsWhereTheOtherDoesNot() {
        OneDimensionalGame saturating = new OneDimensionalGame(5, .5, 5, SATURATING, 1);
        OneDimensionalGame nonSaturating = new OneDimensionalGame(5, .5, 5, NON_SATURATING, 1);
        train(saturating, 400);
        train(nonSaturating, 400);
        assertThat(saturating.optimum()).isGreaterThan(-.001);                         // still nothing in common
        assertThat(nonSaturating.optimum()).isLessThan(-.9);
    }

    @Test
    void tooManyStepsOfTheGeneratorCollapseIt() {
        OneDimensionalGame game = new OneDimensionalGame(2, .8, 1, 20, NON_SATURATING, 1);
        train(game, 300);
        assertThat(game.diversity()).isLessThan(.5);
    }

    @Test
    void theSameSeedGivesTheSameGame() {
        OneDimensionalGame one = new OneDimensionalGame(2, .8, 2, NON_SATURATING, 7);
        OneDimensionalGame two = new OneDimensionalGame(2, .8, 2, NON_SATURATING, 7);
        assertThat(one.step(0)).isEqualTo(two.step(0)).isNotEqualTo(one.step(1));
        two.step(1);
        assertThat(one.value()).isEqualTo(two.value());
        assertThat(one.state().keySet()).contains("G.W.0", "D.b.5", "D.velocity.0").hasSize(20);
    }

    @Test
    void settingsThatMakeNoGameAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new OneDimensionalGame(0, 0, 1, SATURATING, 1))
                .withMessage("the standard deviation must be above 0, got 0.0");
        assertThatIllegalArgumentException().isThrownBy(() -> new OneDimensionalGame(0, 1, 0, SATURATING, 1))
                .withMessage("each net needs 1 step or more, got 0 of D and 1 of G");
    }

    private static void train(OneDimensionalGame game, int steps) {
        for (int t = 0; t < steps; t++) game.step(t);
    }
}
