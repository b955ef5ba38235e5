package generative.tour;

import generative.data.ImageSet;
import generative.data.SyntheticDigits;
import generative.evaluation.OverSeeds;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Initialiser;
import generative.nn.Sequential;
import generative.optim.MomentumDescent;
import generative.plot.BarChart;
import generative.plot.ImageGrid;
import generative.plot.LineChart;
import generative.plot.Picture;
import generative.pretraining.Autoencoder;
import generative.pretraining.CoderPictures;
import generative.pretraining.ContrastiveDivergence;
import generative.pretraining.Corruption;
import generative.pretraining.DeepBeliefNet;
import generative.pretraining.DenoisingAutoencoder;
import generative.pretraining.FineTuning;
import generative.pretraining.GreedyLayerwise;
import generative.pretraining.ModuleTraining;
import generative.pretraining.PartitionFunction;
import generative.pretraining.Rbm;
import generative.pretraining.RbmPictures;
import generative.pretraining.SigmoidNet;
import generative.pretraining.VisibleUnits;
import generative.training.TrainingLoop;
import java.util.List;
import java.util.stream.IntStream;

/// Layers that learn without labels: machines, autoencoders, a stack of both, and what a hundred labels are worth then.
final class PretrainingStop implements Stop {

    private static final int EPOCHS = 20, UNITS = 150, TOP = 200;

    @Override public String name() {
        return "pretraining";
    }

    @Override public void visit(Page page, long seed, boolean quick) {
        ImageSet digits = SyntheticDigits.generate(quick ? 500 : 4000, seed), test = SyntheticDigits.generate(quick ? 300 : 2000, seed + 1);
        int epochs = quick ? 2 : EPOCHS, h = digits.height(), w = digits.width();
        MomentumDescent descent = MomentumDescent.MNIST.withBatchSize(20).withLearningRate(.05, 1).withMomentum(.5, .9, 4);

        page.section("pretraining", "Layers that learn without labels", "Before labels were plenty, deep nets learned layer by layer what "
                + "images have in common, and only then what they are called. Hinton, Osindero and Teh, 2006; Vincent et al., 2008; "
                + "Bengio et al., 2007.");
        page.picture("pretraining-likelihood.png", likelihood(digits, descent, quick, seed),
                "A machine with ten hidden units is small enough to "
                + "sum over all its states, so that the likelihood on the axis is exact. Dreams of ten steps give a better gradient than "
                + "dreams of one, and in the end a better machine.");

        Rbm rbm = new Rbm(digits.x().numCols(), UNITS, Randoms.of(seed, 1)).startAtMeansOf(digits.x());
        GreedyLayerwise stack = new GreedyLayerwise(List.of(new GreedyLayerwise.Stage(new ContrastiveDivergence(rbm, 5).binarising(),
                calm(descent, epochs, digits), epochs)),
                seed).train(digits.x());
        page.picture("pretraining-filters.png", CoderPictures.filters(rbm, 60, h, w),
                "What the hidden units of a machine look for, found without a "
                        + "label: strokes and pieces of strokes.")
                .picture("pretraining-chains.png", RbmPictures.chains(rbm, test.x().rows(0, 6), new int[] {1, 2, 5, 20, 100, 500}, h, w,
                Randoms.of(seed, 2)),
                        "Left alone, the machine wanders from digit to digit: each row is one Gibbs chain.");
        denoising(page, digits, test, descent, epochs, seed);
        dreams(page, digits, rbm, stack, descent, epochs, seed);
        page.picture("pretraining-labels.png", labels(digits, test, rbm, quick, seed),
                "The same net and the same labels, from random and from "
                        + "pretrained weights, " + (quick ? "one seed and five epochs: too little to tell anything."
                        : "mean of three seeds. Where labels are few, images without labels make up for them."))
                .code("mvn -q compile exec:exec -Drun=\"pretrain train --data mnist --labels 1000 --seeds 5\"");
    }

    /// The exact log-likelihood of a small machine while it learns by dreams of one and of five steps.
    private static Picture likelihood(ImageSet digits, MomentumDescent descent, boolean quick, long seed) {
        int points = quick ? 4 : 40;
        LineChart chart = new LineChart("Ten hidden units learn, and can be checked", "epoch", "mean ln p(v), nats");
        Matrix bits = Randoms.bernoulli(digits.x().rows(0, Math.min(500, digits.size())), Randoms.of(seed, 3));
        for (int k : new int[] {1, 10}) {
            Rbm rbm = new Rbm(bits.numCols(), 10, Randoms.of(seed, 4)).startAtMeansOf(bits);
            ModuleTraining training = new ModuleTraining(new ContrastiveDivergence(rbm, k), bits, descent, seed);
            double[] epoch = new double[points], mean = new double[points];
            long step = 0;
            for (int e = 0; e < points; e++) {
                epoch[e] = e;
                mean[e] = PartitionFunction.meanLogLikelihood(rbm, bits, PartitionFunction.exact(rbm));
                for (int t = 0; t < training.stepsPerEpoch(); t++) training.step(step++);
            }
            chart.line("CD-" + k, epoch, mean);
        }
        return chart.picture("The exact mean log-likelihood of images under a machine with ten hidden units against the epoch, for CD-1 "
                + "and CD-10");
    }

