package generative.gan;

import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Dropout;
import generative.nn.ImageShape;
import generative.nn.Initialiser;
import generative.nn.Layer;
import generative.nn.Linear;
import generative.nn.MaxPooling;
import generative.nn.Maxout;
import generative.nn.MaxoutConvolution;
import generative.nn.Relu;
import generative.nn.Sequential;
import generative.nn.Sigmoid;
import generative.nn.TransposedConvolution;
import generative.nn.Window;
import generative.optim.MomentumDescent;
import java.util.random.RandomGenerator;

/// The two pairs of nets for colour photographs of 32×32 pixels: one that knows nothing of images, and one that does.
///
/// ```
/// fully connected   G   z 100 → u relu → u sigmoid → 3072                                          linear
///                   D   x 3072 → maxout v×5 → maxout v×5 → logit
/// convolutional     G   z 100 → u relu → c·100 sigmoid = c×10×10 → stamps 5×5, 3 apart → 3×32×32   linear
///                   D   x 3×32×32 → maxout windows 8×8, largest of 4×4 → again → 5×5, 2×2 → maxout v×5 → logit
/// ```
/// Photographs are rows 1×3072, channels first ([ImageShape]), contrast normalised; so outputs of G need no
/// squashing. The stamps' bias is untied, one number for each pixel of each colour. The noise is N(0, 1). In
/// training, dropout keeps .8 of D's inputs and half of what each later layer gets, both rescaled.
///
/// A fully connected net may connect any pixel with any other and would learn as well if all images had their pixels
/// shuffled. A convolutional one looks for the same small patterns everywhere, with a third of the weights in D; its
/// G stamps patterns where it likes.
///
/// Source: Goodfellow et al., *Generative Adversarial Nets* (2014), section 5 and the released configurations
/// `cifar10_fully_connected.yaml` and `cifar10_convolutional.yaml`.
public sealed interface CifarNets {

    /// How a row is a photograph.
    ImageShape IMAGE = new ImageShape(3, 32, 32);

    /// A new generator.
    Generator generator(RandomGenerator random);

    /// A new discriminator.
    Discriminator discriminator(RandomGenerator random);

    /// How the pair learns.
    AdversarialSettings settings();

    /// An image on its way through a convolutional pair of a few channels.
    static void demo() {
        CifarNets few = new Convolutional(100, 10, 4, .2, .2, .05, 2, 6, 10, .08, Convolutional.PUBLISHED.descent());
        RandomGenerator random = Randoms.of(1);
        Generator generator = few.generator(random);
        Matrix x = generator.sample(1, random);
        System.out.println(generator + "\nmakes of noise 1×100 an image, a row " + x.shape()
                + ", in which the discriminator sees");
        for (Layer layer : few.discriminator(random).net().layers()) {
            x = layer.forward(x).output();
            System.out.printf("%7s  after %s%n", x.shape(), layer);
        }
        System.out.println("Pooling leaves fewer places, convolutions add channels; in the end there is one number.");
    }

