package generative.cli;

import generative.UserException;
import generative.data.Mnist;
import generative.gan.AdversarialPictures;
import generative.gan.AdversarialSettings;
import generative.gan.AdversarialTraining;
import generative.math.Backend;
import generative.plot.Picture;
import generative.training.TrainingLog;
import generative.training.TrainingLoop;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.LongConsumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What the commands that train an extension of the adversarial nets have in common: options, and the training itself.
final class ExtensionOptions {

    @Mixin
    private DataOption data;

    @Option(names = "--images", paramLabel = "N", description = "Train with the first N images alone (default: all).")
    private Integer images;

    @Option(names = "--size", defaultValue = "PUBLISHED",
            description = "PUBLISHED: G 1200-1200, D 240×5-240×5; SMALL: for a first look (default: ${DEFAULT-VALUE}).")
    private GanRun.Size size;

    @Option(names = "--epochs", defaultValue = "30",
            description = "Passes through the training images in all (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(names = "--calm-from", paramLabel = "EPOCH",
            description = "From this epoch to the last the learning rate falls to 0; 0 for no such end (default: half of the epochs).")
    private Integer calmFrom;

    @Option(names = "--out", paramLabel = "FOLDER",
            description = "Where log, checkpoints and pictures go (default: runs/COMMAND-NAME of the data).")
    private Path out;

    @Option(names = "--resume", description = "Go on from the newest checkpoint of the folder.")
    private boolean resume;

    @Option(names = "--seed", defaultValue = "1", description = "Of all random numbers (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--show", description = "Open the pictures in windows too, where there is a display.")
    private boolean show;

    long seed() {
        return seed;
    }

    Mnist load() {
        if (epochs < 1) throw new UserException("--epochs must be 1 or more, got " + epochs + ".");
        if (calmFrom != null && (calmFrom < 0 || calmFrom >= epochs))
            throw new UserException("--calm-from must lie between 0 and the " + epochs + " epochs, got " + calmFrom + ".");
        return data.loadFirst(images);
    }

    /// Settings for that many images.
    AdversarialSettings settings(int images) {
        long perEpoch = images / size.settings.descent().batchSize(), from = calmFrom == null ? epochs * perEpoch / 2 : calmFrom * perEpoch;
        boolean calm = calmFrom == null || calmFrom > 0;
        return calm ? size.settings.withDescent(size.settings.descent().withCalmEnd(from, epochs * perEpoch)) : size.settings;
    }

    Path folder(String command) {
        return out == null ? Path.of("runs", command + "-" + data.name()) : out;
    }

    /// Trains with a progress bar, a log, checkpoints; calls `watch` with the epoch after every tenth of them, and charts the losses.
    ///
    /// @return whether all steps were made
    boolean train(String command, AdversarialTraining training, LongConsumer watch) {
        int perEpoch = training.stepsPerEpoch(), every = Math.max(1, epochs / 10);
        System.out.println(Backend.current().describe());
        System.out.println(training.generator());
        System.out.println(training.discriminator());
        TrainingLoop loop = new TrainingLoop(training, new TrainingLoop.Options(folder(command), command, (long) epochs * perEpoch,
                Math.min(100, perEpoch), (long) every * perEpoch, resume, false));
        loop.every((long) every * perEpoch, step -> watch.accept(step / perEpoch));
        loop.open();
        SavedOptions.save(folder(command), command.replace('-', ' '), this, Map.of());
        TrainingLog log = loop.run();
        AdversarialPictures.losses(log).save(folder(command).resolve("losses.png"));
        return !loop.wasStopped();
    }

    /// Saves a picture in the folder, and shows it where that was asked for.
    void picture(String command, String file, Picture picture) {
        picture.save(folder(command).resolve(file));
        if (show) picture.show();
    }
}
