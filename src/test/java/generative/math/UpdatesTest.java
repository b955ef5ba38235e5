package generative.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The update rules number by number, as the formulas say, with the corrections of the papers written out.
final class UpdatesTest {

    private static Matrix random(boolean exact, int path) {
        Matrix m = Backends.random(3, 37, path);
        return exact ? m.inDouble() : m;
    }

    @ParameterizedTest @ValueSource(booleans = {true, false})
    void momentum(boolean exact) {
        Matrix theta = random(exact, 1), v = random(exact, 2), g = random(exact, 3);
        Matrix theta0 = theta.inDouble(), v0 = v.inDouble(), g0 = g.inDouble();
        Updates.sgd(theta, v, g, .1, .6);
        Offset<Double> near = Offset.offset(exact ? 1e-15 : 5e-7);
        for (int i = 0; i < 111; i++) {
            double moved = .6 * v0.get(i) - .1 * g0.get(i);
            assertThat(v.get(i)).isCloseTo(moved, near);
            assertThat(theta.get(i)).isCloseTo(theta0.get(i) + moved, near);
            assertThat(g.get(i)).isZero();
        }
    }

    @ParameterizedTest @ValueSource(booleans = {true, false})
    void adam(boolean exact) {
        Matrix theta = random(exact, 1), m = random(exact, 2), g = random(exact, 4);
        Matrix s = random(exact, 3).map(Math::abs);
        Matrix theta0 = theta.inDouble(), m0 = m.inDouble(), s0 = s.inDouble(), g0 = g.inDouble();
        double c1 = 1 - .9 * .9 * .9, c2 = 1 - .95 * .95 * .95;                // t = 3
        Updates.adam(theta, m, s, g, .01, .9, .95, 1e-3, .002, c1, c2);
        Offset<Double> near = Offset.offset(exact ? 1e-15 : 5e-7);
        for (int i = 0; i < 111; i++) {
            double mean = .9 * m0.get(i) + .1 * g0.get(i), square = .95 * s0.get(i) + .05 * Math.pow(g0.get(i), 2);
            assertThat(m.get(i)).isCloseTo(mean, near);
            assertThat(s.get(i)).isCloseTo(square, near);
            double step = .01 * (mean / c1) / (Math.sqrt(square / c2) + 1e-3);
            assertThat(theta.get(i)).isCloseTo(theta0.get(i) - .002 * theta0.get(i) - step, near);
            assertThat(g.get(i)).isZero();
        }
    }

    @Test void mixedPrecisionsGoToTheReference() {
        Matrix theta = Matrix.row(1).inDouble(), v = Matrix.row(0), g = Matrix.row(4);
        Updates.sgd(theta, v, g, .25, .5);
        assertThat(theta.get(0)).isZero();
        assertThat(v.get(0)).isEqualTo(-1);
    }
}
