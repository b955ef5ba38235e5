package generative.cli;

import generative.UserException;
import generative.data.Mnist;
import generative.evaluation.ParzenProtocol;
import generative.math.Backend;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.pretraining.GenerativeStochasticNetwork;
import generative.pretraining.GsnPictures;
import generative.pretraining.Walkback;
import generative.training.TrainingLog;
import generative.training.TrainingLoop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Trains a deep generative stochastic network and judges it as Table 1 does.
@Command(name = "gsn", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Trains a deep generative stochastic network by walkback, ends with the Parzen estimate of its chains "
                + "and pictures of them; Ctrl-C saves and ends, --resume goes on.")
final class GsnCommand implements Runnable {

    private static final int SHOWN = 400;
    private static final int[] INPAINTED = {1, 2, 5, 10, 20, 49};

    @Mixin
    private DataOption data;

    @Option(names = "--size", defaultValue = "MEDIUM",
            description = "PUBLISHED: 1500-1500, 1000 epochs; MEDIUM: 500-500, 24 epochs at a higher learning rate; SMALL: "
                    + "100-100, 3 epochs, for a first look (default: ${DEFAULT-VALUE}).")
    private GsnRun.Size size;

    @Option(names = "--epochs", description = "Passes through the training images in all (default: as the size says).")
    private Integer epochs;

    @Option(names = "--calm-from", paramLabel = "EPOCH",
            description = "From this epoch to the last the learning rate falls to 0; 0 for no such end, as published (default: "
                    + "as the size says).")
    private Integer calmFrom;

    @Option(names = "--samples", defaultValue = "10000",
            description = "Samples in the window (default: ${DEFAULT-VALUE}, as published).")
    private int samples;

    @Option(names = "--chains", defaultValue = "100",
            description = "Chains of the second estimate; the first is of one chain, as published (default: ${DEFAULT-VALUE}).")
    private int chains;

    @Option(names = "--out", paramLabel = "FOLDER",
            description = "Where log, checkpoints and pictures go (default: runs/gsn-NAME of the data).")
    private Path out;

    @Option(names = "--resume", description = "Go on from the newest checkpoint of the folder; what is finished is judged again.")
    private boolean resume;

    @Option(names = "--seed", defaultValue = "1", description = "Of all random numbers (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--checkpoint-every", defaultValue = "1", paramLabel = "EPOCHS", description = "Default: ${DEFAULT-VALUE}.")
    private int checkpointEvery;

    @Override public void run() {
        int all = epochs == null ? size.epochs : epochs, calm = calmFrom != null ? calmFrom : Math.min(size.calmFrom, all - 1);
        if (all < 1 || samples < 1 || checkpointEvery < 1)
            throw new UserException("--epochs, --samples and --checkpoint-every must be 1 or more.");
        if (calm < 0 || calm >= all)
            throw new UserException("--calm-from must lie between 0 and the " + all + " epochs, got " + calm + ".");
        Path folder = out == null ? Path.of("runs", "gsn-" + data.name()) : out;
        Mnist digits = data.load();
        int images = digits.train().size();
        if (chains < 1 || chains > images)
            throw new UserException("--chains begin at training images, so choose from 1 to " + images + ", not " + chains + ".");
        Walkback training = new GsnRun(size, all, calm, seed).training(digits);
        int perEpoch = training.stepsPerEpoch();
        System.out.println(Backend.current().describe());
        System.out.println(training.net());
        TrainingLoop loop = new TrainingLoop(training, new TrainingLoop.Options(folder, "gsn", (long) all * perEpoch,
                Math.min(100, perEpoch), (long) checkpointEvery * perEpoch, resume, false));
        TrainingLog log = loop.run();
        if (loop.wasStopped()) return;
        judge(training.net(), digits, folder);
        if (log.size() > 1) GsnPictures.losses(log).save(folder.resolve("losses.png"));
        System.out.println("Log, checkpoints, pictures and parzen-test.csv are in " + folder + ".");
    }

    private void judge(GenerativeStochasticNetwork net, Mnist digits, Path folder) {
        Matrix one = GsnRun.sample(net, digits, 1, samples, Randoms.of(seed, 2));
        Matrix many = GsnRun.sample(net, digits, chains, samples, Randoms.of(seed, 3));
        List<ParzenProtocol> rows = new ArrayList<>();
        for (var named : List.of(new Named("GSN, one chain", one), new Named("GSN, " + chains + " chains", many))) {
            rows.add(ParzenProtocol.follow(named.name, named.samples, digits.validation().x(), digits.test().x()));
            System.out.println(rows.getLast());
        }
        GanEvaluateCommand.save(rows, folder);
        int h = digits.train().height(), w = digits.train().width();
        GsnPictures.walk(one.rows(0, Math.min(SHOWN, samples)), h, w).save(folder.resolve("walk.png"));
        GsnPictures.inpainting(net, digits.test().x().rows(0, 12), INPAINTED, h, w, Randoms.of(seed, 4))
                .save(folder.resolve("inpainting.png"));
    }

    private record Named(String name, Matrix samples) { }
}
