package generative.plot;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.data.Range;
import org.jfree.data.statistics.HistogramDataset;
import org.jfree.data.statistics.HistogramType;

/// How often values fall into each bin, several samples laid over one another on the same bins.
///
/// The height of a bar is the share of its sample's values, so that samples of different sizes compare. NaN and
/// infinity are left out.
public final class Histogram {

    private record Sample(String name, double[] values) { }

    private final String title, xLabel;
    private final List<Sample> samples = new ArrayList<>();
    private int bins = 40;

    public Histogram(String title, String xLabel) {
        this.title = title;
        this.xLabel = xLabel;
    }

    public Histogram add(String name, double[] values) {
        double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
        if (finite.length == 0) throw new IllegalArgumentException("\"" + name + "\" has no finite values to count");
        samples.add(new Sample(name, finite));
        return this;
    }

    /// How many bins share the range of all samples together; 40 unless said otherwise.
    public Histogram bins(int bins) {
        if (bins < 1) throw new IllegalArgumentException("a histogram needs 1 bin or more, got " + bins);
        this.bins = bins;
        return this;
    }

    public Picture picture(String alt) {
        Extent extent = new Extent();
        for (Sample sample : samples) Arrays.stream(sample.values).forEach(extent::include);
        Range range = extent.range(0);

        HistogramDataset counts = new HistogramDataset();
        counts.setType(HistogramType.RELATIVE_FREQUENCY);
        XYBarRenderer bars = new XYBarRenderer();
        bars.setBarPainter(new StandardXYBarPainter());
        bars.setShadowVisible(false);
        bars.setDrawBarOutline(true);
        LegendItemCollection legend = new LegendItemCollection();
        double highest = 0;
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            counts.addSeries(i, sample.values, bins, range.getLowerBound(), range.getUpperBound());
            Color fill = Theme.translucent(Theme.colour(i), 0.45);
            bars.setSeriesPaint(i, fill);
            bars.setSeriesOutlinePaint(i, Theme.colour(i));
            bars.setSeriesOutlineStroke(i, Theme.solid(1));
            legend.add(Theme.swatch(sample.name, fill, Theme.colour(i)));
            for (int bin = 0; bin < bins; bin++) highest = Math.max(highest, counts.getYValue(i, bin));
        }

        double room = 0.02 * range.getLength();
        XYPlot plot = new XYPlot(counts, Theme.axis(xLabel, range.getLowerBound() - room, range.getUpperBound() + room),
                Theme.axis("share of the values", 0, highest > 0 ? 1.06 * highest : 1), bars);
        Theme.grid(plot);
        plot.setFixedLegendItems(legend);
        return Theme.picture(Theme.chart(title, plot, !samples.isEmpty()), Theme.WIDTH, Theme.HEIGHT, alt);
    }

    @Override public String toString() {
        return "Histogram \"" + title + "\" of " + samples.stream().map(Sample::name).toList();
    }
}
