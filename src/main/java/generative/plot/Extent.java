package generative.plot;

import org.jfree.data.Range;

/// The smallest interval that holds all finite numbers it was shown.
final class Extent {

    private double lo = Double.POSITIVE_INFINITY, hi = Double.NEGATIVE_INFINITY;

    void include(double value) {
        if (!Double.isFinite(value)) return;
        lo = Math.min(lo, value);
        hi = Math.max(hi, value);
    }

    /// The interval, enlarged on both sides by a share of its length; one number gets room around it, none is [0, 1].
    Range range(double margin) {
        if (lo > hi) return new Range(0, 1);
        double room = lo == hi ? Math.max(0.5, Math.abs(lo) * 0.1) : (hi - lo) * margin;
        return new Range(lo - room, hi + room);
    }
}
