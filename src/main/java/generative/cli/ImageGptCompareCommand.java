package generative.cli;

import generative.UserException;
import generative.data.ImageSet;
import generative.evaluation.CompletionScore;
import generative.evaluation.NearestNeighbours;
import generative.gan.Generator;
import generative.gan.Inpainting;
import generative.imagegpt.ImageGpt;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.plot.ImageGrid;
import generative.plot.Picture;
import generative.sparse.ImageCompletion;
import generative.sparse.Raster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The comparison that the report set out to make: the same half digits, completed by an Image GPT and by an adversarial net.
@Command(name = "compare", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Completes the right halves of the same test images with an Image GPT and with a net of gan inpaint, and measures "
                + "both.")
final class ImageGptCompareCommand implements Runnable {

    private static final int AT_ONCE = 100, SHOWN = 10, EACH = 4;

    @Option(names = "--run", required = true, paramLabel = "FOLDER",
            description = "The folder that imagegpt train wrote; --order columns makes the left half the beginning of an image.")
    private Path folder;

    @Option(names = "--gan", required = true, paramLabel = "FOLDER",
            description = "The folder that gan inpaint wrote, for the same images.")
    private Path gan;

    @Option(names = "--n", defaultValue = "200", paramLabel = "IMAGES", description = "Test images, the first (default: ${DEFAULT-VALUE}).")
    private int n;

    @Option(names = "--samples", defaultValue = "10", paramLabel = "N", description = "Completions of each (default: ${DEFAULT-VALUE}).")
    private int samples;

    @Option(names = "--seed", defaultValue = "2", description = "Of the completions (default: ${DEFAULT-VALUE}).")
    private long seed;

    private record Painted(String name, Matrix images, double seconds) { }

    @Override public void run() {
        if (n < 1 || samples < 2) throw new UserException("--n must be 1 or more, and --samples 2 or more.");
        ImageGptOptions options = ImageGptOptions.saved(folder);
        TokenImages images = options.load(folder);
        ImageGpt model = options.trained(folder, images);
        Raster shape = images.pixels();
        if (shape.channels() != 1 || shape.positions() != images.shape().positions())
            throw new UserException("Half images are compared in grey, pixel by pixel, but " + folder + " was trained on "
                    + options.dataName() + "; train on mnist or synthetic.");
        ExtensionOptions other = SavedOptions.load(gan, GanInpaintCommand.COMMAND, new ExtensionOptions());
        Inpainting halves = GanInpaintCommand.halves(other.load().train());
        if (halves.height() != shape.rows() || halves.width() != shape.columns())
            throw new UserException("The images of " + gan + " are " + halves.height() + "×" + halves.width() + " and those of " + folder
                    + " " + shape.rows() + "×" + shape.columns() + "; train both on the same.");
        Generator generator = GanInpaintCommand.trained(gan, other).generator();

        int M = Math.min(n, images.test().size());
        ImageSet truth = images.testImages().rows(0, M);
        boolean[] known = ImageGptCompleteCommand.Given.LEFT.known(images.shape(), seed);
        Painted byPixels = painted("Image GPT", () -> byPixels(model, images, M, known));
        Painted byNet = painted("adversarial net", () -> halves.complete(generator, truth.x(), samples, Randoms.of(seed, 5)));
        String conditional = model.objective() == ImageGpt.Objective.AR
                ? String.format(Locale.ROOT, "%.4f", ImageGptEvaluateCommand.lossOfMissing(model, images.test().rows(0, M), known, AT_ONCE))
                : "none";
        report(truth, known, images.trainImages(), List.of(byPixels, byNet), List.of(conditional, "none"));
        Path file = folder.resolve("compared.png");
        picture(truth, known, images.trainImages(), byPixels, byNet).save(file);
        System.out.println("Both, the originals and their nearest training images: " + file);
    }

    private static Painted painted(String name, java.util.function.Supplier<Matrix> paint) {
        long start = System.nanoTime();
        Matrix made = paint.get();
        return new Painted(name, made, (System.nanoTime() - start) / 1e9);
    }

