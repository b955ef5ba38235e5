package generative.cli;

import generative.UserException;
import generative.data.Idx;
import generative.data.Mnist;
import generative.evaluation.ParzenProtocol;
import generative.evaluation.ParzenStudy;
import generative.gan.AdversarialPictures;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.plot.LineChart;
import generative.plot.Picture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
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

    @Option(names = "--study", description = "Judge the judge too: real images as samples, more and more of them, and with several seeds.")
    private boolean study;

    @Option(names = "--show", description = "Open the chart in a window too, where there is a display.")
    private boolean show;

    @Override public void run() {
        if (n < 0) throw new UserException("--n must be 0 or more, got " + n + ".");
        if (study && n < 2) throw new UserException("--study needs --n of 2 or more.");
        if (n == 0 && files.isEmpty()) throw new UserException("There is nothing to score: name files with --samples or let --n be 1 or "
                + "more.");
        Mnist digits = data.load();
        List<ParzenProtocol> rows = new ArrayList<>();
        for (Path file : files) {
            Matrix samples = Idx.images(file);
            if (samples.numCols() != digits.test().x().numCols())
                throw new UserException(file + " holds images of " + samples.numCols() + " pixels where " + data.name() + " has "
                        + digits.test().x().numCols() + "; choose the data that the samples were made for with --data.");
            rows.add(ParzenProtocol.follow(file.getFileName() + ", " + samples.numRows() + " samples", samples,
                    digits.validation().x(), digits.test().x()));
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
        if (study) study(digits);
    }

    /// What the estimate depends on although the samples are perfect: real images, up to five times as many as in the sanity row.
    private void study(Mnist digits) {
        Matrix train = digits.train().x(), validation = digits.validation().x(), test = digits.test().x();
        int[] order = Randoms.permutation(train.numRows(), Randoms.of(seed, 12));
        int[] counts = IntStream.of(10, 100, 1_000, 3_000, 10_000, 30_000, 50_000)
                .filter(count -> count <= Math.min(5 * n, train.numRows())).toArray();
        List<ParzenProtocol> byCount = ParzenStudy.againstCount(train.selectRows(order), validation, test, counts);
        System.out.println("Real images as samples, more and more of them:");
        byCount.forEach(System.out::println);
        int some = Math.min(1_000, Math.min(n, train.numRows() / 5));
        List<ParzenProtocol> bySeed = ParzenStudy.overSeeds(s -> train.selectRows(Arrays.copyOfRange(order, (int) s * some,
                (int) (s + 1) * some)),
                validation, test, 0, 1, 2, 3, 4);
        System.out.println("Five times " + some + " other real images:");
        bySeed.forEach(System.out::println);
        Picture chart = new LineChart("More samples, a higher estimate", "number of real images used as samples", "test images, mean nats")
                .line("real images", Arrays.stream(counts).asDoubleStream().toArray(),
                        byCount.stream().mapToDouble(row -> row.test().mean()).toArray()).logX()
                .picture("The Parzen log-likelihood of test images against the number of real images used as samples");
        Path file = out.resolveSibling("parzen-count.png");
        chart.save(file);
        System.out.println("The chart of log-likelihood against the number of samples is in " + file + ".");
        if (show) chart.show();
    }
}
