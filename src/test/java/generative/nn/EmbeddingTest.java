package generative.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.math.Matrix;
import generative.math.Randoms;
import org.junit.jupiter.api.Test;

final class EmbeddingTest {

    private final Embedding layer = new Embedding(Matrix.of(new double[][] {{1, 2}, {3, 4}, {5, 6}}));

    @Test void workedExample() {
        Pass pass = layer.forward(Matrix.of(new double[][] {{2, 0}, {2, 2}}));
        assertThat(pass.output().toArray2()).isDeepEqualTo(new double[][] {{5, 6}, {1, 2}, {5, 6}, {5, 6}});
        Matrix dy = Matrix.of(new double[][] {{1, 0}, {2, 3}, {10, 0}, {100, -1}});
        pass.learn(dy);                                                         // token 2 three times, token 1 never
        assertThat(layer.table().gradient().toArray2()).isDeepEqualTo(new double[][] {{2, 3}, {0, 0}, {111, -1}});
        pass.learn(dy);
        assertThat(layer.table().gradient().get(2, 0)).as("learning twice adds").isEqualTo(222);
    }

    @Test void theTablesGradientAgreesWithCentralDifferences() {
        Matrix tokens = Matrix.of(new double[][] {{0, 3, 0}, {2, 3, 3}});
        Embedding four = new Embedding(Randoms.gaussian(4, 3, 1, Randoms.of(1)));
        GradientCheck.ofParameters(() -> four.forward(tokens), four.parameters());
    }

    @Test void tokensHaveNoGradient() {
        Pass pass = layer.forward(Matrix.row(1));
        assertThatThrownBy(() -> pass.inputGradient(Matrix.row(1, 1))).isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("Tokens are names and have no gradient; call learn in place of backward.");
    }

    @Test void inFrontOfANetItLearnsWithoutOne() {
        Sequential net = new Sequential(layer, new RmsNorm(2));
        Pass pass = net.forward(Matrix.row(0, 2));
        pass.learn(Matrix.of(new double[][] {{1, 0}, {0, 1}}));
        assertThat(layer.table().gradient().rows(0, 1).sumOfSquares()).isPositive();
        assertThat(layer.table().gradient().rows(1, 2).sumOfSquares()).isZero();
    }

    @Test void oneTokenIsEnough() {
        assertThat(new Embedding(Matrix.row(7)).forward(Matrix.row(0)).output().get(0)).isEqualTo(7);
        assertThat(layer.forward(Matrix.zeros(0, 3)).output().shape()).isEqualTo("0×2");
    }

    @Test void aNewTableHasItsRowsFromTheInitialiser() {
        Embedding fresh = new Embedding(256, 8, Initialiser.gaussian(.02), Randoms.of(2));
        assertThat(fresh.table().value().shape()).isEqualTo("256×8");
        assertThat(Math.sqrt(fresh.table().value().sumOfSquares() / 2048)).isBetween(.019, .021);
        assertThat(fresh.parameters()).containsExactly(fresh.table());
        assertThat(fresh).hasToString("Embedding 256 → 8");
    }

    @Test void tokensThatAreNoneAreNamedWithTheirPlace() {
        for (Object[] bad : new Object[][] {{3.0, "3.0"}, {-1.0, "-1.0"}, {.5, "0.5"}, {Double.NaN, "NaN"}, {1e10, "1.0E10"}}) {
            Matrix tokens = Matrix.of(new double[][] {{0, 1, 2}, {2, (double) bad[0], 0}});
            assertThatThrownBy(() -> layer.forward(tokens.inDouble())).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the token at place 1 of sequence 1 is " + bad[1]
                            + ", but the 3 tokens are the whole numbers from 0 to 2");
        }
    }

    @Test void badShapesAreNamed() {
        assertThatThrownBy(() -> layer.forward(Matrix.row(0, 1)).learn(Matrix.zeros(2, 3)))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("the gradient is 2×3, but the output was 2×2");
    }
}