    private static void denoising(Page page, ImageSet digits, ImageSet test, MomentumDescent descent, int epochs, long seed) {
        Autoencoder coder = Autoencoder.tied(digits.x().numCols(), UNITS, Autoencoder.Output.PROBABILITIES, Randoms.of(seed, 5));
        DenoisingAutoencoder module = new DenoisingAutoencoder(coder, new Corruption.Masking(.4));
        run(new ModuleTraining(module, digits.x(), descent, seed), "denoising", epochs);
        Matrix clean = test.x().rows(0, 12), spoiled = module.corruption().apply(clean, Randoms.of(seed, 6));
        page.picture("pretraining-denoising.png", CoderPictures.reconstructions(clean, spoiled, coder.propDown(coder.propUp(spoiled)),
                digits.height(), digits.width()), "Digits that a denoising autoencoder has not seen, four in ten pixels put out, and what "
                        + "it makes of them: "
                + "to fill holes it has to know what digits are like.");
    }

    /// A second machine on the first, with label units.
    private static void dreams(Page page, ImageSet digits, Rbm first, GreedyLayerwise stack, MomentumDescent descent, int epochs,
            long seed) {
        Rbm top = new Rbm(VisibleUnits.withLabels(10), UNITS + 10, TOP, Initialiser.gaussian(.01), Randoms.of(seed, 7));
        DeepBeliefNet net = new DeepBeliefNet(List.of(first), top);
        Matrix v = net.withLabels(stack.represent(digits.x(), 1), digits.labels());
        run(new ModuleTraining(new ContrastiveDivergence(top, 5).binarising(), v, calm(descent, epochs, digits), seed), "top", epochs);
        int[] asked = IntStream.range(0, 60).map(n -> n / 6).toArray();
        page.picture("pretraining-dreams.png", new ImageGrid(net.sample(asked, 200, Randoms.of(seed, 8)), digits.height(), digits.width())
                .columns(6)
                .scale(2).rowLabels(IntStream.range(0, 10).mapToObj(Integer::toString).toArray(String[]::new))
                .picture("Six dreams of each digit, with the label held fixed"),
                "A deep belief net asked for each digit: its label is held fixed while "
                + "the machine at the top dreams, and the layer below paints what it dreams.");
    }

    private static Picture labels(ImageSet digits, ImageSet test, Rbm rbm, boolean quick, long seed) {
        BarChart chart = new BarChart("What a hundred labels are worth", "errors on test images, per cent");
        int half = digits.size() / 2, epochs = quick ? 5 : 40, seeds = quick ? 1 : 3;
        ImageSet few = digits.rows(0, 100), validation = digits.rows(half, digits.size());
        for (String start : new String[] {"random", "pretrained"}) {
            double[] error = new double[seeds];
            for (int s = 0; s < seeds; s++) {
                Sequential net = start.equals("random") ? SigmoidNet.random(digits.x().numCols(), List.of(UNITS), 10,
                        Randoms.of(seed, 9, s))
                        : SigmoidNet.copyOf(List.of(rbm), 10);
                FineTuning tuning = new FineTuning(start, net, MomentumDescent.MNIST.withBatchSize(10), few, validation, 0, seed + s);
                for (long step = 0; step < (long) epochs * tuning.stepsPerEpoch(); step++) tuning.step(step);
                tuning.best().restore();
                error[s] = 100 * tuning.score(test).error();
            }
            OverSeeds over = OverSeeds.of(error);
            chart.bar(start + " weights", over.mean(), over.std());
        }
        return chart.picture("Test errors of a net that learned from a hundred labels, from random and from pretrained weights");
    }

    private static MomentumDescent calm(MomentumDescent descent, int epochs, ImageSet images) {
        return descent.withCalmEnd(0, (long) epochs * (images.size() / descent.batchSize()));
    }

    private static void run(ModuleTraining training, String name, int epochs) {
        long steps = (long) epochs * training.stepsPerEpoch();
        new TrainingLoop(training, new TrainingLoop.Options(null, name, steps, Math.max(1, steps / 100), 0, false, false)).run();
    }
}
