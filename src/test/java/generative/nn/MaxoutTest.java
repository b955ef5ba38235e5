package generative.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.math.Matrix;
import generative.math.Randoms;
import org.junit.jupiter.api.Test;

final class MaxoutTest {

    /// Two units of two pieces; the bias sets the last piece apart from a tie.
    private static Maxout layer(double lastBias) {
        return new Maxout(Matrix.of(new double[][] {{1, 0, -1, 2}, {0, 1, 1, -1}}), Matrix.row(0, .5, 0, lastBias), 2);
    }

    /// Units of one input each, given as rows of slopes and of biases: what they answer at x.
    private static double[] units(int pieces, double[] slopes, double[] biases, double... x) {
        Matrix column = Matrix.zeros(x.length, 1);
        for (int n = 0; n < x.length; n++) column.set(n, x[n]);
        Matrix h = new Maxout(Matrix.row(slopes), Matrix.row(biases), pieces).forward(column).output();
        return h.inDouble().getDDRM().data;
    }

    private static double[] grid(double from, double to, int steps) {
        double[] x = new double[steps + 1];
        for (int i = 0; i <= steps; i++) x[i] = from + (to - from) * i / steps;
        return x;
    }

    @Test void workedExample() {
        Maxout layer = layer(.25);
        Pass pass = layer.forward(Matrix.row(1, 2));                            // z = (1, 2.5 | 1, .25)
        assertThat(pass.output().toArray2()).isDeepEqualTo(new double[][] {{2.5, 1}});

        assertThat(pass.backward(Matrix.row(3, -2)).toArray2()).isDeepEqualTo(new double[][] {{2, 1}});
        assertThat(layer.parameters().get(0).gradient().toArray2())
                .isDeepEqualTo(new double[][] {{0, 3, -2, 0}, {0, 6, -4, 0}});
        assertThat(layer.parameters().get(1).gradient().toArray2()).isDeepEqualTo(new double[][] {{0, 3, -2, 0}});
    }

    @Test void gradientsAgreeWithCentralDifferences() {
        var random = Randoms.of(1);
        GradientCheck.of(new Maxout(4, 3, 5, Initialiser.gaussian(1), random), Randoms.gaussian(6, 4, 1, random));
    }

    @Test void aTieGoesToTheFirstPiece() {
        Maxout layer = layer(1);                                                // z = (1, 2.5 | 1, 1)
        layer.forward(Matrix.row(1, 2)).learn(Matrix.row(0, 1));
        assertThat(layer.parameters().get(1).gradient().toArray2()).isDeepEqualTo(new double[][] {{0, 0, 1, 0}});
    }

    @Test void twoPiecesMakeTheRectifierAndTheAbsoluteValue() {
        double[] x = grid(-3, 3, 48);
        double[] relu = units(2, new double[] {0, 1}, new double[] {0, 0}, x);
        double[] absolute = units(2, new double[] {1, -1}, new double[] {0, 0}, x);
        for (int n = 0; n < x.length; n++) {
            assertThat(relu[n]).isEqualTo(Math.max(0, x[n]));
            assertThat(absolute[n]).isEqualTo(Math.abs(x[n]));
        }
    }

    @Test void aTentIsTheDifferenceOfTwoUnits() {
        double[] x = grid(-3, 3, 48);
        double[] h = units(3, new double[] {0, 1, 2, 0, 2, 2}, new double[] {0, 1, 0, 0, 0, 0}, x);
        for (int n = 0; n < x.length; n++)
            assertThat(h[2 * n] - h[2 * n + 1]).as("x = " + x[n]).isEqualTo(Math.max(0, 1 - Math.abs(x[n])));
    }

    @Test void fourTangentsStayWithinAQuarterOfTheParabola() {
        double[] x = grid(-2, 2, 1024);                                          // tangents 2tx − t² at ±.5 and ±1.5
        double[] h = units(4, new double[] {-3, -1, 1, 3}, new double[] {-2.25, -.25, -.25, -2.25}, x);
        double worst = 0;
        for (int n = 0; n < x.length; n++) {
            assertThat(h[n]).as("tangents lie below").isLessThanOrEqualTo(x[n] * x[n]);
            worst = Math.max(worst, x[n] * x[n] - h[n]);
        }
        assertThat(worst).isEqualTo(.25);
    }

    @Test void aNewLayerHasOneColumnForEachPieceAndBiasesOfZero() {
        Maxout layer = new Maxout(784, 240, 5, Initialiser.uniform(.005), Randoms.of(1));
        assertThat(layer.parameters().get(0).value().shape()).isEqualTo("784×1200");
        assertThat(layer.parameters().get(1).value().shape()).isEqualTo("1×1200");
        assertThat(layer.parameters().get(1).value().sumOfSquares()).isZero();
        assertThat(layer).hasToString("Maxout 784 → 240 of 5 pieces");
    }

    @Test void badShapesAreNamed() {
        assertThatThrownBy(() -> layer(0).forward(Matrix.zeros(3, 5)))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("cannot multiply 3×5 by 2×4");
        assertThatThrownBy(() -> layer(0).forward(Matrix.zeros(3, 2)).backward(Matrix.zeros(3, 4)))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("the gradient is 3×4, but the output was 3×2");
        assertThatThrownBy(() -> new Maxout(Matrix.zeros(2, 4), Matrix.zeros(1, 2), 2))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("weights 2×4 and bias 1×2 do not fit");
        assertThatThrownBy(() -> new Maxout(Matrix.zeros(2, 4), Matrix.zeros(1, 4), 3))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("weights 2×4 are no units of 3 pieces");
        assertThatThrownBy(() -> new Maxout(Matrix.zeros(2, 4), Matrix.zeros(1, 4), 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("a maxout unit needs 2 pieces or more, got 1");
    }
}
