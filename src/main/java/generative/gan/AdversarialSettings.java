package generative.gan;

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
/// @param batchSize            examples in a minibatch
/// @param learningRate         η at the start
/// @param learningRateDecay    η is divided by this after every step, down to 10⁻⁶
/// @param firstMomentum        μ in the first epoch
/// @param lastMomentum         μ from `momentumEpochs` on
/// @param momentumEpochs       length of the momentum's rise
/// @param update               in which order D and G move
/// @param discriminatorSteps   k, steps of D for each step of G (Algorithm 1; 1 for the simultaneous update)
/// @param generatorLoss        what G minimises
public record AdversarialSettings(
        Noise noise, int latent, int generatorUnits, int discriminatorUnits, int pieces,
        double generatorRange, double discriminatorRange, double inputKeep, double hiddenKeep,
        int batchSize, double learningRate, double learningRateDecay,
        double firstMomentum, double lastMomentum, int momentumEpochs,
        Update update, int discriminatorSteps, GeneratorLoss generatorLoss) {

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
            Noise.UNIFORM, 100, 1200, 240, 5, .05, .005, .8, .5, 100, .1, 1.000004, .5, .7, 250,
            Update.SIMULTANEOUS, 1, GeneratorLoss.NON_SATURATING);

    /// A net of a fifth of the size that draws something to look at after a minute, thanks to twice the learning rate; over
    /// a long training, the published rate gives the better samples.
    public static final AdversarialSettings SMALL = MNIST.withUnits(256, 128).withLearningRate(.2, 1.000004).withMomentum(.5, .5, 1);

    public AdversarialSettings {
        require(latent > 0, "the noise needs 1 number or more", latent);
        require(generatorUnits > 0, "the generator needs 1 unit or more", generatorUnits);
        require(discriminatorUnits > 0, "the discriminator needs 1 unit or more", discriminatorUnits);
        require(pieces > 1, "a maxout unit needs 2 pieces or more", pieces);
        require(batchSize > 0, "a minibatch needs 1 example or more", batchSize);
        require(discriminatorSteps > 0, "k must be 1 or more", discriminatorSteps);
        require(learningRate > 0, "the learning rate must be above 0", learningRate);
        if (update == Update.SIMULTANEOUS && discriminatorSteps != 1)
            throw new IllegalArgumentException("the simultaneous update has k = 1, got " + discriminatorSteps);
    }

    private static void require(boolean holds, String what, Number got) {
        if (!holds) throw new IllegalArgumentException(what + ", got " + got);
    }

    public AdversarialSettings withUnits(int generator, int discriminator) {
        return new AdversarialSettings(noise, latent, generator, discriminator, pieces, generatorRange, discriminatorRange,
                inputKeep, hiddenKeep, batchSize, learningRate, learningRateDecay, firstMomentum, lastMomentum,
                momentumEpochs, update, discriminatorSteps, generatorLoss);
    }

    public AdversarialSettings withUpdate(Update rule, int k) {
        return new AdversarialSettings(noise, latent, generatorUnits, discriminatorUnits, pieces, generatorRange,
                discriminatorRange, inputKeep, hiddenKeep, batchSize, learningRate, learningRateDecay, firstMomentum,
                lastMomentum, momentumEpochs, rule, k, generatorLoss);
    }

    public AdversarialSettings withGeneratorLoss(GeneratorLoss loss) {
        return new AdversarialSettings(noise, latent, generatorUnits, discriminatorUnits, pieces, generatorRange,
                discriminatorRange, inputKeep, hiddenKeep, batchSize, learningRate, learningRateDecay, firstMomentum,
                lastMomentum, momentumEpochs, update, discriminatorSteps, loss);
    }

    public AdversarialSettings withLearningRate(double rate, double decay) {
        return new AdversarialSettings(noise, latent, generatorUnits, discriminatorUnits, pieces, generatorRange,
                discriminatorRange, inputKeep, hiddenKeep, batchSize, rate, decay, firstMomentum, lastMomentum,
                momentumEpochs, update, discriminatorSteps, generatorLoss);
    }

    public AdversarialSettings withMomentum(double first, double last, int epochs) {
        return new AdversarialSettings(noise, latent, generatorUnits, discriminatorUnits, pieces, generatorRange,
                discriminatorRange, inputKeep, hiddenKeep, batchSize, learningRate, learningRateDecay, first, last,
                epochs, update, discriminatorSteps, generatorLoss);
    }

    public AdversarialSettings withBatchSize(int size) {
        return new AdversarialSettings(noise, latent, generatorUnits, discriminatorUnits, pieces, generatorRange,
                discriminatorRange, inputKeep, hiddenKeep, size, learningRate, learningRateDecay, firstMomentum,
                lastMomentum, momentumEpochs, update, discriminatorSteps, generatorLoss);
    }
}
