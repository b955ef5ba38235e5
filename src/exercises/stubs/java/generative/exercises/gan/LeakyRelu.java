package generative.exercises.gan;

import generative.math.Matrix;
import generative.nn.Layer;
import generative.nn.Pass;

/// A rectifier that leaks: negative numbers are not cut off but made small, so that a unit that is off still learns.
///
/// ```
/// y = x where x > 0, else α x
/// ```
/// **Shapes.** `x`, `y` N×d; 0 ≤ α. At the kink x = 0 the slope is taken to be α.
///
/// **Yours to write.** `forward` with its way back. It must work in float and in double.
///
/// **Goal.** You can write a forward pass that carries its way back with it, and you see why discriminators like this one: some
/// gradient always arrives at the generator.
///
/// **Akin to** [generative.nn.Relu], where α = 0.
/// **Source.** Maas, Hannun and Ng, *Rectifier Nonlinearities Improve Neural Network Acoustic Models* (2013), section 2;
/// Goodfellow et al., *Generative Adversarial Nets* (2014), section 3, on gradients that vanish.
///
/// **Hint 1.** The slope of y depends on x alone, so x is what the way back has to remember.
///
/// **Hint 2.** `new Pass(y, dy -> …)` is a pass without parameters; the function gets dy and gives dx, in the shape of x.
///
/// **Hint 3.** dx[n,j] = dy[n,j] where x[n,j] > 0, else α dy[n,j]; `Matrix.map` makes the slopes of x, and `times` multiplies
/// number by number.
///
/// @param alpha α
public record LeakyRelu(double alpha) implements Layer {

    @Override public Pass forward(Matrix x) {
        throw new UnsupportedOperationException("LeakyRelu.forward is yours to write.");
    }
}
