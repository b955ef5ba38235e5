package generative.plot;

import java.awt.Color;
import org.jfree.chart.renderer.PaintScale;

/// Colours for numbers: from dark violet over blue and green to bright yellow, each step about equally much brighter.
///
/// Since brightness alone tells the order, the scale also serves colour-blind readers and grey printers. NaN is grey.
record ColourScale(double low, double high) implements PaintScale {

    private static final int[] ANCHORS = {0x2A0A4F, 0x3B2F86, 0x2D5F9E, 0x1F8C93, 0x3EB57C, 0x9DD65B, 0xFDEE6B};

    /// The colour of a value; below and above the range it is that of the end.
    Color colour(double value) {
        if (Double.isNaN(value)) return Color.GRAY;
        double place = Math.clamp((value - low) / (high - low), 0, 1) * (ANCHORS.length - 1);
        int i = Math.min((int) place, ANCHORS.length - 2);
        Color from = new Color(ANCHORS[i]), to = new Color(ANCHORS[i + 1]);
        return new Color(between(from.getRed(), to.getRed(), place - i), between(from.getGreen(), to.getGreen(), place - i),
                between(from.getBlue(), to.getBlue(), place - i));
    }

    private static int between(int from, int to, double share) {
        return (int) Math.round(from + share * (to - from));
    }

    @Override public double getLowerBound() {
        return low;
    }

    @Override public double getUpperBound() {
        return high;
    }

    @Override public Color getPaint(double value) {
        return colour(value);
    }
}
