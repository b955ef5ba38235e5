package generative.tour;

import generative.data.ImageSet;
import generative.data.SyntheticDigits;
import generative.gan.AdversarialSettings;
import generative.gan.AdversarialTraining;
import generative.gan.Discriminator;
import generative.gan.ExtensionPictures;
import generative.gan.LearnedInference;
import generative.gan.SemiSupervised;
import generative.optim.MomentumDescent;
import generative.training.Trainee;
import generative.training.TrainingLoop;
import java.util.List;

/// What a finished adversarial net is good for besides drawing: to say which noise an image came from, and to help a classifier.
final class InferenceStop implements Stop {

    private static final int TRAIN = 10_000, STEPS = 3_000;

    @Override public String name() {
        return "inference";
    }

    @Override public void visit(Page page, long seed, boolean quick) {
        int steps = quick ? STEPS / 10 : STEPS;
        ImageSet train = SyntheticDigits.generate(quick ? TRAIN / 10 : TRAIN, seed);
        ImageSet test = SyntheticDigits.generate(quick ? 100 : 300, seed + 2);
        AdversarialSettings settings = AdversarialSettings.SMALL;
        AdversarialTraining game = new AdversarialTraining(settings, train.x(), seed);
        train(game, "gan", steps);
        MomentumDescent descent = MomentumDescent.MNIST.withLearningRate(.05, 1).withCalmEnd(steps, 2 * steps);
        LearnedInference inference = new LearnedInference(descent, game.generator(), train.x().numCols(),
                settings.generatorUnits(), seed);
        train(inference, "inference", 2 * steps);
        Discriminator untrained = new AdversarialTraining(settings, train.x(), seed + 1).discriminator();
        List<SemiSupervised> few = SemiSupervised.compare(SemiSupervised.kinds(game.discriminator(), untrained), train, test,
                quick ? 50 : 100, quick ? 1 : 3);

        page.section("inference", "Back to the noise, and on to labels",
                "A finished generator can teach another net to find the noise behind "
                        + "an image; a finished discriminator has learned, without a label, what digits have in common. "
                        + "Goodfellow et al., 2014, section 7.")
                .picture("inference-pairs.png", ExtensionPictures.reconstructions(inference, test.x().rows(0, 20), 10, train.height(),
                train.width()),
                        "The net learned from G's own samples and answers here for other digits; below each what G makes of the answer. "
                                + "Where an image is unlike all that this young G draws, the answer is near 0, the mean of all noise: the "
                                + "grey figure that "
                                + "comes again and again is G(0).")
                .picture("inference-labels.png", ExtensionPictures.fewLabels(few),
                        "A linear classifier with " + (quick ? "fifty" : "a hundred") + " labels, shown pixels, D's hidden units, or those of a "
                        + "D that learned nothing. "
                        + "After so short a game pixels may still be best; after sixty epochs on MNIST the learned units win.")
                .code("mvn -q compile exec:exec -Drun=\"gan features --run runs/gan-mnist\"");
    }

    private static void train(Trainee trainee, String name, int steps) {
        new TrainingLoop(trainee, new TrainingLoop.Options(null, name, steps, Math.max(1, steps / 100), 0, false, false)).run();
    }
}
