package generative.nn;

import static org.assertj.core.api.Assertions.assertThat;

import generative.math.Matrix;
import generative.math.Randoms;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.opentest4j.AssertionFailedError;

/// Holds gradients against central differences in double precision, where they agree to nine digits.
///
/// ```
/// L(θ) = Σ r ⊙ y(θ)                     r random, so that no two outputs can cancel
/// dL/dθᵢ ≈ (L(θᵢ+h) − L(θᵢ−h)) / 2h     h = 10⁻⁵
/// error  = |a − n| / max(|a|, |n|, 10⁻³)   must stay below 10⁻⁷, for every number of the input and of every parameter
/// ```
/// Kinks must be avoided by the caller: x is to be farther from them than h. Anything with a forward pass can be
/// checked; a layer with noise in training makes a new generator of the same seed in each call:
/// `GradientCheck.of(x -> dropout.forward(x, Randoms.of(3)), dropout.parameters(), x)`.
public final class GradientCheck {

    private static final double H = 1e-5, WORST = 1e-7;

    private GradientCheck() { }

    /// A layer in evaluation. Its parameters are made double, and stay so.
    public static void of(Layer layer, Matrix x) {
        of(layer::forward, layer.parameters(), x);
    }

    /// Any function with a way back, and the parameters that it learns. They are made double, and stay so.
    public static void of(Function<Matrix, Pass> forward, List<Parameter> parameters, Matrix input) {
        parameters.forEach(Parameter::toDouble);
        Matrix x = input.inDouble();
        Pass pass = forward.apply(x);
        Matrix y = pass.output(), r = Randoms.uniform(y.numRows(), y.numCols(), -1, 1, Randoms.of(20)).inDouble();
        assertThat(y.isFloat()).as("the output of a double input is float").isFalse();

        Matrix dx = pass.inputGradient(r);
        for (Parameter p : parameters)
            assertThat(p.gradient().sumOfSquares()).as("inputGradient must leave %s alone", p.name()).isZero();
        pass.learn(r);
        List<Matrix> once = parameters.stream().map(p -> p.gradient().copy()).toList();
        pass.learn(r);
        for (int i = 0; i < once.size(); i++)
            assertSame(parameters.get(i), once.get(i).scale(2), "learning twice must add");
        assertThat(pass.backward(r).minus(dx).elementMaxAbs()).as("backward and inputGradient differ").isZero();
        for (int i = 0; i < once.size(); i++) assertSame(parameters.get(i), once.get(i).scale(3), "backward must add");

        compare("x", x, dx, () -> forward.apply(x).output(), r);
        for (int i = 0; i < once.size(); i++) {
            Parameter p = parameters.get(i);
            compare(p.name() + " (parameter " + i + ")", p.value(), once.get(i), () -> forward.apply(x).output(), r);
        }
    }

    /// The parameters alone, for what takes tokens and not numbers. They are made double, and stay so.
    public static void ofParameters(Supplier<Pass> forward, List<Parameter> parameters) {
        parameters.forEach(Parameter::toDouble);
        Pass pass = forward.get();
        Matrix y = pass.output(), r = Randoms.uniform(y.numRows(), y.numCols(), -1, 1, Randoms.of(20)).inDouble();
        pass.learn(r);
        List<Matrix> once = parameters.stream().map(p -> p.gradient().copy()).toList();
        for (int i = 0; i < once.size(); i++) {
            Parameter p = parameters.get(i);
            compare(p.name() + " (parameter " + i + ")", p.value(), once.get(i), () -> forward.get().output(), r);
        }
    }

    /// A loss and the gradient that it hands out.
    public static void ofLoss(Function<Matrix, Loss> loss, Matrix logits) {
        Matrix a = logits.inDouble();
        Matrix one = Matrix.row(1).inDouble();
        ToDoubleFunction<Matrix> value = m -> loss.apply(m).value();
        compare("logits", a, loss.apply(a).gradient(), () -> one.scale(value.applyAsDouble(a)), one);
    }

    private interface Forward {
        Matrix output();
    }

    /// Moves every number of theta by ±h. Differences are taken before the sum, so that large outputs do not cancel.
    private static void compare(String name, Matrix theta, Matrix gradient, Forward f, Matrix r) {
        assertThat(gradient.shape()).as("shape of the gradient of " + name).isEqualTo(theta.shape());
        double worst = 0;
        AssertionFailedError failure = null;
        for (int i = 0; i < theta.getNumElements(); i++) {
            double kept = theta.get(i), a = gradient.get(i);
            theta.set(i, kept + H);
            Matrix above = f.output().copy();                             // an identity hands out x itself
            theta.set(i, kept - H);
            Matrix difference = above.minus(f.output());
            theta.set(i, kept);
            double n = difference.elementMult(r).elementSum() / (2 * H);
            double error = Math.abs(a - n) / Stream.of(Math.abs(a), Math.abs(n), 1e-3).max(Double::compare).get();
            if (!(error <= worst)) {                                   // NaN counts as the worst
                worst = error;
                failure = new AssertionFailedError(String.format(Locale.ROOT, "gradient of %s, element %d: central differences %s, backward %s,"
                        + " relative error %.1e", name, i, n, a, error), n, a);
            }
        }
        if (!(worst < WORST)) throw failure;
    }

    private static void assertSame(Parameter p, Matrix expected, String why) {
        double scale = Math.max(1, expected.elementMaxAbs());
        assertThat(p.gradient().minus(expected).elementMaxAbs() / scale).as("%s (%s)", why, p.name()).isLessThan(1e-13);
    }
}
