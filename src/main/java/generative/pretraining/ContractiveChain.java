package generative.pretraining;

import generative.math.Matrix;
import generative.math.Randoms;
import generative.optim.MomentumDescent;
import java.util.List;
import java.util.random.RandomGenerator;

/// A contractive autoencoder has learned in which directions its code may move; this chain walks along them from image to image.
///
/// ```
/// h  = f_L(… f₁(x))                                  up to the code of the top layer
/// h′ = h + J Jᵀ ε,   ε ~ N(0, σ² I)                  J = diag(s) Wᵀ, the top layer's dh/dx, with s = h ⊙ (1−h)
/// x′ = g₁(… g_L(h′))                                 down to the mean of the visible units; and again from x′
/// ```
/// Shapes: `x` N×d is N chains that walk side by side, `h` N×m. J Jᵀ ε = s ⊙ (Wᵀ (W (s ⊙ ε))) is two products for all chains at
/// once, and no J is ever formed. Where the code was made deaf, J is almost 0 and so is the noise: h′ stays among codes of
/// likely images. The other side of it: a chain lingers where all noise is small, whether or not images are common there.
///
/// Source: Rifai et al., *A Generative Process for Sampling Contractive Auto-Encoders* (2012).
///
/// @param layers from the lowest to the top one
/// @param sigma  σ, how far a step goes
public record ContractiveChain(List<Autoencoder> layers, double sigma) {

    public ContractiveChain {
        layers = List.copyOf(layers);
        GreedyLayerwise.requireFit(layers);
        if (!(sigma >= 0)) throw new IllegalArgumentException("the noise needs a standard deviation of 0 or more, got " + sigma);
    }

    /// h, N×m: the code of the top layer.
    public Matrix up(Matrix x) {
        Matrix h = x;
        for (Autoencoder layer : layers) h = layer.propUp(h);
        return h;
    }

    /// The mean of the visible units, N×d, for codes of the top layer.
    public Matrix down(Matrix h) {
        Matrix x = h;
        for (Autoencoder layer : layers.reversed()) x = layer.propDown(x);
        return x;
    }

    /// The next image of each chain.
    public Matrix next(Matrix x, RandomGenerator random) {
        Matrix h = up(x), noise = h.createLike();
        Randoms.setGaussian(noise, sigma, random);
        return down(h.plus(alongCode(h, noise)));
    }

    /// J Jᵀ ε for each row.
    Matrix alongCode(Matrix h, Matrix noise) {
        Matrix W = layers.getLast().weights().value(), s = h.minus(h.times(h));          // s = h ⊙ (1 − h)
        return s.times(noise).multTransB(W).mult(W).times(s);                            // s ⊙ (Wᵀ (W (s ⊙ ε)))
    }

    /// Where the chains are after so many steps.
    public Matrix walk(Matrix x, int steps, RandomGenerator random) {
        Matrix at = x;
        for (int step = 0; step < steps; step++) at = next(at, random);
        return at;
    }

    /// Points on an arc in the plane: the chain follows the arc.
    public static void demo() {
        Matrix t = Randoms.uniform(300, 1, 0, Math.PI / 2, Randoms.of(1)), x = t.map(Math::cos).concatColumns(t.map(Math::sin));
        Autoencoder coder = Autoencoder.tied(2, 12, Autoencoder.Output.PROBABILITIES, Randoms.of(2));
        MomentumDescent descent = MomentumDescent.MNIST.withBatchSize(20).withLearningRate(.2, 1);
        new ModuleTraining(new ContractiveAutoencoder(coder, .01), x, descent, 1).epochs(100);
        ContractiveChain chain = new ContractiveChain(List.of(coder), .5);
        Matrix at = Matrix.row(.8, .6);
        RandomGenerator random = Randoms.of(3);
        for (int step = 0; step <= 40; step++) {
            if (step % 5 == 0) System.out.printf("step %2d: (%.2f, %.2f), %3.0f° and %.2f from the corner%n", step, at.get(0),
                    at.get(1), Math.toDegrees(Math.atan2(at.get(1), at.get(0))), Math.sqrt(at.sumOfSquares()));
            at = chain.next(at, random);
        }
        System.out.println("The data lie 1.00 from the corner, from 0° to 90°: the chain moves along the arc and stays near it.");
    }
}
