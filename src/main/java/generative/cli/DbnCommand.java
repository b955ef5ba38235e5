package generative.cli;

import generative.UserException;
import generative.data.ImageSet;
import generative.data.Mnist;
import generative.evaluation.ClassifierScore;
import generative.evaluation.ParzenProtocol;
import generative.gan.AdversarialPictures;
import generative.math.Backend;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.plot.ImageGrid;
import generative.pretraining.CoderPictures;
import generative.pretraining.DeepBeliefNet;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Trains a deep belief net, and judges it as a painter and, with label units, as a reader.
@Command(name = "dbn", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Trains a deep belief net layer by layer, judges its samples by the Parzen window and, with --labels, its answers; "
                + "Ctrl-C saves and ends, --resume goes on.")
final class DbnCommand implements Runnable {

    @Mixin
    private DataOption data;

    @Option(names = "--layers", split = ",", defaultValue = "500", paramLabel = "UNITS",
            description = "Hidden units of the directed layers, from the bottom up (default: ${DEFAULT-VALUE}).")
    private List<Integer> layers;

    @Option(names = "--top", defaultValue = "1000", paramLabel = "UNITS",
            description = "Hidden units of the machine at the top (default: ${DEFAULT-VALUE}).")
    private int top;

    @Option(names = "--labels", description = "Put ten label units at the top, so that the net can be asked for a digit, and for its name.")
    private boolean labels;

    @Option(names = "--k", defaultValue = "5", paramLabel = "STEPS", description = "Steps of each dream (default: ${DEFAULT-VALUE}).")
    private int k;

    @Option(names = "--epochs", defaultValue = "30", description = "Of each layer (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(names = "--up-down-epochs", defaultValue = "0", paramLabel = "EPOCHS",
            description = "Of the fine-tuning of all layers together; 0 for none (default: ${DEFAULT-VALUE}).")
    private int upDownEpochs;

    @Option(names = "--steps", defaultValue = "1000",
            description = "Of the chain at the top before a sample is drawn (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(names = "--samples", defaultValue = "10000", description = "In the Parzen window (default: ${DEFAULT-VALUE}, as published).")
    private int samples;

    @Option(names = "--out", paramLabel = "FOLDER",
            description = "Where logs, checkpoints and pictures go (default: runs/dbn-NAME of the data).")
    private Path out;

    @Option(names = "--resume", description = "Go on from the newest checkpoints of the folder.")
    private boolean resume;

    @Option(names = "--seed", defaultValue = "1", description = "Of all random numbers (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Override public void run() {
        if (top < 1 || k < 1 || epochs < 1 || steps < 1 || samples < 1 || upDownEpochs < 0 || layers.stream().anyMatch(units -> units < 1))
            throw new UserException("--layers, --top, --k, --epochs, --steps and --samples must be 1 or more, --up-down-epochs 0 or more.");
        Path folder = out == null ? Path.of("runs", "dbn-" + data.name()) : out;
        Mnist digits = data.load();
        System.out.println(Backend.current().describe());
        BeliefNetRun run = new BeliefNetRun(layers, top, labels, k, epochs, upDownEpochs, seed);
        Optional<DeepBeliefNet> trained = run.train(digits, folder, resume);
        if (trained.isEmpty()) return;
        DeepBeliefNet net = trained.get();
        System.out.println(net);
        int h = digits.train().height(), w = digits.train().width();
        if (labels) {
            report("validation", net, digits.validation());
            report("test", net, digits.test());
            int[] rows = IntStream.range(0, 100).map(n -> n / 10).toArray();
            new ImageGrid(net.sample(rows, steps, Randoms.of(seed, 21)), h, w).columns(10).scale(3)
                    .rowLabels(IntStream.range(0, 10).mapToObj(Integer::toString).toArray(String[]::new))
                    .picture("Ten dreams of each digit, the label held fixed").save(folder.resolve("digits.png"));
        }
        Matrix drawn = net.sample(samples, steps, Randoms.of(seed, 20));
        System.out.println(ParzenProtocol.follow("deep belief net", drawn, digits.validation().x(), digits.test().x()));
        AdversarialPictures.samplesWithNeighbours(drawn.rows(0, Math.min(40, samples) / 5 * 5), digits.train().x(), h, w)
                .save(folder.resolve("samples.png"));
        CoderPictures.filters(net.layers().getFirst(), 100, h, w).save(folder.resolve("filters.png"));
        System.out.println("Pictures are in " + folder + ".");
    }

    private static void report(String name, DeepBeliefNet net, ImageSet images) {
        int errors = ClassifierScore.errors(net.classify(images.x()), images.labels());
        ClassifierScore score = new ClassifierScore(images.size(), errors, 0);
        System.out.printf("%s images: %d errors of %,d: %.2f ± %.2f %%%n", name, errors, images.size(), 100 * score.error(),
                100 * score.standardError());
    }
}
