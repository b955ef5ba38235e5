package generative.cli;

import generative.data.AtomicFile;
import generative.data.MuLaw;
import generative.data.Text;
import generative.data.Wav;
import generative.math.Matrix;
import generative.plot.ImageGrid;
import generative.sparse.Raster;
import generative.sparse.Sampler;
import generative.sparse.SparseTransformer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Sequences of bytes as what they stand for: images in a picture, text in a file and on the screen, sounds to listen to.
final class SparseSamples {

    private static final int IMAGES = 20, TEXTS = 3, SOUNDS = 4;

    private SparseSamples() { }

    /// A few samples at temperature 1, into files whose names begin with `name`.
    static void some(SparseTransformer model, SequenceData data, RandomGenerator random, Path folder, String name) {
        int count = data.isText() ? TEXTS : data.rate() > 0 ? SOUNDS : IMAGES;
        show(new Sampler(model, 1).sample(count, random), data, folder, name);
    }

    /// Writes these sequences, and prints them where they are text.
    static void show(Matrix x, SequenceData data, Path folder, String name) {
        if (data.shape().isPresent()) {
            Raster shape = data.shape().get();
            new ImageGrid(x, shape.rows(), shape.columns()).channels(shape.channels()).range(0, 255).columns(Math.min(10, x.numRows()))
                    .scale(2).picture("Images that the model sampled byte by byte").save(folder.resolve(name + ".png"));
        } else if (data.isText()) {
            StringBuilder all = new StringBuilder();
            for (int b = 0; b < x.numRows(); b++) all.append(letters(x, b)).append("\n----\n");
            AtomicFile.write(folder.resolve(name + ".txt"), to -> to.write(all.toString().getBytes(StandardCharsets.UTF_8)));
            System.out.println(letters(x, 0));
        } else {
            for (int b = 0; b < x.numRows(); b++)
                new Wav(MuLaw.decode(tokens(x, b)), data.rate()).write(folder.resolve(name + "-" + (b + 1) + ".wav"));
        }
    }

    private static int[] tokens(Matrix x, int row) {
        return IntStream.range(0, x.numCols()).map(i -> (int) x.get(row, i)).toArray();
    }

    /// Lines stay lines; bytes that are no letters become points.
    private static String letters(Matrix x, int row) {
        return Text.show(tokens(x, row)).replace("↵", "\n");
    }
}
