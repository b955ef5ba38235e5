package generative.cli;

import generative.imagegpt.DecoderBlock;
import generative.imagegpt.ImageGpt;
import generative.math.Randoms;
import generative.sparse.Architecture;
import generative.sparse.HeadPatterns;
import generative.sparse.TransformerRecipe;
import generative.sparse.TransformerTraining;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options that say which Image GPT is trained on what, and how; they are kept beside its checkpoints as they were typed.
final class ImageGptOptions {

    static final String COMMAND = "imagegpt train";

    /// The order in which a model comes to the pixels.
    enum Order { RASTER, COLUMNS, RANDOM }

    @Mixin
    private ImageTokensOptions images;

    @Option(names = "--objective", defaultValue = "ar", paramLabel = "TASK",
            description = "ar: each pixel from those before it; bert: hidden pixels from all others (default: ${DEFAULT-VALUE}).")
    private ImageGpt.Objective objective;

    @Option(names = "--order", defaultValue = "raster", paramLabel = "ORDER",
            description = "In which pixels come: raster (row by row), columns or random (default: ${DEFAULT-VALUE}).")
    private Order order;

    @Option(names = "--style", defaultValue = "code", paramLabel = "STYLE",
            description = "code: norms by root mean square and no biases, as released; paper: layer norm and biases (default: "
                    + "${DEFAULT-VALUE}).")
    private DecoderBlock.Style style;

    @Option(names = "--layers", defaultValue = "8", description = "Default: ${DEFAULT-VALUE}.")
    private int layers;

    @Option(names = "--width", defaultValue = "96", description = "Numbers at each position between layers (default: ${DEFAULT-VALUE}).")
    private int width;

    @Option(names = "--heads", defaultValue = "4", description = "Default: ${DEFAULT-VALUE}.")
    private int heads;

    @Option(names = "--steps", defaultValue = "2000", description = "Of training, in all (default: ${DEFAULT-VALUE}).")
    private long steps;

    @Option(names = "--batch", defaultValue = "32", paramLabel = "IMAGES", description = "Of a step (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(names = "--at-once", paramLabel = "IMAGES",
            description = "Go through the model together; fewer need less memory (default: the whole batch).")
    private Integer atOnce;

    @Option(names = "--learning-rate", defaultValue = "0.003", paramLabel = "RATE",
            description = "The largest (default: ${DEFAULT-VALUE}).")
    private double learningRate;

    @Option(names = "--warm-up", paramLabel = "STEPS", description = "In which the learning rate rises (default: a twentieth of all).")
    private Long warmUp;

    @Option(names = "--recompute", description = "Run each layer again on the way back: less memory, more time.")
    private boolean recompute;

    @Option(names = "--seed", defaultValue = "1", description = "Of all random numbers (default: ${DEFAULT-VALUE}).")
    private long seed;

    String dataName() {
        return images.dataName();
    }

    ImageGpt.Objective objective() {
        return objective;
    }

    long steps() {
        return steps;
    }

    int batch() {
        return batch;
    }

    long seed() {
        return seed;
    }

    /// Reads or makes the images, and makes their tokens; in a folder with a palette already, by that palette.
    TokenImages load(Path folder) {
        return images.load(folder, seed);
    }

    /// A model that has learned nothing.
    ///
    /// @param seed of the weights
    ImageGpt model(TokenImages all, long seed) {
        return model(all, seed, layers, width);
    }

    private ImageGpt model(TokenImages all, long seed, int layers, int width) {
        int N = all.shape().positions(), columns = all.shape().columns();
        int[] pixels = switch (order) {
            case RASTER -> IntStream.range(0, N).toArray();
            case COLUMNS -> IntStream.range(0, N).map(i -> i % all.shape().rows() * columns + i / all.shape().rows()).toArray();
            case RANDOM -> Randoms.permutation(N, Randoms.of(this.seed, 3));
        };
        try {
            Architecture sizes = Architecture.of(all.tokens().size(), List.of(N), layers, width, heads, HeadPatterns.dense());
            return new ImageGpt(sizes, objective, style, pixels, recompute, Randoms.of(seed, 2));
        } catch (IllegalArgumentException e) {
            throw SavedOptions.inWords(e);
        }
    }

    /// A training from its first step.
    TransformerTraining<ImageGpt> training(TokenImages all) {
        return training(all, layers, width);
    }

    /// The same of a model of another size.
    TransformerTraining<ImageGpt> training(TokenImages all, int layers, int width) {
        ImageGpt model = model(all, seed, layers, width);
        try {
            TransformerRecipe recipe = new TransformerRecipe(steps, batch, atOnce == null ? batch : atOnce, learningRate,
                    warmUp == null ? steps / 20 : warmUp, .95, Double.POSITIVE_INFINITY, 0);
            return new TransformerTraining<>(model, all.train().batches(batch, seed),
                    all.train() + ", tokens " + all.tokens().checksum(), recipe, seed);
        } catch (IllegalArgumentException e) {
            throw SavedOptions.inWords(e);
        }
    }

    /// The model with the newest state of the folder.
    ImageGpt trained(Path folder, TokenImages all) {
        TransformerTraining<ImageGpt> training = training(all);
        RunFile.loadNewest(folder, COMMAND, training);
        return training.model();
    }

    void save(Path folder) {
        save(folder, layers, width);
    }

    /// As if it had been asked for this size.
    void save(Path folder, int layers, int width) {
        SavedOptions.save(folder, COMMAND, this, Map.of("layers", Integer.toString(layers), "width", Integer.toString(width)));
    }

    static ImageGptOptions saved(Path folder) {
        return SavedOptions.load(folder, COMMAND, new ImageGptOptions());
    }
}
