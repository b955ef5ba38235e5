package generative.gan;

import generative.math.Matrix;
import generative.plot.ImageGrid;
import generative.plot.Picture;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// The pictures of the paper's extensions: what a generator draws when it is told something.
public final class ExtensionPictures {

    private ExtensionPictures() { }

    /// A row for each class; all rows share the noise, column by column.
    public static Picture byClass(Generator generator, int classes, double loudness, int columns, int height, int width, RandomGenerator random) {
        Matrix z = generator.noise(columns, random);
        int[] column = IntStream.range(0, classes * columns).map(i -> i % columns).toArray();
        int[] label = IntStream.range(0, classes * columns).map(i -> i / columns).toArray();
        Matrix images = generator.forward(Conditions.oneHot(classes, label).louder(loudness).beside(z.selectRows(column))).output();
        return new ImageGrid(images, height, width).columns(columns).scale(2)
                .rowLabels(IntStream.range(0, classes).mapToObj(Integer::toString).toArray(String[]::new))
                .picture("Samples by class, a class a row; each column has the same noise");
    }

    /// A row for each image: what was given, several completions, and last, framed, what was really there.
    public static Picture completions(Inpainting halves, Generator generator, Matrix images, int times, RandomGenerator random) {
        Matrix made = halves.complete(generator, images, times, random), left = halves.left(images), nothing = left.createLike();
        nothing.fill(.5);
        Matrix given = halves.join(left, nothing), grid = images.like(images.numRows() * (times + 2), images.numCols());
        for (int n = 0; n < images.numRows(); n++) {
            int row = n * (times + 2);
            grid.insertIntoThis(row, 0, given.rows(n, n + 1));
            grid.insertIntoThis(row + 1, 0, made.rows(n * times, (n + 1) * times));
            grid.insertIntoThis(row + 1 + times, 0, images.rows(n, n + 1));
        }
        String[] titles = new String[times + 2];
        Arrays.fill(titles, "");
        titles[0] = "given";
        titles[1] = "made up";
        titles[times + 1] = "real";
        return new ImageGrid(grid, halves.height(), halves.width()).columns(times + 2).scale(3).frameLastColumn().columnLabels(titles)
                .picture("Left halves of digits, right halves that the generator made up, and, framed, the real images");
    }
}
