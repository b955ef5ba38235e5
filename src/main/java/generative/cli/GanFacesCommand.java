package generative.cli;

import generative.UserException;
import generative.data.AtomicFile;
import generative.data.FaceFolds;
import generative.data.FaceFolds.Fold;
import generative.data.ImageSet;
import generative.evaluation.FoldProtocol;
import generative.gan.AdversarialPictures;
import generative.gan.AdversarialTraining;
import generative.gan.FaceNets;
import generative.gan.Generator;
import generative.math.Backend;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.plot.Picture;
import generative.training.Checkpoint;
import generative.training.TrainingLog;
import generative.training.TrainingLoop;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Trains the generator of faces in its two stages, and judges both by the Parzen window over five folds.
@Command(name = "faces", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Trains an adversarial net on faces in the published two stages, and fills the faces' column of"
                + " Table 1; Ctrl-C saves and ends, --resume goes on.")
final class GanFacesCommand implements Runnable {

    /// Where faces come from.
    enum Source { SYNTHETIC, TFD }

    /// How large the nets are.
    enum Size {
        TINY(new FaceNets(FaceNets.SMALL.settings().withUnits(32, 12), FaceNets.SMALL.spread())),
        SMALL(FaceNets.SMALL), PUBLISHED(FaceNets.PUBLISHED);

        private final FaceNets nets;

        Size(FaceNets nets) {
            this.nets = nets;
        }
    }

    @Option(names = "--data", defaultValue = "SYNTHETIC", paramLabel = "NAME",
            description = "synthetic (drawn by the computer) or tfd (the Toronto Face Database, from the folder of data"
                    + " sets; default: synthetic).")
    private Source source;

    @Option(names = "--images", defaultValue = "10000",
            description = "Synthetic faces to train on; each fold has a twentieth for validation and a tenth for"
                    + " testing (default: ${DEFAULT-VALUE}).")
    private int images;

    @Option(names = "--size", defaultValue = "SMALL",
            description = "PUBLISHED: G 8000-8000, D 1200×5-1200×5; SMALL: G 400-400, D 120×5-120×5; TINY: to try"
                    + " the command (default: ${DEFAULT-VALUE}).")
    private Size size;

    @Option(names = "--epochs1", defaultValue = "" + FaceNets.EPOCHS_1, paramLabel = "EPOCHS",
            description = "Passes through the training faces in stage 1 (default: ${DEFAULT-VALUE}, as published).")
    private int epochs1;

    @Option(names = "--epochs2", defaultValue = "" + FaceNets.EPOCHS_2, paramLabel = "EPOCHS",
            description = "The same in stage 2; 0 leaves it out (default: ${DEFAULT-VALUE}, as published).")
    private int epochs2;

    @Option(names = "--samples", defaultValue = "10000",
            description = "Samples in the window (default: ${DEFAULT-VALUE}, as published).")
    private int samples;

