package generative.cli;

import generative.UserException;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.sparse.Completer;
import generative.sparse.ImageCompletion;
import generative.sparse.Raster;
import generative.sparse.Sampler;
import java.nio.file.Path;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Gives a trained transformer the upper half of test images and lets it paint the lower half, several times.
@Command(name = "complete", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Completes test images of which the upper rows are given, several times each, beside the originals.")
final class SparseCompleteCommand implements Runnable {

    @Option(names = "--run", required = true, paramLabel = "FOLDER", description = "The folder that sparse train wrote, on images.")
    private Path folder;

    @Option(names = "--images", defaultValue = "8", paramLabel = "N", description = "Test images, the first (default: ${DEFAULT-VALUE}).")
    private int images;

    @Option(names = "--samples", defaultValue = "5", paramLabel = "N", description = "Completions of each (default: ${DEFAULT-VALUE}).")
    private int samples;

    @Option(names = "--rows", description = "Rows that are given (default: half of them).")
    private Integer rows;

    @Option(names = "--temperature", defaultValue = "1",
            description = "Below 1 more cautious, above 1 more surprising (default: ${DEFAULT-VALUE}).")
    private double temperature;

    @Option(names = "--seed", defaultValue = "2", description = "Of the samples (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Override public void run() {
        if (images < 1 || samples < 1) throw new UserException("--images and --samples must be 1 or more.");
        if (!(temperature > 0)) throw new UserException("--temperature must be above 0, got " + temperature + ".");
        SparseOptions options = SparseOptions.load(folder);
        SequenceData data = options.load();
        Raster shape = data.shape().orElseThrow(() -> new UserException(
                "Only images can be completed, but " + folder + " was trained on " + data.name()
                + "; use sparse sample --prompt for texts."));
        int given = rows == null ? shape.rows() / 2 : rows;
        if (given < 0 || given > shape.rows())
            throw new UserException("--rows must lie between 0 and the " + shape.rows() + " rows of an image, got " + given + ".");
        Matrix originals = data.test().batch(IntStream.range(0, Math.min(images, data.test().size())).toArray());
        ImageCompletion completion = ImageCompletion.of(new Sampler(options.trained(folder, data).model(), temperature), originals,
                Completer.first(given * shape.columns() * shape.channels(), shape.positions()), samples, Randoms.of(seed, 8));
        Path file = folder.resolve("completions.png");
        completion.picture(shape, tokens -> tokens.divide(data.train().vocabulary() - 1)).save(file);
        System.out.println(completion + ": " + file);
    }
}
