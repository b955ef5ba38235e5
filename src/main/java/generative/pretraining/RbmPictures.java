package generative.pretraining;

import generative.math.Matrix;
import generative.math.Randoms;
import generative.plot.ImageGrid;
import generative.plot.LineChart;
import generative.plot.Picture;
import generative.training.TrainingLog;
import java.util.random.RandomGenerator;

/// What a machine on images has learned, for the eye.
public final class RbmPictures {

    private RbmPictures() { }

    /// Chains that begin at images: a row is one chain, a column the mean of the visible units after that many steps.
    public static Picture chains(Rbm rbm, Matrix images, int[] steps, int height, int width, RandomGenerator random) {
        int chains = images.numRows(), columns = steps.length + 1;
        Matrix grid = images.like(chains * columns, images.numCols()), v = Randoms.bernoulli(images, random);
        String[] labels = new String[columns];
        labels[0] = "image";
        for (int n = 0; n < chains; n++) grid.insertIntoThis(n * columns, 0, images.rows(n, n + 1));
        int made = 0;
        for (int c = 0; c < steps.length; c++) {
            v = rbm.gibbs(v, steps[c] - made - 1, random);
            Matrix mean = rbm.propDown(rbm.sampleHidden(v, random));
            v = rbm.units().sample(mean, random);
            made = steps[c];
            labels[c + 1] = "" + made;
            for (int n = 0; n < chains; n++) grid.insertIntoThis(n * columns + c + 1, 0, mean.rows(n, n + 1));
        }
        return new ImageGrid(grid, height, width).columns(columns).scale(3).columnLabels(labels)
                .picture("Gibbs chains that begin at images, after more and more steps: a row is one chain");
    }

    /// The estimated log-likelihood of validation images while training.
    public static Picture likelihood(TrainingLog watch) {
        return new LineChart("A machine learns to like digits", "step", "mean ln p(v), nats")
                .line("validation images", watch.column("step"), watch.column("validation"))
                .line("training images", watch.column("step"), watch.column("training"))
                .picture("The log-likelihood of training and validation images, by annealed importance sampling, against the step");
    }

    /// The free-energy gap while training: no partition function is needed for it, for it cancels.
    public static Picture gap(TrainingLog watch) {
        return new LineChart("Does it learn by heart?", "step", "mean F(validation) − mean F(training), nats")
                .line("free-energy gap", watch.column("step"), watch.column("free-energy gap")).level("none", 0)
                .picture("The gap of the mean free energy between validation and training images against the step");
    }
}
