package generative.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.FieldPosition;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.axis.Axis;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;

/// How every chart looks: white paper, a thin grid, large letters, colours that all eyes can tell apart.
///
/// The colours are those that Okabe and Ito chose for colour-blind readers (2008), without their yellow, which is too
/// pale for a line on white. Charts are drawn at twice their nominal size, so that they stay sharp when a page or a
/// screen enlarges them.
final class Theme {

    static final int WIDTH = 640, HEIGHT = 420;
    static final Color INK = new Color(0x222222), GRID = new Color(0xE2E2E2), FRAME = new Color(0x9A9A9A);
    static final Color REFERENCE = new Color(0x5A5A5A);

    private static final double SHARPNESS = 2, LABEL_HEIGHT = 0.075;

    private Theme() { }

    /// The colour of series number i; after seven they repeat.
    static Color colour(int i) {
        return new Color(switch (i % 7) {
            case 0 -> 0x0072B2;     // blue
            case 1 -> 0xD55E00;     // vermillion
            case 2 -> 0x009E73;     // bluish green
            case 3 -> 0xCC79A7;     // reddish purple
            case 4 -> 0xE69F00;     // orange
            case 5 -> 0x56B4E9;     // sky blue
            default -> 0x000000;
        });
    }

    static Color translucent(Color colour, double opacity) {
        return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), (int) Math.round(255 * opacity));
    }

    static BasicStroke solid(double width) {
        return new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    }

    static BasicStroke dashed(double width) {
        return new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {7, 4}, 0);
    }

    static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }

    /// A linear axis over [lo, hi] whose numbers read the same in every country.
    static NumberAxis axis(String label, double lo, double hi) {
        NumberAxis axis = new NumberAxis(label);
        axis.setStandardTickUnits(NumberAxis.createStandardTickUnits(Locale.ROOT));
        axis.setRange(lo, hi);
        return style(axis);
    }

    /// No 2.5 on an axis of layers or steps.
    static void wholeNumbers(ValueAxis axis) {
        axis.setStandardTickUnits(NumberAxis.createIntegerTickUnits(Locale.ROOT));
    }

    /// A logarithmic axis from 10^lo to 10^hi: 1, 10, 100 … or, on a short one, 1, 2, 4 …
    static LogAxis logAxis(String label, double lo, double hi) {
        LogAxis axis = new LogAxis(label);
        axis.setNumberFormatOverride(new DecimalFormat("0.########", DecimalFormatSymbols.getInstance(Locale.ROOT)));
        axis.setRange(Math.pow(10, lo), Math.pow(10, hi));
        axis.setTickUnit(new NumberTickUnit(decades(hi - lo)));
        return style(axis);
    }

    /// An axis for logarithms from lo to hi that shows the numbers they belong to, for what a [LogAxis] cannot draw.
    static NumberAxis axisOfLogarithms(String label, double lo, double hi) {
        NumberAxis axis = axis(label, lo, hi);
        axis.setTickUnit(new NumberTickUnit(decades(hi - lo)));
        axis.setNumberFormatOverride(new DecimalFormat("0.########", DecimalFormatSymbols.getInstance(Locale.ROOT)) {
            private static final long serialVersionUID = 1;

            @Override public StringBuffer format(double logarithm, StringBuffer to, FieldPosition where) {
                return super.format(Math.pow(10, logarithm), to, where);
            }
        });
        return axis;
    }

    /// From one number of a logarithmic axis to the next.
    private static double decades(double length) {
        return length < 1.5 ? Math.log10(2) : Math.ceil(length / 8);
    }

    static <A extends Axis> A style(A axis) {
        axis.setLabelFont(font(Font.PLAIN, 15));
        axis.setTickLabelFont(font(Font.PLAIN, 14));
        axis.setLabelPaint(INK);
        axis.setTickLabelPaint(INK);
        axis.setAxisLinePaint(FRAME);
        axis.setTickMarkPaint(FRAME);
        return axis;
    }

    /// A horizontal reference line at this share of the height, its name where it hides least.
    static ValueMarker level(String name, double value, double y, FreePlaces places) {
        double w = labelWidth(name), h = LABEL_HEIGHT;
        return switch (places.choose(List.of(box(1 - w, y, w, h), box(0, y, w, h), box(0.5 - w / 2, y, w, h),
                box(1 - w, y - h, w, h), box(0, y - h, w, h), box(0.5 - w / 2, y - h, w, h)))) {
            case 0 -> reference(name, value, RectangleAnchor.TOP_RIGHT, TextAnchor.BOTTOM_RIGHT, 3);
            case 1 -> reference(name, value, RectangleAnchor.TOP_LEFT, TextAnchor.BOTTOM_LEFT, 3);
            case 2 -> reference(name, value, RectangleAnchor.TOP, TextAnchor.BOTTOM_CENTER, 3);
            case 3 -> reference(name, value, RectangleAnchor.BOTTOM_RIGHT, TextAnchor.TOP_RIGHT, 3);
            case 4 -> reference(name, value, RectangleAnchor.BOTTOM_LEFT, TextAnchor.TOP_LEFT, 3);
            default -> reference(name, value, RectangleAnchor.BOTTOM, TextAnchor.TOP_CENTER, 3);
        };
    }

    /// A vertical reference line at this share of the width, its name near its top where it hides least.
    static ValueMarker mark(String name, double value, double x, FreePlaces places) {
        double w = labelWidth(name), h = LABEL_HEIGHT;
        double near = x < 0.5 ? x : x - w;                             // the side that has more room
        int row = places.choose(List.of(box(near, 1 - h, w, h), box(near, 1 - 2 * h, w, h), box(near, 1 - 3 * h, w, h)));
        return reference(name, value, x < 0.5 ? RectangleAnchor.TOP_RIGHT : RectangleAnchor.TOP_LEFT,
                x < 0.5 ? TextAnchor.TOP_LEFT : TextAnchor.TOP_RIGHT, 3 + row * LABEL_HEIGHT * 300);
    }

    private static ValueMarker reference(String name, double value, RectangleAnchor anchor, TextAnchor text, double top) {
        ValueMarker marker = new ValueMarker(value, REFERENCE, dashed(1.5));
        marker.setLabel(name);
        marker.setLabelFont(font(Font.ITALIC, 14));
        marker.setLabelPaint(INK);
        marker.setLabelBackgroundColor(new Color(255, 255, 255, 160));
        marker.setLabelAnchor(anchor);
        marker.setLabelTextAnchor(text);
        marker.setLabelOffset(new RectangleInsets(top, 5, 3, 5));
        return marker;
    }

    /// About how much of a plot's width a label takes.
    private static double labelWidth(String name) {
        return 0.02 + 0.0145 * name.length();
    }

    private static Rectangle2D box(double x, double y, double width, double height) {
        return new Rectangle2D.Double(x, y, width, height);
    }

    /// Thin grid lines, and the series painted in the order in which they came.
    static void grid(XYPlot plot) {
        plot.setSeriesRenderingOrder(SeriesRenderingOrder.FORWARD);
        plot.setDomainGridlinePaint(GRID);
        plot.setDomainGridlineStroke(solid(1));
        plot.setRangeGridlinePaint(GRID);
        plot.setRangeGridlineStroke(solid(1));
    }

    /// A filled rectangle and a name, for a legend.
    static LegendItem swatch(String name, Color fill, Color outline) {
        return new LegendItem(name, null, null, null, true, new Rectangle2D.Double(-12, -6, 24, 12), true, fill, true, outline,
                solid(1), false, new Line2D.Double(), solid(1), fill);
    }

    /// The chart around a plot, with a legend below it if one is given.
    static JFreeChart chart(String title, Plot plot, boolean legend) {
        plot.setBackgroundPaint(Color.WHITE);
        plot.setOutlinePaint(FRAME);
        plot.setInsets(new RectangleInsets(4, 6, 4, 16));
        JFreeChart chart = new JFreeChart(title, font(Font.BOLD, 17), plot, false);
        chart.setBackgroundPaint(Color.WHITE);
        chart.setPadding(new RectangleInsets(8, 6, 8, 6));
        chart.getTitle().setPaint(INK);
        if (legend) {
            LegendTitle names = new LegendTitle(plot);
            names.setPosition(RectangleEdge.BOTTOM);
            names.setItemFont(font(Font.PLAIN, 14));
            names.setItemPaint(INK);
            names.setItemLabelPadding(new RectangleInsets(2, 4, 2, 12));
            chart.addSubtitle(names);
        }
        return chart;
    }

    static Picture picture(JFreeChart chart, int width, int height, String alt) {
        return new Picture(Canvas.draw(width, height, SHARPNESS,
                g -> chart.draw(g, new Rectangle2D.Double(0, 0, width, height))), alt);
    }
}
