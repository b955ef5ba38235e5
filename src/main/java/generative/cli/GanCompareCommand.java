package generative.cli;

import generative.UserException;
import generative.data.AtomicFile;
import generative.data.Mnist;
import generative.evaluation.Diversity;
import generative.evaluation.OverSeeds;
import generative.evaluation.ParzenProtocol;
import generative.evaluation.ParzenWindow;
import generative.evaluation.SigmaSearch;
import generative.gan.AdversarialSettings;
import generative.gan.AdversarialTraining;
import generative.gan.Experiment;
import generative.math.Backend;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.plot.LineChart;
import generative.training.Checkpoint;
import generative.training.TrainingLog;
import generative.training.TrainingLoop;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Trains the same nets in several ways, each with several seeds, and compares what comes out.
@Command(name = "compare", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Trains the same nets in several ways with several seeds and compares the Parzen estimates; the same command goes on "
                + "where it was stopped.")
final class GanCompareCommand implements Runnable {

    private static final int POINTS = 10;

    @Option(names = "--what", required = true, description = "What differs: ${COMPLETION-CANDIDATES}.")
    private Experiment what;

    @Mixin
    private DataOption data;

    @Option(names = "--images", paramLabel = "N", description = "Train with the first N images alone (default: all).")
    private Integer images;

    @Option(names = "--size", defaultValue = "SMALL", description = "PUBLISHED or SMALL (default: ${DEFAULT-VALUE}).")
    private GanRun.Size size;

    @Option(names = "--epochs", defaultValue = "20", description = "Of each training (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(names = "--seeds", defaultValue = "3", description = "Trainings of each kind (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(names = "--samples", defaultValue = "10000", description = "Samples in the Parzen window (default: ${DEFAULT-VALUE}).")
    private int samples;

    @Option(names = "--out", paramLabel = "FOLDER", description = "Default: runs/gan-compare-WHAT.")
    private Path out;

    /// What one training came to.
    ///
    /// @param course    Parzen estimates of validation images during training
    /// @param test      the estimate of test images at the end
    /// @param diversity of the samples at the end
    private record Outcome(TrainingLog course, double test, double diversity) { }

    @Override public void run() {
        if (epochs < 1 || seeds < 1 || samples < 2)
            throw new UserException("--epochs and --seeds must be 1 or more, --samples 2 or more.");
        Path folder = out == null ? Path.of("runs", "gan-compare-" + what.name().toLowerCase(Locale.ROOT)) : out;
        Mnist digits = data.loadFirst(images);
        System.out.println(Backend.current().describe());
        long steps = (long) epochs * (digits.train().size() / size.settings.descent().batchSize());
        Map<String, List<Outcome>> outcomes = new LinkedHashMap<>();
        for (Map.Entry<String, AdversarialSettings> variant : what.variants(size.settings, steps).entrySet())
            for (long seed = 1; seed <= seeds; seed++) {
                Path place = folder.resolve(variant.getKey().replaceAll("\\W+", "-") + "-" + seed);
                Outcome outcome = outcome(variant.getKey(), variant.getValue(), digits, seed, place);
                if (outcome == null) return;                               // stopped by the user
                outcomes.computeIfAbsent(variant.getKey(), name -> new ArrayList<>()).add(outcome);
            }
        report(outcomes, folder);
    }

    /// One training, from where it is; null if it was stopped.
    private Outcome outcome(String name, AdversarialSettings settings, Mnist digits, long seed, Path place) {
        AdversarialTraining training = new AdversarialTraining(settings, digits.train().x(), seed);
        long total = (long) epochs * training.stepsPerEpoch(), every = Math.max(1, total / POINTS);
        TrainingLoop loop = new TrainingLoop(training, new TrainingLoop.Options(place, name + ", seed " + seed, total,
                Math.min(100, every), every, Checkpoint.latest(place).isPresent(), false));
        loop.open();
        Matrix validation = digits.validation().x().rows(0, Math.min(ParzenProtocol.VALIDATION_IMAGES, digits.validation().size()));
        TrainingLog course = TrainingLog.open(place.resolve("parzen.csv"), loop.firstStep());
        loop.every(every, step -> {
            ParzenWindow window = new ParzenWindow(training.generator().sample(samples, Randoms.of(seed, 2)));
            SigmaSearch search = SigmaSearch.on(window, validation, SigmaSearch.publishedGrid());
            course.add(step, Map.of("log-likelihood", search.logLikelihoods()[search.best()]));
        });
        loop.run();
        if (loop.wasStopped()) return null;
        Matrix drawn = training.generator().sample(samples, Randoms.of(seed, 3));
        ParzenProtocol judged = ParzenProtocol.follow(name + ", seed " + seed, drawn, digits.validation().x(), digits.test().x());
        System.out.println(judged);
        return new Outcome(course, judged.test().mean(), Diversity.of(drawn, digits.train().x()));
    }

    private void report(Map<String, List<Outcome>> outcomes, Path folder) {
        StringBuilder csv = new StringBuilder("variant,seed,test nats,diversity\n");
        LineChart chart = new LineChart("Does it matter?", "epoch", "validation images, mean nats");
        System.out.printf("%n%-20s %22s %20s%n", "", "test images, nats", "diversity");
        outcomes.forEach((name, runs) -> {
            for (int s = 0; s < runs.size(); s++)
                csv.append(String.format(Locale.ROOT, "%s,%d,%.2f,%.4f%n", name, s + 1, runs.get(s).test, runs.get(s).diversity));
            OverSeeds test = OverSeeds.of(runs.stream().mapToDouble(Outcome::test).toArray());
            OverSeeds diversity = OverSeeds.of(runs.stream().mapToDouble(Outcome::diversity).toArray());
            System.out.printf(Locale.ROOT, "%-20s %12.1f ± %7.1f %12.3f ± %5.3f%n", name, test.mean(), test.std(),
                    diversity.mean(), diversity.std());
            draw(chart, name, runs);
        });
        System.out.println("Mean and standard deviation over " + seeds + " seeds; diversity is 1 if samples are as various as data.");
        AtomicFile.write(folder.resolve("comparison.csv"), to -> to.write(csv.toString().getBytes(StandardCharsets.UTF_8)));
        chart.picture("The Parzen log-likelihood of validation images during training, a curve with its spread over seeds for each variant")
                .save(folder.resolve("comparison.png"));
        System.out.println("comparison.csv and comparison.png are in " + folder + ".");
    }

    private void draw(LineChart chart, String name, List<Outcome> runs) {
        double[] steps = runs.getFirst().course.column("step");
        List<OverSeeds> course = IntStream.range(0, steps.length).mapToObj(i -> OverSeeds.of(
                runs.stream().mapToDouble(run -> run.course.column("log-likelihood")[i]).toArray())).toList();
        double[] epoch = Arrays.stream(steps).map(step -> step / steps[steps.length - 1] * epochs).toArray();
        chart.line(name, epoch, course.stream().mapToDouble(OverSeeds::mean).toArray());
        if (runs.size() > 1) chart.band(name, epoch,
                course.stream().mapToDouble(v -> v.mean() - v.std()).toArray(),
                course.stream().mapToDouble(v -> v.mean() + v.std()).toArray());
    }
}