    private Matrix byPixels(ImageGpt model, TokenImages images, int M, boolean[] known) {
        Matrix all = Matrix.zeros(M * samples, known.length);
        for (int from = 0; from < M; from += AT_ONCE) {
            Matrix some = images.test().batch(IntStream.range(from, Math.min(M, from + AT_ONCE)).toArray());
            Matrix made = ImageCompletion.of(model.completer(1), some, known, samples, Randoms.of(seed, 8, from)).samples();
            all.insertIntoThis(from * samples, 0, images.tokens().decode(made));
        }
        return all;
    }

    private void report(ImageSet truth, boolean[] known, ImageSet train, List<Painted> all, List<String> nats) {
        System.out.printf("%d images, %d completions of each; known: the left half%n", truth.size(), samples);
        System.out.printf("%-16s %12s %10s %10s %10s %10s %10s %10s %12s%n", "", "nats a pixel", "error: one", "best", "mean", "diversity",
                "neighbour", "agreement", "ms an image");
        for (int i = 0; i < all.size(); i++) {
            Painted one = all.get(i);
            CompletionScore score = CompletionScore.of(truth, one.images(), known, train);
            System.out.printf(Locale.ROOT, "%-16s %12s %10.4f %10.4f %10.4f %10.3f %10.2f %8.1f %% %12.2f%n", one.name(), nats.get(i),
                    score.one(),
                    score.best(), score.mean(), score.diversity(), score.neighbour(), 100 * score.agreement(),
                    1000 * one.seconds() / one.images().numRows());
        }
        int[] twice = IntStream.range(0, 2 * truth.size()).map(i -> i / 2).toArray();
        CompletionScore original = CompletionScore.of(truth, truth.x().selectRows(twice), known, train);
        System.out.printf(Locale.ROOT, "%-16s %12s %10s %10s %10s %10s %10.2f %8.1f %%%n", "the originals", "", "", "", "", "",
                original.neighbour(),
                100 * original.agreement());
    }

    /// A row for each image: what was given, some completions of both, and framed the original.
    private Picture picture(ImageSet truth, boolean[] known, ImageSet train, Painted a, Painted b) {
        int rows = Math.min(SHOWN, truth.size()), each = Math.min(EACH, samples), columns = 2 * each + 3;
        Matrix grid = Matrix.zeros(rows * columns, known.length);
        NearestNeighbours nearest = NearestNeighbours.of(a.images(), train.x());
        for (int m = 0; m < rows; m++) {
            Matrix given = truth.x().rows(m, m + 1).copy();
            for (int i = 0; i < known.length; i++) if (!known[i]) given.set(i, .75);
            int at = m * columns;
            grid.setRows(given, at);
            for (int s = 0; s < each; s++) {
                grid.setRows(a.images().rows(m * samples + s, m * samples + s + 1), at + 1 + s);
                grid.setRows(b.images().rows(m * samples + s, m * samples + s + 1), at + 1 + each + s);
            }
            grid.setRows(train.x().rows(nearest.index()[m * samples], nearest.index()[m * samples] + 1), at + 1 + 2 * each);
            grid.setRows(truth.x().rows(m, m + 1), at + 2 + 2 * each);
        }
        List<String> titles = new ArrayList<>(List.of("given"));
        for (int s = 0; s < each; s++) titles.add(s == 0 ? "pixel by" : s == 1 ? "pixel" : "");
        for (int s = 0; s < each; s++) titles.add(s == 0 ? "by a" : s == 1 ? "GAN" : "");
        titles.addAll(List.of("nearest", "original"));
        return new ImageGrid(grid, truth.height(), truth.width()).columns(columns).frameLastColumn()
                .columnLabels(titles.toArray(String[]::new))
                .picture("Left halves of digits, completed by Image GPT and by an adversarial net, the training image nearest to the first "
                        + "completion, and the originals");
    }
}
