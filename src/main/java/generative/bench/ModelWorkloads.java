package generative.bench;

import generative.evaluation.KMeans;
import generative.evaluation.ParzenWindow;
import generative.gan.AdversarialSettings;
import generative.gan.AdversarialSettings.Update;
import generative.gan.AdversarialTraining;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Initialiser;
import generative.nn.Maxout;
import generative.nn.Parameter;
import generative.nn.Pass;
import generative.optim.MomentumDescent;
import generative.optim.Sgd;
import generative.pretraining.Autoencoder;
import generative.pretraining.ContrastiveDivergence;
import generative.pretraining.Corruption;
import generative.pretraining.DenoisingAutoencoder;
import generative.pretraining.ModuleTraining;
import generative.pretraining.Rbm;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whole models and judges at the sizes of the papers, each through the library's own public classes.
final class ModelWorkloads {

    private static final Pattern GAN = Pattern.compile("gan_b([1-9]\\d{0,4})");

    private ModelWorkloads() { }

    static List<Workload> all() {
        return List.of(gan("gan_eager", 100),
                new Workload("maxout_fwd", 4.0 * 100 * 784 * 1200, ModelWorkloads::maxout),
                new Workload("rbm_cd1", 5 * 2.0 * 100 * 784 * 500, ModelWorkloads::contrastiveDivergence),
                new Workload("dae_eager", 2.0 * 100 * 784 * 500 * 5, ModelWorkloads::denoising),
                new Workload("parzen", List.of("parzen_gemm", "parzen_cdist"), 2.0 * 10_000 * 10_000 * 784,
                        ModelWorkloads::parzen),
                new Workload("kmeans", List.of("kmeans_gemm_c8192", "kmeans_gemm_c1024", "kmeans_cdist_c8192"),
                        2.0 * 1_000_000 * 512 * 3, ModelWorkloads::kMeans));
    }

    /// `gan_b100` is the published adversarial net at batch 100; any other batch can be asked for.
    static Optional<Workload> named(String name) {
        Matcher batch = GAN.matcher(name);
        return batch.matches() ? Optional.of(gan(name, Integer.parseInt(batch.group(1)))) : Optional.empty();
    }

    /// One iteration of Algorithm 1 with k = 1 at the published MNIST sizes: a step of D, then a step of G on fresh
    /// noise.
    private static Workload gan(String name, int batch) {
        AdversarialSettings settings = AdversarialSettings.MNIST.withUpdate(Update.ALTERNATING, 1)
                .withDescent(MomentumDescent.MNIST.withBatchSize(batch));
        return new Workload(name, AdversarialCost.flop(settings), () -> {
            Matrix images = Randoms.uniform(Math.max(10_000, batch), 784, 0, 1, Randoms.of(1));
            AdversarialTraining training = new AdversarialTraining(settings, images, 1);
            long[] step = {0};
            return () -> training.step(step[0]++);
        });
    }

    /// The discriminator's first layer, 784 → 240 × 5, forward and back to its parameters, for a batch of 100.
    private static Workload.Step maxout() {
        Maxout layer = new Maxout(784, 240, 5, Initialiser.uniform(.005), Randoms.of(1));
        Matrix x = Randoms.uniform(100, 784, 0, 1, Randoms.of(2)), dh = Randoms.gaussian(100, 240, 1, Randoms.of(3));
        return () -> {
            for (Parameter parameter : layer.parameters()) parameter.gradient().zero();
            Pass pass = layer.forward(x);
            pass.learn(dh);
            return pass;
        };
    }

    /// CD-1 of 784 visible and 500 hidden bits on a batch of 100, and the step downhill, without momentum.
    private static Workload.Step contrastiveDivergence() {
        Rbm rbm = new Rbm(784, 500, Randoms.of(1));
        Matrix images = Randoms.bernoulli(Randoms.uniform(100, 784, 0, 1, Randoms.of(2)), Randoms.of(3));
        ModuleTraining training = new ModuleTraining(new ContrastiveDivergence(rbm, 1), images,
                MomentumDescent.MNIST.withLearningRate(.001, 1).withMomentum(0, 0, 1), 1);
        long[] step = {0};
        return () -> training.step(step[0]++);
    }

    /// A step of a denoising autoencoder, 784–500–784 with tied weights, three in ten pixels masked, on a batch of 100.
    private static Workload.Step denoising() {
        Autoencoder coder = Autoencoder.tied(784, 500, Autoencoder.Output.PROBABILITIES, Randoms.of(1));
        DenoisingAutoencoder module = new DenoisingAutoencoder(coder, new Corruption.Masking(.3));
        Sgd sgd = new Sgd(coder.parameters(), .1);
        Matrix x = Randoms.uniform(100, 784, 0, 1, Randoms.of(2));
        long[] step = {0};
        return () -> {
            Map<String, Double> metrics = module.learn(x, Randoms.of(3, step[0]));
            sgd.step(step[0]++);
            return metrics;
        };
    }

    /// The log-likelihood of 10,000 images under a window on 10,000 samples.
    private static Workload.Step parzen() {
        Matrix images = Randoms.uniform(10_000, 784, 0, 1, Randoms.of(1));
        Matrix samples = Randoms.uniform(10_000, 784, 0, 1, Randoms.of(2));
        return () -> new ParzenWindow(samples).logLikelihoods(images, .2);
    }

    /// One round with 512 centroids on a million colours.
    private static Workload.Step kMeans() {
        Matrix colours = Randoms.uniform(1_000_000, 3, 0, 1, Randoms.of(1));
        KMeans palette = KMeans.fit(colours, 512, 0, Randoms.of(2));
        return () -> palette.next(colours);
    }
}
