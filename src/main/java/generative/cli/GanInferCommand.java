package generative.cli;

import generative.UserException;
import generative.data.AtomicFile;
import generative.data.Mnist;
import generative.gan.AdversarialTraining;
import generative.gan.ExtensionPictures;
import generative.gan.LearnedInference;
import generative.math.Backend;
import generative.math.Randoms;
import generative.optim.MomentumDescent;
import generative.plot.Picture;
import generative.training.TrainingLog;
import generative.training.TrainingLoop;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Trains a net that infers from an image the noise of which a finished generator makes it.
@Command(name = "infer", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Trains a net that infers the noise behind an image, on samples of a trained generator alone; "
                + "reconstructs real images.")
final class GanInferCommand implements Runnable {

    static final String PLACE = "inference";

    @Option(names = "--run", required = true, paramLabel = "FOLDER", description = "The folder that gan train wrote.")
    private Path folder;

    @Option(names = "--steps", defaultValue = "20000",
            description = "Minibatches of 100 samples in all (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(names = "--learning-rate", paramLabel = "RATE", defaultValue = "0.05",
            description = "For the first half of the steps; then it falls to 0 (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(names = "--out", paramLabel = "FOLDER",
            description = "Where log, checkpoints and pictures go (default: the folder " + PLACE
                    + " in that of the run).")
    private Path out;

    @Option(names = "--resume", description = "Go on from the newest checkpoint of the folder.")
    private boolean resume;

    @Option(names = "--samples", defaultValue = "10000",
            description = "Samples among which the nearest is looked for, to compare with (default: ${DEFAULT-VALUE}).")
    private int samples;

    @Option(names = "--seed", defaultValue = "1", description = "Of all random numbers (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--show", description = "Open the pictures in windows too, where there is a display.")
    private boolean show;

    @Override public void run() {
        if (steps < 2) throw new UserException("--steps must be 2 or more, got " + steps + ".");
        if (samples < 1) throw new UserException("--samples must be 1 or more, got " + samples + ".");
        if (!(rate > 0)) throw new UserException("--learning-rate must be above 0, got " + rate + ".");
        GanRun run = GanRun.load(folder);
        Mnist digits = DataOption.load(run.data());
        LearnedInference inference = inference(run, run.trained(folder, digits), digits, rate, steps, seed);
        Path place = out == null ? folder.resolve(PLACE) : out;
        System.out.println(Backend.current().describe());
        System.out.println(inference);
        TrainingLoop loop = new TrainingLoop(inference, new TrainingLoop.Options(place, "infer", steps,
                Math.max(1, Math.min(100, steps / 4)), Math.max(1, steps / 10), resume, false));
        TrainingLog log = loop.run();
        ExtensionPictures.inferenceError(log).save(place.resolve("z-error.png"));
        Picture pairs = ExtensionPictures.reconstructions(inference, digits.test().x().rows(0, 40), 10,
                digits.test().height(), digits.test().width());
        pairs.save(place.resolve("reconstructions.png"));
        if (!loop.wasStopped()) judge(inference, digits, place);
        System.out.println("Log, checkpoints and pictures are in " + place + ".");
        if (show) pairs.show();
    }

    /// The inference net of a run, before it has learned anything.
    static LearnedInference inference(GanRun run, AdversarialTraining trained, Mnist digits, double rate, int steps,
            long seed) {
        MomentumDescent descent = MomentumDescent.MNIST.withLearningRate(rate, 1).withMomentum(.5, .5, 1)
                .withCalmEnd(steps / 2, steps);
        return new LearnedInference(descent, trained.generator(), digits.train().x().numCols(),
                run.size().settings.generatorUnits(), seed);
    }

    private void judge(LearnedInference inference, Mnist digits, Path place) {
        LearnedInference.Error error = inference.error(digits.test().x(), digits.train().x(), samples,
                Randoms.of(seed, 2));
        String[] names = {"z of fresh samples (a blind guess: 1)", "pixels of fresh samples, reconstructed",
                "pixels of test images, reconstructed", "test images, the mean training image",
                "test images, the nearest of " + samples + " samples"};
        double[] errors = {error.noise(), error.samples(), error.images(), error.mean(), error.neighbour()};
        System.out.println("Squared errors, a mean for each number, " + digits.test().size() + " test images:");
        StringBuilder csv = new StringBuilder("what,squared error\n");
        for (int i = 0; i < names.length; i++) {
            System.out.printf(Locale.ROOT, "  %-50s %.4f%n", names[i], errors[i]);
            csv.append(String.format(Locale.ROOT, "\"%s\",%.6f%n", names[i], errors[i]));
        }
        AtomicFile.write(place.resolve("errors.csv"), to -> to.write(csv.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
