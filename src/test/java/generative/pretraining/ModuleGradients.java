package generative.pretraining;

import static org.assertj.core.api.Assertions.assertThat;

import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Holds the gradients that a greedy module adds against central differences of a loss, in double precision.
///
/// ```
/// error = |a − n| / max(|a|, |n|, 10⁻³)  below 10⁻⁷ for every number of every parameter, h = 10⁻⁵
/// ```
/// Each call learns with a new generator of the same seed: the noise is the same, however often the loss is asked for.
final class ModuleGradients {

    private static final double H = 1e-5, WORST = 1e-7;

    private ModuleGradients() { }

    private static RandomGenerator noise() {
        return Randoms.of(77);
    }

    /// @param loss what the module should go down, from the metrics that it gives
    static void check(GreedyModule module, Matrix batch, ToDoubleFunction<Map<String, Double>> loss) {
        List<Parameter> parameters = module.coder().parameters();
        parameters.forEach(Parameter::toDouble);
        Matrix x = batch.inDouble();
        module.learn(x, noise());
        List<Matrix> once = new ArrayList<>();
        for (Parameter p : parameters) once.add(p.gradient().copy());
        module.learn(x, noise());
        for (int i = 0; i < once.size(); i++)
            assertThat(parameters.get(i).gradient().isIdentical(once.get(i).scale(2), 1e-12)).as("learning twice must add")
                    .isTrue();
        for (int i = 0; i < once.size(); i++) {
            Matrix theta = parameters.get(i).value();
            for (int k = 0; k < theta.getNumElements(); k++) {
                double kept = theta.get(k), a = once.get(i).get(k);
                theta.set(k, kept + H);
                double above = loss.applyAsDouble(module.learn(x, noise()));
                theta.set(k, kept - H);
                double n = (above - loss.applyAsDouble(module.learn(x, noise()))) / (2 * H);
                theta.set(k, kept);
                assertThat(Math.abs(a - n) / Stream.of(Math.abs(a), Math.abs(n), 1e-3).max(Double::compare).get())
                        .as("%s, element %d: learn says %s, central differences %s", parameters.get(i).name(), k, a, n)
                        .isLessThan(WORST);
            }
        }
    }

    /// Small random numbers in all parameters, biases too.
    static Autoencoder scattered(Autoencoder coder) {
        coder.parameters().forEach(p -> p.set(Randoms.gaussian(p.value().numRows(), p.value().numCols(), .7,
                Randoms.of(5, p.name().charAt(0)))));
        return coder;
    }
}
