package generative.cli;

import generative.UserException;
import generative.math.Randoms;
import generative.sparse.Architecture;
import generative.sparse.HeadPatterns;
import generative.sparse.HeadPatterns.Way;
import generative.sparse.Raster;
import generative.sparse.SparseTransformer;
import generative.sparse.TransformerRecipe;
import generative.sparse.TransformerTraining;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// The options that say which transformer is trained on what, and how; they are kept beside its checkpoints as they were typed.
final class SparseOptions {

    private static final String COMMAND = "sparse train";

    /// What a head may look at.
    enum Pattern { DENSE, STRIDED, FIXED;

        @Override public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(names = "--data", defaultValue = "synthetic", paramLabel = "NAME",
            description = SequenceData.NAMES + " (default: ${DEFAULT-VALUE}).")
    private String data;

    @Option(names = "--text", paramLabel = "FILE", description = "A text of your own, in place of --data.")
    private Path text;

    @Option(names = "--length", defaultValue = "256", paramLabel = "N",
            description = "Bytes of a piece of text, or samples of a sound; images have their own length (default: ${DEFAULT-VALUE}).")
    private int length;

    @Option(names = "--pattern", defaultValue = "strided", paramLabel = "PATTERN",
            description = "What a position looks at: dense, strided or fixed (default: ${DEFAULT-VALUE}).")
    private Pattern pattern;

    @Option(names = "--way", defaultValue = "merged", paramLabel = "WAY", converter = WayConverter.class,
            description = "How the two sets of a sparse pattern are combined: by-turns, merged or by-head (default: ${DEFAULT-VALUE}).")
    private Way way;

    @Option(names = "--l", paramLabel = "L",
            description = "The length of the pattern, which divides N; texts and sounds stand in rows of it (default: a row of an image; "
                    + "the divisor of N nearest to √N).")
    private Integer l;

    @Option(names = "--c", paramLabel = "C", description = "Summary positions in a block of fixed attention (default: a quarter of l).")
    private Integer c;

    @Option(names = "--layers", defaultValue = "4", description = "Default: ${DEFAULT-VALUE}.")
    private int layers;

    @Option(names = "--width", defaultValue = "128", description = "Numbers at each position between layers (default: ${DEFAULT-VALUE}).")
    private int width;

    @Option(names = "--heads", defaultValue = "4", description = "Default: ${DEFAULT-VALUE}.")
    private int heads;

    @Option(names = "--steps", defaultValue = "2000", description = "Of training, in all (default: ${DEFAULT-VALUE}).")
    private long steps;

    @Option(names = "--batch", defaultValue = "16", paramLabel = "SEQUENCES", description = "Of a step (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(names = "--at-once", paramLabel = "SEQUENCES",
            description = "Go through the model together; fewer need less memory (default: the whole batch).")
    private Integer atOnce;

    @Option(names = "--learning-rate", defaultValue = "0.001", paramLabel = "RATE",
            description = "The largest (default: ${DEFAULT-VALUE}).")
    private double learningRate;

    @Option(names = "--warm-up", paramLabel = "STEPS", description = "In which the learning rate rises (default: a twentieth of all).")
    private Long warmUp;

    @Option(names = "--beta2", defaultValue = "0.99", description = "Of Adam (default: ${DEFAULT-VALUE}).")
    private double beta2;

    @Option(names = "--weight-decay", defaultValue = "0.01", paramLabel = "LAMBDA",
            description = "Default: ${DEFAULT-VALUE}, as published.")
    private double weightDecay;

    @Option(names = "--dropout", defaultValue = "0", paramLabel = "SHARE",
            description = "Of the outputs of residual branches (default: none).")
    private double dropout;

    @Option(names = "--recompute", description = "Run each layer again on the way back: less memory, more time.")
    private boolean recompute;

    @Option(names = "--seed", defaultValue = "1", description = "Of all random numbers (default: ${DEFAULT-VALUE}).")
    private long seed;

