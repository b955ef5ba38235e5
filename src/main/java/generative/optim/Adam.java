package generative.optim;

import generative.math.Matrix;
import generative.math.Updates;
import generative.nn.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Adam: every parameter has its own step size, set by the running mean and the running size of its gradient.
///
/// ```
/// m ← β₁ m + (1−β₁) g                s ← β₂ s + (1−β₂) g²
/// m̂ = m / (1−β₁ᵗ)                    ŝ = s / (1−β₂ᵗ)               t = 1, 2, 3 …
/// θ ← θ (1 − η λ) − η m̂ / (√ŝ + ε)
/// ```
/// ```math
/// \begin{gathered}
/// m \leftarrow \beta_1 m + (1 - \beta_1) g \qquad s \leftarrow \beta_2 s + (1 - \beta_2) g^2 \\
/// \theta \leftarrow \theta (1 - \eta \lambda) - \eta\, \frac{m / (1 - \beta_1^t)}{\sqrt{s / (1 - \beta_2^t)} + \varepsilon}
/// \end{gathered}
/// ```
/// λ is the decoupled weight decay, 0 for plain Adam. The first step is −η sign(g), up to ε.
///
/// Source: Kingma and Ba (2015), algorithm 1; the decay: Loshchilov and Hutter, *Decoupled Weight Decay* (2019).
public final class Adam implements Optimiser {

    private final List<Parameter> parameters;
    private final Schedule learningRate;
    private final double beta1, beta2, epsilon, weightDecay;
    private final Map<Parameter, Matrix> mean = new LinkedHashMap<>(), square = new LinkedHashMap<>();

    public Adam(List<Parameter> parameters, Schedule learningRate, double beta1, double beta2, double epsilon, double weightDecay) {
        this.parameters = List.copyOf(parameters);
        this.learningRate = learningRate;
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.epsilon = epsilon;
        this.weightDecay = weightDecay;
        for (Parameter p : parameters) {
            mean.put(p, p.value().createLike());
            square.put(p, p.value().createLike());
        }
    }

    /// The settings that the paper recommends: β₁ = .9, β₂ = .999, ε = 10⁻⁸, no decay.
    public Adam(List<Parameter> parameters, double learningRate) {
        this(parameters, Schedule.constant(learningRate), .9, .999, 1e-8, 0);
    }

    @Override public void step(long step) {
        double eta = learningRate.at(step), t = step + 1;
        for (Parameter p : parameters)
            Updates.adam(p.value(), mean.get(p), square.get(p), p.gradient(), eta, beta1, beta2, epsilon,
                        eta * weightDecay, 1 - Math.pow(beta1, t), 1 - Math.pow(beta2, t));
    }

    @Override public Map<String, Matrix> memory() {
        Map<String, Matrix> memory = new LinkedHashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            memory.put("mean." + i, mean.get(parameters.get(i)));
            memory.put("square." + i, square.get(parameters.get(i)));
        }
        return memory;
    }

    /// Two parameters whose gradients differ a thousandfold move equally far.
    public static void demo() {
        Parameter theta = new Parameter("θ", Matrix.row(0, 0));
        Adam adam = new Adam(List.of(theta), .01);
        for (int t = 0; t < 3; t++) {
            theta.gradient().setTo(Matrix.row(1000, 1));
            adam.step(t);
            System.out.println("after step " + (t + 1) + " with gradients 1000 and 1: " + theta.value());
        }
        System.out.println("Both moved by −0.01 a step: only the sign and the steadiness of a gradient count.");
    }
}
