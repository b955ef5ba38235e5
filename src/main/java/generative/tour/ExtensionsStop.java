package generative.tour;

import generative.data.ImageSet;
import generative.data.SyntheticDigits;
import generative.gan.AdversarialSettings;
import generative.gan.AdversarialTraining;
import generative.gan.Conditions;
import generative.gan.ExtensionPictures;
import generative.gan.Inpainting;
import generative.math.Randoms;
import generative.training.TrainingLoop;
import java.util.List;
import java.util.Locale;

/// What an adversarial net can do when it is told something: digits by class, and half an image made whole.
final class ExtensionsStop implements Stop {

    private static final double LOUDNESS = 5;
    private static final int TRAIN = 10_000, STEPS = 3_000;

    @Override public String name() {
        return "extensions";
    }

    @Override public void visit(Page page, long seed, boolean quick) {
        int steps = quick ? STEPS / 10 : STEPS;
        ImageSet train = SyntheticDigits.generate(quick ? TRAIN / 10 : TRAIN, seed);
        ImageSet test = SyntheticDigits.generate(quick ? 100 : 300, seed + 2);
        AdversarialSettings settings = AdversarialSettings.SMALL;
        AdversarialTraining byClass = new AdversarialTraining(settings, train.x(), Conditions.oneHot(10, train.labels()).louder(LOUDNESS),
                seed);
        train(byClass, "conditional", steps);
        Inpainting halves = new Inpainting(train.height(), train.width());
        AdversarialTraining completing = halves.training(settings, train.x(), seed);
        train(completing, "inpaint", steps);
        Inpainting.Error error = halves.error(completing.generator(), test.x(), train.x(), 10, Randoms.of(seed, 4));

        page.section("extensions", "Told what to draw", "A condition that both players see turns a generator of anything into a generator "
                + "of what is asked "
                        + "for: the class of a digit, or the half of it that is missing. Goodfellow et al., 2014, section 7.")
                .picture("extensions-class.png", ExtensionPictures.byClass(byClass.generator(), 10, LOUDNESS, 12, train.height(),
                train.width(), Randoms.of(seed, 3)),
                        "A class a row. The columns share their noise, and where the net has found something common to all digits, their "
                        + "slant or pen too.")
                .picture("extensions-completions.png", ExtensionPictures.completions(halves, completing.generator(), test.x().rows(0, 8), 6,
                Randoms.of(seed, 5)),
                        "Given the left half, six right halves for six noises; framed, the truth, which the net has never seen.")
                .table("Squared error for each pixel of the right half, " + test.size() + " test digits, 10 completions each",
                        List.of("completion", "error"), List.of(
                                List.of("one of them", number(error.one())), List.of("the best of them", number(error.best())),
                                List.of("the mean of them", number(error.mean())),
                                List.of("the mean of all training digits", number(error.baseline()))))
                .paragraph("A completion that could be true may be far from the one that is: squares favour the blurred mean of all of "
                + "them. So the picture says more than the table.")
                .code("mvn -q compile exec:exec -Drun=\"gan inpaint --data mnist\"");
    }

    private static void train(AdversarialTraining training, String name, int steps) {
        new TrainingLoop(training, new TrainingLoop.Options(null, name, steps, Math.max(1, steps / 100), 0, false, false)).run();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
