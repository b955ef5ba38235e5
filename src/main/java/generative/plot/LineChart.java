package generative.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.annotations.XYPolygonAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.Range;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/// Curves over a common x axis: what a loss did over the steps, or a density over the values.
///
/// ```java
/// new LineChart("The losses of the two players", "step", "loss")
///     .line("discriminator", steps, d).line("generator", steps, g)
///     .level("2 ln 2: a draw", 2 * Math.log(2))
///     .picture("The discriminator's loss climbs to 2 ln 2 and stays there.")
/// ```
/// A name has one colour, so a band named like a line is that line's spread. NaN and infinity are gaps, and so is a
/// value that a logarithmic axis cannot show.
public final class LineChart {

    private enum Style { SOLID, DASHED, POINTS, BAND }

    /// A line or points (`low` and `high` are then the same numbers), or a band between two curves.
    private record Series(String name, Style style, double[] x, double[] low, double[] high) { }

    private record Reference(String name, double value) { }

    private static final Shape DOT = new Ellipse2D.Double(-3, -3, 6, 6);

    private final String title, xLabel, yLabel;
    private final List<Series> series = new ArrayList<>();
    private final List<Reference> levels = new ArrayList<>(), marks = new ArrayList<>();
    private final Map<String, Color> colours = new LinkedHashMap<>();
    private boolean logX, logY;
    private Range yRange;

    public LineChart(String title, String xLabel, String yLabel) {
        this.title = title;
        this.xLabel = xLabel;
        this.yLabel = yLabel;
    }

    public LineChart line(String name, double[] x, double[] y) {
        return add(name, Style.SOLID, x, y, y);
    }

    public LineChart dashed(String name, double[] x, double[] y) {
        return add(name, Style.DASHED, x, y, y);
    }

    public LineChart points(String name, double[] x, double[] y) {
        return add(name, Style.POINTS, x, y, y);
    }

    /// A shaded spread between two curves, such as mean ± one standard deviation.
    public LineChart band(String name, double[] x, double[] low, double[] high) {
        return add(name, Style.BAND, x, low, high);
    }

    private LineChart add(String name, Style style, double[] x, double[] low, double[] high) {
        if (x.length != low.length || x.length != high.length)
            throw new IllegalArgumentException("\"" + name + "\" has " + x.length + " values of x and "
                    + (x.length != low.length ? low : high).length + " of y");
        colours.computeIfAbsent(name, fresh -> Theme.colour(colours.size()));
        series.add(new Series(name, style, x.clone(), low.clone(), high.clone()));
        return this;
    }

    /// A horizontal dashed line to compare with, such as ln 2.
    public LineChart level(String name, double y) {
        levels.add(new Reference(name, y));
        return this;
    }

    /// A vertical dashed line at a moment that matters.
    public LineChart mark(String name, double x) {
        marks.add(new Reference(name, x));
        return this;
    }

    /// Makes the x axis logarithmic.
    public LineChart logX() {
        logX = true;
        return this;
    }

    /// Makes the y axis logarithmic.
    public LineChart logY() {
        logY = true;
        return this;
    }

    /// Fixes the y axis, which otherwise holds everything that is drawn.
    public LineChart yRange(double lo, double hi) {
        if (!(lo < hi)) throw new IllegalArgumentException("a range needs lo < hi, got " + lo + " and " + hi);
        yRange = new Range(lo, hi);
        return this;
    }

    public Picture picture(String alt) {
        Extent xs = new Extent(), ys = new Extent();
        for (Series s : series) {
            for (int i = 0; i < s.x.length; i++) {
                if (!visible(s, i)) continue;
                xs.include(placeX(s.x[i]));
                ys.include(placeY(s.low[i]));
                ys.include(placeY(s.high[i]));
            }
        }
        for (Reference mark : marks) xs.include(placeX(mark.value));
        for (Reference level : levels) ys.include(placeY(level.value));
        Range x = xs.range(0.02);
        Range y = yRange == null ? ys.range(0.06)
                : new Range(placeY(yRange.getLowerBound()), placeY(yRange.getUpperBound()));

        XYPlot plot = new XYPlot(new XYSeriesCollection(), axis(xLabel, x, logX), axis(yLabel, y, logY),
                new XYLineAndShapeRenderer());
        if (series.stream().allMatch(s -> Arrays.stream(s.x).allMatch(at -> at == Math.rint(at)))) Theme.wholeNumbers(plot.getDomainAxis());
        Theme.grid(plot);
        drawSeries(plot);
        drawReferences(plot, x, y);
        plot.setFixedLegendItems(legend());
        return Theme.picture(Theme.chart(title, plot, !series.isEmpty()), Theme.WIDTH, Theme.HEIGHT, alt);
    }

