package generative.pretraining;

import generative.UserException;
import generative.data.FewLabels;
import generative.data.ImageSet;
import generative.data.Mnist;
import generative.data.SyntheticDigits;
import generative.evaluation.OverSeeds;
import generative.math.Randoms;
import generative.nn.Sequential;
import generative.optim.MomentumDescent;
import generative.pretraining.FinishedCells.Cell;
import generative.pretraining.FinishedCells.Result;
import generative.training.TrainingLoop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// Does unsupervised pre-training help? The same net from random and from pretrained weights, in many sizes and with many seeds.
///
/// ```
/// for each width m and seed s:   a stack of m, m, … hidden units is pretrained on ALL training images, without labels
///     for each depth L, each number of labels n, each beginning (random, or the lowest L layers of the stack):
///         fine-tune on n labelled images, the same for both beginnings; the fewest validation errors are kept
///         result: the error on the test images, scored once
/// ```
/// One stack serves all depths, since a layer knows nothing of those above it. Fine-tuning makes the given number of epochs,
/// and at least `fewestSteps` steps where labels are few; it looks at the validation images 20 times.
///
/// Source: Erhan, Bengio, Courville, Manzagol, Vincent and Bengio, *Why Does Unsupervised Pre-training Help Deep
/// Learning?* (2010): pre-training acts as a regulariser; it helps deep nets most, and hurts those whose layers are very small.
public final class PretrainingExperiment {

    /// Looks at the validation images in each training.
    public static final int LOOKS = 20;

    private static final int JUDGED = 10_000;

    /// What is the same in all cells.
    ///
    /// @param recipe      of pre-training
    /// @param epochs      of fine-tuning
    /// @param fewestSteps of fine-tuning, where the epochs would make fewer
    /// @param rate        learning rate of fine-tuning at first
    public record Settings(Recipe recipe, int epochs, int fewestSteps, double rate) {

        public Settings {
            if (epochs < 1 || fewestSteps < LOOKS || !(rate > 0))
                throw new IllegalArgumentException("fine-tuning needs 1 epoch, " + LOOKS + " steps and a rate above 0, or more: "
                        + epochs
                        + ", " + fewestSteps + ", " + rate);
        }
    }

    private final Settings settings;
    private final Mnist digits;
    private final Path folder;
    private final FinishedCells finished;

    /// @param folder where results and pretrained stacks are kept, so that the experiment goes on where it was; null for none
    public PretrainingExperiment(Settings settings, Mnist digits, Path folder) {
        this.settings = settings;
        this.digits = digits;
        this.folder = folder;
        finished = FinishedCells.open(folder == null ? null : folder.resolve("results.csv"), settings + "; " + digits);
    }

    /// Every combination, both beginnings.
    public static List<Cell> grid(int units, List<Integer> depths, List<Integer> labels, int seeds) {
        List<Cell> cells = new ArrayList<>();
        for (long seed = 1; seed <= seeds; seed++)
            for (int n : labels)
                for (int depth : depths)
                    for (boolean pretrained : new boolean[] {false, true}) cells.add(new Cell(units, depth, n, pretrained, seed));
        return cells;
    }

    /// Does those of the cells that are not finished yet; tells whether nobody stopped it.
    public boolean run(List<Cell> cells, Consumer<Result> told) {
        for (Cell cell : cells) labelled(cell);                            // complains before the long part begins
        List<Cell> open = cells.stream().filter(cell -> finished.find(cell).isEmpty()).toList();
        for (long[] group : open.stream().map(cell -> new long[] {cell.units(), cell.seed()}).toArray(long[][]::new)) {
            List<Cell> some = open.stream().filter(c -> c.units() == group[0] && c.seed() == group[1])
                    .filter(c -> finished.find(c).isEmpty()).toList();
            if (!some.isEmpty() && !runGroup(some, told)) return false;
        }
        return true;
    }

    /// The cells of one width and one seed.
    private boolean runGroup(List<Cell> cells, Consumer<Result> told) {
        int depth = cells.stream().filter(Cell::pretrained).mapToInt(Cell::depth).max().orElse(0);
        List<Coder> coders = List.of();
        if (depth > 0) {
            GreedyLayerwise stack = settings.recipe.stack(digits.train().x(),
                    Collections.nCopies(depth, cells.getFirst().units()),
                    cells.getFirst().seed());
            if (!stack.train(digits.train().x(), place(cells.getFirst()))) return false;
            coders = stack.coders();
        }
        for (Cell cell : cells) {
            Result result = result(cell, coders);
            if (result == null) return false;
            finished.add(result);
            told.accept(result);
        }
        return true;
    }

