package generative.gan;

import generative.optim.MomentumDescent;

/// Everything that describes an adversarial net and its training, but for the data and the seed.
///
/// @param noise                the distribution of z
/// @param latent               the length of z
/// @param generatorUnits       units in each of the generator's two hidden layers (ReLU)
/// @param discriminatorUnits   units in each of the discriminator's two hidden layers (maxout)
/// @param pieces               linear pieces of a maxout unit
/// @param generatorRange       r of the uniform initial weights of G
/// @param discriminatorRange   r of the uniform initial weights of D
/// @param inputKeep            probability to keep an input of D in training (scaled by 1/keep)
/// @param hiddenKeep           the same for the inputs of D's other layers
/// @param descent              how both nets learn
/// @param update               in which order D and G move
/// @param discriminatorSteps   k, steps of D for each step of G (Algorithm 1; 1 for the simultaneous update)
/// @param generatorLoss        what G minimises
public record AdversarialSettings(
        Noise noise, int latent, int generatorUnits, int discriminatorUnits, int pieces,
        double generatorRange, double discriminatorRange, double inputKeep, double hiddenKeep,
        MomentumDescent descent, Update update, int discriminatorSteps, GeneratorLoss generatorLoss) {

    /// In which order the two nets move.
    public enum Update {
        /// Algorithm 1 of the paper: k steps of D, then a step of G on fresh noise.
        ALTERNATING,
        /// The released code: D and G move at once, from the same minibatch, noise and dropout masks.
        SIMULTANEOUS
    }

    /// The published MNIST configuration (Goodfellow et al. 2014, released `mnist.yaml`): G 100–1200–1200–784,
    /// D 784–240×5–240×5–1, moved simultaneously by the non-saturating loss.
    public static final AdversarialSettings MNIST = new AdversarialSettings(
            Noise.UNIFORM, 100, 1200, 240, 5, .05, .005, .8, .5, MomentumDescent.MNIST,
            Update.SIMULTANEOUS, 1, GeneratorLoss.NON_SATURATING);

    /// A net of a fifth of the size that draws something to look at after a minute, thanks to twice the learning rate; over
    /// a long training, the published rate gives the better samples.
    public static final AdversarialSettings SMALL = MNIST.withUnits(256, 128)
            .withDescent(MomentumDescent.MNIST.withLearningRate(.2, 1.000004).withMomentum(.5, .5, 1));

    public AdversarialSettings {
        require(latent > 0, "the noise needs 1 number or more", latent);
        require(generatorUnits > 0, "the generator needs 1 unit or more", generatorUnits);
        require(discriminatorUnits > 0, "the discriminator needs 1 unit or more", discriminatorUnits);
        require(pieces > 1, "a maxout unit needs 2 pieces or more", pieces);
        require(discriminatorSteps > 0, "k must be 1 or more", discriminatorSteps);
        if (update == Update.SIMULTANEOUS && discriminatorSteps != 1)
            throw new IllegalArgumentException("the simultaneous update has k = 1, got " + discriminatorSteps);
    }

    private static void require(boolean holds, String what, Number got) {
        if (!holds) throw new IllegalArgumentException(what + ", got " + got);
    }

    public AdversarialSettings withUnits(int generator, int discriminator) {
        return new AdversarialSettings(noise, latent, generator, discriminator, pieces, generatorRange, discriminatorRange,
                inputKeep, hiddenKeep, descent, update, discriminatorSteps, generatorLoss);
    }

    public AdversarialSettings withNoise(Noise distribution) {
        return new AdversarialSettings(distribution, latent, generatorUnits, discriminatorUnits, pieces, generatorRange,
                discriminatorRange, inputKeep, hiddenKeep, descent, update, discriminatorSteps, generatorLoss);
    }

    /// Probabilities to keep an input of D's first layer and of its later ones; 1 and 1 for no dropout.
    public AdversarialSettings withKeep(double input, double hidden) {
        return new AdversarialSettings(noise, latent, generatorUnits, discriminatorUnits, pieces, generatorRange,
                discriminatorRange, input, hidden, descent, update, discriminatorSteps, generatorLoss);
    }

    public AdversarialSettings withDescent(MomentumDescent how) {
        return new AdversarialSettings(noise, latent, generatorUnits, discriminatorUnits, pieces, generatorRange,
                discriminatorRange, inputKeep, hiddenKeep, how, update, discriminatorSteps, generatorLoss);
    }

    public AdversarialSettings withUpdate(Update rule, int k) {
        return new AdversarialSettings(noise, latent, generatorUnits, discriminatorUnits, pieces, generatorRange,
                discriminatorRange, inputKeep, hiddenKeep, descent, rule, k, generatorLoss);
    }

    public AdversarialSettings withGeneratorLoss(GeneratorLoss loss) {
        return new AdversarialSettings(noise, latent, generatorUnits, discriminatorUnits, pieces, generatorRange,
                discriminatorRange, inputKeep, hiddenKeep, descent, update, discriminatorSteps, loss);
    }
}
