package generative.cli;

import generative.UserException;
import generative.data.Mnist;
import generative.evaluation.OverSeeds;
import generative.math.Backend;
import generative.pretraining.FinishedCells.Cell;
import generative.pretraining.FinishedCells.Result;
import generative.pretraining.PretrainingExperiment;
import generative.pretraining.PretrainingPictures;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Finds out whether pre-training helps: the same nets from random and from pretrained weights.
@Command(name = "compare", mixinStandardHelpOptions = true, sortOptions = false,
        description =
                "Trains the same nets from random and from pretrained weights, for several depths, numbers of labels and seeds; the same "
                + "command goes on where it was stopped, and with other sizes it adds to what is in the folder.")
final class PretrainCompareCommand implements Runnable {

    @Mixin
    private PretrainingOptions options;

    @Option(names = "--units", defaultValue = "400", description = "In each hidden layer (default: ${DEFAULT-VALUE}).")
    private int units;

    @Option(names = "--depths", split = ",", defaultValue = "1,2,3,4,5", paramLabel = "LAYERS",
            description = "Hidden layers (default: ${DEFAULT-VALUE}).")
    private List<Integer> depths;

    @Option(names = "--labels", split = ",", defaultValue = "1000", paramLabel = "N",
            description = "Labelled images in all, the same number of each class; or all (default: ${DEFAULT-VALUE}).")
    private List<String> labels;

    @Option(names = "--seeds", defaultValue = "3", description = "Trainings of each kind (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(names = "--fine-tune-epochs", defaultValue = "15", paramLabel = "EPOCHS",
            description = "Passes through the labelled images (default: ${DEFAULT-VALUE}).")
    private int fineTuneEpochs;

    @Option(names = "--fewest-steps", defaultValue = "2000", paramLabel = "STEPS",
            description = "Of fine-tuning, where the epochs would make fewer (default: ${DEFAULT-VALUE}).")
    private int fewestSteps;

    @Option(names = "--out", paramLabel = "FOLDER", description = "Default: runs/pretrain-compare-NAME of the data.")
    private Path out;

    @Override public void run() {
        if (units < 1 || seeds < 1 || options.epochs() < 1 || fineTuneEpochs < 1)
            throw new UserException("--units, --seeds, --epochs and --fine-tune-epochs must be 1 or more.");
        if (fewestSteps < PretrainingExperiment.LOOKS)
            throw new UserException("--fewest-steps must be " + PretrainingExperiment.LOOKS + " or more, one for each look, got "
                    + fewestSteps + ".");
        if (!(options.rate() > 0) || !(options.fineTuneRate() > 0)) throw new UserException("--rate and --fine-tune-rate must be above 0.");
        for (int depth : depths)
            if (depth < 1) throw new UserException("--depths must be 1 hidden layer or more, got " + depth + ".");
        Path folder = out == null ? Path.of("runs", "pretrain-compare-" + options.name()) : out;
        Mnist digits = options.load();
        List<Integer> counts = labels.stream().map(word -> count(word, digits.train().size())).toList();
        System.out.println(Backend.current().describe());
        PretrainingExperiment experiment = new PretrainingExperiment(new PretrainingExperiment.Settings(options.recipe(),
                fineTuneEpochs, fewestSteps, options.fineTuneRate()), digits, folder);
        List<Cell> cells = PretrainingExperiment.grid(units, depths, counts, seeds);
        long before = cells.stream().filter(cell -> experiment.results().stream().anyMatch(r -> r.cell().equals(cell))).count();
        if (before > 0) System.out.println(before + " of " + cells.size() + " trainings are finished already.");
        if (!experiment.run(cells, PretrainCompareCommand::print)) return;
        report(experiment.results());
        pictures(experiment.results(), folder);
        System.out.println("results.csv and pictures are in " + folder + ".");
    }

    private static int count(String word, int all) {
        if (word.equalsIgnoreCase("all")) return all;
        if (!word.matches("\\d{1,9}") || Integer.parseInt(word) < 1)
            throw new UserException("--labels takes numbers of 1 or more, or all, so " + word
                    + " will not do; choose 1000, say.");
        return Integer.parseInt(word);
    }

    private static void print(Result r) {
        System.out.printf(Locale.ROOT,
                "%d × %d units, %d labels, seed %d, %-10s  validation %.2f %%, test %.2f %% wrong, training loss %.4f%n",
                r.cell().depth(), r.cell().units(), r.cell().labels(), r.cell().seed(), r.cell().start(),
                100 * r.validationError(),
                100 * r.testError(), r.trainingLoss());
    }

    /// Mean and standard deviation of every combination in the folder, and how much pre-training takes off, seed by seed.
    private static void report(List<Result> results) {
        System.out.printf("%n%5s %6s %7s   %-26s %-26s %s%n", "units", "layers", "labels", "random, % wrong",
                "pretrained, % wrong", "less by, per seed");
        combinations(results).stream()
                .sorted((a, b) -> Arrays.compare(new int[] {a.units(), a.labels(), a.depth()},
                        new int[] {b.units(), b.labels(), b.depth()}))
                .forEach(c -> System.out.printf("%5d %6d %7d   %-26s %-26s %s%n", c.units(), c.depth(), c.labels(),
                        text(PretrainingExperiment.errors(results, c.units(), c.depth(), c.labels(), false)),
                        text(PretrainingExperiment.errors(results, c.units(), c.depth(), c.labels(), true)),
                        text(gains(results, c))));
    }

    /// The cells without beginning and seed.
    private static List<Cell> combinations(List<Result> results) {
        return results.stream().map(r -> new Cell(r.cell().units(), r.cell().depth(), r.cell().labels(), false, 0)).distinct()
                .toList();
    }

    private static double[] gains(List<Result> results, Cell c) {
        return results.stream().filter(r -> r.cell().equals(new Cell(c.units(), c.depth(), c.labels(), true, r.cell().seed())))
                .flatMap(r -> results.stream().filter(o -> o.cell()
                        .equals(new Cell(c.units(), c.depth(), c.labels(), false, r.cell().seed())))
                        .map(o -> 100 * (o.testError() - r.testError()))).mapToDouble(Double::doubleValue).toArray();
    }

    private static String text(double[] errors) {
        if (errors.length == 0) return "–";
        OverSeeds over = OverSeeds.of(errors);
        return String.format(Locale.ROOT, "%.2f ± %.2f (%d seeds)", over.mean(), over.std(), over.n());
    }

    /// For every row and column of the grid that has two results or more to compare.
    private static void pictures(List<Result> results, Path folder) {
        List<Cell> distinct = combinations(results);
        for (Cell c : distinct) {
            List<Cell> cells = distinct.stream().filter(other -> other.units() == c.units()).toList();
            if (cells.stream().filter(o -> o.labels() == c.labels()).mapToInt(Cell::depth).distinct().count() > 1)
                PretrainingPictures.againstDepth(results, c.units(), c.labels()).save(folder.resolve(
                        "depth-%d-units-%d-labels.png".formatted(c.units(), c.labels())));
            if (cells.stream().filter(o -> o.depth() == c.depth()).mapToInt(Cell::labels).distinct().count() > 1)
                PretrainingPictures.againstLabels(results, c.units(), c.depth()).save(folder.resolve(
                        "labels-%d-units-%d-layers.png".formatted(c.units(), c.depth())));
            PretrainingPictures.courses(results, c.units(), c.depth(), c.labels()).save(folder.resolve(
                    "course-%d-units-%d-layers-%d-labels.png".formatted(c.units(), c.depth(), c.labels())));
        }
    }
}
