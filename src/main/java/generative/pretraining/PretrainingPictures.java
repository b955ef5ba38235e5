package generative.pretraining;

import generative.plot.LineChart;
import generative.plot.Picture;
import generative.training.TrainingLog;
import java.util.Arrays;

/// The pictures by which pre-training is judged.
public final class PretrainingPictures {

    private static final double LEAST = 1e-3;

    private PretrainingPictures() { }

    /// The share of wrong answers during fine-tuning, in per cent, from its two logs.
    public static Picture errors(TrainingLog log, TrainingLog watch, int stepsPerEpoch) {
        return new LineChart("Wrong answers during fine-tuning", "epoch", "% of the images, logarithmic; 0 as 0.001")
                .line("minibatches", epochs(log, stepsPerEpoch), percent(log.column("error")))
                .line("validation images", epochs(watch, stepsPerEpoch), percent(watch.column("error"))).logY()
                .picture("The share of wrong answers against the epoch of fine-tuning, on minibatches and on the validation images");
    }

    private static double[] epochs(TrainingLog log, int stepsPerEpoch) {
        return Arrays.stream(log.column("step")).map(step -> step / stepsPerEpoch).toArray();
    }

    /// No error at all has no place on a logarithmic axis.
    private static double[] percent(double[] shares) {
        return Arrays.stream(shares).map(share -> Math.max(LEAST, 100 * share)).toArray();
    }
}
