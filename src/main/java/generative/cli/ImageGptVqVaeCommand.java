package generative.cli;

import generative.UserException;
import generative.data.ImageSet;
import generative.imagegpt.ImageTokens;
import generative.imagegpt.VqVae;
import generative.imagegpt.VqVaeRecipe;
import generative.imagegpt.VqVaeSizes;
import generative.imagegpt.VqVaeTraining;
import generative.math.Backend;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.ImageShape;
import generative.plot.ImageGrid;
import generative.plot.LineChart;
import generative.plot.Picture;
import generative.training.TrainingLog;
import generative.training.TrainingLoop;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Trains a VQ-VAE, whose codes can be the tokens of an Image GPT in place of a palette's colours.
@Command(name = "vqvae", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Trains a VQ-VAE, which makes one token of a square of pixels; Ctrl-C saves and ends, --resume goes on.")
final class ImageGptVqVaeCommand implements Runnable {

    static final String FILE = "vqvae.safetensors";
    private static final int SHOWN = 10;

    @Mixin
    private ImagesOptions sets;

    @Option(names = "--halvings", defaultValue = "2", paramLabel = "H",
            description = "How often both sides are halved: a token for 2×2 pixels, 4×4 or 8×8 (default: ${DEFAULT-VALUE}).")
    private int halvings;

    @Option(names = "--width", defaultValue = "32",
            description = "Channels within the net; 256 as published (default: ${DEFAULT-VALUE}).")
    private int width;

    @Option(names = "--blocks", defaultValue = "1",
            description = "Residual blocks in each half; 2 as published (default: ${DEFAULT-VALUE}).")
    private int blocks;

    @Option(names = "--codes", defaultValue = "128", paramLabel = "K",
            description = "Different tokens; 512 as published (default: ${DEFAULT-VALUE}).")
    private int codes;

    @Option(names = "--depth", defaultValue = "16", paramLabel = "D",
            description = "Numbers of a code; 64 as published (default: ${DEFAULT-VALUE}).")
    private int depth;

    @Option(names = "--steps", defaultValue = "2000", description = "Of training, in all (default: ${DEFAULT-VALUE}).")
    private long steps;

    @Option(names = "--batch", defaultValue = "64", paramLabel = "IMAGES", description = "Of a step (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(names = "--learning-rate", defaultValue = "0.001", paramLabel = "RATE",
            description = "Of Adam; 0.0002 as published (default: ${DEFAULT-VALUE}).")
    private double learningRate;

    @Option(names = "--commitment", defaultValue = "0.25", paramLabel = "BETA",
            description = "What it costs the encoder to be far from the codes (default: ${DEFAULT-VALUE}, as published).")
    private double commitment;

    @Option(names = "--decay", defaultValue = "0.99", paramLabel = "GAMMA",
            description = "How slowly the codes follow the encoder (default: ${DEFAULT-VALUE}, as published).")
    private double decay;

    @Option(names = "--restart-below", defaultValue = "0.1", paramLabel = "N",
            description = "Codes that fewer vectors a batch choose begin elsewhere; 0 as published (default: ${DEFAULT-VALUE}).")
    private double restartBelow;

    @Option(names = "--seed", defaultValue = "1", description = "Of all random numbers (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--watch-every", paramLabel = "STEPS",
            description = "Steps between two looks at validation images (default: a tenth of all).")
    private Long watchEvery;

    @Option(names = "--watched", defaultValue = "500", paramLabel = "IMAGES",
            description = "Validation images of each look, the first (default: ${DEFAULT-VALUE}).")
    private int watched;

    @Option(names = "--out", paramLabel = "FOLDER",
            description = "Where log, checkpoints, pictures and the model go (default: runs/vqvae-DATA).")
    private Path out;

    @Option(names = "--resume", description = "Go on from the newest checkpoint of the folder.")
    private boolean resume;

    @Option(names = "--checkpoint-every", defaultValue = "200", paramLabel = "STEPS", description = "Default: ${DEFAULT-VALUE}.")
    private int checkpointEvery;

    @Override public void run() {
        if (watched < 1 || checkpointEvery < 1 || steps < 1 || watchEvery != null && watchEvery < 1)
            throw new UserException("--steps, --watched, --watch-every and --checkpoint-every must be 1 or more.");
        Path folder = out == null ? Path.of("runs", "vqvae-" + sets.dataName()) : out;
        ImagesOptions.Images images = sets.load();
        VqVaeTraining training = training(images.train());
        VqVae model = training.model();
        System.out.println(Backend.current().describe());
        System.out.println(images.train() + "; " + images.validation().size() + " to watch");
        System.out.printf("%s, %,d parameters%n", model, model.sizes().parameters());
        TrainingLoop loop = new TrainingLoop(training, new TrainingLoop.Options(folder, "vqvae", steps,
                Math.max(1, Math.min(20, steps / 100)),
                checkpointEvery, resume, false));
        TrainingLog log = loop.open(), watch = TrainingLog.open(folder.resolve("validation.csv"), loop.firstStep());
        ImageSet seen = images.validation().rows(0, Math.min(watched, images.validation().size()));
        loop.every(watchEvery == null ? Math.max(1, steps / 10) : watchEvery, step -> {
            double psnr = model.psnr(seen), perplexity = model.perplexity(seen);
            Map<String, Double> look = new LinkedHashMap<>();
            look.put("psnr", psnr);
            look.put("perplexity", perplexity);
            watch.add(step, look);
            System.out.printf("%nafter %d steps, PSNR %.2f dB, perplexity %.1f of %d codes (%d validation images)%n", step, psnr,
                    perplexity,
                    model.size(), seen.size());
            originals(model, seen).save(folder.resolve("step-" + step + ".png"));
        });
        loop.run();
        if (loop.wasStopped()) return;
        if (log.size() > 1) quality(log, watch).save(folder.resolve("psnr.png"));
        model.save(folder.resolve(FILE));
        originals(model, images.test()).save(folder.resolve("reconstructions.png"));
        System.out.printf("test images: PSNR %.2f dB, perplexity %.1f of %d codes%n", model.psnr(images.test()),
                model.perplexity(images.test()), model.size());
        System.out.println("Log, pictures and the model, " + model.checksum() + ", are in " + folder
                + "; train on its tokens with: imagegpt train --palette "
                + folder.resolve(FILE));
    }

    private VqVaeTraining training(ImageSet train) {
        if (batch < 1 || batch > train.size())
            throw new UserException("--batch must lie between 1 and the " + train.size() + " training images, got " + batch
                    + ".");
        try {
            VqVaeSizes sizes = new VqVaeSizes(new ImageShape(train.channels(), train.height(), train.width()), halvings, width,
                    blocks, codes, depth);
            VqVaeRecipe recipe = new VqVaeRecipe(batch, learningRate, commitment, decay, restartBelow);
            return new VqVaeTraining(new VqVae(sizes, Randoms.of(seed, 2)), train, recipe, seed);
        } catch (IllegalArgumentException e) {
            throw SavedOptions.inWords(e);
        }
    }

    /// Some images, and below each what its tokens say of it.
    private static Picture originals(ImageTokens model, ImageSet images) {
        int columns = Math.min(SHOWN, images.size()), rows = Math.min(2, images.size() / columns);
        String[] labels = IntStream.range(0, 2 * rows).mapToObj(row -> row % 2 == 0 ? "image" : "tokens").toArray(String[]::new);
        return new ImageGrid(inRows(model, images, rows, columns), images.height(), images.width())
                .channels(images.channels()).columns(columns).rowLabels(labels)
                .picture("Images in odd rows, and below each what is left of it when it has been tokens in between");
    }

    /// So many rows of the first images, each followed by a row of what is left of them.
    static Matrix inRows(ImageTokens model, ImageSet images, int rows, int columns) {
        ImageSet some = images.rows(0, rows * columns);
        Matrix again = model.decode(model.encode(some).batch(IntStream.range(0, some.size()).toArray()));
        Matrix all = again.like(2 * some.size(), again.numCols());
        for (int row = 0; row < rows; row++) {
            all.insertIntoThis(2 * row * columns, 0, some.x().rows(row * columns, (row + 1) * columns));
            all.insertIntoThis((2 * row + 1) * columns, 0, again.rows(row * columns, (row + 1) * columns));
        }
        return all;
    }

    private static Picture quality(TrainingLog log, TrainingLog watch) {
        double[] batches = DoubleStream.of(log.column("error")).map(error -> -10 * Math.log10(error)).toArray();
        LineChart chart = new LineChart("How near images come to themselves", "step", "PSNR in dB")
                .line("training batches", log.column("step"), batches);
        double[] steps = watch.size() > 0 ? watch.column("step") : new double[0];
        double[] psnr = steps.length > 0 ? watch.column("psnr") : steps;
        if (steps.length > 0) chart.line("validation", steps, psnr).points("validation", steps, psnr);
        return chart.picture("PSNR of images drawn from their tokens against the training step");
    }
}