    @Option(names = "--out", defaultValue = "runs/gan-faces", paramLabel = "FOLDER",
            description = "Where logs, checkpoints, pictures and the table go (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(names = "--resume", description = "Go on from the newest checkpoint, in whichever stage it is.")
    private boolean resume;

    @Option(names = "--seed", defaultValue = "1", description = "Of all random numbers (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--watch-every", defaultValue = "5", paramLabel = "EPOCHS",
            description = "Epochs between two checkpoints, each with a picture of samples (default: ${DEFAULT-VALUE}).")
    private int watchEvery;

    @Option(names = "--show", description = "Open the pictures in windows too, where there is a display.")
    private boolean show;

    @Override public void run() {
        if (epochs1 < 1 || watchEvery < 1 || epochs2 < 0)
            throw new UserException("--epochs1 and --watch-every must be 1 or more, --epochs2 0 or more.");
        if (samples < 1) throw new UserException("--samples must be 1 or more, got " + samples + ".");
        int least = Math.max(20, size.nets.settings().descent().batchSize());
        if (images < least)
            throw new UserException("--images must be " + least + " or more for nets of this size, got " + images
                    + ".");
        boolean begun = Checkpoint.latest(folder(2)).isPresent();
        if (begun && !resume)
            throw new UserException(folder(2)
            + " holds a training already; go on with --resume or choose another folder"
                    + " with --out.");
        FaceFolds faces = source == Source.TFD ? FaceFolds.load()
                : FaceFolds.synthetic(images, images / 20, images / 10);
        Matrix data = faces.unlabeled().x();
        System.out.println(Backend.current().describe());
        System.out.println(faces);
        picture("faces.png", AdversarialPictures.samples(data.rows(0, Math.min(100, data.numRows())), 48, 48));

        AdversarialTraining first = size.nets.firstStage(data, seed);
        if (!train(1, first, epochs1, resume, begun)) return;
        Matrix one = drawn(1, first.generator(), data), two = null;     // now: stage 2 changes the net of stage 1
        if (epochs2 > 0) {
            AdversarialTraining second = size.nets.secondStage(first.generator(), data, seed);
            if (!train(2, second, epochs2, begun, false)) return;
            two = drawn(2, second.generator(), data);
        }
        judge(faces, one, two);
    }

    private Path folder(int stage) {
        return out.resolve("stage-" + stage);
    }

    private void picture(String file, Picture picture) {
        picture.save(out.resolve(file));
        if (show) picture.show();
    }

    /// Trains one stage, or what is left of it.
    ///
    /// @param goOn     whether a checkpoint is to be continued
    /// @param finished whether the next stage has begun, so that this one must stay as it is
    /// @return whether it is complete now
    private boolean train(int stage, AdversarialTraining training, int epochs, boolean goOn, boolean finished) {
        int perEpoch = training.stepsPerEpoch();
        long steps = (long) epochs * perEpoch, every = (long) watchEvery * perEpoch;
        System.out.println("Stage " + stage + ": " + training.generator() + "; " + training.discriminator());
        TrainingLoop loop = new TrainingLoop(training, new TrainingLoop.Options(folder(stage), "stage " + stage, steps,
                Math.min(100, perEpoch), every, goOn, false));
        TrainingLog log = loop.open();
        if (finished && loop.firstStep() != steps)
            throw otherEpochs(stage, loop.firstStep(), perEpoch, epochs, " before stage 2 began", "the same again");
        if (loop.firstStep() > steps)
            throw otherEpochs(stage, loop.firstStep(), perEpoch, epochs, "", "as many or more");
        Matrix z = training.generator().noise(64, Randoms.of(seed, 5));
        loop.every(every, step -> AdversarialPictures.samples(training.generator().forward(z).output(), 48, 48)
                .save(folder(stage).resolve("samples").resolve("epoch-%04d.png".formatted(step / perEpoch))));
        loop.run();
        AdversarialPictures.losses(log).save(folder(stage).resolve("losses.png"));
        AdversarialPictures.discriminator(log).save(folder(stage).resolve("discriminator.png"));
        return !loop.wasStopped();
    }

    private UserException otherEpochs(int stage, long steps, int perEpoch, int epochs, String when, String ask) {
        return new UserException(String.format(Locale.ROOT,
                "Stage %d in %s was trained for %.1f epochs%s, and --epochs%1$d is"
                + " %5$d; ask for %6$s, or choose another folder with --out.", stage, folder(stage),
                steps / (double) perEpoch, when, epochs, ask));
    }

    /// The samples by which a stage is judged, and pictures of some.
    private Matrix drawn(int stage, Generator generator, Matrix data) {
        Matrix drawn = generator.sample(samples, Randoms.of(seed, 6));
        if (samples >= 5) picture("samples-stage-" + stage + ".png",
                AdversarialPictures.samplesWithNeighbours(drawn.rows(0, Math.min(40, samples) / 5 * 5), data, 48, 48));
        picture("interpolation-stage-" + stage + ".png",
                AdversarialPictures.interpolation(generator, 5, 12, 48, 48, Randoms.of(seed, 7)));
        return drawn;
    }

    private void judge(FaceFolds faces, Matrix one, Matrix two) {
        Matrix data = faces.unlabeled().x();
        int[] order = Randoms.permutation(data.numRows(), Randoms.of(seed, 8));
        int[] chosen = Arrays.copyOf(order, Math.min(samples, data.numRows()));
        List<FoldProtocol> rows = new ArrayList<>();
        add(rows, FaceTable.STAGE_1, one, faces);
        if (two != null) add(rows, FaceTable.BOTH, two, faces);
        add(rows, FaceTable.DATA, data.selectRows(chosen), faces);
        System.out.println("\n" + FaceTable.text(rows, source == Source.SYNTHETIC));
        AtomicFile.write(out.resolve("parzen-folds.csv"),
                file -> file.write(FaceTable.csv(rows).getBytes(StandardCharsets.UTF_8)));
        picture("likelihood-against-sigma.png",
                AdversarialPictures.likelihoodAgainstSigma(rows.stream().map(row -> row.folds().getFirst()).toList()));
        System.out.println("Pictures and parzen-folds.csv are in " + out + ".");
    }

    private static void add(List<FoldProtocol> rows, String name, Matrix samples, FaceFolds faces) {
        rows.add(FoldProtocol.follow(name, samples,
                faces.folds().stream().map(Fold::validation).map(ImageSet::x).toList(),
                faces.folds().stream().map(Fold::test).map(ImageSet::x).toList()));
        System.out.println(rows.getLast());
    }
}
