package generative.cli;

import generative.UserException;
import generative.data.Mnist;
import generative.math.Backend;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.pretraining.AnnealedImportanceSampling;
import generative.pretraining.CoderPictures;
import generative.pretraining.ModuleTraining;
import generative.pretraining.PartitionFunction;
import generative.pretraining.PseudoLikelihood;
import generative.pretraining.Rbm;
import generative.pretraining.RbmPictures;
import generative.training.Checkpoint;
import generative.training.TrainingLog;
import generative.training.TrainingLoop;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Trains a restricted Boltzmann machine on bits of images and watches the likelihood of validation images.
@Command(name = "train", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Trains a restricted Boltzmann machine by contrastive divergence on images, of which every step draws fresh bits; "
                + "Ctrl-C saves and ends, --resume goes on.")
final class RbmTrainCommand implements Runnable {

    /// Enough for a curve; the final verdict takes the published schedule.
    private static final int QUICK_STEPS = 1000, RUNS = 100, WATCHED = 2000;

    @Mixin
    private DataOption data;

    @Option(names = "--hidden", defaultValue = "500", paramLabel = "UNITS", description = "Default: ${DEFAULT-VALUE}.")
    private int hidden;

    @Option(names = "--k", defaultValue = "25", paramLabel = "STEPS",
            description = "Steps of each dream: CD-k (default: ${DEFAULT-VALUE}).")
    private int k;

    @Option(names = "--persistent", defaultValue = "0", paramLabel = "CHAINS",
            description = "Chains that go on from step to step (PCD); 0 for dreams that begin at the data (default: ${DEFAULT-VALUE}).")
    private int chains;

    @Option(names = "--epochs", defaultValue = "50",
            description = "Passes through the training images in all (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(names = "--learning-rate", defaultValue = "0.05", paramLabel = "RATE",
            description = "At the start (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(names = "--momentum", defaultValue = "0.9",
            description = "From the sixth epoch on; .5 in the first (default: ${DEFAULT-VALUE}).")
    private double momentum;

    @Option(names = "--weight-decay", defaultValue = "0", paramLabel = "LAMBDA", description = "Default: ${DEFAULT-VALUE}.")
    private double decay;

    @Option(names = "--calm-from", paramLabel = "EPOCH",
            description = "From this epoch to the last the learning rate falls to 0 (default: the first).")
    private Integer calmFrom;

    @Option(names = "--from", paramLabel = "FOLDER",
            description = "Start with the trained machine of another run, to go on with longer dreams, say.")
    private Path from;

    @Option(names = "--out", paramLabel = "FOLDER",
            description = "Where log, checkpoints and pictures go (default: runs/rbm-NAME of the data).")
    private Path out;

    @Option(names = "--resume", description = "Go on from the newest checkpoint of the folder.")
    private boolean resume;

    @Option(names = "--seed", defaultValue = "1", description = "Of all random numbers (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--checkpoint-every", defaultValue = "5", paramLabel = "EPOCHS", description = "Default: ${DEFAULT-VALUE}.")
    private int checkpointEvery;

    @Option(names = "--watch-every", defaultValue = "5", paramLabel = "EPOCHS",
            description = "Epochs between two looks at validation images; 0 for none (default: ${DEFAULT-VALUE}).")
    private int watchEvery;

    @Override public void run() {
        if (hidden < 1 || k < 1 || epochs < 1 || checkpointEvery < 1 || chains < 0 || watchEvery < 0)
            throw new UserException("--hidden, --k, --epochs and --checkpoint-every must be 1 or more, --persistent and --watch-every 0 "
                    + "or more.");
        if (!(rate > 0) || !(momentum >= 0 && momentum < 1) || !(decay >= 0))
            throw new UserException("--learning-rate must be above 0, --momentum from 0 to below 1, --weight-decay 0 or more.");
        int calm = calmFrom == null ? 0 : calmFrom;
        if (calm < 0 || calm > epochs)
            throw new UserException("--calm-from must lie between 0 and the " + epochs + " epochs, got " + calm + ".");
        if (from != null && out == null)
            throw new UserException("--from needs --out, a new folder, so that the run in " + from + " stays as it is.");
        Path folder = out == null ? Path.of("runs", "rbm-" + data.name()) : out;
        RbmRun run = new RbmRun(data.name(), hidden, k, chains, rate, momentum, decay, calm, epochs, seed);
        Mnist digits = data.load();
        ModuleTraining training = run.training(digits);
        int perEpoch = training.stepsPerEpoch();
        System.out.println(Backend.current().describe());
        System.out.println(training.module());

        TrainingLoop loop = new TrainingLoop(training, new TrainingLoop.Options(folder, "rbm", (long) epochs * perEpoch,
                Math.min(100, perEpoch), (long) checkpointEvery * perEpoch, resume, false));
        loop.open();
        if (from != null && loop.firstStep() == 0) start(training);
        run.save(folder);
        TrainingLog watch = TrainingLog.open(folder.resolve("watch.csv"), loop.firstStep());
        Rbm rbm = (Rbm) training.module().coder();
        if (watchEvery > 0) loop.every((long) watchEvery * perEpoch, step -> look(rbm, digits, step, perEpoch, watch));
        loop.run();
        if (watch.size() > 1) {
            RbmPictures.likelihood(watch).save(folder.resolve("likelihood.png"));
            RbmPictures.gap(watch).save(folder.resolve("free-energy-gap.png"));
        }
        CoderPictures.filters(rbm, 100, digits.train().height(), digits.train().width()).save(folder.resolve("filters.png"));
        System.out.println("Log and pictures are in " + folder
                + "; judge the machine with: rbm evaluate --run " + folder);
    }

    private void start(ModuleTraining training) {
        Path file = Checkpoint.latest(from).orElseThrow(() -> new UserException(
                "There is no checkpoint in " + from + " to start from; name the folder of a training."));
        Checkpoint.start(file, training);
        System.out.println("Starting with the machine of " + file + ".");
    }

    private void look(Rbm rbm, Mnist digits, long step, int perEpoch, TrainingLog watch) {
        Matrix train = firstBits(digits.train().x()), validation = firstBits(digits.validation().x());
        AnnealedImportanceSampling ais = AnnealedImportanceSampling.of(rbm, digits.train().x().columnMeans(),
                AnnealedImportanceSampling.evenSchedule(QUICK_STEPS), RUNS, Randoms.of(seed, 4, step));
        Map<String, Double> seen = new LinkedHashMap<>();
        seen.put("validation", PartitionFunction.meanLogLikelihood(rbm, validation, ais.logZ()));
        seen.put("training", PartitionFunction.meanLogLikelihood(rbm, train, ais.logZ()));
        seen.put("pseudo-likelihood", PseudoLikelihood.estimate(rbm, validation, Randoms.of(seed, 5, step)));
        seen.put("free-energy gap", rbm.freeEnergy(validation).mean() - rbm.freeEnergy(train).mean());
        watch.add(step, seen);
        System.out.printf("%nepoch %d: validation images %.2f nats, training images %.2f (%s), pseudo-likelihood %.2f, free-energy gap "
                + "%.2f%n",
                step / perEpoch, seen.get("validation"), seen.get("training"), ais, seen.get("pseudo-likelihood"),
                seen.get("free-energy gap"));
    }

    private static Matrix firstBits(Matrix images) {
        return RbmRun.bits(images.rows(0, Math.min(WATCHED, images.numRows())));
    }
}
