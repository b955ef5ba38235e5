package generative.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.math.Matrix;
import generative.math.Randoms;
import org.junit.jupiter.api.Test;

final class CorruptionTest {

    private static final Matrix X = Randoms.uniform(100, 100, .2, .8, Randoms.of(1));

    private static Matrix spoiled(Corruption corruption) {
        return corruption.apply(X, Randoms.of(2));
    }

    private static double share(Matrix spoiled, double of) {
        int count = 0;
        for (int i = 0; i < spoiled.getNumElements(); i++) if (spoiled.get(i) == of) count++;
        return count / (double) spoiled.getNumElements();
    }

    private static void restStays(Matrix spoiled) {
        for (int i = 0; i < spoiled.getNumElements(); i++)
            if (spoiled.get(i) != 0 && spoiled.get(i) != 1) assertThat(spoiled.get(i)).isEqualTo(X.get(i));
    }

    @Test void maskingLosesAShareAndLeavesTheRest() {
        Matrix spoiled = spoiled(new Corruption.Masking(.3));
        assertThat(share(spoiled, 0)).isCloseTo(.3, within(.015));
        restStays(spoiled);
    }

    @Test void saltAndPepperAreEquallyMany() {
        Matrix spoiled = spoiled(new Corruption.SaltAndPepper(.4));
        assertThat(share(spoiled, 0)).isCloseTo(.2, within(.013));
        assertThat(share(spoiled, 1)).isCloseTo(.2, within(.013));
        restStays(spoiled);
    }

    @Test void gaussianNoiseHasItsSpread() {
        Matrix noise = spoiled(new Corruption.Gaussian(.5)).minus(X);
        assertThat(noise.mean()).isCloseTo(0, within(.02));
        assertThat(Math.sqrt(noise.sumOfSquares() / noise.getNumElements())).isCloseTo(.5, within(.015));
    }

    @Test void nothingIsLostWhereNothingShouldBeAndEverythingWhereAllShould() {
        for (Corruption gentle : new Corruption[] {new Corruption.None(), new Corruption.Masking(0),
                new Corruption.SaltAndPepper(0), new Corruption.Gaussian(0)})
            assertThat(spoiled(gentle).isIdentical(X, 0)).as("%s", gentle).isTrue();
        assertThat(spoiled(new Corruption.Masking(1)).sumOfSquares()).isZero();
        Matrix coins = spoiled(new Corruption.SaltAndPepper(1));
        assertThat(share(coins, 0) + share(coins, 1)).isEqualTo(1);
    }

    @Test void noiseComesFromTheGeneratorAloneAndTheExampleStaysClean() {
        Matrix before = X.copy();
        for (Corruption corruption : new Corruption[] {new Corruption.Masking(.3), new Corruption.SaltAndPepper(.3),
                new Corruption.Gaussian(.3)}) {
            assertThat(spoiled(corruption).isIdentical(spoiled(corruption), 0)).as("%s", corruption).isTrue();
            var random = Randoms.of(2);
            assertThat(corruption.apply(X, random).isIdentical(corruption.apply(X, random), 0)).as("%s", corruption).isFalse();
            assertThat(corruption.apply(X.inDouble(), Randoms.of(2)).isFloat()).isFalse();
        }
        assertThat(X.isIdentical(before, 0)).isTrue();
    }

    @Test void impossibleSettingsAreRefused() {
        assertThatThrownBy(() -> new Corruption.Masking(1.5)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a number is lost with a probability from 0 to 1, got 1.5");
        assertThatThrownBy(() -> new Corruption.SaltAndPepper(-.1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a number is lost with a probability from 0 to 1, got -0.1");
        assertThatThrownBy(() -> new Corruption.Gaussian(Double.NaN)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("noise needs a standard deviation of 0 or more, got NaN");
    }
}
