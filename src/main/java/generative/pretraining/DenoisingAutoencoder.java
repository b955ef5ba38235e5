package generative.pretraining;

import generative.data.SyntheticDigits;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.optim.MomentumDescent;
import java.util.Map;
import java.util.random.RandomGenerator;

/// A denoising autoencoder is shown a spoiled example and must rebuild the clean one, so it has to learn what examples are like.
///
/// ```
/// x̃ ~ corruption of x
/// h = σ(x̃ W + b)      y = h Wᵀ + a      L = loss of y against the clean x
/// ```
/// ```math
/// h = \sigma(\tilde x W + b) \qquad y = h W^\top + a \qquad \tilde x \sim q(\tilde x \mid x)
/// ```
/// Shapes: `x`, `x̃`, `y` N×d, `h` N×m. Forward and backward are those of [Autoencoder] with x̃ as input and x as target; nothing
/// flows back through the noise. With [Corruption.None] this is how the plain autoencoder learns.
///
/// Source: Vincent et al., *Extracting and Composing Robust Features with Denoising Autoencoders* (2008); *Stacked Denoising
/// Autoencoders* (2010).
///
/// @param coder      what learns
/// @param corruption how the input is spoiled
public record DenoisingAutoencoder(Autoencoder coder, Corruption corruption) implements GreedyModule {

    /// The metric: the loss of the reconstruction, summed over the inputs, mean over the batch.
    @Override public Map<String, Double> learn(Matrix batch, RandomGenerator random) {
        return Map.of("loss", coder.learn(corruption.apply(batch, random), batch));
    }

    /// Drawn digits with three in ten pixels lost, before and after learning.
    public static void demo() {
        Matrix digits = SyntheticDigits.generate(600, 1).x();
        Autoencoder coder = Autoencoder.tied(784, 64, Autoencoder.Output.PROBABILITIES, Randoms.of(1));
        DenoisingAutoencoder module = new DenoisingAutoencoder(coder, new Corruption.Masking(.3));
        ModuleTraining training = new ModuleTraining(module, digits, MomentumDescent.MNIST.withBatchSize(20), 1);
        Matrix noisy = module.corruption.apply(digits.rows(0, 1), Randoms.of(2)), before = coder.reconstruct(noisy);
        double loss = training.epochs(3).get("loss");
        Matrix after = coder.reconstruct(noisy);
        System.out.println(module);
        for (int y = 4; y < 25; y += 2) {
            StringBuilder line = new StringBuilder();
            for (Matrix image : new Matrix[] {digits, noisy, before, after}) {
                for (int x = 3; x < 25; x++) line.append(" .:*#".charAt((int) Math.min(4, 5 * image.get(0, y * 28 + x))));
                line.append("   ");
            }
            System.out.println(line.toString().stripTrailing());
        }
        System.out.printf("Clean, spoiled, rebuilt before and after %d steps (loss %.0f nats): the holes are filled, since "
                + "digits have none.%n", 3 * training.stepsPerEpoch(), loss);
    }
}
