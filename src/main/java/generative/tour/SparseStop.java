package generative.tour;

import generative.data.ImageSet;
import generative.data.SyntheticDigits;
import generative.data.TokenSet;
import generative.math.Randoms;
import generative.plot.LineChart;
import generative.sparse.Architecture;
import generative.sparse.AttentionPattern;
import generative.sparse.HeadPatterns;
import generative.sparse.HeadPatterns.Way;
import generative.sparse.Completer;
import generative.sparse.ImageCompletion;
import generative.sparse.Raster;
import generative.sparse.PatternPictures;
import generative.sparse.Sampler;
import generative.sparse.SequenceScore;
import generative.sparse.SparseTransformer;
import generative.sparse.TransformerRecipe;
import generative.sparse.TransformerTraining;
import generative.training.TrainingLog;
import generative.training.TrainingLoop;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// Attention that looks at a few positions: the patterns, what they save, and half a digit completed token by token.
final class SparseStop implements Stop {

    private static final int LEVELS = 8, STEPS = 600, SIDE = 14;

    @Override public String name() {
        return "sparse";
    }

    @Override public void visit(Page page, long seed, boolean quick) {
        ImageSet digits = SyntheticDigits.generate(quick ? 500 : 6000, seed).halved(),
                test = SyntheticDigits.generate(quick ? 20 : 200, seed + 1).halved();
        HeadPatterns strided = HeadPatterns.strided(SIDE, Way.MERGED);
        page.section("sparse", "Attention that looks at a few",
                "A transformer predicts each byte from all bytes before it, and pays for every pair. It "
                + "need not look at all of them: where each position sees its row and its column, everything can still be reached in two "
                + "steps. Child, Gray, Radford and Sutskever, 2019.");
        page.picture("sparse-patterns.png", PatternPictures.figure(6),
                "Above, what one position of an image of 6×6 looks at; below, the same for every "
                + "position. Each sparse pattern has two sets of keys, in two shades.");
        page.picture("sparse-growth.png", growth(), "How many pairs there are to look at. Where the sequence gets four times as long, "
                + "dense attention "
                + "has sixteen times as many pairs, strided and fixed attention eight times.");

        TokenSet train = TokenSet.of(digits, LEVELS), judges = TokenSet.of(test, LEVELS);
        SparseTransformer model = new SparseTransformer(Architecture.of(LEVELS, List.of(SIDE, SIDE), 2, 64, 4, strided), 0, false,
                Randoms.of(seed, 1));
        int steps = quick ? STEPS / 10 : STEPS, batch = quick ? 2 : 8, shown = quick ? 2 : 8;
        TransformerTraining<SparseTransformer> training = new TransformerTraining<>(model, train.batches(batch, seed), train.toString(),
                TransformerRecipe.of(steps, batch, .004), seed);
        TrainingLog log = new TrainingLoop(training, new TrainingLoop.Options(null, "sparse", steps, Math.max(1, steps / 100), 0, false,
                false)).run();
        SequenceScore score = SequenceScore.of(model, judges, 20);
        page.picture("sparse-loss.png", loss(log, score), "The model begins with ln " + LEVELS + " nats for each pixel of " + LEVELS
                        + " levels, as all are equally likely, and learns how digits go on.")
                .picture("sparse-completions.png", ImageCompletion.of(new Sampler(model, 1),
                judges.batch(IntStream.range(0, shown).toArray()),
                                Completer.first(SIDE * SIDE / 2, SIDE * SIDE), 5, Randoms.of(seed, 2))
                                .picture(new Raster(SIDE, SIDE, 1), tokens -> tokens.divide(LEVELS - 1)),
                        "The upper half of a digit is given; pixel by pixel the model paints lower halves that it thinks likely. Framed, "
                        + "the truth, which it has never seen: where several digits begin alike, completions differ.")
                .table(String.format(Locale.ROOT, "%d test digits of %d pixels", judges.size(), judges.length()),
                List.of("", "bits a pixel"),
                        List.of(List.of("every level equally likely", number(Math.log(LEVELS) / Math.log(2))),
                        List.of("the model", number(score.bits()))))
                .code("mvn -q compile exec:exec -Drun=\"sparse train --data mnist\"");
    }

    private static generative.plot.Picture growth() {
        double[] N = {256, 1024, 4096, 16384};
        LineChart chart = new LineChart("Pairs to look at", "length of the sequence N", "connections").logX().logY();
        chart.line("dense", N, counts(N, (n, l) -> AttentionPattern.dense()));
        chart.line("strided, l = √N", N, counts(N, (n, l) -> AttentionPattern.merged(AttentionPattern.local(l),
                AttentionPattern.everyLth(l))));
        chart.line("fixed, l = √N, c = 4", N, counts(N, (n, l) -> AttentionPattern.merged(AttentionPattern.block(l),
                AttentionPattern.summary(l, 4))));
        return chart.picture("The number of connections of dense, strided and fixed attention against the length, on logarithmic axes");
    }

    private interface OfLength {
        AttentionPattern pattern(int N, int l);
    }

    private static double[] counts(double[] lengths, OfLength of) {
        double[] counts = new double[lengths.length];
        for (int i = 0; i < counts.length; i++) {
            int N = (int) lengths[i];
            counts[i] = of.pattern(N, (int) Math.sqrt(N)).connections(N).count();
        }
        return counts;
    }

    private static generative.plot.Picture loss(TrainingLog log, SequenceScore score) {
        return new LineChart("Learning to continue a digit", "step", "nats a pixel")
                .line("training batches", log.column("step"), log.column("nats"))
                .level("test digits at the end", score.nats())
                .picture("Nats for each pixel against the training step, and the test digits' at the end");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
