package generative.cli;

import generative.UserException;
import generative.data.Cifar;
import generative.evaluation.ParzenProtocol;
import generative.gan.AdversarialPictures;
import generative.gan.AdversarialSettings;
import generative.gan.AdversarialTraining;
import generative.gan.CifarImages;
import generative.gan.CifarNets;
import generative.gan.CifarPictures;
import generative.gan.Conditions;
import generative.math.Backend;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.optim.MomentumDescent;
import generative.plot.AnimatedGif;
import generative.plot.Picture;
import generative.training.TrainingLog;
import generative.training.TrainingLoop;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Trains one of the two pairs of nets on CIFAR-10, and judges it.
@Command(name = "cifar", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Trains an adversarial net on CIFAR-10 and judges it; Ctrl-C saves and ends, --resume goes on.")
final class GanCifarCommand implements Runnable {

    /// The two pairs in both sizes.
    enum Nets {
        FULLY_CONNECTED(CifarNets.FullyConnected.PUBLISHED, CifarNets.FullyConnected.SMALL, 60),
        CONVOLUTIONAL(CifarNets.Convolutional.PUBLISHED, CifarNets.Convolutional.SMALL, 14);

        private final CifarNets published, small;
        private final int epochs;                                         // after which the small one is worth a look

        Nets(CifarNets published, CifarNets small, int epochs) {
            this.published = published;
            this.small = small;
            this.epochs = epochs;
        }

        @Override public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// How large they are.
    enum Size { PUBLISHED, SMALL }

    /// From .2 to 2: images of length 55 have about unit variance, and the grid for grey values from 0 to 1 would end
    /// too early.
    private static final double[] WIDTHS = widths();

    private static double[] widths() {
        double[] widths = new double[13];
        Arrays.setAll(widths, k -> .2 * Math.pow(10, k / 12.0));
        return widths;
    }

    @Option(names = "--nets", defaultValue = "convolutional",
            description = "fully-connected or convolutional (default: ${DEFAULT-VALUE}).")
    private Nets nets;

    @Option(names = "--size", defaultValue = "SMALL",
            description = "PUBLISHED: up to 127 million parameters, 2 GB; SMALL: for minutes (default: "
                    + "${DEFAULT-VALUE}).")
    private Size size;

    @Option(names = "--epochs", paramLabel = "N",
            description = "Passes through the training images in all (default: 60, convolutional 14).")
    private Integer epochs;

    @Option(names = "--folder", paramLabel = "FOLDER",
            description = "Where CIFAR-10 lies, as files or as one .tar.gz (default: cifar10 among the data sets).")
    private Path data;

    @Option(names = "--out", paramLabel = "FOLDER",
            description = "Where log, checkpoints and pictures go (default: runs/gan-cifar-NETS).")
    private Path out;

    @Option(names = "--resume", description = "Go on from the newest checkpoint of the folder.")
    private boolean resume;

    @Option(names = "--seed", defaultValue = "1", description = "Of all random numbers (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--learning-rate", paramLabel = "RATE", description = "At the start (default: that of the nets).")
    private Double rate;

    @Option(names = "--batch", paramLabel = "N", description = "Images in a minibatch (default: that of the nets).")
    private Integer batch;

    @Option(names = "--watch-every", defaultValue = "2", paramLabel = "EPOCHS",
            description = "Epochs between two checkpoints and pictures of samples (default: ${DEFAULT-VALUE}).")
    private int watchEvery;

    @Option(names = "--samples", defaultValue = "10000",
            description = "Samples in the Parzen window (default: ${DEFAULT-VALUE}).")
    private int samples;

    @Option(names = "--show", description = "Open the pictures in windows too, where there is a display.")
    private boolean show;

    @Override public void run() {
        if (epochs == null) epochs = nets.epochs;
        if (epochs < 1 || watchEvery < 1 || samples < 40)
            throw new UserException("--epochs and --watch-every must be 1 or more, --samples 40 or more.");
        if (rate != null && !(rate > 0) || batch != null && batch < 1)
            throw new UserException("--learning-rate must be above 0, and --batch 1 or more.");
        Path folder = out == null ? Path.of("runs", "gan-cifar-" + nets) : out;
        CifarImages images = CifarImages.of(
                data == null ? Cifar.load(Cifar.Kind.CIFAR10) : Cifar.load(Cifar.Kind.CIFAR10, data));
        AdversarialTraining training = training(images);
        System.out.println(Backend.current().describe());
        System.out.println(images);
        System.out.println(training.generator());
        System.out.println(training.discriminator());
        TrainingLoop loop = loop(training, folder);
        AnimatedGif film = watch(loop, training, folder);
        TrainingLog log = loop.run();
        if (loop.wasStopped()) return;
        if (film.frames() > 1) film.save(folder.resolve("training.gif"));
        List<ParzenProtocol> rows = judge(training, images);
        GanEvaluateCommand.save(rows, folder);
        pictures(training, images, log, rows, folder);
    }

    private AdversarialTraining training(CifarImages images) {
        CifarNets pair = size == Size.PUBLISHED ? nets.published : nets.small;
        AdversarialSettings settings = pair.settings();
        MomentumDescent descent = settings.descent();
        if (rate != null) descent = descent.withLearningRate(rate, descent.learningRateDecay());
        if (batch != null) descent = descent.withBatchSize(batch);
        if (descent.batchSize() > images.train().numRows())
            throw new UserException("A minibatch of " + descent.batchSize() + " cannot be drawn from "
                    + images.train().numRows() + " images; choose a smaller --batch.");
        RandomGenerator random = Randoms.of(seed, 0);
        return new AdversarialTraining(settings.withDescent(descent), pair.generator(random),
                pair.discriminator(random), images.train(), Conditions.none(), seed);
    }

    private TrainingLoop loop(AdversarialTraining training, Path folder) {
        int perEpoch = training.stepsPerEpoch();
        TrainingLoop loop = new TrainingLoop(training, new TrainingLoop.Options(folder, "gan cifar",
                (long) epochs * perEpoch, Math.min(20, perEpoch), (long) watchEvery * perEpoch, resume, false));
        loop.open();
        return loop;
    }

    /// What becomes of the same 64 points of noise.
    private AnimatedGif watch(TrainingLoop loop, AdversarialTraining training, Path folder) {
        int perEpoch = training.stepsPerEpoch();
        AnimatedGif film = new AnimatedGif(300);
        Matrix z = training.generator().noise(64, Randoms.of(seed, 3));
        loop.every((long) watchEvery * perEpoch, step -> {
            Picture picture = CifarPictures.samples(training.generator().forward(z).output());
            picture.save(folder.resolve("samples").resolve("epoch-%04d.png".formatted(step / perEpoch)));
            film.add(picture);
        });
        return film;
    }

    private List<ParzenProtocol> judge(AdversarialTraining training, CifarImages images) {
        int[] chosen = Randoms.permutation(images.train().numRows(), Randoms.of(seed, 10));
        Matrix real = images.train().selectRows(Arrays.copyOf(chosen, Math.min(samples, chosen.length)));
        Matrix drawn = training.generator().sample(samples, Randoms.of(seed, 2));
        Matrix validation = images.validation(), test = images.test();
        List<ParzenProtocol> rows = List.of(
                ParzenProtocol.follow("adversarial net", drawn, validation, test, WIDTHS),
                ParzenProtocol.follow(real.numRows() + " training images", real, validation, test, WIDTHS));
        rows.forEach(System.out::println);
        return rows;
    }

    private void pictures(AdversarialTraining training, CifarImages images, TrainingLog log, List<ParzenProtocol> rows,
                          Path folder) {
        Matrix forty = training.generator().sample(40, Randoms.of(seed, 2));
        Picture figure2 = CifarPictures.samplesWithNeighbours(forty, images.train());
        Picture losses = AdversarialPictures.losses(log);
        figure2.save(folder.resolve("samples-and-neighbours.png"));
        losses.save(folder.resolve("losses.png"));
        AdversarialPictures.discriminator(log).save(folder.resolve("discriminator.png"));
        AdversarialPictures.likelihoodAgainstSigma(rows).save(folder.resolve("likelihood-against-sigma.png"));
        CifarPictures.data(images.train().rows(0, Math.min(100, images.train().numRows())))
                .save(folder.resolve("data.png"));
        System.out.println("Log, charts, samples and parzen-test.csv are in " + folder + ".");
        if (show) {
            figure2.show();
            losses.show();
        }
    }
}
