package generative.plot;

import generative.math.Matrix;
import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYDataImageAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.PaintScaleLegend;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.Range;
import org.jfree.data.xy.XYSeriesCollection;

/// A matrix as a field of colours: who attends to whom, or which weight is large.
///
/// Row 0 is at the top, as in print; rows and columns are numbered from 0. Bright is large; the bar at the right says
/// how large. NaN is grey.
public final class HeatMap {

    private static final int LONG_SIDE = 460, SHORTEST = 120;

    private final String title;
    private final Matrix values;
    private String xLabel = "column", yLabel = "row", valueLabel = "";
    private Range range;

    public HeatMap(String title, Matrix values) {
        if (values.getNumElements() == 0) throw new IllegalArgumentException("a " + values.shape() + " matrix has nothing to show");
        this.title = title;
        this.values = values;
    }

    /// What the columns and the rows are.
    public HeatMap axes(String xLabel, String yLabel) {
        this.xLabel = xLabel;
        this.yLabel = yLabel;
        return this;
    }

    /// What a colour means.
    public HeatMap valueLabel(String valueLabel) {
        this.valueLabel = valueLabel;
        return this;
    }

    /// The values of the darkest and of the brightest colour; otherwise the smallest and the largest value.
    public HeatMap range(double lo, double hi) {
        if (!(lo < hi)) throw new IllegalArgumentException("a range needs lo < hi, got " + lo + " and " + hi);
        range = new Range(lo, hi);
        return this;
    }

    public Picture picture(String alt) {
        Extent extent = new Extent();
        for (int i = 0; i < values.getNumElements(); i++) extent.include(values.get(i));
        Range shown = range != null ? range : extent.range(0);
        ColourScale scale = new ColourScale(shown.getLowerBound(), shown.getUpperBound());

        int rows = values.numRows(), cols = values.numCols(), longest = Math.max(rows, cols);
        NumberAxis x = wholeNumbers(Theme.axis(xLabel, -0.5, cols - 0.5));
        NumberAxis y = wholeNumbers(Theme.axis(yLabel, -0.5, rows - 0.5));
        y.setInverted(true);
        y.setTickLabelInsets(new RectangleInsets(8, 4, 8, 4));
        XYPlot plot = new XYPlot(new XYSeriesCollection(), x, y, new XYLineAndShapeRenderer());
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinesVisible(false);
        plot.addAnnotation(new XYDataImageAnnotation(image(scale), -0.5, -0.5, cols, rows));

        JFreeChart chart = Theme.chart(title, plot, false);
        chart.addSubtitle(colourBar(scale));
        boolean fine = longest > LONG_SIDE;                            // fewer dots than cells: blend them
        chart.getRenderingHints().put(RenderingHints.KEY_INTERPOLATION,
                fine ? RenderingHints.VALUE_INTERPOLATION_BILINEAR : RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        return Theme.picture(chart, Math.max(SHORTEST, LONG_SIDE * cols / longest) + 170,
                Math.max(SHORTEST, LONG_SIDE * rows / longest) + 110, alt);
    }

    private BufferedImage image(ColourScale scale) {
        BufferedImage image = new BufferedImage(values.numCols(), values.numRows(), BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < values.numRows(); i++)
            for (int j = 0; j < values.numCols(); j++) image.setRGB(j, i, scale.colour(values.get(i, j)).getRGB());
        return image;
    }

    private static NumberAxis wholeNumbers(NumberAxis axis) {
        axis.setStandardTickUnits(NumberAxis.createIntegerTickUnits(java.util.Locale.ROOT));
        return axis;
    }

    private PaintScaleLegend colourBar(ColourScale scale) {
        NumberAxis axis = Theme.axis(valueLabel, scale.low(), scale.high());
        axis.setTickLabelInsets(new RectangleInsets(16, 4, 16, 4));    // fewer numbers
        PaintScaleLegend bar = new PaintScaleLegend(scale, axis);
        bar.setPosition(RectangleEdge.RIGHT);
        bar.setAxisLocation(org.jfree.chart.axis.AxisLocation.BOTTOM_OR_RIGHT);
        bar.setSubdivisionCount(200);
        bar.setStripWidth(18);
        bar.setStripOutlineVisible(false);
        bar.setBackgroundPaint(Color.WHITE);
        bar.setMargin(new RectangleInsets(6, 4, 50, 4));
        return bar;
    }

    @Override public String toString() {
        return "HeatMap \"" + title + "\" of " + values.shape();
    }
}
