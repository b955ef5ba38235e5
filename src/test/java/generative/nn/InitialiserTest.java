package generative.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.math.Matrix;
import generative.math.Randoms;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class InitialiserTest {

    /// 200×300 = 60,000 numbers; offsets are four standard deviations or more.
    @Test void uniformFillsItsRangeEvenly() {
        Matrix W = Initialiser.uniform(.05).create(200, 300, Randoms.of(1));
        assertThat(W.shape()).isEqualTo("200×300");
        assertThat(W.elementMax()).isBetween(.0499, .05);
        assertThat(W.elementMin()).isBetween(-.0500001, -.0499);
        assertThat(W.mean()).isCloseTo(0, Offset.offset(.0005));
        assertThat(Math.sqrt(W.sumOfSquares() / 60_000)).isCloseTo(.05 / Math.sqrt(3), Offset.offset(.0003));
    }

    @Test void gaussianHasItsStandardDeviation() {
        Matrix W = Initialiser.gaussian(.5).create(200, 300, Randoms.of(1));
        assertThat(W.mean()).isCloseTo(0, Offset.offset(.0085));
        assertThat(Math.sqrt(W.sumOfSquares() / 60_000)).isCloseTo(.5, Offset.offset(.006));
        assertThat(W.elementMax()).isBetween(1.75, 2.8);                        // about 4.2 standard deviations
    }

    @Test void zerosAreZeros() {
        Matrix W = Initialiser.zeros().create(2, 3, Randoms.of(1));
        assertThat(W.toArray2()).isDeepEqualTo(new double[][] {{0, 0, 0}, {0, 0, 0}});
    }

    @Test void sparseGivesEveryUnitItsNumberOfConnections() {
        Matrix W = Initialiser.sparse(100, 2).create(400, 300, Randoms.of(1));
        boolean[] used = new boolean[400];
        for (int j = 0; j < 300; j++) {
            int connections = 0;
            for (int i = 0; i < 400; i++) if (W.get(i, j) != 0) {
                connections++;
                used[i] = true;
            }
            assertThat(connections).as("unit " + j).isEqualTo(100);
        }
        assertThat(used).as("every input serves some unit").doesNotContain(false);
        assertThat(Math.sqrt(W.sumOfSquares() / 30_000)).isCloseTo(2, Offset.offset(.033));
    }

    @Test void aUnitCannotHaveMoreConnectionsThanInputs() {
        assertThatThrownBy(() -> Initialiser.sparse(5, 1).create(4, 2, Randoms.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a unit with 4 inputs cannot have 5 connections");
        assertThat(Initialiser.sparse(4, 1).create(4, 1, Randoms.of(1)).numRows()).isEqualTo(4);
    }

    /// 4 √(6 / (20 + 30)) = 1.385640646…
    @Test void weightsForSigmoidUnitsFillTheirRange() {
        Matrix W = Initialiser.forSigmoid().create(20, 30, Randoms.of(1));
        assertThat(W.elementMaxAbs()).isBetween(1.37, 1.38564065);
        assertThat(W.sumOfSquares() / 600).as("r² / 3").isCloseTo(.64, Offset.offset(.04));
    }

    @Test void theSameSeedGivesTheSameWeights() {
        for (var weights : List.of(Initialiser.uniform(1), Initialiser.gaussian(1), Initialiser.sparse(2, 1))) {
            Matrix W = weights.create(5, 4, Randoms.of(1));
            assertThat(weights.create(5, 4, Randoms.of(1)).isIdentical(W, 0)).isTrue();
            assertThat(weights.create(5, 4, Randoms.of(2)).isIdentical(W, 0)).isFalse();
        }
    }

    @Test void sigmoidOutputsBeginAtTheMeansOfTheData() {
        Matrix data = Matrix.of(new double[][] {{0, .25, .5, 1}, {0, .25, 1, 1}}).inDouble();
        Matrix bias = Initialiser.logitOfMeans(data);                           // means 0, ¼, ¾, 1
        assertThat(bias.toArray2()[0]).containsExactly(
                new double[] {-16.118095550958, -1.098612288668, 1.098612288668, 16.118095550958}, Offset.offset(1e-8));
        Matrix means = new Sigmoid().forward(bias).output();
        assertThat(means.toArray2()[0]).containsExactly(new double[] {1e-7, .25, .75, 1 - 1e-7}, Offset.offset(1e-12));
        assertThat(bias.shape()).isEqualTo("1×4");
    }
}
