package generative.gan;

import generative.nn.Dropout;
import generative.nn.ImageShape;
import generative.nn.Initialiser;
import generative.nn.Linear;
import generative.nn.MaxPooling;
import generative.nn.Maxout;
import generative.nn.MaxoutConvolution;
import generative.nn.Relu;
import generative.nn.Sequential;
import generative.nn.Sigmoid;
import generative.nn.TransposedConvolution;
import generative.nn.Window;
import java.util.random.RandomGenerator;

/// The two pairs of nets for colour photographs of 32×32 pixels: one that knows nothing of images, and one that does.
///
/// ```
/// fully connected   G   z 100 → u relu → u sigmoid → 3072                                          linear at the end
///                   D   x 3072 → maxout v×5 → maxout v×5 → logit
/// convolutional     G   z 100 → u relu → c·100 sigmoid = c×10×10 → stamps 5×5, 3 apart → 3×32×32   linear, a bias a pixel
///                   D   x 3×32×32 → maxout windows 8×8, largest of 4×4 → again → 5×5, 2×2 → maxout v×5 → logit
/// ```
/// Photographs are rows 1×3072, channels first ([ImageShape]), contrast normalised; so outputs of G need no squashing. The noise is
/// N(0, 1). In training, dropout keeps .8 of D's inputs and half of what each later layer gets, both rescaled.
///
/// A fully connected net may connect any pixel with any other and would learn as well if all images had their pixels shuffled. A
/// convolutional one looks for the same small patterns everywhere, with a tenth of the weights in D; its G stamps
/// patterns where it likes.
///
/// Source: Goodfellow et al., *Generative Adversarial Nets* (2014), section 5 and the released configurations
/// `cifar10_fully_connected.yaml` and `cifar10_convolutional.yaml`.
public sealed interface CifarNets {

    /// How a row is a photograph.
    ImageShape IMAGE = new ImageShape(3, 32, 32);

    /// The length of z.
    int LATENT = 100;

    /// A new generator.
    Generator generator(RandomGenerator random);

    /// A new discriminator.
    Discriminator discriminator(RandomGenerator random);

    /// How the pair learns.
    AdversarialSettings settings();

    /// Layers that connect everything with everything.
    ///
    /// @param generatorUnits     u, in each of the two hidden layers of G
    /// @param hiddenRange        r of the uniform initial weights of these layers
    /// @param outputRange        the same of G's last layer
    /// @param discriminatorUnits v, in each of the two hidden layers of D
    /// @param discriminatorRange the same of all layers of D
    /// @param descent            how both nets learn
    record FullyConnected(int generatorUnits, double hiddenRange, double outputRange, int discriminatorUnits, double discriminatorRange,
                          MomentumDescent descent) implements CifarNets {

        /// G 100–8000–8000–3072 with 89,395,072 parameters, D 3072–1600×5–1600×5–1 with 37,393,601.
        public static final FullyConnected PUBLISHED = new FullyConnected(8000, .05, .5, 1600, .005,
                MomentumDescent.MNIST.withLearningRate(.025, 1.000004));

        /// Trains in minutes.
        public static final FullyConnected SMALL = new FullyConnected(500, .2, .02, 100, .005, PUBLISHED.descent);

        @Override public Generator generator(RandomGenerator random) {
            int u = generatorUnits;
            Initialiser weights = Initialiser.uniform(hiddenRange);
            return new Generator(Noise.GAUSSIAN, LATENT, new Sequential(
                    new Linear(LATENT, u, weights, random), new Relu(),
                    new Linear(u, u, weights, random), new Sigmoid(),
                    new Linear(u, IMAGE.size(), Initialiser.uniform(outputRange), random)));
        }

        @Override public Discriminator discriminator(RandomGenerator random) {
            int v = discriminatorUnits;
            Initialiser weights = Initialiser.uniform(discriminatorRange);
            return new Discriminator(new Sequential(
                    new Dropout(.8), new Maxout(IMAGE.size(), v, 5, weights, random),
                    new Dropout(.5), new Maxout(v, v, 5, weights, random),
                    new Dropout(.5), new Linear(v, 1, weights, random)));
        }

        @Override public AdversarialSettings settings() {
            return AdversarialSettings.MNIST.withNoise(Noise.GAUSSIAN).withDescent(descent);
        }
    }

    /// Layers that look at, or stamp, a small part of the image at a time.
    ///
    /// @param generatorUnits     u, in the first hidden layer of G
    /// @param generatorChannels  c, of the 10×10 image that is stamped
    /// @param hiddenRange        r of the uniform initial weights of these two layers
    /// @param stampRange         the same of the stamps
    /// @param firstChannels      of the maxout convolution that sees the image, and of the one after it
    /// @param lastChannels       of the third one
    /// @param discriminatorUnits v, in the maxout layer after them
    /// @param discriminatorRange r of the uniform initial weights of all layers of D
    /// @param descent            how both nets learn
    record Convolutional(int generatorUnits, int generatorChannels, double hiddenRange, double stampRange, int firstChannels,
                         int lastChannels, int discriminatorUnits, double discriminatorRange, MomentumDescent descent) implements CifarNets {

        /// G 100–8000–80×10×10–3×32×32, D 32×16×16–32×7×7–192×5×5–500×5–1.
        public static final Convolutional PUBLISHED = new Convolutional(8000, 80, .05, .05, 32, 192, 500, .005,
                MomentumDescent.MNIST.withBatchSize(128).withLearningRate(.004, 1.000004));

        /// Trains in minutes.
        public static final Convolutional SMALL = new Convolutional(500, 16, .2, .05, 8, 32, 100, .08, PUBLISHED.descent);

        @Override public Generator generator(RandomGenerator random) {
            ImageShape stamped = new ImageShape(generatorChannels, 10, 10);
            Initialiser weights = Initialiser.uniform(hiddenRange);
            return new Generator(Noise.GAUSSIAN, LATENT, new Sequential(
                    new Linear(LATENT, generatorUnits, weights, random), new Relu(),
                    new Linear(generatorUnits, stamped.size(), weights, random), new Sigmoid(),
                    TransposedConvolution.untied(stamped, 3, Window.square(5, 3, 0), Initialiser.uniform(stampRange), random)));
        }

        @Override public Discriminator discriminator(RandomGenerator random) {
            Initialiser weights = Initialiser.uniform(discriminatorRange);
            var first = new MaxoutConvolution(IMAGE, firstChannels, 2, Window.square(8, 1, 4), weights, random);
            var firstPool = new MaxPooling(first.out(), 4, 2);
            var second = new MaxoutConvolution(firstPool.out(), firstChannels, 2, Window.square(8, 1, 3), weights, random);
            var secondPool = new MaxPooling(second.out(), 4, 2);
            var third = new MaxoutConvolution(secondPool.out(), lastChannels, 2, Window.square(5, 1, 3), weights, random);
            var thirdPool = new MaxPooling(third.out(), 2, 2);
            return new Discriminator(new Sequential(
                    new Dropout(.8), first, firstPool,
                    new Dropout(.5), second, secondPool,
                    new Dropout(.5), third, thirdPool,
                    new Dropout(.5), new Maxout(thirdPool.out().size(), discriminatorUnits, 5, weights, random),
                    new Dropout(.5), new Linear(discriminatorUnits, 1, weights, random)));
        }

        @Override public AdversarialSettings settings() {
            return AdversarialSettings.MNIST.withNoise(Noise.GAUSSIAN).withDescent(descent);
        }
    }
}