    /// Layers that connect everything with everything.
    ///
    /// @param latent             the length of z
    /// @param generatorUnits     u, in each of the two hidden layers of G
    /// @param inputRange         r of the uniform initial weights of G's first layer
    /// @param hiddenRange        the same of its second
    /// @param outputRange        the same of its last
    /// @param discriminatorUnits v, in each of the two hidden layers of D
    /// @param discriminatorRange the same of all layers of D
    /// @param descent            how both nets learn
    record FullyConnected(int latent, int generatorUnits, double inputRange, double hiddenRange, double outputRange,
                          int discriminatorUnits, double discriminatorRange,
                         MomentumDescent descent) implements CifarNets {

        /// G 100–8000–8000–3072 with 89,395,072 parameters, D 3072–1600×5–1600×5–1 with 37,393,601.
        public static final FullyConnected PUBLISHED = new FullyConnected(100, 8000, .05, .05, .5, 1600, .005,
                MomentumDescent.MNIST.withLearningRate(.025, 1.000004));

        /// Trains in minutes. What G makes at first is small beside a photograph, so that it need not unlearn its own
        /// noise, and so is what D thinks at first, since G would copy D's noise; twice the learning rate makes up
        /// for both.
        public static final FullyConnected SMALL = new FullyConnected(100, 500, .6, .6, .05, 60, .0025,
                PUBLISHED.descent.withLearningRate(.05, 1.000004));

        @Override public Generator generator(RandomGenerator random) {
            int u = generatorUnits;
            return new Generator(Noise.GAUSSIAN, latent, new Sequential(
                    new Linear(latent, u, Initialiser.uniform(inputRange), random), new Relu(),
                    new Linear(u, u, Initialiser.uniform(hiddenRange), random), new Sigmoid(),
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
    /// @param latent             the length of z
    /// @param generatorUnits     u, in the first hidden layer of G
    /// @param generatorChannels  c, of the 10×10 image that is stamped
    /// @param inputRange         r of the uniform initial weights of G's first layer
    /// @param hiddenRange        the same of its second
    /// @param stampRange         the same of the stamps
    /// @param firstChannels      of the maxout convolution that sees the image, and of the one after it
    /// @param lastChannels       of the third one
    /// @param discriminatorUnits v, in the maxout layer after them
    /// @param discriminatorRange r of the uniform initial weights of all layers of D
    /// @param descent            how both nets learn
    record Convolutional(int latent, int generatorUnits, int generatorChannels, double inputRange, double hiddenRange,
                         double stampRange, int firstChannels, int lastChannels, int discriminatorUnits,
                         double discriminatorRange, MomentumDescent descent) implements CifarNets {

        /// G 100–8000–80×10×10–3×32×32, D 32×16×16–32×7×7–192×5×5–500×5–1.
        public static final Convolutional PUBLISHED = new Convolutional(
                100, 8000, 80, .05, .05, .05, 32, 192, 500, .005,
                MomentumDescent.MNIST.withBatchSize(128).withLearningRate(.004, 1.000004));

        /// Trains in minutes. Ten numbers of noise instead of a hundred: what all images have in common is learned
        /// many times as fast as what one number of many changes, and with a hundred this pair was still drawing a
        /// single image when the minutes were over. Weights of this size let each layer pass on about as much as it
        /// gets; with the published range, which is made for wider layers, D begins so undecided that it sleeps for
        /// epochs.
        public static final Convolutional SMALL = new Convolutional(10, 500, 16, 3, .06, .6, 8, 32, 60, .03,
                MomentumDescent.MNIST.withBatchSize(32).withLearningRate(.008, 1.000004));

        @Override public Generator generator(RandomGenerator random) {
            ImageShape stamped = new ImageShape(generatorChannels, 10, 10);
            Window stamp = Window.square(5, 3, 0);
            return new Generator(Noise.GAUSSIAN, latent, new Sequential(
                    new Linear(latent, generatorUnits, Initialiser.uniform(inputRange), random), new Relu(),
                    new Linear(generatorUnits, stamped.size(), Initialiser.uniform(hiddenRange), random), new Sigmoid(),
                    TransposedConvolution.untied(stamped, 3, stamp, Initialiser.uniform(stampRange), random)));
        }

        @Override public Discriminator discriminator(RandomGenerator random) {
            Initialiser weights = Initialiser.uniform(discriminatorRange);
            int c = firstChannels;
            var first = new MaxoutConvolution(IMAGE, c, 2, Window.square(8, 1, 4), weights, random);
            var firstPool = new MaxPooling(first.out(), 4, 2);
            var second = new MaxoutConvolution(firstPool.out(), c, 2, Window.square(8, 1, 3), weights, random);
            var secondPool = new MaxPooling(second.out(), 4, 2);
            Window last = Window.square(5, 1, 3);
            var third = new MaxoutConvolution(secondPool.out(), lastChannels, 2, last, weights, random);
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
