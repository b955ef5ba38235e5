package generative.cli;

import static generative.cli.ImageGptProbeCommand.accuracy;

import generative.UserException;
import generative.data.AtomicFile;
import generative.data.FewLabels;
import generative.evaluation.ClassifierScore;
import generative.evaluation.OverSeeds;
import generative.imagegpt.AugmentedTokens;
import generative.imagegpt.ImageClassifier;
import generative.imagegpt.ImageGpt;
import generative.imagegpt.JointFineTuning;
import generative.imagegpt.LabelledImages;
import generative.imagegpt.MaskVote;
import generative.math.Backend;
import generative.math.Randoms;
import generative.plot.LineChart;
import generative.training.TrainingLog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The same labels for a net that was pretrained without any and for the same net from random weights.
@Command(name = "finetune", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Trains all weights of an Image GPT with labels, from the pretrained and from random weights, several "
                + "seeds each; the same command goes on where it was stopped.")
final class ImageGptFineTuneCommand implements Runnable {

    /// What the net begins with.
    enum Start { PRETRAINED, RANDOM;

        @Override public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What came of one training.
    ///
    /// @param course of the accuracy on validation images
    /// @param vote   accuracy by vote over masks, NaN for a model without
    private record Result(Start start, long seed, TrainingLog course, long bestStep, ClassifierScore test, double vote) {

        static final String NAMES = "start,seed,best step,validation accuracy,test accuracy,test accuracy by vote,test loss\n";

        double validation() {
            return Arrays.stream(course.column("accuracy")).max().orElseThrow();
        }

        String line() {
            return String.format(Locale.ROOT, "%s,%d,%d,%.3f,%.3f,%s,%.5f%n", start, seed, bestStep, validation(), accuracy(test),
                    Double.isNaN(vote) ? "" : String.format(Locale.ROOT, "%.3f", vote), test.loss());
        }

        @Override public String toString() {
            String voted = Double.isNaN(vote) ? "" : String.format(Locale.ROOT, "; %.2f %% right by a vote of %d masks", vote,
                    MaskVote.MASKS);
            return String.format(Locale.ROOT, "%s, seed %d: best after %d steps, %.2f %% of the validation images right; "
                    + "test: %s%s",
                    start, seed, bestStep, validation(), test, voted);
        }
    }

    @Option(names = "--run", required = true, paramLabel = "FOLDER", description = "The folder that imagegpt train wrote.")
    private Path folder;

    @Option(names = "--labels", defaultValue = "1000", paramLabel = "N",
            description = "Labelled images in all, the same number of each class (default: ${DEFAULT-VALUE}).")
    private int labels;

    @Option(names = "--seeds", defaultValue = "3",
            description = "Trainings of each beginning, with --seed and the next (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(names = "--weight", defaultValue = "1",
            description = "Of the generative loss beside the other (default: ${DEFAULT-VALUE}).")
    private double weight;

    @Option(names = "--shift", defaultValue = "0", paramLabel = "PIXELS",
            description = "Show each image moved by up to so many pixels, anew in each step (default: ${DEFAULT-VALUE}).")
    private int shift;

    @Option(names = "--mirror", description = "Show every second image mirrored: for photographs, not for digits.")
    private boolean mirror;

