package generative.cli;

import generative.UserException;
import generative.data.FewLabels;
import generative.evaluation.OverSeeds;
import generative.imagegpt.ImageFeatures;
import generative.imagegpt.ImageGpt;
import generative.imagegpt.LayerProbes;
import generative.imagegpt.LinearProbe;
import generative.plot.LineChart;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// What a few labels are worth where features were learned without any.
@Command(name = "lowdata", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Fits linear probes to a few labelled images of each class, several subsets each, on features and on "
                + "pixels. Penalty and layer are chosen by the validation images and their labels, for both alike.")
final class ImageGptLowDataCommand implements Runnable {

    @Option(names = "--run", required = true, paramLabel = "FOLDER", description = "The folder that imagegpt train wrote.")
    private Path folder;

    @Option(names = "--labels", split = ",", defaultValue = "4,25,400", paramLabel = "N",
            description = "Of each class; all there are where there are fewer (default: ${DEFAULT-VALUE}).")
    private List<Integer> counts;

    @Option(names = "--subsets", defaultValue = "5", description = "Drawn for each number (default: ${DEFAULT-VALUE}).")
    private int subsets;

    @Option(names = "--train-images", defaultValue = "10000", paramLabel = "N",
            description = "To draw from, the first (default: ${DEFAULT-VALUE}).")
    private int trainImages;

    @Option(names = "--validation-images", defaultValue = "2000", paramLabel = "N",
            description = "Choose penalty and layer, the first (default: ${DEFAULT-VALUE}).")
    private int validationImages;

    @Option(names = "--images", defaultValue = "10000", paramLabel = "N",
            description = "Test images, the first (default: ${DEFAULT-VALUE}).")
    private int testImages;

    @Option(names = "--seed", defaultValue = "1",
            description = "Of the first subset, the others take the next (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Override public void run() {
        if (subsets < 1 || trainImages < 1 || validationImages < 1 || testImages < 1 || counts.stream().anyMatch(n -> n < 1))
            throw new UserException("--labels, --subsets, --train-images, --validation-images and --images must be 1 or more.");
        ImageGptOptions options = ImageGptOptions.saved(folder);
        TokenImages images = options.load(folder);
        ImageGpt model = options.trained(folder, images);
        int classes = ImageGptProbeCommand.classes(images);
        RunFeatures features = RunFeatures.of(folder, model, options.batch());
        ImageFeatures pool = features.get("train", RunFeatures.first(trainImages, images.train(), images.trainImages()), 1);
        int fewest = FewLabels.fewest(pool.labels(), classes);
        if (fewest == 0) throw new UserException("The first " + pool.size() + " training images are not of all " + classes
                + " classes; take more with --train-images.");
        ImageFeatures validation = features.get("validation",
                RunFeatures.first(validationImages, images.validation(), images.validationImages()), 2);
        ImageFeatures test = features.get("test", RunFeatures.first(testImages, images.test(), images.testImages()), 3);
        ImageFeatures pixels = ImageGptProbeCommand.pixels(images.trainImages(), pool);
        ImageFeatures validationPixels = ImageGptProbeCommand.pixels(images.validationImages(), validation);
        ImageFeatures testPixels = ImageGptProbeCommand.pixels(images.testImages(), test);
        System.out.println(model + ", " + subsets + " subsets of " + pool.size() + " images; " + validation.size()
                + " validation, " + test.size()
                + " test images");
        List<double[]> rows = new ArrayList<>();
        System.out.printf("%n%-8s %-24s %-24s %s%n", "labels", "features, % right", "pixels, % right", "layers chosen");
        for (int each : counts.stream().map(n -> Math.min(n, fewest)).distinct().sorted().toList()) {
            double[] right = new double[subsets], rightByPixels = new double[subsets];
            int[] layers = new int[subsets];
            for (int s = 0; s < subsets; s++) {
                int[] some = FewLabels.choose(pool.labels(), classes, each, seed + s);
                LayerProbes probes = LayerProbes.fit(LinearProbe.Method.LBFGS, pool.select(some), validation, classes);
                layers[s] = probes.best();
                right[s] = ImageGptProbeCommand.accuracy(probes.score(test));
                rightByPixels[s] = ImageGptProbeCommand.accuracy(LayerProbes.fit(LinearProbe.Method.LBFGS, pixels.select(some),
                        validationPixels, classes)
                        .score(testPixels));
            }
            OverSeeds a = OverSeeds.of(right), b = OverSeeds.of(rightByPixels);
            System.out.printf(Locale.ROOT, "%-8d %-24s %-24s %s%n", each * classes, text(a), text(b), Arrays.toString(layers));
            rows.add(new double[] {each, a.mean(), a.std(), b.mean(), b.std()});
        }
        Path file = folder.resolve("lowdata.png");
        LineChart chart = new LineChart("A few labels: features against pixels", "labels of each class",
                "% of the test images right").logX();
        add(chart, "features", rows, 1);
        add(chart, "pixels", rows, 3);
        chart.picture("Accuracy of linear probes against the number of labels, on features and on pixels").save(file);
        System.out.println("Mean and standard deviation over subsets: " + file);
    }

    private static String text(OverSeeds over) {
        return String.format(Locale.ROOT, "%.2f ± %.2f", over.mean(), over.std());
    }

    private static void add(LineChart chart, String name, List<double[]> rows, int mean) {
        double[] x = column(rows, row -> row[0]);
        chart.line(name, x, column(rows, row -> row[mean])).points(name, x, column(rows, row -> row[mean]))
                .band(name, x, column(rows, row -> row[mean] - row[mean + 1]), column(rows, row -> row[mean] + row[mean + 1]));
    }

    private static double[] column(List<double[]> rows, java.util.function.ToDoubleFunction<double[]> number) {
        return rows.stream().mapToDouble(number).toArray();
    }
}