    private GreedyLayerwise.Place place(Cell cell) {
        if (folder == null) return null;
        Path own = folder.resolve("stack-" + cell.units() + "-units-seed-" + cell.seed());
        return new GreedyLayerwise.Place(own, settings.recipe.epochs(), Files.isDirectory(GreedyLayerwise.folder(own, 1)), false);
    }

    /// One training; null if it was stopped.
    private Result result(Cell cell, List<Coder> coders) {
        ImageSet images = labelled(cell);
        int classes = Arrays.stream(digits.train().labels()).max().orElseThrow() + 1;
        Sequential net = cell.pretrained() ? SigmoidNet.copyOf(coders.subList(0, cell.depth()), classes)
                : SigmoidNet.random(images.x().numCols(), Collections.nCopies(cell.depth(), cell.units()), classes,
                        Randoms.of(cell.seed(), 2));
        int batch = FineTuning.batchSize(images.size());
        long steps = Math.max((long) settings.epochs * (images.size() / batch), settings.fewestSteps);
        int every = (int) (steps / LOOKS);
        MomentumDescent descent = MomentumDescent.MNIST.withBatchSize(batch).withLearningRate(settings.rate, 1)
                .withMomentum(.5, .9, 6).withCalmEnd(steps / 2, steps);
        FineTuning training = new FineTuning(cell.start(), net, descent, images, digits.validation(), every, cell.seed());
        double[] course = new double[LOOKS];
        TrainingLoop loop = new TrainingLoop(training, TrainingLoop.Options.inMemory((long) every * LOOKS));
        loop.every(every, step -> course[(int) (step / every) - 1] = training.best().watched().error());
        loop.run();
        if (loop.wasStopped()) return null;
        training.best().restore();
        double loss = training.score(images.rows(0, Math.min(JUDGED, images.size()))).loss();
        double validation = (double) training.best().errors() / digits.validation().size();
        return new Result(cell, validation, training.score(digits.test()).error(), loss, course);
    }

    /// The labelled images of a cell: the same for both beginnings and all depths.
    private ImageSet labelled(Cell cell) {
        ImageSet train = digits.train();
        if (cell.labels() == train.size()) return train;
        int classes = Arrays.stream(train.labels()).max().orElseThrow() + 1;
        int least = (int) IntStream.range(0, classes).mapToLong(c -> Arrays.stream(train.labels()).filter(l -> l == c).count())
                .min().orElse(0);
        if (cell.labels() < classes || cell.labels() % classes != 0 || cell.labels() / classes > least)
            throw new UserException("The number of labels must be the same for each of " + classes + " classes, from " + classes
                    + " to " + least * classes + " in all, or all " + train.size() + ", so " + cell.labels()
                    + " will not do; choose 1000, say.");
        return train.select(FewLabels.choose(train.labels(), classes, cell.labels() / classes, cell.seed()));
    }

    /// All results that there are, those of earlier runs in the same folder too.
    public List<Result> results() {
        return finished.all();
    }

    /// The test errors of one combination over its seeds, in per cent.
    public static double[] errors(List<Result> results, int units, int depth, int labels, boolean pretrained) {
        return results.stream().filter(r -> r.cell().units() == units && r.cell().depth() == depth && r.cell().labels() == labels
                && r.cell().pretrained() == pretrained).mapToDouble(r -> 100 * r.testError()).toArray();
    }

    /// Two layers of 60 units with 50 of 800 drawn digits labelled, two seeds.
    public static void demo() {
        ImageSet drawn = SyntheticDigits.generate(1300, 1);
        Mnist digits = new Mnist(drawn.rows(0, 800), drawn.rows(800, 900), drawn.rows(900, 1300));
        Settings settings = new Settings(new Recipe(Recipe.Kind.RBM, .1, 12), 1, 100, .1);
        PretrainingExperiment experiment = new PretrainingExperiment(settings, digits, null);
        experiment.run(grid(60, List.of(2), List.of(50), 2), result ->
                System.out.printf("seed %d, %-10s weights: %.1f %% of the test images wrong%n",
                result.cell().seed(), result.cell().start(), 100 * result.testError()));
        for (boolean pretrained : new boolean[] {false, true})
            System.out.println((pretrained ? "pretrained: " : "random:     ")
                    + OverSeeds.of(errors(experiment.results(), 60, 2, 50, pretrained)));
        System.out.println("Same labels, same fine-tuning: only the beginning differs. A difference below the spread over seeds shows "
                + "nothing.");
    }
}
