package generative.cli;

import generative.UserException;
import generative.data.Mnist;
import generative.evaluation.ClassifierScore;
import generative.gan.MaxoutClassifierTraining;
import generative.gan.MaxoutPictures;
import generative.math.Backend;
import generative.training.Checkpoint;
import generative.training.TrainingLog;
import generative.training.TrainingLoop;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Trains the maxout classifier in its two phases, and judges it on the test images when all is over.
@Command(name = "train", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Trains the maxout classifier in two phases; Ctrl-C saves and ends, --resume goes on.")
final class MaxoutTrainCommand implements Runnable {

    @Mixin
    private DataOption data;

    @Option(names = "--size", defaultValue = "PUBLISHED",
            description = "PUBLISHED: 784 - 240×5 - 240×5 - 10; SMALL: 60×5, for a first look (default: "
                    + "${DEFAULT-VALUE}).")
    private MaxoutRun.Size size;

    @Option(names = "--epochs", defaultValue = "100",
            description = "Phase 1: passes through the training images; the best on the validation images is kept "
                    + "(default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(names = "--second-epochs", defaultValue = "130", paramLabel = "EPOCHS",
            description = "Phase 2: passes through training and validation images, from the best parameters on; 0 for "
                    + "none (default: ${DEFAULT-VALUE}).")
    private int secondEpochs;

    @Option(names = "--calm", defaultValue = "50", paramLabel = "PERCENT",
            description = "The last part of phase 1 in which the learning rate falls to 0, and of phase 2 likewise; "
                    + "with 0, as published, phase 2 ends when the loss on the validation images is down to what it "
                    + "was on the training images (default: ${DEFAULT-VALUE}).")
    private int calm;

    @Option(names = "--second-rate", defaultValue = "0.06151", paramLabel = "RATE",
            description = "The learning rate at the start of phase 2 (default: ${DEFAULT-VALUE}, as published).")
    private double secondRate;

    @Option(names = "--out", paramLabel = "FOLDER",
            description = "Where logs, checkpoints and pictures go (default: runs/maxout-NAME of the data).")
    private Path out;

    @Option(names = "--resume", description = "Go on from the newest checkpoint of the folder.")
    private boolean resume;

    @Option(names = "--seed", defaultValue = "1", description = "Of all random numbers (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--checkpoint-every", defaultValue = "5", paramLabel = "EPOCHS",
            description = "Default: ${DEFAULT-VALUE}.")
    private int checkpointEvery;

    @Override public void run() {
        if (epochs < 1 || checkpointEvery < 1 || secondEpochs < 0)
            throw new UserException("--epochs and --checkpoint-every must be 1 or more, --second-epochs 0 or more.");
        if (calm < 0 || calm > 100) throw new UserException("--calm is per cent, from 0 to 100, got " + calm + ".");
        if (!(secondRate > 0)) throw new UserException("--second-rate must be above 0, got " + secondRate + ".");
        Path folder = out == null ? Path.of("runs", "maxout-" + data.name()) : out;
        MaxoutRun run = new MaxoutRun(data.name(), size, epochs, secondEpochs, calm, secondRate, seed);
        Mnist digits = data.load();
        MaxoutClassifierTraining first = run.first(digits);
        System.out.println(Backend.current().describe());
        System.out.printf("%s, %,d parameters%n", first.classifier(), first.classifier().size());
        Phase one = new Phase("phase 1", "validation images", epochs, MaxoutRun.firstFolder(folder));
        if (!train(one, first, resume, () -> run.save(folder))) return;
        System.out.printf("Best: %d errors of %,d validation images, after epoch %d; loss on the training images then: "
                + "%.5f%n", first.bestErrors(), digits.validation().size(), first.bestEpoch(), first.lossAtBest());
        first.useBest();
        if (secondEpochs > 0) {
            Phase two = new Phase("phase 2", "validation images, now learned from too", secondEpochs,
                    MaxoutRun.secondFolder(folder));
            boolean again = resume && Checkpoint.latest(two.folder).isPresent();
            if (!train(two, run.second(first, digits), again, () -> run.save(folder))) return;
        }
        new MaxoutReport(first.classifier(), digits, folder).write(size.units);
    }

    /// @param watched what the validation images are called in it
    private record Phase(String name, String watched, int epochs, Path folder) { }

    /// Runs one phase and says whether it came to its end; `begun` is told as soon as it is sure to begin.
    private boolean train(Phase phase, MaxoutClassifierTraining training, boolean again, Runnable begun) {
        int perEpoch = training.stepsPerEpoch();
        Path folder = phase.folder;
        TrainingLoop loop = new TrainingLoop(training, new TrainingLoop.Options(folder, phase.name,
                (long) phase.epochs * perEpoch, perEpoch, (long) checkpointEvery * perEpoch, again, false));
        TrainingLog log = loop.open(), watch = TrainingLog.open(folder.resolve("validation.csv"), loop.firstStep());
        begun.run();
        loop.every(perEpoch, step -> {
            ClassifierScore score = training.watched();
            watch.add(step, score.metrics());
            System.out.printf("%n%s, epoch %d: on the validation images %s%s%n", phase.name, step / perEpoch, score,
                    training.bestEpoch() == step / perEpoch ? ", the best so far" : "");
            if (reached(training)) loop.stop();
        });
        if (!reached(training)) loop.run();
        if (reached(training))
            System.out.println("The loss on the validation images is down to that on the training images then: "
                    + phase.name + " is over.");
        if (watch.size() > 0) {
            MaxoutPictures.errors(phase.name, phase.watched, log, watch, perEpoch).save(folder.resolve("errors.png"));
            MaxoutPictures.losses(phase.name, phase.watched, log, watch, perEpoch).save(folder.resolve("losses.png"));
        }
        return reached(training) || !loop.wasStopped();
    }

    /// Whether phase 2 is to end here, as published; with a calm end it has its own.
    private boolean reached(MaxoutClassifierTraining training) {
        return calm == 0 && training.reached();
    }
}
