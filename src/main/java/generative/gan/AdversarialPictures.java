package generative.gan;

import generative.evaluation.NearestNeighbours;
import generative.evaluation.ParzenProtocol;
import generative.math.Elementwise;
import generative.math.Matrix;
import generative.plot.Histogram;
import generative.plot.ImageGrid;
import generative.plot.LineChart;
import generative.plot.Picture;
import generative.training.TrainingLog;
import java.util.List;
import java.util.random.RandomGenerator;

/// The pictures by which a trained adversarial net is judged.
///
/// Sources: figures 2 and 3 of Goodfellow et al., *Generative Adversarial Nets* (2014).
public final class AdversarialPictures {

    static final String WITH_NEIGHBOURS = "Samples; in the last column, framed, the training image "
            + "nearest to the sample on its left";

    private AdversarialPictures() { }

    /// Both losses against the step, and ln 2, where they meet when nobody can win.
    public static Picture losses(TrainingLog log) {
        double[] step = log.column("step");
        return new LineChart("Losses of the two players", "step", "loss in nats")
                .line("discriminator", step, log.column("D loss"))
                .line("generator", step, log.column("G loss"))
                .level("ln 2: nobody can win", Math.log(2))
                .picture("Line chart of the discriminator's and the generator's loss against the training step");
    }

    /// The mean of D on data and on samples against the step.
    public static Picture discriminator(TrainingLog log) {
        double[] step = log.column("step");
        return new LineChart("What the discriminator believes", "step", "mean of D")
                .line("D(x), data", step, log.column("D on data"))
                .line("D(G(z)), samples", step, log.column("D on samples"))
                .level("½: it can only guess", 0.5)
                .yRange(0, 1)
                .picture("Line chart of the discriminator's mean answer on data and on samples against the training step");
    }

    /// The slope of both generator losses against the discriminator's logit.
    public static Picture slopes() {
        double[] logit = new double[121], saturating = new double[121], nonSaturating = new double[121];
        for (int i = 0; i < logit.length; i++) {
            logit[i] = (i - 60) / 10.0;
            saturating[i] = GeneratorLoss.SATURATING.of(Matrix.row(logit[i])).gradient().get(0);
            nonSaturating[i] = GeneratorLoss.NON_SATURATING.of(Matrix.row(logit[i])).gradient().get(0);
        }
        return new LineChart("What the generator can learn from", "the discriminator's logit a on a sample", "dL/da")
                .line("saturating, −σ(a)", logit, saturating).line("non-saturating, −(1 − σ(a))", logit, nonSaturating)
                .picture("The slopes of the two generator losses against the discriminator's logit");
    }

    /// How D's answers on data and on samples are spread.
    public static Picture answers(Discriminator discriminator, Matrix data, Matrix samples) {
        return new Histogram("The discriminator's answers after training", "D")
                .add("on data", values(discriminator.forward(data).output()))
                .add("on samples", values(discriminator.forward(samples).output()))
                .bins(40)
                .picture("Histogram of the discriminator's answers, one for data and one for samples");
    }

    private static double[] values(Matrix logits) {
        return logits.apply(Elementwise.SIGMOID).inDouble().getDDRM().data;
    }

    /// Rows of five samples; in the sixth column, framed, the training image that is nearest to the fifth (figure 2).
    public static Picture samplesWithNeighbours(Matrix samples, Matrix train, int height, int width) {
        return new ImageGrid(besideNeighbours(samples, train), height, width).columns(6).scale(3).frameLastColumn()
                .picture(WITH_NEIGHBOURS);
    }

    /// After each five samples the training image that is nearest to the fifth.
    static Matrix besideNeighbours(Matrix samples, Matrix train) {
        int rows = samples.numRows() / 5;
        int[] fifth = new int[rows];
        for (int r = 0; r < rows; r++) fifth[r] = r * 5 + 4;
        Matrix neighbours = train.selectRows(NearestNeighbours.of(samples.selectRows(fifth), train).index());
        Matrix grid = samples.like(rows * 6, samples.numCols());
        for (int r = 0; r < rows; r++) {
            grid.insertIntoThis(r * 6, 0, samples.rows(r * 5, r * 5 + 5));
            grid.insertIntoThis(r * 6 + 5, 0, neighbours.rows(r, r + 1));
        }
        return grid;
    }

    /// Samples in a square, nothing else.
    public static Picture samples(Matrix samples, int height, int width) {
        return new ImageGrid(samples, height, width).columns((int) Math.ceil(Math.sqrt(samples.numRows()))).scale(2)
                .picture("Samples of the generator");
    }

    /// Straight lines through the noise, one a row (figure 3).
    public static Picture interpolation(Generator generator, int lines, int steps, int height, int width, RandomGenerator random) {
        Matrix images = LatentInterpolation.between(generator, generator.noise(lines, random), generator.noise(lines, random), steps);
        return new ImageGrid(images, height, width).columns(steps).scale(2)
                .picture("Each row shows what the generator makes on a straight line between two random points of its noise");
    }

    /// The log-likelihood of validation images against the width of the window, for each protocol that was followed.
    public static Picture likelihoodAgainstSigma(List<ParzenProtocol> rows) {
        LineChart chart = new LineChart("Choosing the Parzen window's width (dots: the best)", "σ", "validation images, mean nats").logX();
        double best = rows.stream().mapToDouble(r -> r.search().logLikelihoods()[r.search().best()]).max().orElse(0);
        double worst = rows.stream().mapToDouble(r -> r.search().logLikelihoods()[r.search().grid().length - 1]).min().orElse(0);
        for (ParzenProtocol row : rows) chart.line(row.name(), row.search().grid(), row.search().logLikelihoods());
        for (ParzenProtocol row : rows) chart.points(row.name(), new double[] {row.search().sigma()},
                new double[] {row.search().logLikelihoods()[row.search().best()]});
        return chart.yRange(worst - 50, best + 50)
                .picture("Log-likelihood of validation images against the width of the Parzen window; the best width is marked");
    }
}
