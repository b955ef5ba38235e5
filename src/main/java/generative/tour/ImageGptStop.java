package generative.tour;

import static generative.tour.Cells.number;

import generative.data.ImageSet;
import generative.data.SyntheticDigits;
import generative.data.TokenSet;
import generative.imagegpt.ColourPalette;
import generative.imagegpt.ImageGpt;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.plot.LineChart;
import generative.plot.Picture;
import generative.sparse.Architecture;
import generative.sparse.Completer;
import generative.sparse.HeadPatterns;
import generative.sparse.ImageCompletion;
import generative.sparse.Raster;
import generative.sparse.TransformerRecipe;
import generative.sparse.TransformerTraining;
import generative.training.TrainingLog;
import generative.training.TrainingLoop;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// A transformer learns digits pixel by pixel, without labels: half a digit completed, and what the layers know of the labels.
final class ImageGptStop implements Stop {

    private static final int GREYS = 8, STEPS = 500, SIDE = 14;

    @Override public String name() {
        return "imagegpt";
    }

    @Override public void visit(Page page, long seed, boolean quick) {
        ImageSet digits = SyntheticDigits.generate(quick ? 500 : 6000, seed).halved(),
                test = SyntheticDigits.generate(quick ? 20 : 400, seed + 1).halved();
        ColourPalette palette = ColourPalette.fit(digits.rows(0, Math.min(500, digits.size())), GREYS, 10, Randoms.of(seed, 1));
        page.section("imagegpt", "Images as sentences", "A palette turns each pixel into one token, and a transformer learns what comes "
                + "next, from images "
                + "without labels. It can then complete an image of which half is given; and what its layers make of an image turns out "
                + "to be a good description of it. Chen, Radford, Child, Wu, Jun, Luan and Sutskever, 2020.");
        TokenSet train = palette.encode(digits), judges = palette.encode(test);
        ImageGpt model = new ImageGpt(Architecture.of(GREYS, List.of(SIDE * SIDE), 4, 48, 4, HeadPatterns.dense()), ImageGpt.Objective.AR,
                Randoms.of(seed, 2));
        int steps = quick ? STEPS / 10 : STEPS, batch = quick ? 2 : 8, shown = quick ? 2 : 8;
        TransformerTraining<ImageGpt> training = new TransformerTraining<>(model, train.batches(batch, seed), train.toString(),
                new TransformerRecipe(steps, batch, batch, .006, steps / 20, .95, Double.POSITIVE_INFINITY, 0), seed);
        TrainingLog log = new TrainingLoop(training, new TrainingLoop.Options(null, "imagegpt", steps, Math.max(1, steps / 100), 0, false,
                false)).run();
        double nats = model.loss(judges.batch(IntStream.range(0, Math.min(100, judges.size())).toArray()), Randoms.of(seed, 3));
        page.picture("imagegpt-completions.png", completions(model, palette, judges, shown, seed),
                "The upper half of a digit is given; pixel by pixel the "
                + "model paints what may be below. Framed, the truth, which it has never seen.");
        page.picture("imagegpt-loss.png", new LineChart("How well the next pixel is predicted", "step", "nats a pixel")
                .line("training batches", log.column("step"), log.column("nats")).level("test digits", nats)
                .picture("Nats a pixel against the training step"),
                "All " + GREYS + " greys are equally likely at first: ln " + GREYS + " nats.");
        page.table(palette + ", PSNR " + String.format(Locale.ROOT, "%.1f dB", palette.psnr(test)), List.of("", "nats a pixel"),
                List.of(List.of("every grey equally likely", number(Math.log(GREYS))), List.of("the model, on test digits", number(nats))));
        page.code("mvn -q compile exec:exec -Drun=\"imagegpt train --data mnist --halved\"");
    }

    private static Picture completions(ImageGpt model, ColourPalette palette, TokenSet judges, int shown, long seed) {
        Matrix originals = judges.batch(IntStream.range(0, shown).toArray());
        return ImageCompletion.of(model.completer(1), originals, Completer.first(SIDE * SIDE / 2, SIDE * SIDE), 5, Randoms.of(seed, 4))
                .picture(new Raster(SIDE, SIDE, 1), palette::decode);
    }
}
