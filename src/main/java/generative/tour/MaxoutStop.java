package generative.tour;

import generative.gan.PiecewiseLinear;
import generative.math.Matrix;
import generative.nn.Maxout;
import generative.nn.Sequential;
import generative.plot.LineChart;
import generative.plot.Picture;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/// Maxout units as functions of one number: what straight pieces can be put together to.
final class MaxoutStop implements Stop {

    private static final int POINTS = 401;

    @Override public String name() {
        return "maxout";
    }

    @Override public void visit(Page page, long seed, boolean quick) {
        System.out.println("maxout: fitting a unit to a square, and corners to a sine");
        Maxout absolute = PiecewiseLinear.tangents(Math::abs, Math::signum, -1, 1);
        Maxout square = PiecewiseLinear.tangents(x -> x * x, x -> 2 * x, -1.5, -.5, .5, 1.5);
        Maxout learned = PiecewiseLinear.learned(x -> x * x, -2, 2, 4, quick ? 150 : 1500, seed);
        int[] pieces = {4, 6, 8, 12, 16, 24, 32, 48, 64};
        double[] bound = IntStream.of(pieces).mapToDouble(k -> Math.pow(2 * Math.PI / k, 2) / 8).toArray();

        page.section("maxout", "Maxout", "A maxout unit is the largest of a few straight lines. The discriminator is made of such units. "
                        + "Goodfellow et al., Maxout Networks, 2013.")
                .picture("maxout-absolute.png", unit("Two pieces make |x|", absolute, "|x|", Math::abs),
                        "The solid line is the maximum of the pieces, which go on below it: no error anywhere.")
                .picture("maxout-square.png", unit("Four tangents make nearly x²", square, "x²", x -> x * x),
                        "Set by hand to touch the parabola at ±½ and ±1½: at most ¼ below it.")
                .picture("maxout-learned.png", unit("Four pieces that learned x²", learned, "x²", x -> x * x),
                        "Found by gradient descent: each piece cuts the parabola, which halves the error.")
                .picture("maxout-difference.png", difference(), "A single unit is always convex. The difference of two units can be any shape: here a sine from eight pieces.")
                .picture("maxout-error.png", new LineChart("The sine's error falls with the square of the pieces", "pieces", "largest error")
                                .points("largest error", IntStream.of(pieces).asDoubleStream().toArray(),
                                        IntStream.of(pieces).mapToDouble(PiecewiseLinear::sineError).toArray())
                                .line("(2π / pieces)² / 8", IntStream.of(pieces).asDoubleStream().toArray(), bound).logX()
                                .picture("The largest error of the sine against the number of pieces, on the curve that theory gives"),
                        "Twice the pieces, a quarter of the error.");
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
