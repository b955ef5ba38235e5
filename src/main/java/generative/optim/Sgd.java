package generative.optim;

import generative.math.Matrix;
import generative.math.Updates;
import generative.nn.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Stochastic gradient descent with momentum: a ball that rolls down the loss and keeps some of its speed.
///
/// ```
/// v ← μ v − η g
/// θ ← θ + v
/// ```
/// η is the learning rate, μ the momentum, g the gradient; both settings follow a [Schedule]. If a largest norm is given, the columns
/// of every parameter with the name W are kept as short as [MaxNorm] says after each step.
///
/// Source: Polyak (1964); this form is that of the adversarial nets' released code.
public final class Sgd implements Optimiser {

    private final List<Parameter> parameters;
    private final Schedule learningRate, momentum;
    private final double maxNorm;
    private final Map<Parameter, Matrix> velocity = new LinkedHashMap<>();

    public Sgd(List<Parameter> parameters, Schedule learningRate, Schedule momentum) {
        this(parameters, learningRate, momentum, Double.POSITIVE_INFINITY);
    }

    /// With weights whose columns get no longer than `maxNorm`; infinity leaves them alone.
    public Sgd(List<Parameter> parameters, Schedule learningRate, Schedule momentum, double maxNorm) {
        this.maxNorm = maxNorm;
        this.parameters = List.copyOf(parameters);
        this.learningRate = learningRate;
        this.momentum = momentum;
        for (Parameter p : parameters) velocity.put(p, p.value().createLike());
    }

    /// Constant learning rate, no momentum.
    public Sgd(List<Parameter> parameters, double learningRate) {
        this(parameters, Schedule.constant(learningRate), Schedule.constant(0));
    }

    @Override public void step(long step) {
        double eta = learningRate.at(step), mu = momentum.at(step);
        for (Parameter p : parameters) {
            Updates.sgd(p.value(), velocity.get(p), p.gradient(), eta, mu);
            if (maxNorm < Double.POSITIVE_INFINITY && p.name().equals("W")) MaxNorm.project(p.value(), maxNorm);
        }
    }

    @Override public Map<String, Matrix> memory() {
        Map<String, Matrix> memory = new LinkedHashMap<>();
        for (int i = 0; i < parameters.size(); i++) memory.put("velocity." + i, velocity.get(parameters.get(i)));
        return memory;
    }

    /// Down the parabola θ², with and without momentum.
    public static void demo() {
        for (double mu : new double[] {0, 0.5}) {
            Parameter theta = new Parameter("θ", Matrix.row(1));
            Sgd sgd = new Sgd(List.of(theta), Schedule.constant(.1), Schedule.constant(mu));
            StringBuilder path = new StringBuilder();
            for (int t = 0; t < 8; t++) {
                path.append(String.format("%7.3f", theta.value().get(0)));
                theta.gradient().set(0, 2 * theta.value().get(0));
                sgd.step(t);
            }
            System.out.println("momentum " + mu + ": " + path);
        }
        System.out.println("Minimum at 0: with momentum it is reached sooner, and overshot.");
    }
}
