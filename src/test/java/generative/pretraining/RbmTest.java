package generative.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Initialiser;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class RbmTest {

    static final Offset<Double> PRINTED = within(5.1e-11);                 // ten printed digits

    /// The machine of the fact sheet: three visible bits, two hidden ones; in double.
    static Rbm worked() {
        return worked(VisibleUnits.BERNOULLI);
    }

    static Rbm worked(VisibleUnits units) {
        Rbm rbm = new Rbm(units, Matrix.of(new double[][] {{.5, -.25}, {-.75, 1}, {.25, .5}}), Matrix.row(.1, -.2, .3), Matrix.row(-.4, .2));
        rbm.weights().set(Matrix.of(new double[][] {{.5, -.25}, {-.75, 1}, {.25, .5}}));
        rbm.parameters().forEach(generative.nn.Parameter::toDouble);
        rbm.visibleBias().set(exactly(.1, -.2, .3));                       // .1 in double, not the float nearest to it
        rbm.hiddenBias().set(exactly(-.4, .2));
        return rbm;
    }

    static Matrix exactly(double... row) {
        Matrix m = Matrix.zeros(1, row.length).inDouble();
        for (int i = 0; i < row.length; i++) m.set(i, row[i]);
        return m;
    }

    static Matrix bits(String... rows) {
        Matrix v = Matrix.zeros(rows.length, rows[0].length()).inDouble();
        for (int n = 0; n < rows.length; n++) for (int i = 0; i < rows[n].length(); i++) v.set(n, i, rows[n].charAt(i) - '0');
        return v;
    }

    @Test void energyByHand() {
        // −(.1 + .3) − (−.4) − (.5 + .25) = −.75;   h = 0: −(.1 + .3)
        assertThat(worked().energy(bits("101", "101"), bits("10", "00")).toArray2())
                .isDeepEqualTo(new double[][] {{-.4 + .4 - .75}, {-.4}});
    }

    @Test void freeEnergiesAsPrinted() {
        Matrix F = worked().freeEnergy(bits("000", "101", "111"));
        assertThat(F.get(0)).isCloseTo(-1.3111541218, PRINTED);
        assertThat(F.get(1)).isCloseTo(-2.2266311014, PRINTED);
        assertThat(F.get(2)).isCloseTo(-2.3737382171, PRINTED);
    }

    @Test void conditionalsAsPrinted() {
        Matrix up = worked().propUp(bits("101")), down = worked().propDown(bits("10"));
        assertThat(up.get(0)).isCloseTo(.5866175789, PRINTED);
        assertThat(up.get(1)).isCloseTo(.6106392339, PRINTED);
        assertThat(down.get(0)).isCloseTo(.6456563062, PRINTED);
        assertThat(down.get(1)).isCloseTo(.2788848220, PRINTED);
        assertThat(down.get(2)).isCloseTo(.6341355910, PRINTED);
    }

    @Test void freeEnergyIsWhatIsLeftWhenHiddenStatesAreSummedOver() {
        for (VisibleUnits units : new VisibleUnits[] {VisibleUnits.BERNOULLI, VisibleUnits.GAUSSIAN, VisibleUnits.withLabels(2)}) {
            Rbm rbm = worked(units);
            Matrix v = bits("110"), F = rbm.freeEnergy(v);
            double sum = 0;
            for (String h : new String[] {"00", "01", "10", "11"}) sum += Math.exp(-rbm.energy(v, bits(h)).get(0));
            assertThat(F.get(0)).as(units.toString()).isCloseTo(-Math.log(sum), within(1e-12));
        }
    }

    @Test void chainsTendToTheModelsProbabilities() {
        Rbm rbm = new Rbm(VisibleUnits.BERNOULLI, worked().weights().value().inFloat(), Matrix.row(.1, -.2, .3), Matrix.row(-.4, .2));
        int chains = 20_000;
        Matrix v = rbm.gibbs(Matrix.zeros(chains, 3), 30, Randoms.of(1));
        double[] count = new double[8];
        for (int n = 0; n < chains; n++) count[(int) (4 * v.get(n, 0) + 2 * v.get(n, 1) + v.get(n, 2))]++;
        double logZ = PartitionFunction.exact(rbm);
        for (int s = 0; s < 8; s++) {
            String state = String.format("%3s", Integer.toBinaryString(s)).replace(' ', '0');
            double p = Math.exp(-worked().freeEnergy(bits(state)).get(0) - logZ);
            assertThat(count[s] / chains).as(state).isCloseTo(p, within(4 * Math.sqrt(p / chains)));
        }
    }

    @Test void beginsAtTheMeansOfTheData() {
        Matrix data = Matrix.of(new double[][] {{1, 0, 1}, {1, 0, 0}, {0, 0, 0}, {1, 0, 1}});
        Rbm rbm = new Rbm(3, 2, Randoms.of(1)).startAtMeansOf(data);
        rbm.weights().value().zero();
        Matrix mean = rbm.propDown(Matrix.zeros(1, 2));
        assertThat(mean.get(0)).isCloseTo(.75, within(1e-6));
        assertThat(mean.get(1)).as("a pixel that is always off stays possible").isCloseTo(.001, within(1e-6));
        assertThat(mean.get(2)).isCloseTo(.5, within(1e-6));
        Rbm real = new Rbm(VisibleUnits.GAUSSIAN, 3, 2, Initialiser.zeros(), Randoms.of(1)).startAtMeansOf(data);
        assertThat(real.visibleBias().value().toArray2()).isDeepEqualTo(new double[][] {{.75, 0, .5}});
    }

    @Test void badShapesAreNamed() {
        assertThatThrownBy(() -> new Rbm(VisibleUnits.BERNOULLI, Matrix.zeros(3, 2), Matrix.zeros(1, 2), Matrix.zeros(1, 2)))
                .hasMessage("weights 3×2, visible biases 1×2 and hidden biases 1×2 do not fit");
        assertThatThrownBy(() -> worked().freeEnergy(bits("10"))).hasMessage("cannot multiply 1×2 by 3×2");
    }

    @Test void isNamed() {
        assertThat(worked()).hasToString("RBM 3 (bits) – 2");
        assertThat(worked(VisibleUnits.GAUSSIAN)).hasToString("RBM 3 (real numbers) – 2");
        assertThat(worked(VisibleUnits.withLabels(2))).hasToString("RBM 3 (bits and a label of 2 classes) – 2");
    }
}
