package generative.cli;

import generative.UserException;
import generative.data.TokenSet;
import generative.math.Backend;
import generative.math.Randoms;
import generative.plot.LineChart;
import generative.sparse.SequenceScore;
import generative.sparse.SparseTransformer;
import generative.sparse.TransformerTraining;
import generative.training.TrainingLog;
import generative.training.TrainingLoop;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Trains a Sparse Transformer on images, text or sound and watches how well it predicts sequences that it does not learn from.
@Command(name = "train", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Trains a transformer with dense or sparse attention to predict bytes; Ctrl-C saves and ends, --resume goes on.")
final class SparseTrainCommand implements Runnable {

    @Mixin
    private SparseOptions options;

    @Option(names = "--watch-every", paramLabel = "STEPS",
            description = "Steps between two looks at validation sequences (default: a tenth of all).")
    private Long watchEvery;

    @Option(names = "--watched", defaultValue = "100", paramLabel = "SEQUENCES",
            description = "Validation sequences of each look, the first (default: ${DEFAULT-VALUE}).")
    private int watched;

    @Option(names = "--out", paramLabel = "FOLDER",
            description = "Where log, checkpoints and pictures go (default: runs/sparse-DATA-PATTERN).")
    private Path out;

    @Option(names = "--resume", description = "Go on from the newest checkpoint of the folder.")
    private boolean resume;

    @Option(names = "--checkpoint-every", defaultValue = "200", paramLabel = "STEPS", description = "Default: ${DEFAULT-VALUE}.")
    private int checkpointEvery;

    @Override public void run() {
        if (watched < 1 || checkpointEvery < 1 || watchEvery != null && watchEvery < 1)
            throw new UserException("--watched, --watch-every and --checkpoint-every must be 1 or more.");
        Path folder = out == null ? Path.of("runs", "sparse-" + options.dataName() + "-" + options.pattern()) : out;
        SequenceData data = options.load();
        TransformerTraining<SparseTransformer> training = options.training(data);
        System.out.println(Backend.current().describe());
        System.out.println(data.train() + "; " + data.validation().size() + " to watch");
        System.out.printf("%s, %,d parameters%n", training.model(), training.model().size());
        long every = watchEvery == null ? Math.max(1, options.steps() / 10) : watchEvery;
        TrainingLoop loop = new TrainingLoop(training, new TrainingLoop.Options(folder, "sparse", options.steps(),
                Math.max(1, Math.min(20, options.steps() / 100)), checkpointEvery, resume, false));
        TrainingLog log = loop.open();
        options.save(folder);
        TrainingLog watch = TrainingLog.open(folder.resolve("validation.csv"), loop.firstStep());
        TokenSet seen = data.validation().rows(0, Math.min(watched, data.validation().size()));
        loop.every(every, step -> {
            SequenceScore score = SequenceScore.of(training.model(), seen, options.batch());
            watch.add(step, Map.of("nats", score.nats()));
            System.out.printf("%nafter %d steps, %s%n", step, score);
            SparseSamples.some(training.model(), data, Randoms.of(options.seed(), 6, step), folder, "step-" + step);
        });
        loop.run();
        if (log.size() > 1) curves(log, watch).save(folder.resolve("loss.png"));
        System.out.println("Log, curves and samples are in " + folder + "; judge the model with: sparse evaluate --run " + folder);
    }

    private static generative.plot.Picture curves(TrainingLog log, TrainingLog watch) {
        LineChart chart = new LineChart("How well the next byte is predicted", "step", "bits a byte")
                .line("training batches", log.column("step"), bits(log));
        if (watch.size() > 0) chart.line("validation", watch.column("step"), bits(watch))
                .points("validation", watch.column("step"), bits(watch));
        return chart.picture("Bits a byte against the training step, for training batches and for validation sequences");
    }

    private static double[] bits(TrainingLog log) {
        double[] nats = log.column("nats");
        for (int i = 0; i < nats.length; i++) nats[i] /= Math.log(2);
        return nats;
    }
}
