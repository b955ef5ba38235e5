package generative.cli;

import generative.UserException;
import generative.data.AtomicFile;
import generative.data.Mnist;
import generative.gan.AdversarialTraining;
import generative.gan.ExtensionPictures;
import generative.gan.HiddenFeatures;
import generative.gan.LearnedInference;
import generative.gan.SemiSupervised;
import generative.math.Matrix;
import generative.plot.Picture;
import generative.training.Checkpoint;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Finds out whether what a discriminator has learned helps a classifier that has few labels.
@Command(name = "features", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Classifiers with few labels: on pixels, on the hidden units of a trained discriminator, on "
                + "those of an untrained one; and on those of the inference net e, if gan infer has trained one.")
final class GanFeaturesCommand implements Runnable {

    @Option(names = "--run", required = true, paramLabel = "FOLDER", description = "The folder that gan train wrote.")
    private Path folder;

    @Option(names = "--labels", split = ",", defaultValue = "100,1000", paramLabel = "N",
            description = "Labelled images in all, the same number of each class (default: ${DEFAULT-VALUE}).")
    private int[] labels;

    @Option(names = "--seeds", defaultValue = "10", description = "Choices of the labelled images (default: "
            + "${DEFAULT-VALUE}).")
    private int seeds;

    @Option(names = "--show", description = "Open the chart in a window too, where there is a display.")
    private boolean show;

    @Override public void run() {
        if (seeds < 1) throw new UserException("--seeds must be 1 or more, got " + seeds + ".");
        GanRun run = GanRun.load(folder);
        Mnist digits = DataOption.load(run.data());
        check(digits);
        Map<String, UnaryOperator<Matrix>> kinds = kinds(run, digits);
        List<SemiSupervised> results = new ArrayList<>();
        System.out.printf("%-8s %-22s %20s %26s%n", "labels", "features", "% wrong", "less than pixels, by seed");
        for (int count : labels) {
            List<SemiSupervised> some = SemiSupervised.compare(kinds, digits.train(), digits.test(), count, seeds);
            for (SemiSupervised result : some) print(result, some.getFirst());
            results.addAll(some);
        }
        System.out.println("Mean and standard deviation over " + seeds + " choices of the labelled images; "
                + digits.test().size() + " test images.");
        save(results);
        Picture chart = ExtensionPictures.fewLabels(results);
        chart.save(folder.resolve("features.png"));
        System.out.println("features.csv and features.png are in " + folder + ".");
        if (show) chart.show();
    }

    private void check(Mnist digits) {
        int classes = Arrays.stream(digits.train().labels()).max().orElseThrow() + 1;
        int[] images = new int[classes];
        for (int label : digits.train().labels()) images[label]++;
        int least = Arrays.stream(images).min().orElseThrow();
        for (int count : labels)
            if (count < 5 * classes || count % classes != 0 || count / classes > least)
                throw new UserException("--labels must be the same number of each of " + classes
                        + " classes, from 5 to " + least + ", so " + count + " will not do; choose 100, say.");
    }

    private Map<String, UnaryOperator<Matrix>> kinds(GanRun run, Mnist digits) {
        AdversarialTraining trained = run.trained(folder, digits);
        Map<String, UnaryOperator<Matrix>> kinds = new LinkedHashMap<>(
                SemiSupervised.kinds(trained.discriminator(), run.training(digits).discriminator()));
        Checkpoint.latest(folder.resolve(GanInferCommand.PLACE)).ifPresent(file -> {
            LearnedInference inference = GanInferCommand.inference(run, trained, digits, 1, 2, 1);
            Checkpoint.start(file, inference);
            kinds.put("hidden units of e", x -> HiddenFeatures.of(inference.net(), x));
        });
        return kinds;
    }

    private static void print(SemiSupervised result, SemiSupervised pixels) {
        var less = result.lessThan(pixels);
        System.out.printf(Locale.ROOT, "%-8d %-22s %12.2f ± %5.2f %18s%n", result.labels(), result.features(),
                100 * result.error().mean(), 100 * result.error().std(), result == pixels ? ""
                        : String.format(Locale.ROOT, "%+.2f ± %5.2f", 100 * less.mean(), 100 * less.std()));
    }

    private void save(List<SemiSupervised> results) {
        StringBuilder csv = new StringBuilder("labels,features,seed,error,lambda\n");
        for (SemiSupervised r : results)
            for (int seed = 0; seed < seeds; seed++)
                csv.append(String.format(Locale.ROOT, "%d,\"%s\",%d,%.5f,%.0e%n", r.labels(), r.features(), seed + 1,
                        r.errors()[seed], r.lambdas()[seed]));
        byte[] bytes = csv.toString().getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(folder.resolve("features.csv"), to -> to.write(bytes));
    }
}
