package generative.cli;

import generative.UserException;
import generative.data.ImageSet;
import generative.evaluation.ClassifierScore;
import generative.imagegpt.ImageFeatures;
import generative.imagegpt.ImageGpt;
import generative.imagegpt.LayerProbes;
import generative.imagegpt.LinearProbe;
import generative.imagegpt.MaskVote;
import generative.math.Randoms;
import generative.plot.LineChart;
import generative.plot.Picture;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// What a trained model's features know of the labels that it was never told, layer by layer.
@Command(name = "probe", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Fits a linear classifier to the features of every layer of a trained Image GPT, and to the pixels.")
final class ImageGptProbeCommand implements Runnable {

    @Option(names = "--run", required = true, paramLabel = "FOLDER", description = "The folder that imagegpt train wrote.")
    private Path folder;

    @Option(names = "--train-images", defaultValue = "10000", paramLabel = "N",
            description = "The probe learns from, the first (default: ${DEFAULT-VALUE}).")
    private int trainImages;

    @Option(names = "--validation-images", defaultValue = "2000", paramLabel = "N",
            description = "Choose penalty and layer, the first (default: ${DEFAULT-VALUE}).")
    private int validationImages;

    @Option(names = "--images", defaultValue = "10000", paramLabel = "N",
            description = "Test images, the first (default: ${DEFAULT-VALUE}).")
    private int testImages;

    @Option(names = "--by", defaultValue = "lbfgs", paramLabel = "METHOD",
            description = "lbfgs (all images at once) or sgd (minibatches, momentum, cosine) (default: ${DEFAULT-VALUE}).")
    private LinearProbe.Method method;

    @Override public void run() {
        if (trainImages < 2 || validationImages < 1 || testImages < 1)
            throw new UserException("--train-images must be 2 or more, --validation-images and --images 1 or more.");
        ImageGptOptions options = ImageGptOptions.saved(folder);
        TokenImages images = options.load(folder);
        ImageGpt model = options.trained(folder, images);
        int classes = classes(images);
        RunFeatures features = RunFeatures.of(folder, model, options.batch());
        ImageFeatures train = features.get("train", RunFeatures.first(trainImages, images.train(), images.trainImages()), 1);
        ImageFeatures validation = features.get("validation",
                RunFeatures.first(validationImages, images.validation(), images.validationImages()), 2);
        ImageFeatures test = features.get("test", RunFeatures.first(testImages, images.test(), images.testImages()), 3);
        System.out.println(model + "\nprobe by " + method.name().toLowerCase(Locale.ROOT) + ": " + train.size() + " training, "
                + validation.size() + " validation, " + test.size() + " test images");
        LayerProbes pixels = LayerProbes.fit(method, pixels(images.trainImages(), train),
                pixels(images.validationImages(), validation), classes);
        LayerProbes probes = LayerProbes.fit(method, train, validation, classes);
        ClassifierScore ofPixels = pixels.score(pixels(images.testImages(), test));
        ClassifierScore[] scores = IntStream.range(0, probes.layers().size()).mapToObj(l -> probes.score(l, test))
                .toArray(ClassifierScore[]::new);
        System.out.printf("%n%-8s %8s %12s %8s   %-7s %s%n", "layer", "numbers", "validation", "test",
                method == LinearProbe.Method.LBFGS ? "penalty" : "rate", "divided");
        line("pixels", pixels.bestProbe(), ofPixels, "");
        for (int l = 0; l < scores.length; l++) line(Integer.toString(l), probes.layers().get(l), scores[l],
                l == probes.best() ? "  best on validation" : "");
        int last = scores.length - 1, best = probes.best();
        System.out.printf(Locale.ROOT, "%nbest layer %d: %.2f ± %.2f %% of the test images right; "
                + "first layer %.2f, last layer %.2f, pixels %.2f%n", best,
                accuracy(scores[best]), 100 * scores[best].standardError(), accuracy(scores[0]), accuracy(scores[last]),
                accuracy(ofPixels));
        if (model.objective() == ImageGpt.Objective.BERT) vote(features, probes, images, classes);
        Path file = folder.resolve("probe-" + method.name().toLowerCase(Locale.ROOT) + ".png");
        picture(scores, ofPixels).save(file);
        System.out.println("Accuracy by layer: " + file);
    }

    private void vote(RunFeatures features, LayerProbes probes, TokenImages images, int classes) {
        int[][] answers = new int[MaskVote.MASKS][];
        int[] labels = null;
        for (int draw = 0; draw < answers.length; draw++) {
            ImageFeatures test = features.get("test", RunFeatures.first(testImages, images.test(), images.testImages()),
                    3 + draw);
            answers[draw] = ClassifierScore.answers(probes.bestProbe().logits(test.layers().get(probes.best())));
            labels = test.labels();
        }
        int[] truth = labels;
        double single = Arrays.stream(answers).mapToDouble(some -> right(some, truth)).average().orElseThrow();
        System.out.printf(Locale.ROOT, "with %d masks by vote %.2f %% right, with one mask %.2f on average%n", answers.length,
                right(MaskVote.of(answers, classes, Randoms.of(10)), truth), single);
    }

    /// Per cent.
    static double right(int[] answers, int... labels) {
        return 100 - 100.0 * ClassifierScore.errors(answers, labels) / labels.length;
    }

    /// Per cent.
    static double accuracy(ClassifierScore score) {
        return 100 - 100 * score.error();
    }

    /// The pixels of the same images, in all their shades.
    static ImageFeatures pixels(ImageSet images, ImageFeatures first) {
        return ImageFeatures.of(images.x().rows(0, first.size()), first.labels());
    }

    static int classes(TokenImages images) {
        return Arrays.stream(images.trainImages().labels()).max().orElse(0) + 1;
    }

    private static void line(String name, LinearProbe probe, ClassifierScore test, String remark) {
        System.out.printf(Locale.ROOT, "%-8s %8d %10.2f %% %6.2f %%   %-7.3g %s%s%n", name, probe.W().numRows(),
                accuracy(probe.validation()), accuracy(test),
                probe.setting(), probe.byColumn() ? "by column" : "one scale", remark);
    }

    private static Picture picture(ClassifierScore[] scores, ClassifierScore pixels) {
        double[] layer = IntStream.range(0, scores.length).asDoubleStream().toArray();
        double[] right = Arrays.stream(scores).mapToDouble(ImageGptProbeCommand::accuracy).toArray();
        return new LineChart("What a linear probe reads off each layer",
                "layer, 0 the embedding, the last what the logits are made of",
                "% of the test images right").line("features", layer, right).points("features", layer, right)
                .level("pixels", accuracy(pixels))
                .picture("Accuracy of a linear probe on the features of each layer, and on the pixels");
    }
}