    String dataName() {
        return text == null ? data : text.getFileName().toString();
    }

    Pattern pattern() {
        return pattern;
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

    /// Reads or makes the data.
    SequenceData load() {
        if (length < 2) throw new UserException("--length must be 2 or more, got " + length + ".");
        return SequenceData.load(data, text, length);
    }

    /// The sizes for this data, with the pattern asked for.
    Architecture sizes(SequenceData all) {
        return sizes(all, pattern);
    }

    Architecture sizes(SequenceData all, Pattern pattern) {
        int N = all.train().length(), row = all.shape().map(s -> s.columns() * s.channels()).orElse(divisorNear(N, Math.sqrt(N)));
        int period = l == null ? row : l;
        try {
            HeadPatterns patterns = switch (pattern) {
                case DENSE -> HeadPatterns.dense();
                case STRIDED -> HeadPatterns.strided(period, way);
                case FIXED -> HeadPatterns.fixed(period, c == null ? Math.max(1, period / 4) : c, way);
            };
            int columns = N % period == 0 ? period : row;                  // a text stands in rows of l
            List<Integer> axes = all.shape().map(Raster::axes).orElseGet(() -> List.of(N / columns, columns));
            return Architecture.of(all.train().vocabulary(), axes, layers, width, heads, patterns);
        } catch (IllegalArgumentException e) {
            throw SavedOptions.inWords(e);
        }
    }

    /// The divisor of N that is nearest to x.
    static int divisorNear(int N, double x) {
        int best = 1;
        for (int d = 1; d <= N; d++) if (N % d == 0 && Math.abs(d - x) < Math.abs(best - x)) best = d;
        return best;
    }

    /// A training from its first step, with this pattern and seed.
    TransformerTraining<SparseTransformer> training(SequenceData all, Pattern pattern, long seed) {
        if (!(dropout >= 0 && dropout < 1)) throw new UserException("--dropout is a share from 0 to below 1, got " + dropout + ".");
        try {
            SparseTransformer model = new SparseTransformer(sizes(all, pattern), dropout, recompute, Randoms.of(seed, 2));
            TransformerRecipe recipe = new TransformerRecipe(steps, batch, atOnce == null ? batch : atOnce, learningRate,
                    warmUp == null ? steps / 20 : warmUp, beta2, 1, weightDecay);
            return new TransformerTraining<>(model, all.train().batches(batch, seed), all.train().toString(), recipe, seed);
        } catch (IllegalArgumentException e) {
            throw SavedOptions.inWords(e);
        }
    }

    TransformerTraining<SparseTransformer> training(SequenceData all) {
        return training(all, pattern, seed);
    }

    /// The training with the newest state of the folder.
    TransformerTraining<SparseTransformer> trained(Path folder, SequenceData all) {
        TransformerTraining<SparseTransformer> training = training(all);
        RunFile.loadNewest(folder, COMMAND, training);
        return training;
    }

    void save(Path folder) {
        save(folder, pattern, seed);
    }

    /// With another pattern and seed, as `sparse train` would have been started for them.
    void save(Path folder, Pattern pattern, long seed) {
        SavedOptions.save(folder, COMMAND, this, Map.of("pattern", pattern.toString(), "seed", Long.toString(seed)));
    }

    static SparseOptions load(Path folder) {
        return SavedOptions.load(folder, COMMAND, new SparseOptions());
    }

    /// Takes by-turns for BY_TURNS.
    static final class WayConverter implements CommandLine.ITypeConverter<Way> {
        @Override public Way convert(String text) {
            for (Way way : Way.values()) if (way.name().equalsIgnoreCase(text.replace('-', '_'))) return way;
            throw new CommandLine.TypeConversionException("there is no way " + text + "; choose from "
                    + Arrays.stream(Way.values()).map(w -> w.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .collect(Collectors.joining(", ")));
        }
    }
}
