package generative.tour;

import generative.data.ImageSet;
import generative.data.SyntheticDigits;
import generative.evaluation.ParzenProtocol;
import generative.gan.AdversarialPictures;
import generative.gan.AdversarialSettings;
import generative.gan.AdversarialTraining;
import generative.gan.MinimaxValue;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.plot.AnimatedGif;
import generative.plot.ImageGrid;
import generative.plot.Picture;
import generative.training.TrainingLog;
import generative.training.TrainingLoop;
import java.util.List;

/// The first stop: a small adversarial net on synthetic digits, and what its judges say.
final class AdversarialStop implements Stop {

    private static final int TRAIN = 10_000, STEPS = 4_000, FRAMES = 20;

    @Override public String name() {
        return "gan";
    }

    @Override public void visit(Page page, long seed, boolean quick) {
        int steps = quick ? STEPS / 10 : STEPS;
        ImageSet train = SyntheticDigits.generate(TRAIN, seed);
        ImageSet validation = SyntheticDigits.generate(1_000, seed + 1), test = SyntheticDigits.generate(1_000, seed + 2);
        int h = train.height(), w = train.width();
        AdversarialTraining training = new AdversarialTraining(AdversarialSettings.SMALL, train.x(), seed);

        Matrix z = training.generator().noise(64, Randoms.of(seed, 3));
        AnimatedGif film = new AnimatedGif(250).add(AdversarialPictures.samples(training.generator().forward(z).output(), h, w));
        TrainingLog log = new TrainingLoop(training, new TrainingLoop.Options(null, "gan", steps, steps / 100, 0, false, false))
                .every(steps / FRAMES, step -> film.add(AdversarialPictures.samples(training.generator().forward(z).output(), h, w)))
                .run();

        Matrix samples = training.generator().sample(2_000, Randoms.of(seed, 4));
        List<ParzenProtocol> rows = List.of(
                ParzenProtocol.follow("adversarial net", samples, validation.x(), test.x()),
                ParzenProtocol.follow("training images", train.x().rows(0, 2_000), validation.x(), test.x()));
        rows.forEach(System.out::println);
        Picture data = new ImageGrid(train.x().rows(0, 40), h, w).columns(10).scale(2)
                .picture("Forty of the synthetic digits that the net learns from");

        page.section("gan", "Adversarial nets", "A generator turns noise into images; a discriminator tries to tell them from data. "
                        + "Each learns from the other. Goodfellow et al., Generative Adversarial Nets, 2014.")
                .paragraph(training.generator() + ". " + training.discriminator() + ". " + steps + " steps on "
                        + TRAIN + " synthetic digits, batches of " + AdversarialSettings.SMALL.descent().batchSize() + ".")
                .picture("gan-data.png", data, "What the net is to imitate: digits drawn as strokes and bent at random.")
                .animation("gan-training.gif", film, "The same 64 points of noise, as the generator shows them during training",
                        "The same noise again and again: grey clouds become strokes, strokes become digits.")
                .picture("gan-losses.png", AdversarialPictures.losses(log),
                        "The generator's loss stays above ln 2, the discriminator's below: it is still the better player.")
                .picture("gan-discriminator.png", AdversarialPictures.discriminator(log),
                        "If nobody could win, both lines would lie on ½.")
                .picture("gan-answers.png", AdversarialPictures.answers(training.discriminator(), test.x(), samples),
                        "Where the two heaps overlap, the discriminator cannot tell data from samples.")
                .picture("gan-samples.png", AdversarialPictures.samplesWithNeighbours(samples.rows(0, 40), train.x(), h, w),
                        "Is it copying? The framed image is the nearest training image to the sample on its left: alike, but not the same.")
                .picture("gan-interpolation.png", AdversarialPictures.interpolation(training.generator(), 5, 12, h, w, Randoms.of(seed, 5)),
                        "From one point of noise to another in a straight line: one digit turns into the next without a jump.")
                .picture("gan-sigma.png", AdversarialPictures.likelihoodAgainstSigma(rows),
                        "The judge's width is chosen where validation images are most likely; too narrow or too wide, and the number "
                        + "means nothing.")
                .table("Mean log-likelihood of 1,000 test digits in nats, Parzen window on 2,000 samples",
                        List.of("samples from", "σ", "mean", "± standard error"), rows.stream().map(Cells::of).toList())
                .table("At the end of training, mean of the last " + steps / 100 + " steps",
                        List.of("quantity", "value", "if nobody could win"), List.of(
                                List.of("discriminator's loss", last(log, "D loss"), Cells.number(Math.log(2))),
                                List.of("generator's loss", last(log, "G loss"), Cells.number(Math.log(2))),
                                List.of("D on data", last(log, "D on data"), "0.500"),
                                List.of("D on samples", last(log, "D on samples"), "0.500"),
                                List.of("V(D, G), without dropout", Cells.number(value(training, test.x(), samples)),
                                Cells.number(MinimaxValue.MINIMUM))))
                .code("mvn -q compile exec:exec -Drun=\"gan train --data mnist --epochs 100\"");
    }

    private static double value(AdversarialTraining training, Matrix data, Matrix samples) {
        return MinimaxValue.ofLogits(training.discriminator().forward(data).output(), training.discriminator().forward(samples).output());
    }

    private static String last(TrainingLog log, String name) {
        double[] column = log.column(name);
        return Cells.number(column[column.length - 1]);
    }
}
