package generative.tour;

import generative.gan.PiecewiseLinear;
import generative.math.Matrix;
import generative.nn.Maxout;
import generative.nn.Sequential;
import generative.plot.LineChart;
import generative.plot.Picture;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// Maxout units as functions of one number: what straight pieces can be put together to.
final class MaxoutStop implements Stop {

    private static final int POINTS = 401;

    @Override public String name() {
        return "maxout";
    }

    /// One function that a unit is to become, by hand and by learning.
    ///
    /// @param file   the name of its pictures
    /// @param name   as it is written
    /// @param f      the function
    /// @param pieces that the unit has
    /// @param byHand the unit whose pieces touch it
    /// @param title  of the picture of that unit
    /// @param about  what that picture shows
    private record Target(String file, String name, DoubleUnaryOperator f, int pieces, Maxout byHand, String title,
                          String about) { }

    private static List<Target> targets() {
        DoubleUnaryOperator relu = x -> Math.max(0, x), square = x -> x * x;
        return List.of(
                new Target("relu", "max(0, x)", relu, 2, PiecewiseLinear.tangents(relu, x -> x > 0 ? 1 : 0, -1, 1),
                        "Two pieces make the rectifier",
                        "The solid line is the maximum of the pieces, which go on below it: no error anywhere."),
                new Target("absolute", "|x|", Math::abs, 2, PiecewiseLinear.tangents(Math::abs, Math::signum, -1, 1),
                        "Two pieces make |x|", "The same with slopes −1 and 1: no error anywhere."),
                new Target("square", "x²", square, 4, PiecewiseLinear.tangents(square, x -> 2 * x, -1.5, -.5, .5, 1.5),
                        "Four tangents make nearly x²",
                        "Set by hand to touch the parabola at ±½ and ±1½: at most ¼ below it."));
    }

    @Override public void visit(Page page, long seed, boolean quick) {
        System.out.println("maxout: fitting units to a rectifier, |x| and a square, and corners to a sine");
        int steps = quick ? 150 : 1500;
        page.section("maxout", "Maxout", "A maxout unit is the largest of a few straight lines. The discriminator is made of such units. "
                + "Goodfellow et al., Maxout Networks, 2013.");
        for (Target target : targets()) {
            Maxout learned = PiecewiseLinear.learned(target.f, -2, 2, target.pieces, steps, seed);
            String title = "%s pieces that learned %s".formatted(target.pieces == 2 ? "Two" : "Four", target.name);
            String about = "Found by gradient descent in %,d steps; the largest error is %.3f."
                    .formatted(steps, PiecewiseLinear.error(learned, target.f, -2, 2));
            page.picture("maxout-" + target.file + ".png", unit(target.title, target.byHand, target.name, target.f),
                    target.about);
            page.picture("maxout-learned-" + target.file + ".png", unit(title, learned, target.name, target.f), about);
        }
        page.picture("maxout-difference.png", difference(), "A single unit is always convex. The difference of two "
                        + "units can be any shape: here a sine from eight pieces.")
                .picture("maxout-error.png", sine(), "Twice the pieces, a quarter of the error.");
    }

    private static Picture sine() {
        int[] pieces = {4, 6, 8, 12, 16, 24, 32, 48, 64};
        double[] k = IntStream.of(pieces).asDoubleStream().toArray();
        double[] bound = DoubleStream.of(k).map(n -> Math.pow(2 * Math.PI / n, 2) / 8).toArray();
        return new LineChart("The sine's error falls with the square of the pieces", "pieces", "largest error")
                .points("largest error", k, IntStream.of(pieces).mapToDouble(PiecewiseLinear::sineError).toArray())
                .line("(2π / pieces)² / 8", k, bound).logX()
                .picture("The largest error of the sine against the number of pieces, on the curve that theory gives");
    }

    /// A unit of one input, its pieces and what it stands for.
    private static Picture unit(String title, Maxout unit, String name, DoubleUnaryOperator f) {
        Matrix x = PiecewiseLinear.places(-2, 2, POINTS), W = unit.parameters().get(0).value(), b = unit.parameters().get(1).value();
        LineChart chart = new LineChart(title, "x", "h(x)");
        for (int p = 0; p < W.numCols(); p++) {
            double slope = W.get(p), intercept = b.get(p);
            chart.dashed("piece " + (p + 1), values(x), values(x.map(v -> slope * v + intercept)));
        }
        return chart.dashed(name, values(x), values(x.map(f))).line("maxout", values(x), values(unit.forward(x).output()))
                .yRange(-1, 4.2).picture("A maxout unit, its pieces, and the function " + name);
    }

    private static Picture difference() {
        Matrix x = PiecewiseLinear.places(-Math.PI, Math.PI, POINTS);
        double[] corners = values(PiecewiseLinear.places(-Math.PI, Math.PI, 9)), heights = new double[9];
        for (int i = 0; i < 9; i++) heights[i] = Math.sin(corners[i]);
        Sequential net = PiecewiseLinear.through(corners, heights);
        Matrix units = net.layers().getFirst().forward(x).output();
        return new LineChart("A sine as the difference of two convex functions", "x", "")
                .line("h₁", values(x), values(units.cols(0, 1))).line("h₂", values(x), values(units.cols(1, 2)))
                .line("h₁ − h₂", values(x), values(net.forward(x).output())).dashed("sin x", values(x), values(x.map(Math::sin)))
                .picture("Two convex piecewise linear functions, their difference, and the sine that it is near");
    }

    private static double[] values(Matrix column) {
        return column.inDouble().getDDRM().data;
    }
}
