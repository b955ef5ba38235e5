package generative.cli;

import generative.UserException;
import generative.data.AtomicFile;
import generative.data.Mnist;
import generative.evaluation.ClassifierScore;
import generative.evaluation.OverSeeds;
import generative.math.Backend;
import generative.nn.Sequential;
import generative.pretraining.CoderPictures;
import generative.pretraining.FineTuning;
import generative.pretraining.GreedyLayerwise;
import generative.pretraining.PretrainingPictures;
import generative.pretraining.SigmoidNet;
import generative.training.Checkpoint;
import generative.training.TrainingLog;
import generative.training.TrainingLoop;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Trains a deep classifier, layer by layer without labels and then as a whole with labels; the test images judge it at the end.
@Command(name = "train", mixinStandardHelpOptions = true, sortOptions = false,
        description =
                "Pretrains a stack of layers without labels and fine-tunes it with labels; Ctrl-C saves and ends, --resume goes on.")
final class PretrainTrainCommand implements Runnable {

    private static final int FILTERS = 100;

    @Mixin
    private PretrainingOptions options;

    @Option(names = "--layers", split = ",", defaultValue = "500,500,2000", paramLabel = "UNITS",
            description = "Hidden units, from the lowest layer up (default: ${DEFAULT-VALUE}).")
    private List<Integer> layers;

    @Option(names = "--from-random", description = "No pre-training: the twin that begins with random weights.")
    private boolean fromRandom;

    @Option(names = "--labels", paramLabel = "N",
            description = "Labelled training images, the same number of each class, chosen by the seed (default: all).")
    private Integer labels;

    @Option(names = "--fine-tune-epochs", defaultValue = "30", paramLabel = "EPOCHS",
            description =
                    "Passes through the labelled images; the best on the validation images is kept (default: ${DEFAULT-VALUE}).")
    private int fineTuneEpochs;

    @Option(names = "--momentum", defaultValue = "0.9",
            description = "Of fine-tuning, from the sixth epoch on; .5 in the first (default: ${DEFAULT-VALUE}).")
    private double momentum;

    @Option(names = "--max-norm", defaultValue = "Infinity", paramLabel = "LENGTH",
            description = "The longest that a unit's incoming weights may get in fine-tuning (default: no limit).")
    private double maxNorm;

    @Option(names = "--calm", defaultValue = "50", paramLabel = "PERCENT",
            description = "The last part of fine-tuning in which the learning rate falls to 0 (default: ${DEFAULT-VALUE}).")
    private int calm;

    @Option(names = "--dropout", defaultValue = "0", paramLabel = "SHARE",
            description = "Of the hidden units, in fine-tuning (default: none).")
    private double dropout;

    @Option(names = "--input-dropout", defaultValue = "0", paramLabel = "SHARE",
            description = "Of the pixels, likewise (default: none).")
    private double inputDropout;

    @Option(names = "--with-validation",
            description =
                    "Learn from the validation images too, once all is chosen: the parameters of the last step are then the result.")
    private boolean withValidation;

    @Option(names = "--out", paramLabel = "FOLDER",
            description = "Where logs, checkpoints and pictures go (default: runs/pretrain-NAME of the data).")
    private Path out;

    @Option(names = "--resume", description = "Go on from what is in the folder; finished layers are not trained again.")
    private boolean resume;

