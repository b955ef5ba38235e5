package generative.cli;

import generative.UserException;
import generative.data.Idx;
import generative.data.Mnist;
import generative.evaluation.ParzenProtocol;
import generative.gan.AdversarialPictures;
import generative.math.Matrix;
import generative.plot.Picture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The Parzen protocol for samples from anywhere, and for the sanity rows.
@Command(name = "parzen", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Scores samples in IDX files by the published Parzen protocol, beside training images and k-means centroids.")
final class ParzenCommand implements Runnable {

    @Mixin
    private DataOption data;

    @Option(names = "--samples", split = ",", paramLabel = "FILE", description = "IDX files of images, gzipped or not.")
    private List<Path> files = List.of();

    @Option(names = "--n", defaultValue = "10000",
            description = "Training images and centroids in the sanity rows; 0 leaves these rows out (default: "
                    + "${DEFAULT-VALUE}).")
    private int n;

    @Option(names = "--seed", defaultValue = "2",
            description = "Of the choice of images and of k-means (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--out", defaultValue = "runs/parzen.png", paramLabel = "FILE",
            description = "The chart of log-likelihood against σ (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(names = "--show", description = "Open the chart in a window too, where there is a display.")
    private boolean show;

    @Override public void run() {
        if (n < 0) throw new UserException("--n must be 0 or more, got " + n + ".");
        if (n == 0 && files.isEmpty()) throw new UserException("There is nothing to score: name files with --samples or let --n be 1 or more.");
        Mnist digits = data.load();
        List<ParzenProtocol> rows = new ArrayList<>();
        for (Path file : files) {
            Matrix samples = Idx.images(file);
            if (samples.numCols() != digits.test().x().numCols())
                throw new UserException(file + " holds images of " + samples.numCols() + " pixels where " + data.name() + " has "
                        + digits.test().x().numCols() + "; choose the data that the samples were made for with --data.");
            rows.add(ParzenProtocol.follow(file.getFileName().toString(), samples, digits.validation().x(), digits.test().x()));
            System.out.println(rows.getLast());
        }
        if (n > 0) SanityRows.follow(digits, n, seed, row -> {
            rows.add(row);
            System.out.println(row);
        });
        Picture chart = AdversarialPictures.likelihoodAgainstSigma(rows);
        chart.save(out);
        System.out.println("The chart of log-likelihood against σ is in " + out + ".");
        if (show) chart.show();
    }
}
