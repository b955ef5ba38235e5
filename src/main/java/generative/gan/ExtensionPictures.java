package generative.gan;

import generative.math.Matrix;
import generative.plot.BarChart;
import generative.plot.ImageGrid;
import generative.plot.LineChart;
import generative.plot.Picture;
import generative.training.TrainingLog;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// The pictures of the paper's extensions: what a generator draws when it is told something.
public final class ExtensionPictures {

    private ExtensionPictures() { }

    /// A row for each class; all rows share the noise, column by column.
    public static Picture byClass(Generator generator, int classes, double loudness, int columns, int height, int width,
            RandomGenerator random) {
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

    /// Real images in pairs of rows: the image, and below it what the generator makes of the noise that was inferred from it.
    public static Picture reconstructions(LearnedInference inference, Matrix images, int columns, int height, int width) {
        int rows = Math.ceilDiv(images.numRows(), columns);
        Matrix made = inference.reconstruct(images), grid = images.like(2 * rows * columns, images.numCols());
        String[] names = new String[2 * rows];
        for (int r = 0; r < rows; r++) {
            int from = r * columns, to = Math.min(images.numRows(), from + columns);
            grid.insertIntoThis(2 * from, 0, images.rows(from, to));
            grid.insertIntoThis(2 * from + columns, 0, made.rows(from, to));
            names[2 * r] = "x";
            names[2 * r + 1] = "G(e(x))";
        }
        return new ImageGrid(grid, height, width).columns(columns).scale(3).rowLabels(names)
                .picture("Real images x, and below each its reconstruction G(e(x)) from the noise that was inferred");
    }

    /// The error in z during training.
    public static Picture inferenceError(TrainingLog log) {
        return new LineChart("How much of the noise can be told from the image", "step", "squared error for each number of z")
                .line("fresh samples", log.column("step"), log.column("z error"))
                .level("1: a blind guess", 1)
                .picture("The squared error of the inferred noise against the training step");
    }

    /// Classifiers with few labels side by side, whiskers for the spread over seeds.
    public static Picture fewLabels(List<SemiSupervised> results) {
        BarChart chart = new BarChart("Classifiers with few labels", "% of test images wrong (lower is better)");
        for (SemiSupervised result : results)
            chart.bar(result.labels() + " labels: " + result.features(), 100 * result.error().mean(), 100 * result.error().std());
        return chart.picture("Errors on test images of classifiers that had few labels, a bar for each kind of features");
    }
}
