package generative.pretraining;

import generative.UserException;
import generative.data.SyntheticDigits;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Sequential;
import generative.optim.MomentumDescent;
import generative.training.Checkpoint;
import generative.training.TrainingLog;
import generative.training.TrainingLoop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Greedy layer-wise pre-training: a deep net learns one layer at a time, each from what the finished ones below make of the data.
///
/// ```
/// H⁰ = X
/// for l = 1 … L:
///     D = H^(l−1)                                    computed once; the layers below are frozen, and nothing corrupts them
///     train module l on D, without labels            an RBM or an autoencoder
///     W^l, b^l  are the module's weights and hidden biases
///     H^l = σ(H^(l−1) W^l + b^l)
/// then an output layer W^(L+1), b^(L+1), and the whole net learns with labels: [FineTuning]
/// ```
/// Shapes: `X` N×d, `H^l` N×m_l. The net shares its matrices with the modules, so nothing is copied and nothing can differ.
/// With a folder each layer has one of its own, `layer-1`, `layer-2` …; a layer that is finished there is loaded, and one that
/// was interrupted goes on.
///
/// Sources: Hinton, Osindero and Teh (2006); Bengio, Lamblin, Popovici and Larochelle, *Greedy Layer-Wise Training of Deep
/// Networks* (2007).
public final class GreedyLayerwise {

    private static final int BLOCK = 1000;

    /// How one layer learns.
    ///
    /// @param epochs passes through the data
    public record Stage(GreedyModule module, MomentumDescent descent, int epochs) {

        public Stage {
            if (epochs < 1) throw new IllegalArgumentException("a layer needs 1 epoch or more, got " + epochs);
        }
    }

    /// Where the states go, and how.
    ///
    /// @param folder          above the folders of the layers
    /// @param checkpointEvery epochs between two checkpoints
    /// @param resume          whether to go on with what is there
    public record Place(Path folder, int checkpointEvery, boolean resume, boolean quiet) { }

    private final List<Stage> stages;
    private final long seed;
    private final List<TrainingLog> logs = new ArrayList<>();

    /// @param stages from the lowest layer to the highest
    public GreedyLayerwise(List<Stage> stages, long seed) {
        this.stages = List.copyOf(stages);
        this.seed = seed;
        requireFit(coders());
    }

    /// Each layer sees what the one below it shows.
    static void requireFit(List<? extends Coder> coders) {
        if (coders.isEmpty()) throw new UserException("A stack needs 1 layer or more.");
        for (int l = 1; l < coders.size(); l++)
            if (coders.get(l).visible() != coders.get(l - 1).hidden())
                throw new UserException("Layer " + (l + 1) + " of the stack has " + coders.get(l).visible()
                        + " visible units, but layer "
                        + l + " below it has " + coders.get(l - 1).hidden() + " hidden ones; give both the same number.");
    }

    /// The layers' models, from the lowest up.
    public List<Coder> coders() {
        return stages.stream().map(stage -> stage.module().coder()).toList();
    }

    /// Trains all layers in memory.
    public GreedyLayerwise train(Matrix X) {
        train(X, null);
        return this;
    }

    /// Trains all layers, each in its own folder; tells whether nobody stopped it before the end.
    public boolean train(Matrix X, Place place) {
        logs.clear();
        Matrix D = X;                                                      // h⁰(x) = x
        for (int l = 1; l <= stages.size(); l++) {
            Stage stage = stages.get(l - 1);
            ModuleTraining training = new ModuleTraining(stage.module(), D, stage.descent(), Randoms.of(seed, l).nextLong());
            TrainingLoop loop = new TrainingLoop(training, options(l, stage.epochs(), training.stepsPerEpoch(), place));
            logs.add(loop.run());
            if (loop.wasStopped()) return false;
            if (l < stages.size()) D = up(stage.module().coder(), D);      // {hˡ(x)}, of all examples
        }
        return true;
    }

    private TrainingLoop.Options options(int l, int epochs, int perEpoch, Place place) {
        long steps = (long) epochs * perEpoch;
        if (place == null) return TrainingLoop.Options.inMemory(steps);
        Path own = folder(place.folder, l);
        boolean again = place.resume && (l == 1 || Checkpoint.latest(own).isPresent());       // a later one may not have begun
        return new TrainingLoop.Options(own, "layer " + l, steps, perEpoch, (long) place.checkpointEvery * perEpoch, again,
                place.quiet);
    }

    /// Where layer l = 1, 2, … has its checkpoints and its log.
    public static Path folder(Path above, int l) {
        return above.resolve("layer-" + l);
    }

    /// The course of each layer that has been trained.
    public List<TrainingLog> logs() {
        return List.copyOf(logs);
    }

    /// H^l: what the lowest `l` layers make of x, N×m_l; x itself if l is 0.
    public Matrix represent(Matrix x, int l) {
        Matrix h = x;
        for (Coder coder : coders().subList(0, l)) h = up(coder, h);
        return h;
    }

    /// In blocks, so that what the product needs beside its result stays small.
    private static Matrix up(Coder coder, Matrix x) {
        Matrix h = x.like(x.numRows(), coder.hidden());
        for (int n = 0; n < x.numRows(); n += BLOCK)
            h.insertIntoThis(n, 0, coder.propUp(x.rows(n, Math.min(n + BLOCK, x.numRows()))));
        return h;
    }

    /// The net that is to be fine-tuned: all layers, and an output layer of zeros. It shares the layers' matrices.
    public Sequential classifier(int classes) {
        return SigmoidNet.of(coders(), classes);
    }

    @Override public String toString() {
        return "GreedyLayerwise " + stages.stream().map(Stage::module).toList();
    }

    /// Three layers learn drawn digits, one after the other; each image is rebuilt from ever fewer numbers.
    public static void demo() {
        Matrix X = SyntheticDigits.generate(400, 1).x();
        List<Integer> hidden = List.of(60, 40, 20);
        GreedyLayerwise stack = new Recipe(Recipe.Kind.DAE, .05, 4).stack(X, hidden, 1);
        double before = rebuilt(stack, X).minus(X).sumOfSquares();
        stack.train(X);
        for (int l = 1; l <= hidden.size(); l++) {
            double[] loss = stack.logs().get(l - 1).column("loss");
            System.out.printf("layer %d learned to rebuild %3d numbers from %2d: loss %5.1f → %5.1f nats%n", l,
                    stack.coders().get(l - 1).visible(), hidden.get(l - 1), loss[0], loss[loss.length - 1]);
        }
        System.out.printf("up and down through all of them: %.0f %% of the squared error from before%n",
                100 * rebuilt(stack, X).minus(X).sumOfSquares() / before);
        System.out.println(stack.classifier(10));
        System.out.println("Each layer learned from the finished ones below it, without labels; their weights are now those of a net.");
    }

    private static Matrix rebuilt(GreedyLayerwise stack, Matrix X) {
        Matrix h = stack.represent(X, stack.stages.size());
        for (Coder coder : stack.coders().reversed()) h = coder.propDown(h);
        return h;
    }
}