    private static ValueAxis axis(String label, Range range, boolean log) {
        double lo = range.getLowerBound(), hi = range.getUpperBound();
        return log ? Theme.logAxis(label, lo, hi) : Theme.axis(label, lo, hi);
    }

    private void drawSeries(XYPlot plot) {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
        renderer.setDrawSeriesLineAsPath(true);                        // else a dash pattern begins anew at every point
        XYSeriesCollection lines = new XYSeriesCollection();
        for (Series s : series) {
            Color colour = colours.get(s.name);
            if (s.style == Style.BAND) {
                addBand(renderer, s, Theme.translucent(colour, 0.2));
                continue;
            }
            int i = lines.getSeriesCount();
            XYSeries points = new XYSeries(i, false);                  // in the order given: a curve may turn back
            int shown = 0;
            for (int n = 0; n < s.x.length; n++) {
                boolean visible = visible(s, n);
                points.add(visible ? s.x[n] : Double.NaN, visible ? s.low[n] : Double.NaN, false);
                if (visible) shown++;
            }
            lines.addSeries(points);
            renderer.setSeriesPaint(i, s.style == Style.POINTS ? Theme.translucent(colour, 0.75) : colour);
            renderer.setSeriesStroke(i, stroke(s.style));
            renderer.setSeriesLinesVisible(i, s.style != Style.POINTS);
            renderer.setSeriesShapesVisible(i, s.style == Style.POINTS || shown == 1);
            renderer.setSeriesShape(i, DOT);
        }
        plot.setDataset(lines);
        plot.setRenderer(renderer);
    }

    /// One polygon for every stretch without a gap: out along the upper curve, back along the lower one.
    private void addBand(XYLineAndShapeRenderer renderer, Series s, Color fill) {
        for (int from = 0; from < s.x.length; from++) {
            int to = from;
            while (to < s.x.length && visible(s, to)) to++;
            int length = to - from;
            if (length > 1) {
                double[] corners = new double[4 * length];
                for (int i = 0; i < length; i++) {
                    corners[2 * i] = corners[4 * length - 2 - 2 * i] = s.x[from + i];
                    corners[2 * i + 1] = s.high[from + i];
                    corners[4 * length - 1 - 2 * i] = s.low[from + i];
                }
                renderer.addAnnotation(new XYPolygonAnnotation(corners, null, null, fill), Layer.BACKGROUND);
            }
            from = to;
        }
    }

    private void drawReferences(XYPlot plot, Range x, Range y) {
        FreePlaces places = new FreePlaces();
        for (Series s : series)
            for (int i = 0; i < s.x.length; i++) {
                int from = i > 0 && visible(s, i - 1) && s.style != Style.POINTS ? i - 1 : i;
                if (s.style != Style.BAND && visible(s, i))
                    places.stretch(share(x, placeX(s.x[from])), share(y, placeY(s.low[from])),
                            share(x, placeX(s.x[i])), share(y, placeY(s.low[i])));
            }
        for (Reference mark : marks) plot.addDomainMarker(Theme.mark(mark.name, mark.value, share(x, placeX(mark.value)), places),
                Layer.FOREGROUND);
        for (Reference level : levels) plot.addRangeMarker(Theme.level(level.name, level.value, share(y, placeY(level.value)), places),
                Layer.FOREGROUND);
    }

    private static double share(Range range, double value) {
        return (value - range.getLowerBound()) / range.getLength();
    }

    private LegendItemCollection legend() {
        LegendItemCollection items = new LegendItemCollection();
        colours.forEach((name, colour) -> {
            Style style = series.stream().filter(s -> s.name.equals(name)).map(Series::style).min(Style::compareTo).orElseThrow();
            if (style == Style.BAND) items.add(Theme.swatch(name, Theme.translucent(colour, 0.2), colour));
            else items.add(new LegendItem(name, null, null, null, style == Style.POINTS, DOT, true, colour, false, colour,
                    Theme.solid(1), style != Style.POINTS, new Line2D.Double(-13, 0, 13, 0), stroke(style), colour));
        });
        return items;
    }

    private static BasicStroke stroke(Style style) {
        return style == Style.DASHED ? Theme.dashed(2.2) : Theme.solid(2.2);
    }

    private boolean visible(Series s, int i) {
        return Double.isFinite(placeX(s.x[i])) && Double.isFinite(placeY(s.low[i]))
                && Double.isFinite(placeY(s.high[i]));
    }

    /// Where x stands along its axis: itself, or its logarithm (−∞ or NaN where there is none).
    private double placeX(double x) {
        return logX ? Math.log10(x) : x;
    }

    private double placeY(double y) {
        return logY ? Math.log10(y) : y;
    }

    @Override public String toString() {
        return "LineChart \"" + title + "\" of " + colours.keySet();
    }
}
