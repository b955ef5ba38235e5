package generative.cli;

import generative.UserException;
import generative.imagegpt.ImageGpt;
import generative.imagegpt.PublishedSizes;
import generative.imagegpt.PublishedWeights;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// What the published nets would cost, and a look at a file of published weights.
@Command(name = "sizes", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Parameters, multiply-adds and years of training of the published nets; reads a file of published weights.")
final class ImageGptSizesCommand implements Runnable {

    @Option(names = "--gflops", defaultValue = "100", paramLabel = "NUMBER",
            description = "The machine's 10⁹ floating-point operations a second (default: ${DEFAULT-VALUE}).")
    private double gflops;

    @Option(names = "--weights", paramLabel = "FILE", description = "A safetensors file with the names of the public port.")
    private Path weights;

    @Option(names = "--heads", paramLabel = "H", defaultValue = "0",
            description = "Of that net (default: those of the published net of its width).")
    private int heads;

    @Override public void run() {
        if (!(gflops > 0) || heads < 0) throw new UserException("--gflops must be above 0, and --heads not below.");
        System.out.println(PublishedSizes.table(gflops));
        if (weights == null) return;
        ImageGpt model = PublishedWeights.read(weights, heads);
        System.out.printf("%s holds %s: %,d parameters%n", weights, model, model.size());
    }
}
