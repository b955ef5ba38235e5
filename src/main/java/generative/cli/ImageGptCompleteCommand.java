package generative.cli;

import generative.UserException;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.sparse.ImageCompletion;
import generative.sparse.Raster;
import java.nio.file.Path;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Gives a trained model a part of test images and lets it paint the rest, several times.
@Command(name = "complete", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Completes test images of which a part is given, several times each, beside the originals.")
final class ImageGptCompleteCommand implements Runnable {

    /// Which pixels are given.
    enum Given { UPPER, LEFT, FRAME, HALF_OF_PIXELS;

        boolean[] known(Raster shape, long seed) {
            int rows = shape.rows(), columns = shape.columns(), N = shape.positions();
            int[] shuffled = Randoms.permutation(N, Randoms.of(seed, 9));
            boolean[] known = new boolean[N];
            for (int i = 0; i < N; i++) {
                int row = i / columns, column = i % columns;
                known[i] = switch (this) {
                    case UPPER -> row < rows / 2;
                    case LEFT -> column < columns / 2;
                    case FRAME -> Math.min(row, rows - 1 - row) < rows / 4 || Math.min(column, columns - 1 - column) < columns / 4;
                    case HALF_OF_PIXELS -> shuffled[i] < N / 2;
                };
            }
            return known;
        }
    }

    @Option(names = "--run", required = true, paramLabel = "FOLDER", description = "The folder that imagegpt train wrote.")
    private Path folder;

    @Option(names = "--given", defaultValue = "upper", paramLabel = "PART",
            description = "upper (half), left (half), frame (all but the middle) or half-of-pixels, at random (default: ${DEFAULT-VALUE}).")
    private Given given;

    @Option(names = "--n", defaultValue = "8", paramLabel = "IMAGES", description = "Test images, the first (default: ${DEFAULT-VALUE}).")
    private int n;

    @Option(names = "--samples", defaultValue = "5", paramLabel = "N", description = "Completions of each (default: ${DEFAULT-VALUE}).")
    private int samples;

    @Option(names = "--temperature", defaultValue = "1",
            description = "Below 1 more cautious, above 1 more surprising (default: ${DEFAULT-VALUE}).")
    private double temperature;

    @Option(names = "--seed", defaultValue = "2", description = "Of the samples (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Override public void run() {
        if (n < 1 || samples < 1) throw new UserException("--n and --samples must be 1 or more.");
        if (!(temperature > 0)) throw new UserException("--temperature must be above 0, got " + temperature + ".");
        ImageGptOptions options = ImageGptOptions.saved(folder);
        TokenImages images = options.load(folder);
        Matrix originals = images.test().batch(IntStream.range(0, Math.min(n, images.test().size())).toArray());
        System.out.println("Completing " + originals.numRows() + " images, each of them " + samples + " times.");
        ImageCompletion completion = ImageCompletion.of(options.trained(folder, images).completer(temperature), originals,
                given.known(images.shape(), seed), samples, Randoms.of(seed, 8));
        Path file = folder.resolve("completions-" + given.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + ".png");
        completion.picture(images.pixels(), images.tokens()::decode).save(file);
        System.out.println(completion + ": " + file);
    }
}
