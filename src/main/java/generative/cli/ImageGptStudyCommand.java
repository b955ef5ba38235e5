package generative.cli;

import static generative.cli.ImageGptProbeCommand.accuracy;

import generative.UserException;
import generative.data.AtomicFile;
import generative.data.TokenSet;
import generative.imagegpt.ImageFeatures;
import generative.imagegpt.ImageGpt;
import generative.imagegpt.LabelledImages;
import generative.imagegpt.LayerProbes;
import generative.imagegpt.LinearProbe;
import generative.math.Backend;
import generative.plot.LineChart;
import generative.sparse.TransformerTraining;
import generative.training.TrainingLog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Does a lower loss mean better features? Models of several sizes, probed again and again while they learn.
@Command(name = "study", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Trains Image GPTs of several sizes and probes each while it learns: accuracy of the best layer "
                + "against the validation loss. --layers and --width come from --sizes; the same command goes on "
                + "where it was stopped.")
final class ImageGptStudyCommand implements Runnable {

    private static final String SIZE = "\\d{1,3}x\\d{1,4}";

    @Mixin
    private ImageGptOptions options;

    @Option(names = "--sizes", split = ",", defaultValue = "2x32,4x48,6x64", paramLabel = "LAYERSxWIDTH",
            description = "Of the models (default: ${DEFAULT-VALUE}).")
    private List<String> sizes;

    @Option(names = "--watch-every", paramLabel = "STEPS", description = "Steps between two looks (default: a sixth of all).")
    private Long watchEvery;

    @Option(names = "--watched", defaultValue = "500", paramLabel = "IMAGES",
            description = "Validation images that give the loss and choose the layer, the first (default: ${DEFAULT-VALUE}).")
    private int watched;

    @Option(names = "--probe-images", defaultValue = "2000", paramLabel = "N",
            description = "Training images with labels for the probe, the first (default: ${DEFAULT-VALUE}).")
    private int probeImages;

    @Option(names = "--test-images", defaultValue = "1000", paramLabel = "N",
            description = "That judge the probe, the first (default: ${DEFAULT-VALUE}).")
    private int testImages;

    @Option(names = "--out", paramLabel = "FOLDER", description = "Default: runs/imagegpt-study-DATA.")
    private Path out;

    @Override public void run() {
        if (watched < 1 || probeImages < 2 || testImages < 1 || watchEvery != null && watchEvery < 1)
            throw new UserException("--watched, --watch-every and --test-images must be 1 or more, --probe-images 2 or more.");
        for (String size : sizes)
            if (!size.matches(SIZE)) throw new UserException("--sizes takes layers and width, such as 4x48, so " + size
                    + " will not do.");
        long every = watchEvery == null ? Math.max(1, options.steps() / 6) : watchEvery;
        if (every > options.steps()) throw new UserException("--watch-every is more than the " + options.steps()
                + " steps; nothing would be seen.");
        Path folder = out == null ? Path.of("runs", "imagegpt-study-" + options.dataName()) : out;
        TokenImages images = options.load(folder);
        Map<String, TransformerTraining<ImageGpt>> trainings = new LinkedHashMap<>();
        for (String size : sizes)                                          // complains before the long part
            trainings.put(size, options.training(images, part(size, 0), part(size, 1)));
        keep(images, folder);
        System.out.println(Backend.current().describe());
        LabelledImages train = RunFeatures.first(probeImages, images.train(), images.trainImages());
        LabelledImages validation = RunFeatures.first(watched, images.validation(), images.validationImages());
        LabelledImages test = RunFeatures.first(testImages, images.test(), images.testImages());
        int classes = ImageGptProbeCommand.classes(images);
        Map<String, TrainingLog> seen = new LinkedHashMap<>();
        for (var entry : trainings.entrySet()) {
            String size = entry.getKey();
            ImageGpt model = entry.getValue().model();
            System.out.printf("%s, %,d parameters%n", model, model.size());
            Stage stage = new Stage(size, folder.resolve(size), Math.toIntExact(options.steps()), Math.toIntExact(every), true);
            Optional<TrainingLog> log = stage.watched(entry.getValue(), every, step -> {
                Map<String, Double> look = look(model, train, validation, test, classes);
                System.out.printf(Locale.ROOT, "%n%s after %d steps: %.4f nats a token, %.2f %% of the test images right "
                        + "by layer %.0f%n",
                        size, step, look.get("nats"), look.get("accuracy"), look.get("layer"));
                return look;
            });
            if (log.isEmpty()) return;
            options.save(stage.folder(), part(size, 0), part(size, 1));    // so that imagegpt sample and its like can have it
            keep(images, stage.folder());
            seen.put(size, log.get());
        }
        report(seen, folder);
    }

    private static int part(String size, int which) {
        return Integer.parseInt(size.split("x")[which]);
    }

    private static void keep(TokenImages images, Path folder) {
        images.tokens().save(folder.resolve(ImageTokensOptions.PALETTE));
    }

    private Map<String, Double> look(ImageGpt model, LabelledImages train, LabelledImages validation, LabelledImages test,
            int classes) {
        TokenSet judges = validation.tokens();
        LayerProbes probes = LayerProbes.fit(LinearProbe.Method.LBFGS, ImageFeatures.of(model, train, options.batch(), 1),
                ImageFeatures.of(model, validation, options.batch(), 2), classes);
        Map<String, Double> look = new LinkedHashMap<>();
        look.put("nats", ImageGptEvaluateCommand.loss(model, judges, options.batch()));
        look.put("layer", (double) probes.best());
        look.put("accuracy", accuracy(probes.score(ImageFeatures.of(model, test, options.batch(), 3))));
        return look;
    }

    private void report(Map<String, TrainingLog> seen, Path folder) {
        LineChart chart = new LineChart("Does a lower loss mean better features?",
                "validation loss, nats a token; training goes from right to left",
                "% right by a probe of the best layer");
        StringBuilder csv = new StringBuilder("size,step,nats,layer,accuracy\n");
        System.out.printf("%n%-8s %7s %8s %6s %s%n", "size", "steps", "nats", "layer", "% right");
        seen.forEach((size, log) -> {
            double[] steps = log.column("step"), nats = log.column("nats"), layer = log.column("layer"),
                    right = log.column("accuracy");
            for (int i = 0; i < steps.length; i++) {
                System.out.printf(Locale.ROOT, "%-8s %7.0f %8.4f %6.0f %7.2f%n", size, steps[i], nats[i], layer[i], right[i]);
                csv.append(String.format(Locale.ROOT, "%s,%.0f,%.5f,%.0f,%.3f%n", size, steps[i], nats[i], layer[i], right[i]));
            }
            String name = size.replace("x", " layers × ");
            chart.line(name, nats, right).points(name, nats, right);
        });
        AtomicFile.write(folder.resolve("results.csv"), to -> to.write(csv.toString().getBytes(StandardCharsets.UTF_8)));
        chart.picture("Accuracy of a probe of the best layer against the validation loss, for several sizes of models")
                .save(folder.resolve("study.png"));
        System.out.println("results.csv and study.png are in " + folder + ".");
    }
}
