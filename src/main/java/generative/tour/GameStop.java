package generative.tour;

import generative.gan.AdversarialPictures;
import generative.gan.GeneratorLoss;
import generative.gan.MinimaxValue;
import generative.gan.OneDimensionalGame;
import generative.gan.OneDimensionalPictures;
import generative.plot.AnimatedGif;
import generative.plot.LineChart;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// The game on a line: the theory of adversarial nets, where all of it can be drawn.
final class GameStop implements Stop {

    private static final int STEPS = 2_000, POINTS = 50, FRAMES = 24;
    private static final double MEAN = 2, STD = .8;

    @Override public String name() {
        return "game";
    }

    @Override public void visit(Page page, long seed, boolean quick) {
        int steps = quick ? STEPS / 10 : STEPS;
        System.out.println("game: seven games on a line, " + 4 * steps + " steps in all");
        page.section("game", "The game on a line", "Data with a normal density, noise on [−1, 1], two tiny nets: here the theory of "
                + "adversarial nets "
                + "can be computed and drawn. Goodfellow et al., 2014, section 4 and figure 1.");
        figureOne(page, seed, steps);
        turns(page, seed, steps);
        losses(page, seed, steps);
    }

    /// Densities, D, D* and the value during one training.
    private static void figureOne(Page page, long seed, int steps) {
        OneDimensionalGame game = new OneDimensionalGame(MEAN, STD, 2, GeneratorLoss.NON_SATURATING, seed);
        AnimatedGif film = new AnimatedGif(400);
        double[] step = new double[POINTS + 1], value = new double[POINTS + 1], optimum = new double[POINTS + 1];
        int frame = 0, point = 0;
        for (int t = 0; t <= steps; t++) {
            if (t >= frame * frame * steps / (FRAMES * FRAMES)) {              // dense at first, when most happens
                film.add(OneDimensionalPictures.of(game, "After " + t + " steps"));
                frame++;
            }
            if (t == point * steps / POINTS) {
                step[point] = t;
                value[point] = game.value();
                optimum[point++] = game.optimum();
            }
            game.step(t);
        }
        page.animation("game-training.gif", film, "Densities and discriminator of the game on a line during training",
                        "The generator (solid, with its noise below) moves under the data (dashed); where they agree, the best "
                        + "discriminator is ½.")
                .picture("game-end.png", OneDimensionalPictures.of(game, "After " + steps + " steps"),
                        "The noise has two ends, so G's density has two cliffs; beyond them D* is 1. Everywhere else D hovers about ½.")
                .picture("game-value.png", new LineChart("The value of the game", "step", "V in nats")
                                .line("V(D, G), as D is", step, value).line("V(D*, G), best D", step, optimum)
                                .level("−ln 4: nobody can win", MinimaxValue.MINIMUM).yRange(-1.6, 0)
                                .picture("The value of the game and of the best discriminator against the step, both tending to minus ln "
                                + "4"),
                        "Theorem 1: the upper curve is −ln 4 + 2 JSD, so its height above the dashed line is how far p_g is from the data.")
                .table("At the end", List.of("quantity", "value", "if G had the data's density"), List.of(
                        List.of("V(D, G)", Cells.number(game.value()), Cells.number(MinimaxValue.MINIMUM)),
                        List.of("V(D*, G)", Cells.number(game.optimum()), Cells.number(MinimaxValue.MINIMUM)),
                        List.of("spread of G's samples over that of the data", Cells.number(game.diversity()), "1.000")));
    }

    /// How often each net moves.
    private static void turns(Page page, long seed, int steps) {
        LineChart chart = new LineChart("How various the samples are", "step", "spread of samples / spread of data");
        for (int[] turn : new int[][] {{1, 1}, {2, 1}, {5, 1}, {1, 20}}) {
            OneDimensionalGame game = new OneDimensionalGame(MEAN, STD, turn[0], turn[1], GeneratorLoss.NON_SATURATING, seed);
            double[][] curve = follow(game, steps / 2, OneDimensionalGame::diversity);
            chart.line(turn[0] + " of D, " + turn[1] + " of G", curve[0], curve[1]);
        }
        page.picture("game-turns.png", chart.level("1: as the data", 1)
                .picture("The spread of the samples during training for several numbers of steps of D and of G"),
                "With k = 2 or 5 steps of D for one of G the spread comes out right. Twenty steps of G for one of D: all noise is sent to "
                + "the one place that D likes just then, and chased from there to the next.");
    }

    /// Far-off data and an eager D: the saturating loss has nothing to learn from.
    private static void losses(Page page, long seed, int steps) {
        LineChart chart = new LineChart("Data far away, five steps of D for one of G", "step", "V(D*, G) in nats");
        for (GeneratorLoss loss : GeneratorLoss.values()) {
            double[][] curve = follow(new OneDimensionalGame(5, .5, 5, loss, seed), steps / 2, OneDimensionalGame::optimum);
            chart.line(loss.name().toLowerCase(Locale.ROOT).replace('_', '-'), curve[0], curve[1]);
        }
        page.picture("game-slopes.png", AdversarialPictures.slopes(),
                "Early in training D rejects samples with ease: the logit is far to the left, where only one loss has a slope.")
                .picture("game-stall.png", chart.level("−ln 4", MinimaxValue.MINIMUM)
                .picture("The value of the best discriminator for the saturating and the non-saturating loss"),
                        "Same nets, same seed. At 0 the generator and the data have nothing in common; with the saturating loss it stays "
                        + "so.");
    }

    /// A quantity at evenly spaced moments of a training: the steps and the values.
    private static double[][] follow(OneDimensionalGame game, int steps, ToDoubleFunction<OneDimensionalGame> quantity) {
        double[] step = new double[POINTS + 1], value = new double[POINTS + 1];
        Arrays.setAll(step, i -> (double) (i * steps / POINTS));
        for (int t = 0, i = 0; t <= steps; t++) {
            if (t == step[i]) value[i++] = quantity.applyAsDouble(game);
            game.step(t);
        }
        return new double[][] {step, value};
    }
}
