package generative.gan;

import generative.gan.AdversarialSettings.Update;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Initialiser;
import generative.nn.Layer;
import generative.nn.Linear;
import generative.nn.Relu;
import generative.nn.Sequential;
import generative.nn.Sigmoid;
import generative.optim.MomentumDescent;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// The generator of faces is trained in two stages: first alone, then behind two new layers that shape its noise.
///
/// ```
/// stage 1    G₁(z) = σ( σ( relu( z W₁ + b₁ ) W₂ + b₂ ) W₃ + b₃ )         z ~ N(0, I)
/// stage 2    G₂(z) = G₁( σ( relu( z V₁ + c₁ ) V₂ + c₂ ) )                the same layers, V and c are new
/// ```
/// Shapes: `z` N×latent, `G₁`, `G₂` N×d; W₁ and V₁ latent×units, W₂ units×units, V₂ units×latent, W₃ units×d.
/// Weights are uniform, but for W₃: there each output gets 100 weights from N(0, spread²), published with spread 1, and
/// no others. The hidden sigmoids' biases, b₂ and c₂, begin at −2, so that a unit is off until something switches it
/// on; b₃ is the logit of each pixel's mean.
///
/// Stage 1 sends normal noise through the net; stage 2 learns which distribution, on (0, 1), serves it better. In
/// stage 2 **all** layers learn, those of stage 1 too: the released configuration appends them to the new ones, and
/// nothing in it holds them fast. They are the same objects, so that `G₁` changes as well. The discriminator begins
/// anew, and so do learning rate, momentum and velocities.
///
/// Both stages learn from unlabelled faces: 50 epochs, then 22. No column of weights may be longer than 1.9365; those
/// of W₃ begin about five times as long, and the first step shortens them.
///
/// Source: Goodfellow et al., *Generative Adversarial Nets* (2014), section 5 (Toronto Face Database), and the released
/// `tfd_pretrain/pretrain.yaml` and `train.yaml`.
///
/// @param settings sizes, ranges of the uniform weights, and how both stages learn
/// @param spread   standard deviation of the hundred weights of each output in W₃
public record FaceNets(AdversarialSettings settings, double spread) {

    /// G 100–8000–8000–2304, in stage 2 100–8000–100 before it, D 1200×5 twice; columns of weights up to 1.9365.
    public static final FaceNets PUBLISHED = new FaceNets(new AdversarialSettings(
            Noise.GAUSSIAN, 100, 8000, 1200, 5, .05, .005, .8, .5,
            MomentumDescent.MNIST.withLearningRate(.05, 1.000004).withMaxNorm(1.9365),
            Update.SIMULTANEOUS, 1, GeneratorLoss.NON_SATURATING), 1);

    /// G 100–400–400–2304 and D 120×5 twice, for a processor and a quarter of an hour. Sums of so few units vary as
    /// much as the published ones if the ranges are wider by √20 and √10; minibatches of 25 make four times the steps;
    /// and W₃ begins small, since what is random in it is seen as noise in the faces for many epochs.
    public static final FaceNets SMALL = new FaceNets(new AdversarialSettings(
            Noise.GAUSSIAN, 100, 400, 120, 5, .2, .016, .8, .5, PUBLISHED.settings.descent().withBatchSize(25),
            Update.SIMULTANEOUS, 1, GeneratorLoss.NON_SATURATING), .03);

    /// The published number of epochs of stage 1 and of stage 2.
    public static final int EPOCHS_1 = 50, EPOCHS_2 = 22;

    private static final int CONNECTIONS = 100;
    private static final double OFF = -2;

    /// Stage 1: new nets for the rows of `data`, N×d with values in [0, 1].
    public AdversarialTraining firstStage(Matrix data, long seed) {
        RandomGenerator random = Randoms.of(seed, 0);
        int units = settings.generatorUnits(), latent = settings.latent(), d = data.numCols();
        Initialiser weights = Initialiser.uniform(settings.generatorRange());
        Linear output = new Linear(units, d, Initialiser.sparse(Math.min(CONNECTIONS, units), spread), random);
        output.bias().set(Initialiser.logitOfMeans(data));
        Sequential net = new Sequential(
                new Linear(latent, units, weights, random), new Relu(),
                off(new Linear(units, units, weights, random)), new Sigmoid(),
                output, new Sigmoid());
        return training(net, data, random, seed);
    }

    /// Stage 2: the layers of the first stage go on, behind new ones and against a new discriminator.
    public AdversarialTraining secondStage(Generator first, Matrix data, long seed) {
        RandomGenerator random = Randoms.of(seed, 2);
        int units = settings.generatorUnits(), latent = settings.latent();
        Initialiser weights = Initialiser.uniform(settings.generatorRange());
        List<Layer> front = List.of(
                new Linear(latent, units, weights, random), new Relu(),
                off(new Linear(units, latent, weights, random)), new Sigmoid());
        Layer[] all = Stream.concat(front.stream(), first.net().layers().stream()).toArray(Layer[]::new);
        return training(new Sequential(all), data, random, random.nextLong());
    }

    private static Linear off(Linear layer) {
        layer.bias().value().fill(OFF);
        return layer;
    }

    private AdversarialTraining training(Sequential net, Matrix data, RandomGenerator random, long seed) {
        return new AdversarialTraining(settings, new Generator(settings.noise(), settings.latent(), net),
                new Discriminator(settings, data.numCols(), random), data, Conditions.none(), seed);
    }

    /// Both stages with a few units, on noise instead of faces.
    public static void demo() {
        FaceNets few = new FaceNets(SMALL.settings.withUnits(8, 3), 1);
        Matrix faces = Randoms.uniform(100, 2304, 0, 1, Randoms.of(1));
        AdversarialTraining first = few.firstStage(faces, 1), second = few.secondStage(first.generator(), faces, 1);
        System.out.println("stage 1: " + first.generator());
        System.out.println("stage 2: " + second.generator());
        Matrix before = first.generator().parameters().getLast().value().copy();
        second.step(0);
        System.out.printf("largest change of stage 1's last bias by a step of stage 2: %.6f%n",
                first.generator().parameters().getLast().value().minus(before).elementMaxAbs());
        System.out.println("Stage 2 begins with new layers; those of stage 1 are the same objects and go on learning.");
    }
}
