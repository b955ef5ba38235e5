package generative.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.Axis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.ValueMarker;
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

    private static final double SHARPNESS = 2;

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

    static <A extends Axis> A style(A axis) {
        axis.setLabelFont(font(Font.PLAIN, 15));
        axis.setTickLabelFont(font(Font.PLAIN, 14));
        axis.setLabelPaint(INK);
        axis.setTickLabelPaint(INK);
        axis.setAxisLinePaint(FRAME);
        axis.setTickMarkPaint(FRAME);
        return axis;
    }

    /// A dashed grey line at a value, its name written beside it: above it at one end, or to the side of its top.
    static ValueMarker reference(String name, double value, RectangleAnchor anchor, TextAnchor text) {
        ValueMarker marker = new ValueMarker(value, REFERENCE, dashed(1.5));
        marker.setLabel(name);
        marker.setLabelFont(font(Font.ITALIC, 14));
        marker.setLabelPaint(INK);
        marker.setLabelBackgroundColor(new Color(255, 255, 255, 200));
        marker.setLabelAnchor(anchor);
        marker.setLabelTextAnchor(text);
        marker.setLabelOffset(new RectangleInsets(3, 5, 3, 5));
        return marker;
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
