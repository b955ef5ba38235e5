package generative.cli;

import generative.UserException;
import generative.data.Mnist;
import generative.evaluation.NearestNeighbours;
import generative.gan.AdversarialTraining;
import generative.gan.Conditions;
import generative.gan.ExtensionPictures;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.plot.Picture;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Trains nets that are told the class of each image, and draws any class that is asked for.
@Command(name = "conditional", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Trains an adversarial net whose both players are told the class of each image; draws digits by class.")
final class GanConditionalCommand implements Runnable {

    private static final String NAME = "gan-conditional";
    private static final int JUDGED = 2000;

    @Mixin
    private ExtensionOptions options;

    @Option(names = "--loudness", defaultValue = "5",
            description = "The number that stands for the class, where the others have 0 (default: ${DEFAULT-VALUE}).")
    private double loudness;

    @Override public void run() {
        if (!(loudness > 0)) throw new UserException("--loudness must be above 0, got " + loudness + ".");
        Mnist digits = options.load();
        int classes = Arrays.stream(digits.train().labels()).max().orElseThrow() + 1;
        AdversarialTraining training = new AdversarialTraining(options.settings(digits.train().size()), digits.train().x(),
                Conditions.oneHot(classes, digits.train().labels()).louder(loudness), options.seed());
        boolean whole = options.train(NAME, training, epoch -> picture(digits, training, classes)
                .save(options.folder(NAME).resolve("samples").resolve("epoch-%04d.png".formatted(epoch))));
        options.picture(NAME, "by-class.png", picture(digits, training, classes));
        if (whole) judge(digits, training, classes);
        System.out.println("Log, checkpoints and pictures are in " + options.folder(NAME) + ".");
    }

    private Picture picture(Mnist digits, AdversarialTraining training, int classes) {
        return ExtensionPictures.byClass(training.generator(), classes, loudness, 12, digits.train().height(), digits.train().width(),
                Randoms.of(options.seed(), 3));
    }

    /// How many images are nearest to a training image of their own class: samples, and real test images beside them.
    private void judge(Mnist digits, AdversarialTraining training, int classes) {
        int n = Math.min(JUDGED, digits.test().size());
        int[] wanted = IntStream.range(0, n).map(i -> i % classes).toArray();
        Matrix samples = training.generator().sample(Conditions.oneHot(classes, wanted).louder(loudness), n, Randoms.of(options.seed(), 4));
        System.out.printf(Locale.ROOT, """
                Nearest to a training image of the class that it should have:
                  samples       %.1f %% of %d
                  test images   %.1f %% of %d
                """, agreement(digits, samples, wanted), n, agreement(digits, digits.test().x().rows(0, n), digits.test().labels()), n);
    }

    private static double agreement(Mnist digits, Matrix images, int[] wanted) {
        int[] nearest = NearestNeighbours.of(images, digits.train().x()).index();
        return 100.0 / nearest.length * IntStream.range(0, nearest.length)
                .filter(i -> digits.train().labels()[nearest[i]] == wanted[i]).count();
    }
}
