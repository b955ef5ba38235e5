package generative.cli;

import generative.UserException;
import generative.data.Mnist;
import generative.math.Backend;
import generative.math.Randoms;
import generative.optim.MomentumDescent;
import generative.plot.ImageGrid;
import generative.plot.LineChart;
import generative.pretraining.DeepBoltzmannTraining;
import generative.training.TrainingLog;
import generative.training.TrainingLoop;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Trains a deep Boltzmann machine and shows what it dreams.
@Command(name = "dbm", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Trains a deep Boltzmann machine of two hidden layers and draws what its chains dream; Ctrl-C saves and "
                + "ends, --resume goes on.")
final class DbmCommand implements Runnable {

    private static final int UPDATES = 10, CHAINS = 100, K = 5, DREAMED = 100;

    @Mixin
    private DataOption data;

    @Option(names = "--first", defaultValue = "300", paramLabel = "UNITS",
            description = "Of the first hidden layer (default: ${DEFAULT-VALUE}).")
    private int first;

    @Option(names = "--second", defaultValue = "300", paramLabel = "UNITS",
            description = "Of the second hidden layer (default: ${DEFAULT-VALUE}).")
    private int second;

    @Option(names = "--epochs", defaultValue = "10",
            description = "Passes through the training images; the learning rate falls to 0 over them (default: "
                    + "${DEFAULT-VALUE}).")
    private int epochs;

    @Option(names = "--learning-rate", defaultValue = "0.02", paramLabel = "RATE",
            description = "At the start (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(names = "--out", paramLabel = "FOLDER",
            description = "Where log, checkpoints and pictures go (default: runs/dbm-NAME of the data).")
    private Path out;

    @Option(names = "--resume", description = "Go on from the newest checkpoint of the folder.")
    private boolean resume;

    @Option(names = "--seed", defaultValue = "1", description = "Of all random numbers (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Override public void run() {
        if (first < 1 || second < 1 || epochs < 1) throw new UserException("--first, --second and --epochs must be 1 or more.");
        if (!(rate > 0)) throw new UserException("--learning-rate must be above 0, got " + rate + ".");
        Path folder = out == null ? Path.of("runs", "dbm-" + data.name()) : out;
        Mnist digits = data.load();
        int perEpoch = digits.train().size() / 100;
        MomentumDescent descent = new MomentumDescent(100, rate, 1, .5, .5, 1, Double.POSITIVE_INFINITY, 0, 0)
                .withCalmEnd(0, (long) epochs * perEpoch);
        DeepBoltzmannTraining training = new DeepBoltzmannTraining(
                DeepBoltzmannTraining.machine(digits.train().x(), first, second, Randoms.of(seed, 0)), digits.train().x(),
                new DeepBoltzmannTraining.Settings(descent, UPDATES, CHAINS, K), seed);
        System.out.println(Backend.current().describe());
        System.out.println(training.machine());
        TrainingLoop loop = new TrainingLoop(training, new TrainingLoop.Options(folder, "dbm", (long) epochs * perEpoch,
                Math.min(100, perEpoch), perEpoch, resume, false));
        TrainingLog log = loop.run();
        int h = digits.train().height(), w = digits.train().width();
        new ImageGrid(training.dreams(DREAMED, Randoms.of(seed, 3)), h, w).columns(10).scale(3)
                .picture("What the chains of a deep Boltzmann machine dream: the probability of every pixel")
                        .save(folder.resolve("dreams.png"));
        if (log.size() > 1)
            new LineChart("A deep Boltzmann machine learns", "step", "squared error of a pixel, seen again")
                    .line("training images", log.column("step"), log.column("error"))
                    .picture("The error of what the machine sees again against the step").save(folder.resolve("error.png"));
        System.out.println("Log, checkpoints and dreams.png are in " + folder + ".");
    }
}
