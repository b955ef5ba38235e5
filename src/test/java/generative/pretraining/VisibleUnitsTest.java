package generative.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.UserException;
import generative.math.Matrix;
import generative.math.Randoms;
import org.junit.jupiter.api.Test;

final class VisibleUnitsTest {

    private static final VisibleUnits LABELS = VisibleUnits.withLabels(2);

    @Test void meansByHand() {
        Matrix z = Matrix.row(0, Math.log(3), Math.log(9)).inDouble();
        assertThat(VisibleUnits.BERNOULLI.mean(z).get(1)).isCloseTo(.75, within(1e-7));
        assertThat(VisibleUnits.GAUSSIAN.mean(z).get(1)).isCloseTo(Math.log(3), within(1e-7));
        Matrix labels = LABELS.mean(z);                                    // one bit, then 3 : 9
        assertThat(labels.get(0)).isEqualTo(.5);
        assertThat(labels.get(1)).isCloseTo(.25, within(1e-7));
        assertThat(labels.get(2)).isCloseTo(.75, within(1e-7));
    }

    @Test void drawsHaveTheMeans() {
        int N = 20_000;
        for (VisibleUnits units : new VisibleUnits[] {VisibleUnits.BERNOULLI, VisibleUnits.GAUSSIAN, LABELS}) {
            Matrix mean = Matrix.zeros(N, 3).plusRow(Matrix.row(.3, .9, .1)), draws = units.sample(mean, Randoms.of(3));
            for (int i = 0; i < 3; i++) assertThat(draws.columnMeans().get(i)).as(units + " " + i).isCloseTo(mean.get(i), within(.03));
        }
    }

    @Test void aLabelIsExactlyOneClass() {
        Matrix draws = LABELS.sample(Matrix.zeros(500, 4).plus(.5), Randoms.of(1));
        for (int n = 0; n < 500; n++) assertThat(draws.get(n, 2) + draws.get(n, 3)).isEqualTo(1);
    }

    @Test void realNumbersVaryByOne() {
        Matrix draws = VisibleUnits.GAUSSIAN.sample(Matrix.zeros(20_000, 1).plus(2), Randoms.of(1));
        assertThat(draws.minus(2).sumOfSquares() / 20_000).isCloseTo(1, within(.05));
    }

    @Test void energyOfRealNumbersIsADistance() {
        assertThat(VisibleUnits.GAUSSIAN.energy(Matrix.row(1, 3), Matrix.row(0, 1)).get(0)).isEqualTo(2.5);        // ½ (1 + 4)
        assertThat(VisibleUnits.BERNOULLI.energy(Matrix.row(1, 3), Matrix.row(2, 1)).get(0)).isEqualTo(-5);
    }

    @Test void dataThatAreNoProbabilitiesAreRefused() {
        for (double wrong : new double[] {-.5, 1.5, Double.NaN})
            assertThatThrownBy(() -> VisibleUnits.BERNOULLI.check(Matrix.of(new double[][] {{0, 1}, {wrong, 0}})))
                    .isInstanceOf(UserException.class).hasMessage("A machine of visible bits learns from numbers "
                            + "between 0 and 1, but example 1 has " + wrong + " in place 0; scale the data first.");
        VisibleUnits.GAUSSIAN.check(Matrix.row(-5, 7));
        assertThatThrownBy(() -> VisibleUnits.GAUSSIAN.check(Matrix.row(Double.POSITIVE_INFINITY))).isInstanceOf(UserException.class)
                .hasMessage("The data hold a number that is infinite or no number at all; look for it where they were read.");
    }

    @Test void aLabelNeedsRoomAndTwoClasses() {
        assertThatThrownBy(() -> VisibleUnits.withLabels(1)).hasMessage("a label needs 2 classes or more, got 1");
        assertThatThrownBy(() -> LABELS.mean(Matrix.zeros(1, 2))).hasMessage("1×2 leaves no column beside a label of 2 classes");
    }
}
