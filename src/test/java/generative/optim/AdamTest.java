package generative.optim;

import static org.assertj.core.api.Assertions.assertThat;

import generative.math.Matrix;
import generative.nn.Parameter;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// The sequences were computed in double by other code.
final class AdamTest {

    private static final double[] GRADIENTS = {.5, -.25, 1};

    private static void assertSequence(Adam adam, Parameter theta, double within, double... expected) {
        for (int t = 0; t < 3; t++) {
            theta.gradient().set(0, GRADIENTS[t]);
            adam.step(t);
            assertThat(theta.value().get(0)).as("after step " + (t + 1)).isCloseTo(expected[t], Offset.offset(within));
        }
    }

    private static Parameter one() {
        return new Parameter("θ", Matrix.row(1).inDouble());
    }

    @Test void followsTheKnownSequence() {
        Parameter theta = one();
        assertSequence(new Adam(List.of(theta), .001), theta, 1e-12, .999000000020, .998733662987, .998075551397);
    }

    @Test void followsTheKnownSequenceInFloat() {
        Parameter theta = new Parameter("θ", Matrix.row(1));
        assertSequence(new Adam(List.of(theta), .001), theta, 2e-7, .999000000020, .998733662987, .998075551397);
    }

    @Test void decoupledDecayFollowsTheKnownSequence() {
        Parameter theta = one();
        Adam adam = new Adam(List.of(theta), Schedule.constant(.01), .9, .95, 1e-8, .1);
        assertSequence(adam, theta, 1e-12, .989000000200, .985327305787, .977854529244);
    }

    @Test void decoupledDecayFollowsTheKnownSequenceInFloat() {
        Parameter theta = new Parameter("θ", Matrix.row(1));
        Adam adam = new Adam(List.of(theta), Schedule.constant(.01), .9, .95, 1e-8, .1);
        assertSequence(adam, theta, 3e-7, .989000000200, .985327305787, .977854529244);
    }

    @Test void theFirstStepIsTheSignOfTheGradient() {
        Parameter theta = new Parameter("θ", Matrix.row(0, 0, 0, 0).inDouble());
        theta.gradient().setTo(Matrix.row(1000, -1000, .001, 0).inDouble());
        new Adam(List.of(theta), .01).step(0);
        assertThat(theta.value().toArray2()[0]).containsExactly(new double[] {-.01, .01, -.01, 0}, Offset.offset(1e-6));
        assertThat(theta.value().get(3)).as("no gradient, no step").isZero();
    }

    @Test void aStepUsesTheGradientUp() {
        Parameter theta = new Parameter("θ", Matrix.row(1, 2, 3));
        theta.gradient().fill(5);
        new Adam(List.of(theta), .1).step(0);
        assertThat(theta.gradient().toArray2()).isDeepEqualTo(new double[][] {{0, 0, 0}});
    }

    @Test void withoutGradientOnlyTheDecayMoves() {
        Parameter theta = one();
        new Adam(List.of(theta), Schedule.constant(.5), .9, .999, 1e-8, .1).step(0);
        assertThat(theta.value().get(0)).isCloseTo(1 - .5 * .1, Offset.offset(1e-15));
    }

    @Test void theScheduleAndTheMemoryAreThoseOfTheStep() {
        Parameter theta = one();
        Adam adam = new Adam(List.of(theta), step -> step == 2 ? .001 : 99, .9, .999, 1e-8, 0);
        adam.memory().get("mean.0").set(0, .02);                           // as the gradients .5 and −.25 leave it:
        adam.memory().get("square.0").set(0, .00031225);                   // .9·.05 − .025,  .999·.00025 + .0000625
        theta.value().set(0, .998733662987);
        theta.gradient().set(0, 1);
        adam.step(2);
        assertThat(theta.value().get(0)).isCloseTo(.998075551397, Offset.offset(1e-12));
        assertThat(adam.memory()).containsOnlyKeys("mean.0", "square.0");
    }
}
