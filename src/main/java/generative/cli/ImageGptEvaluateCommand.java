package generative.cli;

import generative.UserException;
import generative.data.TokenSet;
import generative.imagegpt.ImageGpt;
import generative.math.Randoms;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// How well a trained model predicts the pixels of images that it has not learned from.
@Command(name = "evaluate", mixinStandardHelpOptions = true, sortOptions = false,
        description = "The loss of a trained Image GPT on validation and test images, in nats and in bits a token.")
final class ImageGptEvaluateCommand implements Runnable {

    @Option(names = "--run", required = true, paramLabel = "FOLDER", description = "The folder that imagegpt train wrote.")
    private Path folder;

    @Option(names = "--images", paramLabel = "N", description = "Of each set, the first (default: all).")
    private Integer count;

    @Override public void run() {
        if (count != null && count < 1) throw new UserException("--images must be 1 or more, got " + count + ".");
        ImageGptOptions options = ImageGptOptions.saved(folder);
        TokenImages images = options.load(folder);
        ImageGpt model = options.trained(folder, images);
        System.out.println(model);
        report("validation", model, images.validation(), options.batch());
        report("test", model, images.test(), options.batch());
    }

    private void report(String name, ImageGpt model, TokenSet set, int atOnce) {
        TokenSet judged = count == null ? set : set.rows(0, Math.min(count, set.size()));
        double nats = loss(model, judged, atOnce);
        System.out.printf(Locale.ROOT, "%-11s %.4f nats = %.4f bits a token, perplexity %.3f (%d images)%n", name + ":", nats,
                nats / Math.log(2),
                Math.exp(nats), judged.size());
    }

    /// The mean over these images, with the same pixels hidden each time if some are.
    static double loss(ImageGpt model, TokenSet set, int atOnce) {
        double sum = 0;
        for (int from = 0; from < set.size(); from += atOnce) {
            int[] some = IntStream.range(from, Math.min(set.size(), from + atOnce)).toArray();
            sum += some.length * model.loss(set.batch(some), Randoms.of(4, from));
        }
        return sum / set.size();
    }

    /// The mean of −ln p of the pixels that are not known, given all that come before them in the model's order.
    static double lossOfMissing(ImageGpt model, TokenSet set, boolean[] known, int atOnce) {
        double sum = 0;
        for (int from = 0; from < set.size(); from += atOnce) {
            int[] some = IntStream.range(from, Math.min(set.size(), from + atOnce)).toArray();
            sum += some.length * model.lossOfMissing(set.batch(some), known);
        }
        return sum / set.size();
    }
}
