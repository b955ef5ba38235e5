package generative.cli;

import generative.UserException;
import generative.data.AtomicFile;
import generative.data.Mnist;
import generative.evaluation.ParzenProtocol;
import generative.gan.AdversarialPictures;
import generative.gan.AdversarialTraining;
import generative.gan.Generator;
import generative.math.Matrix;
import generative.math.Randoms;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Judges a trained net by the published protocol, with both sanity rows beside it.
@Command(name = "evaluate", mixinStandardHelpOptions = true, sortOptions = false,
        description = "The Parzen estimate of a trained net by the published protocol, and pictures of its samples.")
final class GanEvaluateCommand implements Runnable {

    @Option(names = "--run", required = true, paramLabel = "FOLDER", description = "The folder that gan train wrote.")
    private Path folder;

    @Option(names = "--samples", defaultValue = "10000",
            description = "Samples in the window (default: ${DEFAULT-VALUE}, as published).")
    private int samples;

    @Option(names = "--seed", defaultValue = "2", description = "Of the noise (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--no-sanity", description = "Leave out the sanity rows (training images, k-means centroids).")
    private boolean noSanity;

    @Option(names = "--show", description = "Open the pictures in windows too, where there is a display.")
    private boolean show;

    @Override public void run() {
        if (samples < 1) throw new UserException("--samples must be 1 or more, got " + samples + ".");
        GanRun run = GanRun.load(folder);
        Mnist digits = DataOption.load(run.data());
        AdversarialTraining training = run.trained(folder, digits);
        Generator generator = training.generator();
        Matrix drawn = generator.sample(samples, Randoms.of(seed, 1));

        List<ParzenProtocol> rows = new ArrayList<>();
        rows.add(ParzenProtocol.follow("adversarial net", drawn, digits.validation().x(), digits.test().x()));
        System.out.println(rows.getLast());
        if (!noSanity) SanityRows.follow(digits, samples, seed, row -> {
            rows.add(row);
            System.out.println(row);
        });
        save(rows, folder);
        pictures(training, drawn, digits, rows);
        System.out.println("Pictures and parzen-test.csv are in " + folder + ".");
    }

    /// The table as parzen-test.csv in the folder.
    static void save(List<ParzenProtocol> rows, Path folder) {
        StringBuilder csv = new StringBuilder("samples from,mean nats,standard error,sigma,test images\n");
        for (ParzenProtocol row : rows)
            csv.append(String.format(Locale.ROOT, "%s,%.2f,%.2f,%.5f,%d%n", row.name(), row.test().mean(), row.test().standardError(),
                    row.test().sigma(), row.test().n()));
        AtomicFile.write(folder.resolve("parzen-test.csv"), out -> out.write(csv.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private void pictures(AdversarialTraining training, Matrix drawn, Mnist digits, List<ParzenProtocol> rows) {
        int h = digits.train().height(), w = digits.train().width();
        var figure2 = AdversarialPictures.samplesWithNeighbours(drawn.rows(0, Math.min(40, samples) / 5 * 5), digits.train().x(), h, w);
        var figure3 = AdversarialPictures.interpolation(training.generator(), 5, 12, h, w, Randoms.of(seed, 2));
        var sigma = AdversarialPictures.likelihoodAgainstSigma(rows);
        figure2.save(folder.resolve("samples-and-neighbours.png"));
        figure3.save(folder.resolve("interpolation.png"));
        sigma.save(folder.resolve("likelihood-against-sigma.png"));
        AdversarialPictures.answers(training.discriminator(), digits.test().x(), drawn.rows(0, Math.min(2000, samples)))
                .save(folder.resolve("discriminator-answers.png"));
        if (show) {
            figure2.show();
            figure3.show();
            sigma.show();
        }
    }
}
