package generative.cli;

import generative.UserException;
import generative.math.Matrix;
import generative.sparse.AttentionMeasures;
import generative.sparse.AttentionPictures;
import generative.sparse.Raster;
import generative.sparse.SparseTransformer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Shows where a trained transformer looks, layer by layer, and measures how near, row-like and column-like that is.
@Command(name = "attention", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Draws what positions of a test image look at, layer by layer, and measures the taste of every head.")
final class SparseAttentionCommand implements Runnable {

    private static final int WINDOW = 5;
    private static final double[][] PLACES = {{.35, .5}, {.5, .5}, {.6, .4}, {.75, .6}};

    @Option(names = "--run", required = true, paramLabel = "FOLDER", description = "The folder that sparse train wrote, on images.")
    private Path folder;

    @Option(names = "--image", defaultValue = "0", paramLabel = "I",
            description = "Which test image is drawn, from 0 (default: ${DEFAULT-VALUE}).")
    private int image;

    @Option(names = "--images", defaultValue = "10", paramLabel = "N",
            description = "Test images over which is measured, the first (default: ${DEFAULT-VALUE}).")
    private int images;

    @Override public void run() {
        SparseOptions options = SparseOptions.load(folder);
        SequenceData data = options.load();
        Raster raster = data.shape().orElseThrow(() -> new UserException(
                "Attention is drawn over images, but " + folder + " was trained on " + data.name() + "; train on mnist, say."));
        if (image < 0 || image >= data.test().size() || images < 1 || images > data.test().size())
            throw new UserException("--image must lie between 0 and " + (data.test().size() - 1) + ", --images between 1 and "
                    + data.test().size() + ".");
        SparseTransformer model = options.trained(folder, data).model();
        List<List<Matrix>> drawn = model.attention(data.test().batch(image));
        Map<String, Matrix> layers = new LinkedHashMap<>(), heads = new LinkedHashMap<>();
        for (int layer = 0; layer < drawn.size(); layer++) {
            layers.put("layer " + (layer + 1), AttentionPictures.mean(drawn.get(layer)));
            for (int head = 0; head < drawn.get(layer).size(); head++)
                heads.put("layer " + (layer + 1) + ", head " + (head + 1), drawn.get(layer).get(head));
        }
        int[] queries = java.util.Arrays.stream(PLACES).mapToInt(place ->
                ((int) (place[0] * raster.rows()) * raster.columns() + (int) (place[1] * raster.columns())) * raster.channels()).toArray();
        Matrix grey = data.test().batch(image).divide(255);
        AttentionPictures.overImage(grey, raster, layers, queries).save(folder.resolve("attention.png"));
        AttentionPictures.overImage(grey, raster, heads, queries).save(folder.resolve("attention-heads.png"));
        System.out.print(AttentionMeasures.table(drawn, raster, WINDOW));
        measured(model, data, raster);
    }

    /// The mean over heads and images of each layer.
    private void measured(SparseTransformer model, SequenceData data, Raster raster) {
        List<List<AttentionMeasures>> perImage = IntStream.range(0, images).mapToObj(i -> model.attention(data.test().batch(i)).stream()
                .map(heads -> AttentionMeasures.mean(heads.stream().map(weights -> AttentionMeasures.of(weights, raster, WINDOW)).toList()))
                .toList()).toList();
        List<AttentionMeasures> byLayer = IntStream.range(0, perImage.getFirst().size()).mapToObj(layer ->
                AttentionMeasures.mean(perImage.stream().map(image -> image.get(layer)).toList())).toList();
        for (int layer = 0; layer < byLayer.size(); layer++) 
            System.out.println("layer " + (layer + 1) + ", " + images + " images: " + byLayer.get(layer));
        AttentionMeasures alike = AttentionMeasures.uniform(raster, WINDOW);
        System.out.println("all alike: " + alike);
        if (byLayer.size() > 1) AttentionPictures.byLayer(byLayer, alike, WINDOW).save(folder.resolve("attention-by-layer.png"));
        System.out.println("attention.png, attention-heads.png and attention-by-layer.png are in " + folder + ".");
    }
}
