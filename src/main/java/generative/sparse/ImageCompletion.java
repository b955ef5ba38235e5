package generative.sparse;

import generative.data.SyntheticDigits;
import generative.data.TokenSet;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.plot.ImageGrid;
import generative.plot.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// An image of which a part is given; the model paints the rest, several times.
///
/// ```
/// xᵢ given for some i        xᵢ ~ p(xᵢ | x₁ … xᵢ₋₁)   for the others
/// ```
/// For a model that reads an image in raster order, the upper rows are just the beginning of the sequence, and the rest is
/// sampled. Where the completions of one prompt differ, the model says that more than one thing can follow.
///
/// Images are rows of tokens, in raster order.
///
/// Source: Child et al., *Generating Long Sequences with Sparse Transformers* (2019), section 7.3, and the blog post beside it:
/// lower halves of ImageNet images.
///
/// @param originals M×N, the images as they are
/// @param known     the places of each that the model was given
/// @param samples   (M·k)×N, k completions of the first image, then k of the second …
public record ImageCompletion(Matrix originals, boolean[] known, Matrix samples) {

    /// Completes each image k times from the tokens at the places that are known.
    public static ImageCompletion of(Completer sampler, Matrix images, boolean[] known, int k, RandomGenerator random) {
        if (k < 1) throw new IllegalArgumentException("an image is completed once or more, got " + k);
        int[] each = IntStream.range(0, images.numRows() * k).map(n -> n / k).toArray();
        return new ImageCompletion(images, known, sampler.complete(images.selectRows(each), known, random));
    }

    /// Completions of one image.
    public int times() {
        return samples.numRows() / originals.numRows();
    }

    /// How many tokens of an image were given.
    public int given() {
        int count = 0;
        for (boolean one : known) if (one) count++;
        return count;
    }

    /// One row for each image: what was given, the completions, and framed the original.
    ///
    /// @param shape  of the images in pixels
    /// @param pixels what tokens look like: takes rows of N tokens, gives rows of brightness in [0, 1]
    public Picture picture(Raster shape, UnaryOperator<Matrix> pixels) {
        int k = times(), M = originals.numRows();
        Matrix shown = pixels.apply(originals), painted = pixels.apply(samples), given = shown.copy();
        int perToken = shown.numCols() / known.length;
        for (int m = 0; m < M; m++)
            for (int i = 0; i < shown.numCols(); i++) if (!known[i / perToken]) given.set(m, i, .75);       // the unknown is grey
        Matrix grid = Matrix.zeros(M * (k + 2), shown.numCols());
        for (int m = 0; m < M; m++) {
            int first = m * (k + 2);
            grid.setRows(given.rows(m, m + 1), first);
            grid.setRows(painted.rows(m * k, (m + 1) * k), IntStream.range(first + 1, first + 1 + k).toArray());
            grid.setRows(shown.rows(m, m + 1), first + k + 1);
        }
        List<String> titles = new ArrayList<>(List.of("given"));
        for (int s = 1; s <= k; s++) titles.add(k == 1 ? "completed" : "completion " + s);
        titles.add("original");
        return new ImageGrid(grid, shape.rows(), shape.columns()).channels(shape.channels()).columns(k + 2).frameLastColumn()
                .columnLabels(titles.toArray(String[]::new))
                .picture("Images of which a part was given, completed by the model, and the originals");
    }

    @Override public String toString() {
        return originals.numRows() + " images, each completed " + times() + " times from " + given() + " of " + originals.numCols()
                + " tokens";
    }

    /// Nothing is learned here: what a model that knows nothing paints below half a digit.
    public static void demo() {
        Matrix digit = TokenSet.of(SyntheticDigits.generate(1, 1), 4).batch(0);
        Architecture sizes = Architecture.of(4, List.of(28, 28), 1, 8, 1, HeadPatterns.strided(28, HeadPatterns.Way.MERGED));
        Sampler sampler = new Sampler(new SparseTransformer(sizes, 0, false, Randoms.of(1)), 1);
        ImageCompletion completion = of(sampler, digit, Completer.first(14 * 28, 28 * 28), 1, Randoms.of(2));
        for (int row = 4; row < 24; row += 2) {
            StringBuilder line = new StringBuilder();
            for (Matrix image : List.of(digit, completion.samples()))
                for (int column = 0; column < 30; column++)
                    line.append(column < 28 ? " .+#".charAt((int) image.get(0, row * 28 + column)) : ' ');
            System.out.println(line.toString().stripTrailing());
        }
        System.out.println(completion);
        System.out.println("The upper half is given and stays; below, this untrained model paints noise; `sparse train --data mnist` "
                + "trains one.");
    }
}
