package generative.plot;

import java.awt.Font;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.annotations.CategoryTextAnnotation;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.CategoryLabelPositions;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.StatisticalBarRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;
import org.jfree.data.statistics.DefaultStatisticalCategoryDataset;

/// Results side by side: one horizontal bar each, with its name, its value and a whisker for its error.
///
/// ```java
/// new BarChart("Log-likelihood on the test images", "nats (higher is better)")
///     .bar("adversarial nets", 225, 2).bar("stacked autoencoders", 121, 1.6).picture("…")
/// ```
/// The first bar is at the top. A value that is NaN is shown as missing, and so is one that a logarithmic axis cannot
/// show.
public final class BarChart {

    private record Bar(String name, double value, double error) {

        String label() {
            if (!Double.isFinite(value)) return "no result";
            return number(value, 3) + (error > 0 ? " ± " + number(error, 1) : "");
        }
    }

    private record Reference(String name, double value) { }

    private final String title, valueLabel;
    private final List<Bar> bars = new ArrayList<>();
    private final List<Reference> levels = new ArrayList<>();
    private boolean logarithmic;

    public BarChart(String title, String yLabel) {
        this.title = title;
        this.valueLabel = yLabel;
    }

    /// A bar with a whisker from value − error to value + error; an error of 0 has none.
    public BarChart bar(String name, double value, double error) {
        if (bars.stream().anyMatch(bar -> bar.name.equals(name)))
            throw new IllegalArgumentException("there are two bars named \"" + name + "\"");
        bars.add(new Bar(name, value, Double.isFinite(error) ? Math.abs(error) : 0));
        return this;
    }

    public BarChart bar(String name, double value) {
        return bar(name, value, 0);
    }

    /// A dashed line to compare with, such as what guessing reaches.
    public BarChart level(String name, double value) {
        levels.add(new Reference(name, value));
        return this;
    }

    /// Makes the axis logarithmic and lets the bars begin at 1: twice as much reaches as far to the right as half as
    /// much to the left. There are no whiskers then.
    public BarChart logarithmic() {
        logarithmic = true;
        return this;
    }

    public Picture picture(String alt) {
        Extent extent = new Extent();
        extent.include(0);                                             // where bars begin, with a logarithm too
        for (Bar bar : bars)
            for (double end : new double[] {bar.value, bar.value - bar.error, bar.value + bar.error})
                extent.include(place(end));
        for (Reference level : levels) extent.include(place(level.value));
        Range bare = extent.range(0.02);
        int longest = bars.stream().mapToInt(bar -> bar.label().length()).max().orElse(0);
        double share = Math.min(0.5, (longest + 2) / 38.0);            // of the width, for the numbers at the right
        Range range = new Range(bare.getLowerBound() < 0 && extent.range(0).getLowerBound() == 0 ? 0 : bare.getLowerBound(),
                bare.getUpperBound() + bare.getLength() * share / (1 - share));

        double lo = range.getLowerBound(), hi = range.getUpperBound();

        CategoryPlot plot = new CategoryPlot(values(), names(),
                logarithmic ? Theme.axisOfLogarithms(valueLabel, lo, hi) : Theme.axis(valueLabel, lo, hi), renderer());
        plot.setOrientation(PlotOrientation.HORIZONTAL);
        plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_RIGHT);
        plot.setRangeGridlinePaint(Theme.GRID);
        plot.setRangeGridlineStroke(Theme.solid(1));
        for (Bar bar : bars) plot.addAnnotation(label(bar, hi));
        FreePlaces places = new FreePlaces();
        for (Reference level : levels)
            plot.addRangeMarker(Theme.mark(level.name, place(level.value), (place(level.value) - lo) / range.getLength(), places),
                    Layer.FOREGROUND);
        return Theme.picture(Theme.chart(title, plot, false), Theme.WIDTH, 110 + barHeight() * bars.size() + (levels.isEmpty() ? 0 : 30),
                alt);
    }

    /// Many bars are thinner, so that one can see all of them.
    private int barHeight() {
        return bars.size() > 12 ? 26 : 44;
    }

    /// Where a value stands along the axis: itself, or its logarithm (−∞ or NaN where there is none).
    private double place(double value) {
        return logarithmic ? Math.log10(value) : value;
    }

    private DefaultStatisticalCategoryDataset values() {
        DefaultStatisticalCategoryDataset values = new DefaultStatisticalCategoryDataset();
        for (Bar bar : bars)
            values.add(Double.isFinite(place(bar.value)) ? (Number) place(bar.value) : null,
                    bar.error > 0 && !logarithmic ? (Number) bar.error : null, "", bar.name);
        return values;
    }

    private CategoryAxis names() {
        CategoryAxis names = Theme.style(new CategoryAxis());
        names.setCategoryLabelPositions(CategoryLabelPositions.STANDARD);
        names.setMaximumCategoryLabelLines(2);
        names.setMaximumCategoryLabelWidthRatio(0.45f);
        names.setCategoryMargin(0.3);
        names.setLowerMargin(levels.isEmpty() ? 0.04 : 30.0 / (barHeight() * bars.size() + 30));
        names.setUpperMargin(0.04);
        return names;
    }

    private static StatisticalBarRenderer renderer() {
        StatisticalBarRenderer renderer = new StatisticalBarRenderer();
        renderer.setSeriesPaint(0, Theme.colour(5));
        renderer.setDrawBarOutline(false);
        renderer.setShadowVisible(false);
        renderer.setErrorIndicatorPaint(Theme.INK);
        renderer.setErrorIndicatorStroke(Theme.solid(1.6));
        renderer.setMaximumBarWidth(0.6);
        return renderer;
    }

    /// The numbers stand below each other at the right, where no reference line crosses them.
    private static CategoryTextAnnotation label(Bar bar, double x) {
        CategoryTextAnnotation label = new CategoryTextAnnotation(bar.label() + " ", bar.name, x);
        label.setTextAnchor(TextAnchor.CENTER_RIGHT);
        label.setFont(Theme.font(Font.BOLD, 14));
        label.setPaint(Theme.INK);
        return label;
    }

    /// Rounded behind its first `digits + 1` digits, but never before the point: 225, 1.765, 0.012.
    private static String number(double value, int digits) {
        int decimals = value == 0 ? 0 : Math.max(0, digits - (int) Math.floor(Math.log10(Math.abs(value))));
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN);
        return (rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros()).toPlainString().replace('-', '−');
    }

    @Override public String toString() {
        return "BarChart \"" + title + "\" of " + bars.stream().map(bar -> bar.name + " " + bar.label()).toList();
    }
}
