package generative.optim;

import static org.assertj.core.api.Assertions.assertThat;

import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Parameter;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class SgdTest {

    private static final Offset<Double> EXACT = Offset.offset(1e-15);

    private static Parameter exact(double... values) {
        return new Parameter("θ", Matrix.row(values).inDouble());
    }

    @Test void workedExample() {
        Parameter theta = exact(1);
        Sgd sgd = new Sgd(List.of(theta), Schedule.constant(.1), Schedule.constant(.5));
        theta.gradient().set(0, 2);
        sgd.step(0);
        assertThat(theta.value().get(0)).isCloseTo(.8, EXACT);                  // v = −.2
        theta.gradient().set(0, -1);
        sgd.step(1);
        assertThat(theta.value().get(0)).isCloseTo(.8, EXACT);                  // v = −.1 + .1 = 0
        theta.gradient().set(0, 4);
        sgd.step(2);
        assertThat(theta.value().get(0)).isCloseTo(.4, EXACT);                  // v = 0 − .4
        assertThat(sgd.memory().get("velocity.0").get(0)).isCloseTo(-.4, EXACT);
    }

    @Test void aStepUsesTheGradientUp() {
        Parameter theta = new Parameter("θ", Matrix.row(1, 2, 3));
        theta.gradient().fill(5);
        new Sgd(List.of(theta), .1).step(0);
        assertThat(theta.gradient().toArray2()).isDeepEqualTo(new double[][] {{0, 0, 0}});
        assertThat(theta.value().toArray2()[0]).containsExactly(new double[] {.5, 1.5, 2.5}, Offset.offset(1e-6));
    }

    @Test void withoutGradientTheBallRollsOn() {
        Parameter theta = exact(0);
        Sgd sgd = new Sgd(List.of(theta), Schedule.constant(1), Schedule.constant(.5));
        theta.gradient().set(0, -1);
        for (int t = 0; t < 4; t++) sgd.step(t);
        assertThat(theta.value().get(0)).isCloseTo(1 + .5 + .25 + .125, EXACT);
    }

    @Test void bothSettingsAreTakenAtTheStepThatIsGiven() {
        Parameter theta = exact(0);
        Sgd sgd = new Sgd(List.of(theta), step -> step == 7 ? .25 : 99, step -> step == 7 ? .5 : 99);
        sgd.memory().get("velocity.0").set(0, 3);
        theta.gradient().set(0, 2);
        sgd.step(7);
        assertThat(theta.value().get(0)).isCloseTo(.5 * 3 - .25 * 2, EXACT);
    }

    @Test void aCopyOfTheMemoryGoesOnWithTheSameBits() {
        Parameter a = new Parameter("a", Randoms.gaussian(5, 7, 1, Randoms.of(1)));
        Parameter b = new Parameter("b", a.value().copy());
        Sgd first = new Sgd(List.of(a), Schedule.constant(.1), Schedule.constant(.9));
        Sgd second = new Sgd(List.of(b), Schedule.constant(.1), Schedule.constant(.9));
        for (int t = 0; t < 6; t++) {
            if (t == 3) {
                b.set(a.value());
                second.memory().forEach((name, matrix) -> matrix.setTo(first.memory().get(name)));
            }
            a.gradient().setTo(Randoms.gaussian(5, 7, 1, Randoms.of(2, t)));
            if (t >= 3) b.gradient().setTo(a.gradient());
            first.step(t);
            if (t >= 3) second.step(t);
        }
        assertThat(b.value().isIdentical(a.value(), 0)).isTrue();
    }

    @Test void everyParameterHasItsOwnVelocity() {
        Parameter a = exact(0), b = exact(0, 0);
        Sgd sgd = new Sgd(List.of(a, b), Schedule.constant(1), Schedule.constant(1));
        a.gradient().set(0, 1);
        b.gradient().set(1, 10);
        sgd.step(0);
        sgd.step(1);
        assertThat(a.value().get(0)).isEqualTo(-2);
        assertThat(b.value().toArray2()).isDeepEqualTo(new double[][] {{0, -20}});
        assertThat(sgd.memory()).containsOnlyKeys("velocity.0", "velocity.1");
    }
}
