package generative.cli;

import generative.UserException;
import generative.imagegpt.ImageGpt;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.plot.ImageGrid;
import generative.plot.Picture;
import generative.sparse.Raster;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Draws images from a trained model, pixel by pixel.
@Command(name = "sample", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Draws images from a trained Image GPT, pixel by pixel.")
final class ImageGptSampleCommand implements Runnable {

    @Option(names = "--run", required = true, paramLabel = "FOLDER",
            description = "The folder that imagegpt train wrote, with --objective ar.")
    private Path folder;

    @Option(names = "--n", defaultValue = "40", paramLabel = "IMAGES", description = "Default: ${DEFAULT-VALUE}.")
    private int n;

    @Option(names = "--temperature", defaultValue = "1",
            description = "Below 1 more cautious, above 1 more surprising (default: ${DEFAULT-VALUE}).")
    private double temperature;

    @Option(names = "--seed", defaultValue = "2", description = "Of the samples (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Override public void run() {
        if (n < 1) throw new UserException("--n must be 1 or more, got " + n + ".");
        if (!(temperature > 0)) throw new UserException("--temperature must be above 0, got " + temperature + ".");
        ImageGptOptions options = ImageGptOptions.saved(folder);
        TokenImages images = options.load(folder);
        ImageGpt model = options.trained(folder, images);
        int N = images.shape().positions();
        Matrix x = model.completer(temperature).complete(Matrix.zeros(n, N), new boolean[N], Randoms.of(seed, 7));
        Path file = folder.resolve("samples.png");
        picture(x, images).save(file);
        System.out.println(n + " samples of " + N + " pixels: " + file);
    }

    /// Ten images a row.
    static Picture picture(Matrix tokens, TokenImages images) {
        Raster shape = images.pixels();
        return new ImageGrid(images.tokens().decode(tokens), shape.rows(), shape.columns()).channels(shape.channels())
                .columns(Math.min(10, tokens.numRows())).picture("Images that the model sampled pixel by pixel");
    }
}
