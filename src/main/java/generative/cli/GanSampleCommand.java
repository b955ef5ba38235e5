package generative.cli;

import generative.UserException;
import generative.data.Idx;
import generative.gan.AdversarialPictures;
import generative.gan.AdversarialTraining;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.plot.Picture;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Draws samples from a trained net, as a picture and, if asked, as an IDX file for `parzen`.
@Command(name = "sample", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Draws samples from a trained net.")
final class GanSampleCommand implements Runnable {

    @Option(names = "--run", required = true, paramLabel = "FOLDER", description = "The folder that gan train wrote.")
    private Path folder;

    @Option(names = "--n", defaultValue = "100", description = "How many (default: ${DEFAULT-VALUE}).")
    private int n;

    @Option(names = "--seed", defaultValue = "2", description = "Of the noise (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--out", paramLabel = "FILE", description = "The picture (default: samples.png in the folder).")
    private Path out;

    @Option(names = "--idx", paramLabel = "FILE",
            description = "Write the samples as IDX images too, which parzen can read.")
    private Path idx;

    @Option(names = "--show", description = "Open the picture in a window too, where there is a display.")
    private boolean show;

    @Override public void run() {
        if (n < 1) throw new UserException("--n must be 1 or more, got " + n + ".");
        GanRun run = GanRun.load(folder);
        var digits = DataOption.load(run.data());
        AdversarialTraining training = run.trained(folder, digits);
        Matrix samples = training.generator().sample(n, Randoms.of(seed, 1));
        int h = digits.train().height(), w = digits.train().width();
        Picture picture = AdversarialPictures.samples(samples, h, w);
        Path file = out == null ? folder.resolve("samples.png") : out;
        picture.save(file);
        System.out.println(n + " samples are in " + file + ".");
        if (idx != null) {
            Idx.writeImages(idx, samples, h, w);
            System.out.println("The same as IDX images: " + idx + ".");
        }
        if (show) picture.show();
    }
}