    @Option(names = "--steps", defaultValue = "500", description = "Of each training (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(names = "--batch", defaultValue = "16", paramLabel = "IMAGES", description = "Of a step (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(names = "--learning-rate", defaultValue = "0.001", paramLabel = "RATE",
            description = "From pretrained weights, constant (default: ${DEFAULT-VALUE}).")
    private double learningRate;

    @Option(names = "--random-learning-rate", defaultValue = "0.001", paramLabel = "RATE",
            description = "From random weights, constant (default: ${DEFAULT-VALUE}).")
    private double randomLearningRate;

    @Option(names = "--looks", defaultValue = "10", paramLabel = "N",
            description = "At the validation images in each training; the best is kept (default: ${DEFAULT-VALUE}).")
    private int looks;

    @Option(names = "--validation-images", defaultValue = "500", paramLabel = "N",
            description = "Of each look, the first (default: ${DEFAULT-VALUE}).")
    private int validationImages;

    @Option(names = "--images", defaultValue = "2000", paramLabel = "N",
            description = "Test images, the first (default: ${DEFAULT-VALUE}).")
    private int testImages;

    @Option(names = "--seed", defaultValue = "1", description = "The first (default: ${DEFAULT-VALUE}).")
    private long firstSeed;

    @Override public void run() {
        if (labels < 1 || seeds < 1 || batch < 1 || looks < 1 || validationImages < 1 || testImages < 1)
            throw new UserException("--labels, --seeds, --batch, --looks, --validation-images and --images must be 1 or more.");
        if (steps < looks) throw new UserException("--steps must be " + looks + " or more, one for each look, got " + steps
                + ".");
        if (!(learningRate > 0) || !(randomLearningRate > 0))
            throw new UserException("--learning-rate and --random-learning-rate must be above 0.");
        if (shift < 0) throw new UserException("--shift must be 0 or more, got " + shift + ".");
        if (!(weight >= 0)) throw new UserException("--weight must be 0 or more, got " + weight + ".");
        ImageGptOptions options = ImageGptOptions.saved(folder);
        TokenImages images = options.load(folder);
        int classes = ImageGptProbeCommand.classes(images);
        LabelledImages all = RunFeatures.first(images.train().size(), images.train(), images.trainImages());
        int fewest = FewLabels.fewest(all.labels(), classes);
        if (labels % classes != 0 || labels / classes > fewest)
            throw new UserException("--labels must be a multiple of " + classes + " from " + classes + " to " + classes * fewest
                    + ", the same number of each class, so " + labels + " will not do; choose " + classes * Math.min(100, fewest)
                    + ", say.");
        ImageGpt pretrained = options.trained(folder, images);
        LabelledImages validation = RunFeatures.first(validationImages, images.validation(), images.validationImages());
        LabelledImages test = RunFeatures.first(testImages, images.test(), images.testImages());
        System.out.println(Backend.current().describe());
        Path out = folder.resolve("finetune-" + labels + "-weight-" + weight
                + (shift > 0 ? "-shift-" + shift : "") + (mirror ? "-mirror" : ""));
        List<Result> results = new ArrayList<>();
        for (long seed = firstSeed; seed < firstSeed + seeds; seed++)
            for (Start start : Start.values()) {
                ImageGpt model = options.model(images, 100 + seed);
                if (start == Start.PRETRAINED) copy(pretrained, model);
                int[] chosen = FewLabels.choose(all.labels(), classes, labels / classes, seed);
                JointFineTuning.Settings settings = new JointFineTuning.Settings(batch, Math.min(batch, options.batch()),
                        start == Start.PRETRAINED ? learningRate : randomLearningRate, steps / looks);
                ImageClassifier classifier = new ImageClassifier(model, classes, weight);
                JointFineTuning training = shift == 0 && !mirror
                        ? new JointFineTuning(start.toString(), classifier, all.select(chosen), validation, settings, seed)
                        : new JointFineTuning(start.toString(), classifier, all.select(chosen), new AugmentedTokens(
                                images.trainImages().select(chosen), images.tokens(), shift, mirror), validation, settings, seed);
                Optional<TrainingLog> course = new Stage(start + ", seed " + seed, out.resolve(start + "-" + seed), steps,
                        Math.max(1, steps / 4), true)
                        .watched(training, steps / looks, step -> Map.of("accuracy", accuracy(training.best().watched())));
                if (course.isEmpty()) return;
                results.add(judged(start, seed, course.get(), training, test, classes));
                System.out.println("\n" + results.getLast());
                String csv = Result.NAMES + results.stream().map(Result::line).collect(Collectors.joining());
                AtomicFile.write(out.resolve("results.csv"), to -> to.write(csv.getBytes(StandardCharsets.UTF_8)));
            }
        report(results, out);
    }

    private static void copy(ImageGpt from, ImageGpt to) {
        for (int i = 0; i < to.parameters().size(); i++) to.parameters().get(i).set(from.parameters().get(i).value());
    }

    private Result judged(Start start, long seed, TrainingLog course, JointFineTuning training, LabelledImages test,
            int classes) {
        training.best().restore();
        double vote = Double.NaN;
        if (training.classifier().model().objective() == ImageGpt.Objective.BERT) {
            int[][] answers = IntStream.range(0, MaskVote.MASKS).mapToObj(draw -> ClassifierScore.answers(
                    training.classifier().logits(test.tokens(), batch, seed + 100L * draw))).toArray(int[][]::new);
            vote = ImageGptProbeCommand.right(MaskVote.of(answers, classes, Randoms.of(seed, 10)), test.labels());
        }
        return new Result(start, seed, course, training.best().time(), training.score(test), vote);
    }

    private void report(List<Result> results, Path out) {
        LineChart chart = new LineChart("Fine-tuning with " + labels + " labels", "step", "% of the validation images right");
        System.out.printf("%n%-12s %s%n", "weights", "% of the test images right");
        for (Start start : Start.values()) {
            List<Result> some = results.stream().filter(r -> r.start == start).toList();
            OverSeeds over = OverSeeds.of(some.stream().mapToDouble(r -> accuracy(r.test)).toArray());
            System.out.printf(Locale.ROOT, "%-12s %.2f ± %.2f (%d seeds)%n", start, over.mean(), over.std(), over.n());
            List<double[]> courses = some.stream().map(r -> r.course.column("accuracy")).toList();
            double[] steps = some.getFirst().course.column("step");
            chart.line(start + " weights", steps, at(courses, column -> column.average().orElseThrow()))
                    .band(start + " weights", steps, at(courses, column -> column.min().orElseThrow()),
                    at(courses, column -> column.max().orElseThrow()));
        }
        chart.picture("Accuracy on the validation images against the step of fine-tuning, from pretrained and from random "
                + "weights: mean, worst and best seed")
                .save(out.resolve("course.png"));
        System.out.println("results.csv and course.png are in " + out + ".");
    }

    /// At each look something of all seeds.
    private static double[] at(List<double[]> courses, ToDoubleFunction<DoubleStream> what) {
        return IntStream.range(0, courses.getFirst().length)
                .mapToDouble(look -> what.applyAsDouble(courses.stream().mapToDouble(course -> course[look]))).toArray();
    }
}
