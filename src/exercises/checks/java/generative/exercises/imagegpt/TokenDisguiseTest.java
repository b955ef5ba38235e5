package generative.exercises.imagegpt;

import static org.assertj.core.api.Assertions.assertThat;

import generative.exercises.Expect;
import generative.exercises.Points;
import generative.math.Matrix;
import generative.math.Randoms;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class TokenDisguiseTest {

    private static final Matrix X = Matrix.of(new double[][] {{0, 1, 2}, {2, 1, 0}});
    private static final Matrix CHOSEN = Matrix.of(new double[][] {{0, 1, 0}, {1, 0, 1}});

    @Test @Tag("example") @Points(2) void allMasksOrNone() {
        Expect.same("tokens, all masks", Matrix.of(new double[][] {{0, 3, 2}, {3, 1, 3}}),
                new TokenDisguise(3, 1, 0).hide(X, CHOSEN, Randoms.of(1)), 0);
        Expect.same("tokens, all stay", X, new TokenDisguise(3, 0, 0).hide(X, CHOSEN, Randoms.of(1)), 0);
        Expect.same("x itself", Matrix.of(new double[][] {{0, 1, 2}, {2, 1, 0}}), X, 0);
    }

    /// 40,000 tokens 0 of 5: of those chosen .8 are masks, .1·⅘ are 1 … 4. Four standard deviations are .008 at most.
    @Test @Tag("shares") @Points(3) void eightyTenTen() {
        Matrix zeros = Matrix.zeros(200, 200), all = zeros.plus(1);
        int[] count = new int[6];
        Matrix y = new TokenDisguise(5, .8, .1).hide(zeros, all, Randoms.of(2));
        Expect.shape("tokens", 200, 200, y);
        for (int i = 0; i < y.getNumElements(); i++) count[(int) y.get(i)]++;
        assertThat(count[5] / 40_000.).as("share of masks").isBetween(.792, .808);
        assertThat(count[0] / 40_000.).as("share of tokens that are as before").isBetween(.112, .128);
        for (int token = 1; token < 5; token++)
            assertThat(count[token] / 40_000.).as("share of token " + token).isBetween(.017, .023);
    }

    @Test @Tag("property") @Points(1) void whatIsNotChosenStaysAndASeedDecides() {
        Matrix x = Matrix.zeros(50, 50).plus(4), chosen = Randoms.bernoulli(Matrix.zeros(50, 50).plus(.5), Randoms.of(3));
        Matrix y = new TokenDisguise(5, .5, .5).hide(x, chosen, Randoms.of(4));
        Expect.shape("tokens", 50, 50, y);
        for (int i = 0; i < 2500; i++) if (chosen.get(i) == 0) Expect.same("token " + i + ", not chosen", 4, y.get(i), 0);
        assertThat(y.minus(x).elementMaxAbs()).as("by how much a token has changed, at most").isPositive();
        Expect.same("tokens of the same seed", y, new TokenDisguise(5, .5, .5).hide(x, chosen, Randoms.of(4)), 0);
    }
}
