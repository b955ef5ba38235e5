package generative.cli;

import generative.UserException;
import generative.data.TokenSet;
import generative.imagegpt.ImageGpt;
import generative.math.Backend;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.plot.LineChart;
import generative.plot.Picture;
import generative.sparse.TransformerTraining;
import generative.training.TrainingLog;
import generative.training.TrainingLoop;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Trains an Image GPT and watches how well it predicts images that it does not learn from.
@Command(name = "train", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Trains a transformer to predict pixels, without labels; Ctrl-C saves and ends, --resume goes on.")
final class ImageGptTrainCommand implements Runnable {

    private static final int SAMPLES = 20;

    @Mixin
    private ImageGptOptions options;

    @Option(names = "--watch-every", paramLabel = "STEPS",
            description = "Steps between two looks at validation images (default: a tenth of all).")
    private Long watchEvery;

    @Option(names = "--watched", defaultValue = "200", paramLabel = "IMAGES",
            description = "Validation images of each look, the first (default: ${DEFAULT-VALUE}).")
    private int watched;

    @Option(names = "--out", paramLabel = "FOLDER",
            description = "Where log, palette, checkpoints and pictures go (default: runs/imagegpt-DATA-TASK).")
    private Path out;

    @Option(names = "--resume", description = "Go on from the newest checkpoint of the folder.")
    private boolean resume;

    @Option(names = "--checkpoint-every", defaultValue = "200", paramLabel = "STEPS", description = "Default: ${DEFAULT-VALUE}.")
    private int checkpointEvery;

    @Override public void run() {
        if (watched < 1 || checkpointEvery < 1 || watchEvery != null && watchEvery < 1)
            throw new UserException("--watched, --watch-every and --checkpoint-every must be 1 or more.");
        Path folder = out != null ? out
                : Path.of("runs", "imagegpt-" + options.dataName() + "-" + options.objective().name().toLowerCase(java.util.Locale.ROOT));
        TokenImages images = options.load(folder);
        TransformerTraining<ImageGpt> training = options.training(images);
        ImageGpt model = training.model();
        System.out.println(Backend.current().describe());
        System.out.println(images.train() + "; " + images.tokens());
        System.out.printf("%s, %,d parameters%n", model, model.size());
        long every = watchEvery == null ? Math.max(1, options.steps() / 10) : watchEvery;
        TrainingLoop loop = new TrainingLoop(training, new TrainingLoop.Options(folder, "imagegpt", options.steps(),
                Math.max(1, Math.min(20, options.steps() / 100)), checkpointEvery, resume, false));
        TrainingLog log = loop.open();
        options.save(folder);
        images.tokens().save(folder.resolve(ImageTokensOptions.PALETTE));
        TrainingLog watch = TrainingLog.open(folder.resolve("validation.csv"), loop.firstStep());
        TokenSet seen = images.validation().rows(0, Math.min(watched, images.validation().size()));
        loop.every(every, step -> {
            double nats = ImageGptEvaluateCommand.loss(model, seen, options.batch());
            watch.add(step, Map.of("nats", nats));
            System.out.printf("%nafter %d steps, %.4f nats a token (%d validation images)%n", step, nats, seen.size());
            if (model.objective() == ImageGpt.Objective.AR) samples(model, images, step).save(folder.resolve("step-" + step + ".png"));
        });
        loop.run();
        if (log.size() > 1) curves(log, watch).save(folder.resolve("loss.png"));
        System.out.println("Log, palette, curves and samples are in " + folder + "; judge the model with: imagegpt evaluate --run "
                + folder);
    }

    private Picture samples(ImageGpt model, TokenImages images, long step) {
        int N = images.shape().positions();
        Matrix x = model.completer(1).complete(Matrix.zeros(SAMPLES, N), new boolean[N], Randoms.of(options.seed(), 6, step));
        return ImageGptSampleCommand.picture(x, images);
    }

    private static Picture curves(TrainingLog log, TrainingLog watch) {
        LineChart chart = new LineChart("How well pixels are predicted", "step", "nats a token")
                .line("training batches", log.column("step"), log.column("nats"));
        if (watch.size() > 0)
            chart.line("validation", watch.column("step"), watch.column("nats"))
                    .points("validation", watch.column("step"), watch.column("nats"));
        return chart.picture("Nats a token against the training step, for training batches and for validation images");
    }
}
