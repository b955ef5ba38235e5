package generative.cli;

import generative.UserException;
import generative.data.AtomicFile;
import generative.data.TokenSet;
import generative.evaluation.OverSeeds;
import generative.math.Backend;
import generative.plot.BarChart;
import generative.sparse.SequenceScore;
import generative.sparse.SparseTransformer;
import generative.sparse.TransformerTraining;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The same model with dense, strided and fixed attention, on the same data, for the same steps: which is faster, which predicts better?
@Command(name = "compare", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Trains the same model with dense, strided and fixed attention, several seeds each, and compares bits a byte and "
                + "time per step; the same command goes on where it was stopped.")
final class SparseCompareCommand implements Runnable {

    @Mixin
    private SparseOptions options;

    @Option(names = "--seeds", defaultValue = "3",
            description = "Trainings of each pattern, with --seed and the next (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(names = "--sequences", defaultValue = "1000", paramLabel = "N",
            description = "Validation sequences that judge, the first (default: ${DEFAULT-VALUE}).")
    private int sequences;

    @Option(names = "--timing-rounds", defaultValue = "10", paramLabel = "N",
            description = "Steps of each model, in turns, by which they are timed (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--checkpoint-every", defaultValue = "100", paramLabel = "STEPS", description = "Default: ${DEFAULT-VALUE}.")
    private int checkpointEvery;

    @Option(names = "--out", paramLabel = "FOLDER", description = "Default: runs/sparse-compare-DATA.")
    private Path out;

    @Override public void run() {
        if (seeds < 1 || sequences < 1 || rounds < 1 || checkpointEvery < 1)
            throw new UserException("--seeds, --sequences, --timing-rounds and --checkpoint-every must be 1 or more.");
        Path folder = out == null ? Path.of("runs", "sparse-compare-" + options.dataName()) : out;
        SequenceData data = options.load();
        for (SparseOptions.Pattern pattern : SparseOptions.Pattern.values()) 
            options.sizes(data, pattern);                                  // complains before the long part
        System.out.println(Backend.current().describe());
        TokenSet judges = data.validation().rows(0, Math.min(sequences, data.validation().size()));
        Map<SparseOptions.Pattern, List<Double>> bits = new EnumMap<>(SparseOptions.Pattern.class);
        StringBuilder csv = new StringBuilder("pattern,seed,nats,standard error,bits\n");
        for (long seed = options.seed(); seed < options.seed() + seeds; seed++)
            for (SparseOptions.Pattern pattern : SparseOptions.Pattern.values()) {
                TransformerTraining<SparseTransformer> training = options.training(data, pattern, seed);
                Stage stage = new Stage(pattern + ", seed " + seed, folder.resolve(pattern + "-" + seed), Math.toIntExact(options.steps()),
                        checkpointEvery, true);
                if (!stage.run(training, 1)) return;
                options.save(stage.folder(), pattern, seed);               // so that sparse sample and its like can have it
                SequenceScore score = SequenceScore.of(training.model(), judges, options.batch());
                System.out.printf("%n%s, seed %d: %s%n", pattern, seed, score);
                bits.computeIfAbsent(pattern, p -> new ArrayList<>()).add(score.bits());
                csv.append(String.format(Locale.ROOT, "%s,%d,%.5f,%.5f,%.5f%n", pattern, seed, score.nats(), score.standardError(),
                        score.bits()));
            }
        AtomicFile.write(folder.resolve("results.csv"), to -> to.write(csv.toString().getBytes(StandardCharsets.UTF_8)));
        report(bits, timed(data), data, folder);
    }

    /// Milliseconds of a step of each pattern, the median of steps made in turns, so that a busy machine slows all of them alike.
    private Map<SparseOptions.Pattern, Double> timed(SequenceData data) {
        Map<SparseOptions.Pattern, TransformerTraining<SparseTransformer>> models = new EnumMap<>(SparseOptions.Pattern.class);
        Map<SparseOptions.Pattern, double[]> times = new EnumMap<>(SparseOptions.Pattern.class);
        for (SparseOptions.Pattern pattern : SparseOptions.Pattern.values()) {
            models.put(pattern, options.training(data, pattern, options.seed()));
            times.put(pattern, new double[rounds]);
        }
        for (int round = -1; round < rounds; round++)                      // one to warm up
            for (var entry : models.entrySet()) {
                long start = System.nanoTime();
                entry.getValue().step(round + 1);
                if (round >= 0) times.get(entry.getKey())[round] = (System.nanoTime() - start) * 1e-6;
            }
        Map<SparseOptions.Pattern, Double> medians = new EnumMap<>(SparseOptions.Pattern.class);
        times.forEach((pattern, all) -> medians.put(pattern, java.util.Arrays.stream(all).sorted().toArray()[rounds / 2]));
        return medians;
    }

    private void report(Map<SparseOptions.Pattern, List<Double>> bits, Map<SparseOptions.Pattern, Double> times, SequenceData data,
            Path folder) {
        BarChart quality = new BarChart("Bits a byte after " + options.steps() + " steps on " + data.name(), "bits a byte");
        BarChart speed = new BarChart("Time of a training step on " + data.name(), "milliseconds");
        System.out.printf("%n%-8s %-28s %s%n", "pattern", "bits a byte", "a step");
        bits.forEach((pattern, all) -> {
            OverSeeds over = OverSeeds.of(all.stream().mapToDouble(Double::doubleValue).toArray());
            quality.bar(pattern.toString(), over.mean(), over.std());
            speed.bar(pattern.toString(), times.get(pattern));
            System.out.printf(Locale.ROOT, "%-8s %.4f ± %.4f (%d seeds)   %8.0f ms%n", pattern, over.mean(), over.std(), over.n(),
                    times.get(pattern));
        });
        quality.picture("Bits a byte of dense, strided and fixed attention").save(folder.resolve("bits.png"));
        speed.picture("Milliseconds of a training step with dense, strided and fixed attention").save(folder.resolve("time.png"));
        System.out.println("results.csv and pictures are in " + folder + ".");
    }
}
