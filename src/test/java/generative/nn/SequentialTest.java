package generative.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.math.Matrix;
import generative.math.Randoms;
import org.junit.jupiter.api.Test;

final class SequentialTest {

    /// Two lines in a row: y = −(2x + 1) + 5.
    private final Linear first = new Linear(Matrix.row(2), Matrix.row(1));
    private final Linear second = new Linear(Matrix.row(-1), Matrix.row(5));
    private final Sequential net = new Sequential(first, new Relu(), second);

    /// A layer whose input gradient must not be asked for.
    private static final class Bottom implements Layer {
        @Override public Pass forward(Matrix x) {
            return new Pass(x.copy(), dy -> {
                throw new IllegalStateException("the input's gradient was computed");
            });
        }
    }

    @Test void workedExample() {
        Pass pass = net.forward(Matrix.of(new double[][] {{3}, {-1}}));         // 2x + 1 = 7, −1; after relu 7, 0
        assertThat(pass.output().toArray2()).isDeepEqualTo(new double[][] {{-2}, {5}});

        Matrix dx = pass.backward(Matrix.of(new double[][] {{1}, {10}}));
        assertThat(dx.toArray2()).isDeepEqualTo(new double[][] {{-2}, {0}});    // −1 · 1 · 2;  the other unit is off
        assertThat(first.weights().gradient().get(0)).isEqualTo(-3);
        assertThat(first.bias().gradient().get(0)).isEqualTo(-1);
        assertThat(second.weights().gradient().get(0)).isEqualTo(7);
        assertThat(second.bias().gradient().get(0)).isEqualTo(11);
    }

    @Test void exclusiveOr() {
        Sequential xor = new Sequential(
                new Linear(Matrix.of(new double[][] {{1, 1}, {1, 1}}), Matrix.row(0, -1)), new Relu(),
                new Linear(Matrix.of(new double[][] {{1}, {-2}}), Matrix.row(0)));
        Matrix y = xor.forward(Matrix.of(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}})).output();
        assertThat(y.toArray2()).isDeepEqualTo(new double[][] {{0}, {1}, {1}, {0}});
    }

    @Test void gradientsOfADeepNetAgreeWithCentralDifferencesInTraining() {
        var random = Randoms.of(1);
        Initialiser weights = Initialiser.gaussian(.7);
        Sequential deep = new Sequential(new Dropout(.8), new Maxout(5, 4, 3, weights, random), new Dropout(.5),
                new Linear(4, 6, weights, random), new Tanh(), new Linear(6, 3, weights, random), new Sigmoid());
        Matrix x = Randoms.gaussian(4, 5, 1, random);
        GradientCheck.of(input -> deep.forward(input, Randoms.of(7)), deep.parameters(), x);
        GradientCheck.of(deep, x);
    }

    @Test void trainingHandsTheGeneratorToEveryLayer() {
        Sequential twice = new Sequential(new Dropout(.5), new Dropout(.5));
        Matrix x = Matrix.zeros(100, 100);
        x.fill(1);
        Matrix y = twice.forward(x, Randoms.of(1)).output();
        assertThat(y.elementMax()).isEqualTo(4);                                // both doubled it
        assertThat(y.mean()).isBetween(.93, 1.07);                              // four standard deviations of .017
        assertThat(twice.forward(x).output().isIdentical(x, 0)).isTrue();
    }

    @Test void learningStopsAtTheLowestLayerWithParameters() {
        Sequential onTop = new Sequential(new Bottom(), first, new Relu(), second);
        Pass pass = onTop.forward(Matrix.row(3));
        pass.learn(Matrix.row(1));
        assertThat(first.weights().gradient().get(0)).isEqualTo(-3);
        assertThat(second.weights().gradient().get(0)).isEqualTo(7);
        assertThatThrownBy(() -> pass.inputGradient(Matrix.row(1))).isInstanceOf(IllegalStateException.class);
    }

    @Test void twoPassesGoBackInAnyOrder() {
        Pass a = net.forward(Matrix.row(1)), b = net.forward(Matrix.row(2));    // after relu 3 and 5
        b.learn(Matrix.row(1));
        a.learn(Matrix.row(10));
        assertThat(second.weights().gradient().get(0)).isEqualTo(5 + 30);
        assertThat(first.weights().gradient().get(0)).isEqualTo(-2 - 10);
    }

    @Test void parametersComeInTheOrderOfTheLayers() {
        assertThat(net.parameters()).containsExactly(first.weights(), first.bias(), second.weights(), second.bias());
        assertThat(net.layers()).hasSize(3);
        assertThat(net).hasToString("Linear 1 → 1 · Relu · Linear 1 → 1");
    }

    @Test void noLayersAreTheIdentity() {
        Pass pass = new Sequential().forward(Matrix.row(1, 2));
        assertThat(pass.output().toArray2()).isDeepEqualTo(new double[][] {{1, 2}});
        assertThat(pass.backward(Matrix.row(3, 4)).toArray2()).isDeepEqualTo(new double[][] {{3, 4}});
    }

    @Test void badShapesAreNamed() {
        assertThatThrownBy(() -> net.forward(Matrix.row(1, 2)))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("cannot multiply 1×2 by 1×1");
        assertThatThrownBy(() -> net.forward(Matrix.row(1)).learn(Matrix.row(1, 2)))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("the gradient is 1×2, but the output was 1×1");
    }
}