    @Option(names = "--seed", defaultValue = "1", description = "Of all random numbers (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--seeds", defaultValue = "1",
            description = "Trainings, with this seed and the next (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(names = "--checkpoint-every", defaultValue = "5", paramLabel = "EPOCHS", description = "Default: ${DEFAULT-VALUE}.")
    private int checkpointEvery;

    /// What one seed came to.
    private record Outcome(long seed, ClassifierScore validation, ClassifierScore test) { }

    @Override public void run() {
        check();
        Path folder = out == null ? Path.of("runs", "pretrain-" + options.name()) : out;
        PretrainRun run = new PretrainRun(options.name(), options.recipe(), layers, fromRandom,
                labels == null ? 0 : labels,
                new PretrainRun.Tuning(fineTuneEpochs, options.fineTuneRate(), momentum, maxNorm, calm, inputDropout, dropout));
        Mnist digits = withValidation ? joined(options.load()) : options.load();
        PretrainRun.labelled(digits.train(), run.labels(), seed);          // complains before the long part begins
        System.out.println(Backend.current().describe());
        List<Outcome> outcomes = new ArrayList<>();
        for (long s = seed; s < seed + seeds; s++) {
            Path place = folder.resolve("seed-" + s);
            boolean again = resume && (s == seed || begun(place));
            Outcome outcome = outcome(run, digits, s, place, again, () -> run.save(folder, digits, seed, seeds));
            if (outcome == null) return;                                   // stopped by the user
            outcomes.add(outcome);
        }
        report(outcomes, folder);
    }

    private void check() {
        if (options.epochs() < 1 || fineTuneEpochs < 1 || seeds < 1 || checkpointEvery < 1)
            throw new UserException("--epochs, --fine-tune-epochs, --seeds and --checkpoint-every must be 1 or more.");
        for (int units : layers)
            if (units < 1) throw new UserException("--layers needs 1 unit or more in each layer, got " + units + ".");
        if (!(options.rate() > 0) || !(options.fineTuneRate() > 0) || !(maxNorm > 0) || !(momentum >= 0 && momentum < 1))
            throw new UserException("--rate, --fine-tune-rate and --max-norm must be above 0, --momentum from 0 to below 1.");
        if (calm < 0 || calm > 100) throw new UserException("--calm is per cent, from 0 to 100, got " + calm + ".");
        if (!(dropout >= 0 && dropout < 1) || !(inputDropout >= 0 && inputDropout < 1))
            throw new UserException("--dropout and --input-dropout are shares from 0 to below 1, got " + dropout + " and "
                    + inputDropout + ".");
        if (labels != null && labels < 1) throw new UserException("--labels must be 1 or more, got " + labels + ".");
    }

    /// Training and validation images together to learn from.
    private static Mnist joined(Mnist digits) {
        return new Mnist(digits.train().and(digits.validation()), digits.validation(), digits.test());
    }

    private static Path tuned(Path place) {
        return place.resolve("fine-tuning");
    }

    private static boolean begun(Path place) {
        return Checkpoint.latest(GreedyLayerwise.folder(place, 1)).isPresent() || Checkpoint.latest(tuned(place)).isPresent();
    }

    /// One training, from where it is; null if it was stopped.
    private Outcome outcome(PretrainRun run, Mnist digits, long s, Path place, boolean again, Runnable sure) {
        GreedyLayerwise stack = fromRandom ? null : run.stack(digits, s);
        if (stack != null) {
            if (!stack.train(digits.train().x(), new GreedyLayerwise.Place(place, checkpointEvery, again, false))) return null;
            filters(stack, digits, place.resolve("filters-pretrained.png"));
        }
        Sequential net = run.net(stack, digits.train().x().numCols(), s);
        FineTuning training = run.fineTuning(net, digits, s);
        System.out.printf("seed %d: %s, %,d parameters%n", s, net, SigmoidNet.size(net));
        int every = training.lookEvery();
        boolean tunedBefore = again && (fromRandom || Checkpoint.latest(tuned(place)).isPresent());
        TrainingLoop loop = new TrainingLoop(training, new TrainingLoop.Options(tuned(place), "fine-tuning",
                (long) fineTuneEpochs * training.stepsPerEpoch(), every, (long) checkpointEvery * every, tunedBefore, false));
        TrainingLog log = loop.open(), watch = TrainingLog.open(tuned(place).resolve("validation.csv"), loop.firstStep());
        sure.run();
        loop.every(every, step -> {
            watch.add(step, training.best().watched().metrics());
            System.out.printf("%nseed %d, after %d steps: on the validation images %s%s%n", s, step, training.best().watched(),
                    withValidation ? ", which it learns from" : training.best().time() == step / every ? ", the best so far"
                            : "");
        });
        loop.run();
        if (loop.wasStopped()) return null;
        PretrainingPictures.errors(log, watch, training.stepsPerEpoch()).save(tuned(place).resolve("errors.png"));
        if (!withValidation) training.best().restore();
        if (stack != null) filters(stack, digits, place.resolve("filters-fine-tuned.png"));
        Outcome outcome = new Outcome(s, training.score(digits.validation()), training.score(digits.test()));
        System.out.printf("seed %d, the %s, after %d steps%n  validation images: %s%n  test images:       %s%n", s,
                withValidation ? "last" : "best", withValidation ? (long) fineTuneEpochs * training.stepsPerEpoch()
                        : training.best().time() * every,
                outcome.validation, outcome.test);
        return outcome;
    }

    private static void filters(GreedyLayerwise stack, Mnist digits, Path file) {
        CoderPictures.filters(stack.coders().getFirst(), FILTERS, digits.train().height(), digits.train().width()).save(file);
    }

    private void report(List<Outcome> outcomes, Path folder) {
        StringBuilder csv = new StringBuilder("seed,validation error,test error\n");
        for (Outcome o : outcomes) csv.append(String.format(Locale.ROOT, "%d,%.5f,%.5f%n", o.seed, o.validation.error(),
                o.test.error()));
        byte[] bytes = csv.toString().getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(folder.resolve("results.csv"), to -> to.write(bytes));
        OverSeeds test = OverSeeds.of(outcomes.stream().mapToDouble(o -> 100 * o.test.error()).toArray());
        double[] sorted = outcomes.stream().mapToDouble(o -> 100 * o.test.error()).sorted().toArray();
        System.out.printf(Locale.ROOT,
                "%s, %s labels, %d seeds: test error %.2f ± %.2f %%, from %.2f to %.2f; results.csv and pictures are in %s%n",
                fromRandom ? "from random weights" : "pretrained", labels == null ? "all" : labels, seeds, test.mean(),
                test.std(), sorted[0],
                sorted[sorted.length - 1], folder);
    }
}
