package generative.cli;

import generative.data.ImageSet;
import generative.data.Mnist;
import generative.gan.AdversarialTraining;
import generative.gan.ExtensionPictures;
import generative.gan.Inpainting;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.plot.Picture;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Trains nets that make up the right half of an image, given the left half.
@Command(name = "inpaint", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Trains an adversarial net that makes up the right half of an image, given the left half.")
final class GanInpaintCommand implements Runnable {

    static final String COMMAND = "gan inpaint";
    private static final String NAME = "gan-inpaint";
    private static final int JUDGED = 1000, TIMES = 20;

    @Mixin
    private ExtensionOptions options;

    @Override public void run() {
        Mnist digits = options.load();
        Inpainting halves = halves(digits.train());
        Matrix train = digits.train().x(), test = digits.test().x();
        AdversarialTraining training = training(digits.train(), options);
        boolean whole = options.train(NAME, training, epoch ->
                picture(halves, training, test).save(options.folder(NAME).resolve("samples").resolve("epoch-%04d.png".formatted(epoch))));
        options.picture(NAME, "completions.png", picture(halves, training, test));
        if (whole) {
            Matrix judged = test.rows(0, Math.min(JUDGED, test.numRows()));
            Inpainting.Error error = halves.error(training.generator(), judged, train, TIMES, Randoms.of(options.seed(), 4));
            System.out.printf(Locale.ROOT, """
                    Squared error for each pixel of the right half, %d test images, %d completions each:
                      one completion        %.4f
                      the best of them      %.4f
                      the mean of them      %.4f
                      mean training image   %.4f
                    """, judged.numRows(), TIMES, error.one(), error.best(), error.mean(), error.baseline());
        }
        System.out.println("Log, checkpoints and pictures are in " + options.folder(NAME) + ".");
    }

    static Inpainting halves(ImageSet images) {
        return new Inpainting(images.height(), images.width());
    }

    private static AdversarialTraining training(ImageSet train, ExtensionOptions options) {
        return halves(train).training(options.settings(train.size()), train.x(), options.seed());
    }

    /// The training with the newest state of the folder.
    static AdversarialTraining trained(Path folder, ExtensionOptions options) {
        AdversarialTraining training = training(options.load().train(), options);
        RunFile.loadNewest(folder, COMMAND, training);
        return training;
    }

    private Picture picture(Inpainting halves, AdversarialTraining training, Matrix test) {
        return ExtensionPictures.completions(halves, training.generator(), test.rows(0, 12), 6, Randoms.of(options.seed(), 3));
    }
}
