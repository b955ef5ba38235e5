package generative.pretraining;

import generative.evaluation.OverSeeds;
import generative.plot.LineChart;
import generative.plot.Picture;
import generative.pretraining.FinishedCells.Cell;
import generative.pretraining.FinishedCells.Result;
import generative.training.TrainingLog;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The pictures by which pre-training is judged.
public final class PretrainingPictures {

    private static final double LEAST = 1e-3, WIDE = 10;
    private static final String WRONG = "% of the test images wrong";
    private static final boolean[] STARTS = {false, true};

    private PretrainingPictures() { }

    /// The share of wrong answers during fine-tuning, in per cent, from its two logs.
    public static Picture errors(TrainingLog log, TrainingLog watch, int stepsPerEpoch) {
        return new LineChart("Wrong answers during fine-tuning", "epoch", "% of the images, logarithmic; 0 as 0.001")
                .line("minibatches", epochs(log, stepsPerEpoch), percent(log.column("error")))
                .line("validation images", epochs(watch, stepsPerEpoch), percent(watch.column("error"))).logY()
                .picture("The share of wrong answers against the epoch of fine-tuning, on minibatches and on the validation images");
    }

    /// The test error against the number of hidden layers, for one width and number of labels, with a band from the best
    /// seed to the worst.
    public static Picture againstDepth(List<Result> results, int units, int labels) {
        LineChart chart = new LineChart("Error against depth: layers of %d units, %,d labels".formatted(units, labels),
                "hidden layers", WRONG);
        for (boolean pretrained : STARTS)
            spread(chart, results.stream().filter(r -> r.cell().units() == units && r.cell().labels() == labels), pretrained,
                    Cell::depth);
        return chart.picture("The share of wrong test images against the number of hidden layers, from random and from pretrained weights");
    }

    /// The test error against the number of labels, for one width and depth.
    public static Picture againstLabels(List<Result> results, int units, int depth) {
        LineChart chart = new LineChart("Error against labels: %d layers of %d units".formatted(depth, units), "labelled images",
                WRONG);
        for (boolean pretrained : STARTS)
            spread(chart, results.stream().filter(r -> r.cell().units() == units && r.cell().depth() == depth), pretrained,
                    Cell::labels);
        double[] errors = results.stream().filter(r -> r.cell().units() == units && r.cell().depth() == depth)
                .mapToDouble(Result::testError).toArray();
        double least = Arrays.stream(errors).min().orElse(1), most = Arrays.stream(errors).max().orElse(1);
        if (least > 0 && most > WIDE * least) chart.logY();                // a narrow logarithmic axis has hardly a number on it
        return chart.logX()
                .picture("The share of wrong test images against the number of labels, from random and from pretrained weights");
    }

    private static void spread(LineChart chart, Stream<Result> results, boolean pretrained, ToIntFunction<Cell> x) {
        Map<Integer, List<Result>> groups = results.filter(r -> r.cell().pretrained() == pretrained)
                .collect(Collectors.groupingBy(r -> x.applyAsInt(r.cell()), TreeMap::new, Collectors.toList()));
        if (groups.isEmpty()) return;
        double[][] columns = groups.values().stream().map(g -> g.stream().mapToDouble(r -> 100 * r.testError()).toArray())
                .toArray(double[][]::new);
        band(chart, pretrained, groups.keySet().stream().mapToDouble(Integer::doubleValue).toArray(), columns);
    }

    /// The error on the validation images during fine-tuning, for one width, depth and number of labels.
    public static Picture courses(List<Result> results, int units, int depth, int labels) {
        LineChart chart = new LineChart("Fine-tuning: %d layers of %d units, %,d labels".formatted(depth, units, labels),
                "% of the steps",
                "% of the validation images wrong");
        for (boolean pretrained : STARTS) {
            double[][] runs = results.stream().filter(r -> r.cell().units() == units && r.cell().depth() == depth
                    && r.cell().labels() == labels
                    && r.cell().pretrained() == pretrained).map(Result::course).toArray(double[][]::new);
            if (runs.length == 0) continue;
            double[] x = IntStream.rangeClosed(1, runs[0].length).mapToDouble(i -> 100.0 * i / runs[0].length).toArray();
            double[][] columns = IntStream.range(0, x.length)
                    .mapToObj(i -> Arrays.stream(runs).mapToDouble(run -> 100 * run[i]).toArray()).toArray(double[][]::new);
            band(chart, pretrained, x, columns);
        }
        return chart.picture("The share of wrong validation images during fine-tuning, from random and from pretrained weights, with the "
                + "spread over seeds");
    }

    /// The mean of each column as a line, its least and its largest number as a band.
    private static void band(LineChart chart, boolean pretrained, double[] x, double[][] columns) {
        String name = pretrained ? "pretrained" : "random weights";
        if (x.length > 1) chart.band(name, x, Arrays.stream(columns).mapToDouble(c -> Arrays.stream(c).min().orElseThrow())
                .toArray(),
                Arrays.stream(columns).mapToDouble(c -> Arrays.stream(c).max().orElseThrow()).toArray());
        double[] means = Arrays.stream(columns).mapToDouble(c -> OverSeeds.of(c).mean()).toArray();
        chart.line(name, x, means).points(name, x, means);
    }

    private static double[] epochs(TrainingLog log, int stepsPerEpoch) {
        return Arrays.stream(log.column("step")).map(step -> step / stepsPerEpoch).toArray();
    }

    /// No error at all has no place on a logarithmic axis.
    private static double[] percent(double[] shares) {
        return Arrays.stream(shares).map(share -> Math.max(LEAST, 100 * share)).toArray();
    }
}
