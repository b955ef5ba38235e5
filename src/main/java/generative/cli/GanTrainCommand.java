package generative.cli;

import generative.UserException;
import generative.data.Mnist;
import generative.evaluation.ParzenWindow;
import generative.evaluation.SigmaSearch;
import generative.gan.AdversarialPictures;
import generative.gan.AdversarialSettings.Update;
import generative.gan.AdversarialTraining;
import generative.gan.GeneratorLoss;
import generative.gan.Noise;
import generative.math.Backend;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.plot.AnimatedGif;
import generative.plot.LineChart;
import generative.plot.Picture;
import generative.training.Checkpoint;
import generative.training.TrainingLog;
import generative.training.TrainingLoop;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Trains an adversarial net and watches its Parzen estimate on validation images.
@Command(name = "train", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Trains an adversarial net; Ctrl-C saves and ends, --resume goes on.")
final class GanTrainCommand implements Runnable {

    @Mixin
    private DataOption data;

    @Option(names = "--size", defaultValue = "PUBLISHED",
            description = "PUBLISHED: G 100-1200-1200-784, D 240×5-240×5; SMALL: for a first look (default: "
                    + "${DEFAULT-VALUE}).")
    private GanRun.Size size;

    @Option(names = "--epochs", defaultValue = "100",
            description = "Passes through the training images in all (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(names = "--out", paramLabel = "FOLDER",
            description = "Where log, checkpoints and pictures go (default: runs/gan-NAME of the data).")
    private Path out;

    @Option(names = "--resume", description = "Go on from the newest checkpoint of the folder.")
    private boolean resume;

    @Option(names = "--seed", defaultValue = "1", description = "Of all random numbers (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--update", defaultValue = "SIMULTANEOUS",
            description = "SIMULTANEOUS, as the released code, or ALTERNATING, as Algorithm 1 (default: "
                    + "${DEFAULT-VALUE}).")
    private Update update;

    @Option(names = "--k", defaultValue = "1",
            description = "Steps of D for each of G, when ALTERNATING (default: ${DEFAULT-VALUE}).")
    private int k;

    @Option(names = "--loss", defaultValue = "NON_SATURATING",
            description = "What G minimises: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private GeneratorLoss loss;

    @Option(names = "--noise", defaultValue = "UNIFORM",
            description = "The distribution of z, of variance 1: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Noise noise;

    @Option(names = "--no-dropout", description = "Train D without dropout.")
    private boolean noDropout;

    @Option(names = "--learning-rate", paramLabel = "RATE",
            description = "At the start (default: 0.1 when PUBLISHED, 0.2 when SMALL).")
    private Double rate;

    @Option(names = "--rate-decay", paramLabel = "FACTOR",
            description = "Divides the learning rate after every step (default: 1.000004).")
    private Double decay;

    @Option(names = "--calm-from", paramLabel = "EPOCH", defaultValue = "0",
            description = "From this epoch to the last the learning rate falls to 0; 0 for no such end (default: "
                    + "${DEFAULT-VALUE}, as published).")
    private int calmFrom;

    @Option(names = "--from", paramLabel = "FOLDER",
            description = "Start with the trained nets of another run, to go on with another learning rate, say.")
    private Path from;

    @Option(names = "--checkpoint-every", defaultValue = "5", paramLabel = "EPOCHS",
            description = "Default: ${DEFAULT-VALUE}.")
    private int checkpointEvery;

    @Option(names = "--watch-every", defaultValue = "5", paramLabel = "EPOCHS",
            description = "Epochs between two Parzen estimates on validation images; 0 for none (default: "
                    + "${DEFAULT-VALUE}).")
    private int watchEvery;

    @Option(names = "--show", description = "Open the charts in windows too, where there is a display.")
    private boolean show;

    @Override public void run() {
        if (epochs < 1 || k < 1 || checkpointEvery < 1 || watchEvery < 0)
            throw new UserException("--epochs, --k and --checkpoint-every must be 1 or more, --watch-every 0 or more.");
        if (update == Update.SIMULTANEOUS && k != 1)
            throw new UserException("--k belongs to --update ALTERNATING; the simultaneous update has k = 1.");
        if (rate != null && !(rate > 0) || decay != null && !(decay >= 1))
            throw new UserException("--learning-rate must be above 0, and --rate-decay 1 or more.");
        if (calmFrom < 0 || calmFrom >= epochs)
            throw new UserException("--calm-from must lie between 0 and the " + epochs + " epochs, got " + calmFrom + ".");
        if (from != null && out == null)
            throw new UserException("--from needs --out, a new folder, so that the run in " + from + " stays as it is.");
        Path folder = out == null ? Path.of("runs", "gan-" + data.name()) : out;
        GanRun run = new GanRun(data.name(), size, update, k, loss, noise, !noDropout,
                rate == null ? size.settings.descent().learningRate() : rate,
                decay == null ? size.settings.descent().learningRateDecay() : decay,
                calmFrom, calmFrom == 0 ? 0 : epochs, seed);
        Mnist digits = data.load();
        AdversarialTraining training = run.training(digits);
        int perEpoch = training.stepsPerEpoch();
        System.out.println(Backend.current().describe());
        System.out.println(training.generator());
        System.out.println(training.discriminator());

        TrainingLoop loop = new TrainingLoop(training, new TrainingLoop.Options(folder, "gan", (long) epochs * perEpoch,
                Math.min(100, perEpoch), (long) checkpointEvery * perEpoch, resume, false));
        TrainingLog log = loop.open();
        if (from != null && loop.firstStep() == 0) start(training);
        run.save(folder);
        TrainingLog parzen = TrainingLog.open(folder.resolve("parzen.csv"), loop.firstStep());
        AnimatedGif film = new AnimatedGif(300);
        Matrix z = training.generator().noise(64, Randoms.of(seed, 3));
        if (watchEvery > 0) loop.every((long) watchEvery * perEpoch, step -> {
            watch(training, digits, step / perEpoch, parzen);
            Picture picture = AdversarialPictures.samples(training.generator().forward(z).output(), 28, 28);
            picture.save(folder.resolve("samples").resolve("epoch-%04d.png".formatted(step / perEpoch)));
            film.add(picture);
        });
        loop.run();
        pictures(folder, log, parzen, film);
    }

    private void start(AdversarialTraining training) {
        Path file = Checkpoint.latest(from).orElseThrow(() -> new UserException(
                "There is no checkpoint in " + from + " to start from; name the folder of a training."));
        Checkpoint.start(file, training);
        System.out.println("Starting with the nets of " + file + ".");
    }

    /// The published monitoring, with the σ grid instead of a fixed one.
    private void watch(AdversarialTraining training, Mnist digits, long epoch, TrainingLog parzen) {
        ParzenWindow window = new ParzenWindow(training.generator().sample(10_000, Randoms.of(seed, 2)));
        Matrix validation = digits.validation().x();
        SigmaSearch search = SigmaSearch.on(window, validation.rows(0, Math.min(1000, validation.numRows())), SigmaSearch.publishedGrid());
        parzen.add(epoch * training.stepsPerEpoch(), Map.of("log-likelihood", search.logLikelihoods()[search.best()]));
        System.out.printf("%nepoch %d: %s%n", epoch, search);
    }

    private void pictures(Path folder, TrainingLog log, TrainingLog parzen, AnimatedGif film) {
        Picture losses = AdversarialPictures.losses(log), discriminator = AdversarialPictures.discriminator(log);
        losses.save(folder.resolve("losses.png"));
        discriminator.save(folder.resolve("discriminator.png"));
        if (parzen.size() > 1) {
            new LineChart("Parzen log-likelihood during training", "step", "validation images, mean nats")
                    .line("10,000 samples", parzen.column("step"), parzen.column("log-likelihood"))
                    .picture("The Parzen log-likelihood of validation images against the training step")
                    .save(folder.resolve("parzen.png"));
            if (film.frames() > 1) film.save(folder.resolve("training.gif"));
        }
        System.out.println("Log and charts are in " + folder + "; judge the net with: gan evaluate --run " + folder);
        if (show) {
            losses.show();
            discriminator.show();
        }
    }
}
