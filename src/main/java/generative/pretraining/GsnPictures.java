package generative.pretraining;

import generative.math.Matrix;
import generative.plot.ImageGrid;
import generative.plot.LineChart;
import generative.plot.Picture;
import generative.training.TrainingLog;
import java.util.List;
import java.util.random.RandomGenerator;

/// What a stochastic network on images dreams, for the eye.
public final class GsnPictures {

    private GsnPictures() { }

    /// What the first and the last guess of the walk cost while training.
    public static Picture losses(TrainingLog log) {
        double[] step = log.column("step");
        return new LineChart("Finding back", "step", "cross-entropy, nats an image")
                .line("first guess", step, log.column("first guess")).line("last guess", step, log.column("last guess"))
                .picture("The cross-entropy of the first and of the last guess of a walk against the training step");
    }

    /// The guesses of one chain, one after the other, in reading order.
    public static Picture walk(Matrix guesses, int height, int width) {
        return new ImageGrid(guesses, height, width).columns(20).scale(2)
                .picture("One chain: " + guesses.numRows() + " guesses, one after the other, in reading order");
    }

    /// A row is one image: the image, the half that is given, and what is found for the other half after more and more rounds.
    ///
    /// The right half (columns above 14 of 28) is given, as in the released code.
    public static Picture inpainting(GenerativeStochasticNetwork net, Matrix images, int[] rounds, int height, int width,
                                     RandomGenerator random) {
        Matrix known = images.like(1, height * width);
        for (int pixel = 0; pixel < height * width; pixel++) known.set(pixel, pixel % width > width / 2 ? 1 : 0);
        List<Matrix> steps = net.inpaint(images, known, rounds[rounds.length - 1], random);
        int columns = rounds.length + 2;
        Matrix grid = images.like(images.numRows() * columns, height * width);
        String[] labels = new String[columns];
        labels[0] = "image";
        labels[1] = "given";
        for (int c = 0; c < rounds.length; c++) labels[c + 2] = "" + rounds[c];
        for (int n = 0; n < images.numRows(); n++) {
            Matrix image = images.rows(n, n + 1);
            grid.insertIntoThis(n * columns, 0, image);
            grid.insertIntoThis(n * columns + 1, 0, image.times(known));
            for (int c = 0; c < rounds.length; c++)
                grid.insertIntoThis(n * columns + c + 2, 0, steps.get(rounds[c] - 1).rows(n, n + 1));
        }
        return new ImageGrid(grid, height, width).columns(columns).scale(3).columnLabels(labels)
                .picture("The right half of each image is given; the left half begins as noise and is found in more and more "
                        + "rounds");
    }
}
