package generative.gan;

import generative.data.ImageSet;
import generative.math.Matrix;
import generative.plot.ImageGrid;
import generative.plot.LineChart;
import generative.plot.Picture;
import generative.training.TrainingLog;
import java.util.stream.IntStream;

/// The pictures by which a maxout classifier is judged.
public final class MaxoutPictures {

    private MaxoutPictures() { }

    /// The share of wrong answers after each epoch of one phase, in per cent, from its two logs.
    ///
    /// @param phase "phase 1", say
    /// @param watched what the validation images are called in this phase
    public static Picture errors(String phase, String watched, TrainingLog log, TrainingLog watch, int stepsPerEpoch) {
        return new LineChart("Wrong answers in " + phase, "epoch", "% of the images, logarithmic; 0 as 0.001")
                .line("minibatches, with dropout", epochs(log, stepsPerEpoch), percent(log.column("error")))
                .line(watched, epochs(watch, stepsPerEpoch), percent(watch.column("error"))).logY()
                .picture("The share of wrong answers against the epoch, on minibatches with dropout and on " + watched);
    }

    /// The loss after each epoch of one phase, from its two logs.
    public static Picture losses(String phase, String watched, TrainingLog log, TrainingLog watch, int stepsPerEpoch) {
        return new LineChart("Loss in " + phase, "epoch", "−ln p(label), nats, logarithmic")
                .line("minibatches, with dropout", epochs(log, stepsPerEpoch), log.column("loss"))
                .line(watched, epochs(watch, stepsPerEpoch), watch.column("loss")).logY()
                .picture("The loss against the epoch, on minibatches with dropout and on " + watched);
    }

    private static double[] epochs(TrainingLog log, int stepsPerEpoch) {
        return java.util.Arrays.stream(log.column("step")).map(step -> step / stepsPerEpoch).toArray();
    }

    /// No error at all has no place on a logarithmic axis, so that it is drawn as a thousandth of a per cent.
    private static double[] percent(double[] shares) {
        return java.util.Arrays.stream(shares).map(share -> Math.max(1e-3, 100 * share)).toArray();
    }

    /// The images that got another answer than their label, "label → answer" below each; the first `most` of them.
    public static Picture mistakes(ImageSet images, int[] answers, int most) {
        int[] labels = images.labels();
        int[] wrong = IntStream.range(0, labels.length).filter(n -> answers[n] != labels[n]).limit(most).toArray();
        String[] captions = IntStream.of(wrong).mapToObj(n -> labels[n] + " → " + answers[n]).toArray(String[]::new);
        return new ImageGrid(images.x().selectRows(wrong), images.height(), images.width()).channels(images.channels())
                .scale(2).columns(12).captions(captions)
                .picture("Images that the classifier gets wrong; below each its label and the answer");
    }

    /// The weights of the pieces of some units of the first layer, one unit a row; middle grey is 0.
    public static Picture filters(MaxoutClassifier classifier, int units, int pieces, int height, int width) {
        Matrix W = classifier.parameters().getFirst().value().cols(0, units * pieces).transpose();
        double range = Math.max(1e-12, W.elementMaxAbs()) / 2;
        String[] rows = IntStream.rangeClosed(1, units).mapToObj(u -> "unit " + u).toArray(String[]::new);
        String[] columns = IntStream.rangeClosed(1, pieces).mapToObj(p -> "piece " + p).toArray(String[]::new);
        return new ImageGrid(W, height, width).columns(pieces).scale(3).range(-range, range)
                .rowLabels(rows).columnLabels(columns)
                .picture("The weights of the pieces of some maxout units; what is bright counts for a piece, what is "
                        + "dark against it");
    }
}
